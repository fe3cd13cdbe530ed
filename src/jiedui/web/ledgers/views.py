"""The list of a ledger's rows, and the exact look-up by a personal number."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jiedui.core.access.queries import check_may, may, scope_of
from jiedui.core.access.rights import CHANGE, EXPORT, IMPORT, VIEW
from jiedui.core.access.scope import Scope
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.ledger import listing
from jiedui.core.words.saying import listed, said
from jiedui.web.ledgers import columns, filters


def ledger_list(request: HttpRequest, ledger_id: str) -> HttpResponse:
    """The rows within the person's scope, filtered and page by page."""
    ledger, scope = _opened(request, ledger_id)
    wanted = filters.wanted(ledger, request.GET)
    if listing.is_personal_number(wanted.text):
        # It would stay in the address, in the browser's history and in the logs of every proxy.
        messages.info(request, _("身份证号和电话请在“按号码查找”中输入，避免留在网址和浏览记录里。"))
        return redirect("web:ledger", ledger_id)
    found = listing.find(ledger, scope, wanted)
    number = request.GET.get("page", "1")
    page = listing.page(ledger, found, int(number) if number.isdecimal() and len(number) < 7 else 1)
    return _list(request, ledger, scope, wanted=wanted, page=page, total=listing.count(found))


@never_cache
@require_POST
def find_number(request: HttpRequest, ledger_id: str) -> HttpResponse:
    """Rows of the person with a resident ID or telephone number, which travels in the body, never in an address."""
    ledger, scope = _opened(request, ledger_id)
    rows = listing.by_number(ledger, scope, request.POST.get("number", "")[:40])
    if len(rows) == 1:
        return redirect("web:record", ledger_id, rows[0].pk)
    page = listing.Page(rows, 1, False)
    return _list(request, ledger, scope, wanted=listing.Wanted(), page=page, total=len(rows), by_number=True)


def _opened(request: HttpRequest, ledger_id: str) -> tuple[type[Ledger], Scope]:
    ledger = registry.ledger(ledger_id)
    check_may(request.user, VIEW, ledger_id)
    return ledger, scope_of(request.user)


def _list(
    request: HttpRequest, ledger: type[Ledger], scope: Scope, *, wanted: listing.Wanted, **more: Any
) -> HttpResponse:
    everything = request.GET.get("columns") == "all"
    chosen = columns.all_of(ledger) if everything else columns.short(ledger)
    page: listing.Page = more["page"]
    context = {
        "ledger": ledger.info,
        "name_label": columns.name_label(ledger),
        "county_label": columns.county_label(ledger),
        "searched": listed(map(said, dict.fromkeys(listing.searched(ledger).values()))),
        "headings": columns.headings(chosen),
        "lines": columns.lines(ledger, page.rows, chosen),
        "choices": filters.choices(ledger, scope, wanted),
        "everything": everything,
        "filtered": wanted.filtered,
        "month": wanted.conditions.get(ledger.info.period, listing.Condition()).low,
        "has_numbers": any(column.kind in ("resident_id", "phone") for column in ledger.declared),
        "wanted": wanted,
        "numbers": page_numbers(page, more["total"]),
        "too_many": more["total"] > listing.MOST,
        "most": listing.MOST,
        "may_import": may(request.user, IMPORT, ledger.info.id),
        "may_change": may(request.user, CHANGE, ledger.info.id),
        "may_export": may(request.user, EXPORT, ledger.info.id),
        **more,
    }
    return render(request, "web/ledgers/list.html", context)


def page_numbers(page: listing.Page, total: int) -> list[int | None]:
    """The page numbers to offer around the present one; None stands for those left out."""
    last = max(-(-min(total, listing.MOST) // listing.PAGE), page.number)
    near = {1, last, *range(page.number - 2, page.number + 3)}
    shown: list[int | None] = []
    for number in sorted(n for n in near if 1 <= n <= last):
        if shown and shown[-1] is not None and number - shown[-1] > 1:
            shown.append(None)
        shown.append(number)
    return shown
