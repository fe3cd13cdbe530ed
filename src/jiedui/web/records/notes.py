"""What was found about a field, as the form tells it: in the reader's language, questions with their choices."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from jiedui.core.declare.ledger import Ledger
from jiedui.core.intake.against import AGREE
from jiedui.core.intake.values.faults import AS_IS, LEAVE_OUT, LEAVE_OUT_ALL
from jiedui.web import retelling


def answerable(found: Mapping[str, Any], ledger: type[Ledger]) -> dict[str, Any]:
    """A finding in the reader's language, without the choices that only make sense for a table: a form is left out by not saving it."""
    choices = [choice for choice in found.get("choices") or [] if choice not in (LEAVE_OUT, LEAVE_OUT_ALL)]
    options = [(choice, _said(choice)) for choice in choices]
    return {**found, "choices": choices, "options": options, "message": retelling.told(found, ledger.info.id)}


def _said(choice: str) -> str:
    return _("没有错，照此保存") if choice in (AGREE, AS_IS) else retelling.choice(choice)


def with_answered(
    found: Sequence[Mapping[str, Any]], unanswered: Iterable[Mapping[str, Any]], answers: Mapping[str, str]
) -> list[Mapping[str, Any]]:
    """The findings, and the questions that are settled: they stay in the form with what was chosen, so that it is sent again.

    `unanswered`: what is found as long as nothing is answered.
    """
    open_keys = {one.get("key") for one in found}
    settled = [
        {**one, "level": "answered", "chosen": answers[one["key"]]}
        for one in unanswered
        if one.get("key") in answers
        and one["key"] not in open_keys
        and answers[one["key"]] in (one.get("choices") or ())
    ]
    return [*found, *settled]
