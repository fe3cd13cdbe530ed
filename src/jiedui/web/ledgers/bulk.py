"""One column of many rows: choose column and value, look at what would change, confirm just that."""

from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from jiedui.core.access.audit import actor
from jiedui.core.access.queries import check_may, scope_of
from jiedui.core.access.rights import CHANGE
from jiedui.core.access.scope import Scope
from jiedui.core.declare.columns import CodeColumn, Column
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.intake import bulk as operation
from jiedui.core.ledger import bulk, listing
from jiedui.core.words.errors import Refused
from jiedui.web import refusals, showing
from jiedui.web.ledgers import columns, filters
from jiedui.web.records import fields as forms
from jiedui.web.records import notes, typed
from jiedui.web.signin import address_of

SHOWN, FEW = 10, 5
HOUR = 3600
_SALT = "jiedui.bulk"


@dataclass(frozen=True)
class Asked:
    """What was chosen so far. Own fields begin with `bulk_`, so that no column's name can be taken for one."""

    ids: list[int]
    everything: bool
    column: str
    text: str
    clear: bool
    reason: str
    answers: dict[str, str]

    @property
    def value(self) -> str:
        return "" if self.clear else self.text


@never_cache
def bulk_change(request: HttpRequest, ledger_id: str) -> HttpResponse:
    """Every step is a POST of the same address, whose parameters are the filter of the list; a GET goes back to it."""
    ledger = registry.ledger(ledger_id)
    check_may(request.user, CHANGE, ledger_id)
    if request.method != "POST":
        return _back(request, ledger)
    scope = scope_of(request.user, action=CHANGE)
    asked = _asked(request, ledger, scope)
    if not asked.ids:
        messages.info(request, _("还没有选中记录。请先在列表中勾选，或选择“全部筛选结果”。"))
        return _back(request, ledger)
    match request.POST.get("bulk_step"):
        case "preview":
            return _preview(request, ledger, scope, asked)
        case "apply":
            return _apply(request, ledger, scope, asked)
    return _form(request, ledger, scope, asked)


def _asked(request: HttpRequest, ledger: type[Ledger], scope: Scope) -> Asked:
    given = request.POST
    everything = given.get("all") == "1"
    if everything:
        ids = bulk.ids_of(listing.find(ledger, scope, filters.wanted(ledger, request.GET)))
    else:
        parts = (part for text in given.getlist("ids") for part in text.split(","))
        # An id that no row can have names no row: -1 is refused like any other that is out of reach.
        ids = sorted({int(part) if part.isdecimal() and len(part) < 19 else -1 for part in parts if part.strip()})
        bulk.check_within(ledger, ids, scope)
    name = given.get("bulk_column", "")
    column = ledger.columns.get(name)
    texts = typed.SEPARATOR.join(text for text in given.getlist(name) if text.strip()) if column else ""
    return Asked(
        ids=ids,
        everything=everything,
        column=name,
        text=typed.in_the_ledgers_words(column, texts.strip()) if column else "",
        clear=given.get("bulk_clear") == "1",
        reason=given.get("bulk_reason", "").strip()[:200],
        answers=typed.answers(given),
    )


def _form(
    request: HttpRequest, ledger: type[Ledger], scope: Scope, asked: Asked, *, findings: list[dict[str, Any]] | None = None,
    refusal: str = "",
) -> HttpResponse:  # fmt: skip
    """Column, the right field for it, reason. What was typed stays."""
    chosen = next((column for column in bulk.changeable(ledger) if column.name == asked.column), None)
    given = request.POST if chosen and chosen.name in request.POST else None
    made = forms.fields(ledger, scope, typed=given, findings=findings or []) if chosen else []
    known = {chosen.name} if chosen else set()
    context = {
        **_told(ledger, request, asked),
        "columns": [(column.name, showing.heading(column)) for column in bulk.changeable(ledger)],
        "field": next((field for field in made if field.name == asked.column), None),
        "several": isinstance(chosen, CodeColumn) and chosen.several,
        "clearable": chosen is not None and not chosen.required,
        "general": [notes.answerable(one, ledger) for one in findings or [] if one.get("field") not in known],
        "refusal": refusal,
    }
    return render(request, "web/ledgers/bulk.html", context, status=422 if findings or refusal else 200)


def _preview(
    request: HttpRequest, ledger: type[Ledger], scope: Scope, asked: Asked, *, notice: str = "", moved: tuple[int, ...] = ()
) -> HttpResponse:  # fmt: skip
    """What would change, stay and be refused; the confirmation holds exactly these rows with their revisions."""
    if not asked.column:
        return _form(request, ledger, scope, asked, refusal=_("请选择要修改的列。"))
    if not asked.value and not asked.clear:
        return _form(request, ledger, scope, asked, refusal=_("请填写新的内容；如果要清空这一列，请勾选“清空”。"))
    if len(asked.reason) < 2:
        return _form(
            request,
            ledger,
            scope,
            asked,
            refusal=_("请填写事由，例如“按县人社局 6 月核查结果更新”。事由将记入操作留痕。"),
        )
    try:
        plan = operation.plan(
            ledger.info.id,
            asked.column,
            asked.value,
            ids=asked.ids,
            by=request.user,
            scope=scope,
            answers=asked.answers,
        )
    except Refused as refused:
        return _form(request, ledger, scope, asked, refusal=refusals.told(refused))
    if plan.questions or plan.wrong_everywhere:
        found = plan.questions or [one.finding for one in plan.reasons]
        return _form(request, ledger, scope, asked, findings=found)
    context = {
        **_told(ledger, request, asked),
        "plan": plan,
        "column": plan.column,
        "column_label": showing.heading(plan.column),
        "new": _new(plan, plan.normal["_id"][0]) if plan.column.kind != "region" else asked.value,
        "sample": _sample(ledger, scope, plan),
        "refused": _groups(ledger, scope, plan.reasons),
        "warned": _groups(ledger, scope, plan.warnings),
        "token": _sign(request, ledger, asked, plan),
        "texts": request.POST.getlist(asked.column),
        "notice": notice,
        "moved": _lines(ledger, scope, moved),
    }
    return render(request, "web/ledgers/bulk_preview.html", context, status=409 if notice else 200)


