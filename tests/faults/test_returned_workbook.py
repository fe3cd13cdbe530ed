"""Bringing a file back must not cost more than reading it did."""

import contextlib
import resource
import time
from typing import Any

import pytest

from jiedui.core.access.scope import Scope
from jiedui.core.intake import surroundings
from jiedui.core.intake.books import returned
from jiedui.core.intake.models import Import
from jiedui.core.intake.operations import preview, receive
from jiedui.core.trail.operations import SYSTEM
from jiedui.core.words.errors import Refused
from jiedui.demo.containers import SPREADSHEET, raw_xlsx

FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
MERGED = '<row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
GROWTH = 64 << 20


def sheet(rows: str) -> bytes:
    end = "" if "</sheetData>" in rows else "</sheetData>"
    return raw_xlsx(f'<worksheet xmlns="{SPREADSHEET}"><sheetData>{rows}{end}</worksheet>')


def empty(name: str) -> dict[str, Any]:
    return {"findings": [], "sheets": [{"name": name}], "positions": {}}


@pytest.mark.django_db
def test_a_refused_file_is_not_opened_again(settings: Any, tmp_path: Any) -> None:
    record = receive("workers", sheet(FAR), name="a.xlsx", actor=SYSTEM)
    assert not preview(record, scope=Scope.everything(), actor=SYSTEM).ok
    with pytest.raises(Refused):
        returned.returned_workbook(Import.objects.get(pk=record.pk))


@pytest.mark.parametrize("rows", [FAR, MERGED])
def test_the_server_does_not_grow(rows: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(returned, "MEMORY", 400 << 20)
    monkeypatch.setattr(returned, "SECONDS", 5)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10
    with contextlib.suppress(Refused):
        returned.mark(sheet(rows), "a.xlsx", empty("Sheet1"))
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10) - before < GROWTH


@pytest.mark.django_db
def test_an_endless_title_is_searched_in_no_time() -> None:
    started = time.process_time()
    surroundings._named_in("中" * 200_000)
    assert time.process_time() - started < 1
