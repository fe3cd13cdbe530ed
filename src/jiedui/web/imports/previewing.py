"""The tabs of a preview: every row of the file by what becomes of it, page by page."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jiedui.core.access.queries import scope_of
from jiedui.core.declare.columns import Column
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.intake.models import Import
from jiedui.core.intake.previews import keeping
from jiedui.core.intake.previews.building import FINDINGS, MISSING, NUMBER, REFUSED, UNUSED
from jiedui.core.ledger.comparing import CHANGED, NEW, OLD, SAME
from jiedui.core.ledger.listing import by_ids
from jiedui.web import retelling, showing
from jiedui.web.imports import reading

LABELS: dict[str, str | Promise] = {
    FINDINGS: gettext_lazy("问题和提醒"),
    REFUSED: gettext_lazy("退回"),
    CHANGED: gettext_lazy("变更"),
    NEW: gettext_lazy("新增"),
    SAME: gettext_lazy("无变化"),
    MISSING: gettext_lazy("表中缺少"),
    UNUSED: gettext_lazy("未用的行"),
}
"""In the order in which a person looks at them."""
WHY: dict[str, str | Promise] = {
    "total": gettext_lazy("合计"),
    "subtotal": gettext_lazy("小计"),
    "foot": gettext_lazy("表尾说明"),
    "header": gettext_lazy("重复的表头"),
    "numbering": gettext_lazy("列号"),
}
WIDE = 12
"""So many columns of a row that the ledger lacks are shown."""


LONGEST = 60
"""So much of a cell is shown in a table; the file has the rest."""


def cells(shown: Iterable[tuple[str, str, str]]) -> SafeString:
    """Cells of one row: (heading, text, class). Joined here: a template takes several times as long over thousands of cells."""
    empty = _("（空）")
    return format_html_join(
        "",
        '<td data-label="{}" class="{}">{}</td>',
        (
            (heading, kind or ("" if text else "none"), _short(text) if text else empty if kind[:5] == "found" else "")
            for heading, text, kind in shown
        ),
    )


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def tabs(head: Mapping[str, Any], record: Import) -> list[dict[str, Any]]:
    """The kinds of rows that there are: id, label and count."""
    counts = {kind: sum(block["rows"] for block in blocks) for kind, blocks in head["kinds"].items()}
    kinds = [kind for kind in LABELS if counts.get(kind) or (kind == MISSING and record.mode == "replace")]
    return [{"id": kind, "label": LABELS[kind], "count": counts.get(kind, 0)} for kind in kinds]


def section(request: HttpRequest, record: Import, head: dict[str, Any]) -> dict[str, Any]:
    """What the preview's template draws: tabs, the page of the chosen one, the findings to filter by."""
    shown = tabs(head, record)
    names = [tab["id"] for tab in shown]
    kind = request.GET.get("tab", "")
    kind = kind if kind in names else names[0] if names else ""
    if not kind:
        return {"tabs": []}
    finding, wanted = request.GET.get("finding", ""), request.GET.get("page", "")
    page = keeping.page(head, kind, finding=finding, number=int(wanted) if wanted.isdigit() and len(wanted) < 9 else 1)
    ledger = registry.ledger(record.ledger)
    levels = {id: level for level, id, _count in head["tally"]}
    found = reading.tally((levels.get(id, "warning"), id, count) for id, count in page.found.items())
    several = len([sheet for sheet in head["sheets"] if sheet["used"]]) > 1
    told: dict[str, Any] = {
        "tabs": shown, "tab": kind, "finding": finding if finding in page.found else "", "page": page, "filters": found,
        "several": several, "sheet_names": [sheet["name"] for sheet in head["sheets"]],
    }  # fmt: skip
    return told | _drawn(kind, ledger, head, page.rows, request, several)


def _drawn(
    kind: str,
    ledger: type[Ledger],
    head: Mapping[str, Any],
    rows: list[dict[str, Any]],
    request: HttpRequest,
    several: bool,
) -> dict[str, Any]:
    if kind == FINDINGS:
        return {"findings": [_finding(one, head, ledger) for one in rows]}
    if kind == MISSING:
        return _missing(ledger, rows, request)
    for row in rows:
        row["place"] = _place(row, head, several)
        row["notes"] = [_note(one, ledger) for one in row.get("_found") or ()]
    if kind == CHANGED:
        return {"changed": [_changed(ledger, row) for row in rows]}
    if kind in (REFUSED, UNUSED):
        return _written(kind, head, rows)
    columns = [column for column in ledger.declared if any(row.get(column.name) is not None for row in rows)]
    columns = columns or [ledger.columns[name] for name in ledger.info.key]
    headings = [showing.heading(column) for column in columns]
    kinds = ["number" if column.kind in showing.NUMERIC else "" for column in columns]
    for row in rows:
        texts = [_text(column, row) for column in columns]
        row["cells"] = cells(zip(headings, texts, kinds, strict=True))
    return {"headings": headings, "lines": rows}


