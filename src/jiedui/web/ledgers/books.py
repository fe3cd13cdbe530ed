"""Workbooks to take away: the template to fill in, and the rows of a list, at once or through the download centre."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from jiedui.core.access.audit import actor
from jiedui.core.access.queries import check_may, may, scope_of
from jiedui.core.access.rights import EXPORT, IMPORT, REVEAL
from jiedui.core.access.scope import Scope
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.intake.books.exporting import CSV, XLSX, export_workbook, exported
from jiedui.core.intake.books.template import template_workbook
from jiedui.core.ledger import bulk, listing
from jiedui.core.words.errors import Refused
from jiedui.core.words.saying import said
from jiedui.web import downloads, refusals
from jiedui.web.downloads import download, jobs
from jiedui.web.ledgers import columns, filters, saved
from jiedui.web.signin import address_of

KINDS = {XLSX: downloads.XLSX, CSV: downloads.CSV}


@dataclass(frozen=True)
class Choice:
    """What a person asks for: all rows within reach or the filter's, the kind of file, columns, whole numbers and why."""

    everything: bool
    kind: str
    every_column: bool
    reveal: bool
    reason: str
    ids: tuple[int, ...] = ()


def template(request: HttpRequest, ledger_id: str) -> HttpResponse:
    """The empty workbook of a ledger, with the person's own places in its drop-downs."""
    ledger = registry.ledger(ledger_id)
    check_may(request.user, IMPORT, ledger_id)
    data = template_workbook(ledger, scope_of(request.user, action=IMPORT))
    return download(_("%(title)s-模板.xlsx") % {"title": ledger.info.title}, data, downloads.XLSX)


@never_cache
def export(request: HttpRequest, ledger_id: str) -> HttpResponse:
    """Ask what is to be exported, then a few rows come at once, many through the download centre; an event of the trail.

    The parameters of the address are the filter of the list. Without a choice the filter's rows come as .xlsx, masked.
    """
    ledger = registry.ledger(ledger_id)
    check_may(request.user, EXPORT, ledger_id)
    scope = scope_of(request.user, action=EXPORT)
    choice = _choice(request, ledger, scope)
    if request.method != "POST":
        return _page(request, ledger, scope, choice)
    if choice.reveal and len(choice.reason) < 2:
        return _page(
            request,
            ledger,
            scope,
            choice,
            refusal=_("请填写导出完整号码的事由，例如“与公安比对人员信息”。事由将记入操作留痕。"),
        )
    rows = _rows(request, ledger, scope, choice)
    try:
        if jobs.is_small(rows):
            return _at_once(request, ledger, scope, choice, rows)
        jobs.start(
            request.user, ledger, address=address_of(request), kind=choice.kind, reason=choice.reason if choice.reveal else "",
            query="" if choice.everything else filters.query(filters.wanted(ledger, request.GET)),
            columns=_names(request, ledger, choice),
        )  # fmt: skip
    except Refused as refused:
        return _page(request, ledger, scope, choice, refusal=refusals.told(refused))
    messages.success(request, _("正在后台生成，可以继续做别的事。生成后在这里下载。"))
    return redirect("web:downloads")


def _choice(request: HttpRequest, ledger: type[Ledger], scope: Scope) -> Choice:
    given = request.POST
    parts = [part for text in given.getlist("ids") for part in text.split(",") if part.strip()]
    ids = tuple(sorted({int(part) if part.isdecimal() and len(part) < 19 else -1 for part in parts}))
    if ids:
        bulk.check_within(ledger, ids, scope)
    return Choice(
        everything=given.get("export_rows") == "all",
        kind=CSV if given.get("export_kind") == CSV else XLSX,
        every_column=given.get("export_columns", "all") == "all",
        reveal=given.get("export_reveal") == "1",
        reason=given.get("export_reason", "").strip()[:200],
        ids=ids,
    )


def _rows(request: HttpRequest, ledger: type[Ledger], scope: Scope, choice: Choice) -> QuerySet[Any]:
    wanted = listing.Wanted() if choice.everything or choice.ids else filters.wanted(ledger, request.GET)
    found = listing.find(ledger, scope, wanted)
    return found.filter(pk__in=choice.ids) if choice.ids else found


def _names(request: HttpRequest, ledger: type[Ledger], choice: Choice) -> list[str] | None:
    if choice.every_column:
        return None
    shown = columns.chosen(
        ledger, saved.setting(request.user, ledger.info.id).columns, everything=request.GET.get("columns") == "all"
    )
    return [column.name for column in shown]


def _at_once(
    request: HttpRequest, ledger: type[Ledger], scope: Scope, choice: Choice, rows: QuerySet[Any]
) -> HttpResponse:
    data = export_workbook(
        ledger, scope, actor=actor(request.user, address_of(request)), rows=rows, user=request.user, kind=choice.kind,
        reason=choice.reason if choice.reveal else "", columns=_names(request, ledger, choice),
    )  # fmt: skip
    return download(f"{file_name(ledger)}.{choice.kind}", data, KINDS[choice.kind])


def file_name(ledger: type[Ledger]) -> str:
    """The name of an exported file without its ending."""
    return f"{ledger.info.title}-{timezone.localdate():%Y%m%d}"


def _page(
    request: HttpRequest, ledger: type[Ledger], scope: Scope, choice: Choice, *, refusal: str = ""
) -> HttpResponse:
    wanted = filters.wanted(ledger, request.GET)
    found = (
        listing.count(_rows(request, ledger, scope, choice))
        if choice.ids
        else listing.count(listing.find(ledger, scope, wanted))
    )
    query = request.GET.urlencode()
    context = {
        "ledger": ledger.info,
        "choice": choice,
        "ids": ",".join(map(str, choice.ids)),
        "filter": jobs.filter_words(ledger, scope, wanted),
        "filtered": wanted.filtered,
        "found": found,
        "total": listing.count(listing.find(ledger, scope, listing.Wanted())) if wanted.filtered else found,
        "most": listing.MOST,
        "small": jobs.SMALL,
        "shown": [said(column.label) for column in exported(ledger, _names(request, ledger, Choice(False, "", False, False, "")))],
        "every": len(ledger.declared),
        "personal": any(column.kind in ("resident_id", "phone", "bank_card") for column in ledger.declared),
        "may_reveal": may(request.user, REVEAL, ledger.info.id),
        "refusal": refusal,
        "here": request.get_full_path(),
        "back": reverse("web:ledger", args=[ledger.info.id]) + (f"?{query}" if query else ""),
    }  # fmt: skip
    return render(request, "web/downloads/export.html", context, status=422 if refusal else 200)
