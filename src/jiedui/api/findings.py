"""Findings in JSON: what stopped a row or a file, and what is only to be looked at."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Schema

from jiedui.api.refusals import Faulty, answer


class Finding(Schema):
    """One thing found. `level`: error, question or warning; a question has `key` and `choices`. 一处问题。"""

    id: str
    level: str
    field: str | None = None
    column: str | None = None
    value: str | None = None
    message: str
    key: str | None = None
    choices: list[str] | None = None


class PlacedFinding(Finding):
    """A finding in a file, with sheet and Excel's row number. 文件中的一处问题，含工作表和行号。"""

    sheet: str | None = None
    row: int | None = None


class Stopped(Faulty):
    """Nothing was written because of what was found. 因下列问题没有写入。"""

    findings: list[Finding] = []


def stopped(findings: Sequence[dict[str, Any]]) -> HttpResponse:
    """The answer to a row that was not saved."""
    message = _("没有写入：有错误须改正，或有问题须在 answers 中回答。详见 findings。")
    return answer("row.stopped", message, 422, findings=list(findings))