def _place(row: Mapping[str, Any], head: Mapping[str, Any], several: bool) -> str:
    sheet = head["sheets"][row["_sheet"]]["name"] if several else None
    return reading.place({"sheet": sheet, "row": row["_row"]}, several)


def _finding(one: dict[str, Any], head: Mapping[str, Any], ledger: type[Ledger]) -> dict[str, Any]:
    sheet = one.pop("_sheet")
    name = head["sheets"][sheet]["name"] if sheet is not None and sheet < len(head["sheets"]) else None
    (told,) = reading.drawn([{**one, "sheet": name, "row": one.pop("_row")}], ledger.info.id)
    return told


def _note(one: Mapping[str, Any], ledger: type[Ledger]) -> dict[str, Any]:
    return {**one, "label": reading.LEVELS[one["level"]], "message": retelling.told(one, ledger.info.id)}


def _changed(ledger: type[Ledger], row: Mapping[str, Any]) -> dict[str, Any]:
    """A changed row: who or what it is, and old and new of each column that differs."""
    columns = [ledger.columns[name] for name in row["_changed"] or ()]
    values = []
    for column in columns:
        old = {name.removeprefix(OLD): value for name, value in row.items() if name.startswith(OLD)}
        sealed = column.kind in ("phone", "bank_card", "resident_id", "reference")
        number = _("（已登记的号码）") if column.kind != "reference" else _("（已登记的另一条记录）")
        before = (number if old.get(column.name) == NUMBER else "") if sealed else _text(column, old)
        values.append({"column": showing.heading(column), "old": before, "new": _text(column, row)})
    name = ledger.columns[ledger.info.name]
    key = [ledger.columns[one] for one in ledger.info.key if one != ledger.info.name]
    return {
        "id": row["_id"], "place": row["place"], "notes": row["notes"], "name": _text(name, row), "values": values,
        "key": "　".join(filter(None, (_text(one, row) for one in key))),
    }  # fmt: skip


def _written(kind: str, head: Mapping[str, Any], rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Rows as the sheet has them; the cells that something was found about are marked."""
    texts = [one["text"] for one in head["headings"]]
    shown = [at for at in range(len(texts)) if any(row.get(f"w{at}") for row in rows) or _blamed(texts[at], rows)]
    lines = []
    for row in rows:
        worst: dict[str, str] = {}
        for note in row["notes"]:
            if note["column"] and worst.get(note["column"]) != "error":
                worst[note["column"]] = note["level"]
        found = ((texts[at], row.get(f"w{at}") or "", _mark(worst.get(texts[at], ""))) for at in shown)
        lines.append({**row, "why": WHY.get(row.get("_why", ""), ""), "cells": cells(found)})
    return {"headings": [texts[at] for at in shown], "lines": lines, "written": kind}


def _mark(level: str) -> str:
    return f"found-{level}" if level else ""


def _blamed(text: str, rows: list[dict[str, Any]]) -> bool:
    return any(note["column"] == text for row in rows for note in row["notes"])


def _missing(ledger: type[Ledger], rows: list[dict[str, Any]], request: HttpRequest) -> dict[str, Any]:
    """Rows of the ledger that the file lacks, as far as the reader sees them."""
    found = by_ids(ledger, scope_of(request.user), [row["_id"] for row in rows])
    columns = [column for column in ledger.declared if column.kind != "attachment"][:WIDE]
    texts = showing.texts(ledger, found, columns)
    name = ledger.info.name
    return {
        "headings": [showing.heading(column) for column in columns],
        "missing": [
            {
                "id": row.pk, "name": text.get(name) or showing.texts(ledger, [row], [ledger.columns[name]])[0][name],
                "cells": cells(
                    (showing.heading(one), text[one.name], "number" if one.kind in showing.NUMERIC else "") for one in columns
                ),
            }
            for row, text in zip(found, texts, strict=True)
        ],
    }  # fmt: skip


def _text(column: Column, row: Mapping[str, Any]) -> str:
    """A normal form in words."""
    value = row.get(column.name)
    match column.kind:
        case "region":
            return showing.region(column, value, row.get(f"{column.name}_text"))
        case "resident_id" | "phone" | "bank_card":
            return str(value or "").replace(";", _("、"))
        case "organisation" | "reference" | "name" | "uscc":
            return str(value or "")
        case "attachment":
            return _("有附件") if value else ""
    return showing.described(column, value)