def _apply(request: HttpRequest, ledger: type[Ledger], scope: Scope, asked: Asked) -> HttpResponse:
    try:
        told = signing.loads(request.POST.get("bulk_token", ""), salt=_SALT, max_age=HOUR)
    except signing.BadSignature:
        return _preview(request, ledger, scope, asked, notice=_("预览已过期，没有写入任何内容。请核对后再确认。"))
    ids = list(accumulate(told["ids"]))
    rows = dict(zip(accumulate(told["rows"]), told["revisions"], strict=True))
    if (told["user"], told["ledger"]) != (request.user.pk, ledger.info.id):
        return _back(request, ledger)
    try:
        event = operation.apply(
            ledger.info.id, told["column"], told["value"], ids=ids, rows=rows, by=request.user, scope=scope,
            actor=actor(request.user, address_of(request)), reason=told["reason"], answers=told["answers"],
        )  # fmt: skip
    except operation.Moved as moved:
        return _preview(request, ledger, scope, asked, notice=refusals.told(moved), moved=tuple(moved.rows[:SHOWN]))
    sentence = _("已修改 %(count)s 条记录，记为操作留痕第 %(event)s 号事件。") % {
        "count": f"{len(rows):,}",
        "event": event,
    }
    link = format_html('<a href="{}">{}</a>', reverse("web:event", args=[event]), _("查看或撤销"))
    messages.success(request, format_html("{} {}", sentence, link))
    return _back(request, ledger)


def _sign(request: HttpRequest, ledger: type[Ledger], asked: Asked, plan: operation.Plan) -> str:
    rows = sorted(plan.changing)
    told = {
        "user": request.user.pk,
        "ledger": ledger.info.id,
        "column": asked.column,
        "value": asked.value,
        "reason": asked.reason,
        "answers": asked.answers,
        "ids": _steps(plan.normal["_id"].to_list()),
        "rows": _steps(rows),
        "revisions": [plan.changing[id] for id in rows],
    }
    return signing.dumps(told, salt=_SALT, compress=True)


def _steps(ids: list[int]) -> list[int]:
    """The first id and the distance of each other from the one before: short where ids follow each other."""
    return [*ids[:1], *(after - before for before, after in pairwise(ids))]


def _told(ledger: type[Ledger], request: HttpRequest, asked: Asked) -> dict[str, Any]:
    return {
        "ledger": ledger.info,
        "asked": asked,
        "count": len(asked.ids),
        "ids": "" if asked.everything else ",".join(map(str, asked.ids)),
        "here": request.get_full_path(),
        "back": _list_address(request, ledger),
        "limit": bulk.LIMIT,
    }


def _sample(ledger: type[Ledger], scope: Scope, plan: operation.Plan) -> list[dict[str, Any]]:
    """Old and new value of the first rows that change."""
    ids = list(plan.changing)[:SHOWN]
    rows = listing.by_ids(ledger, scope, ids)
    old = showing.texts(ledger, rows, [plan.column])
    lines = columns.lines(ledger, rows, [])
    return [
        {"line": line, "old": texts[plan.column.name], "new": _new(plan, row.pk)}
        for line, row, texts in zip(lines, rows, old, strict=True)
    ]


def _new(plan: operation.Plan, row_id: int) -> str:
    """The new value of a row in words."""
    column: Column = plan.column
    at = plan.normal["_id"].index_of(row_id)
    value = plan.normal[column.name][at]
    if column.kind == "region":
        text = plan.normal[f"{column.name}_text"][at] if f"{column.name}_text" in plan.normal.columns else None
        return showing.region(column, value, text)
    return showing.described(column, value)


def _groups(ledger: type[Ledger], scope: Scope, groups: list[operation.Said]) -> list[dict[str, Any]]:
    """What is said of rows, type by type: once where it is the same for all, else row by row for the first."""
    told = []
    for one in groups:
        messages_of = {id: notes.answerable(found, ledger)["message"] for id, found in list(one.findings.items())[:FEW]}
        lines = _lines(ledger, scope, list(messages_of))
        told.append(
            {
                "count": one.count,
                "message": next(iter(messages_of.values())) if one.alike else "",
                "lines": [(line, messages_of[line.id]) for line in lines],
                "more": one.count > len(lines),
            }
        )
    return told


def _lines(ledger: type[Ledger], scope: Scope, ids: list[int] | tuple[int, ...]) -> list[columns.Line]:
    return columns.lines(ledger, listing.by_ids(ledger, scope, ids), []) if ids else []


def _list_address(request: HttpRequest, ledger: type[Ledger]) -> str:
    query = request.GET.urlencode()
    return reverse("web:ledger", args=[ledger.info.id]) + (f"?{query}" if query else "")


def _back(request: HttpRequest, ledger: type[Ledger]) -> HttpResponse:
    return redirect(_list_address(request, ledger))
