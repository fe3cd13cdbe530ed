"""The list of a ledger's rows, the totals of what is filtered, and the exact look-up by a personal number."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from jiedui.core.access.queries import check_may, may, scope_of
from jiedui.core.access.rights import CHANGE, EXPORT, IMPORT, VIEW
from jiedui.core.access.scope import Scope
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.ledger import listing
from jiedui.core.ledger.paging import SIZES
from jiedui.core.words.saying import listed, said
from jiedui.web.ledgers import columns, drawing, filters, heads, saved, totals

EVERYTHING, MORE, VIEW_ID = "columns", "more", "view"


def ledger_list(request: HttpRequest, ledger_id: str) -> HttpResponse:
    """The rows within the person's scope, filtered, in order and page by page: all of it stands in the address."""
    ledger, scope = opened(request, ledger_id)
    setting = saved.setting(request.user, ledger_id)
    if not request.GET and (default := saved.default_view(request.user, setting)):
        return redirect(f"{request.path}?{default.query}&{VIEW_ID}={default.pk}")
    reading = filters.read(ledger, request.GET)
    if listing.is_personal_number(reading.wanted.text):
        # It would stay in the address, in the browser's history and in the logs of every proxy.
        messages.info(request, _("身份证号和电话请在“按号码查找”中输入，避免留在网址和浏览记录里。"))
        return redirect("web:ledger", ledger_id)
    if any(not value for value in request.GET.values()):
        # A form sends its empty fields too: the address that is kept and passed on says only what is asked for.
        for sentence in reading.ignored:
            messages.warning(request, sentence)
        return redirect(f"{request.path}?{_tidy(request, reading.wanted)}")
    wanted = reading.wanted
    chosen = columns.chosen(ledger, setting.columns, everything=request.GET.get(EVERYTHING) == "all")
    found = listing.find(ledger, scope, wanted)
    page = listing.page(
        ledger,
        listing.narrowed(ledger, found, chosen),
        wanted.sort,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        size=saved.size_of(setting, request.GET.get("size", "")),
    )
    total = _total(ledger, scope, found, wanted, page)
    return _list(
        request, ledger, scope, wanted=wanted, page=page, total=total, chosen=chosen, setting=setting, ignored=reading.ignored,
    )  # fmt: skip


@never_cache
@require_POST
def find_number(request: HttpRequest, ledger_id: str) -> HttpResponse:
    """Rows of the person with a resident ID or telephone number, which travels in the body, never in an address."""
    ledger, scope = opened(request, ledger_id)
    rows = listing.by_number(ledger, scope, request.POST.get("number", "")[:40])
    if len(rows) == 1:
        return redirect("web:record", ledger_id, rows[0].pk)
    setting = saved.setting(request.user, ledger_id)
    return _list(
        request, ledger, scope, wanted=listing.Wanted(), page=listing.Page(rows), total=listing.Total(len(rows), True),
        chosen=columns.chosen(ledger, setting.columns), setting=setting,
        by_number=True,
    )  # fmt: skip


@never_cache
@require_GET
def ledger_totals(request: HttpRequest, ledger_id: str) -> HttpResponse:
    """What the filtered rows come to: a part of the list's page that is fetched after it, or a page of its own."""
    ledger, scope = opened(request, ledger_id)
    wanted = filters.wanted(ledger, request.GET)
    context = {"ledger": ledger.info, "wanted": wanted, "query": filters.query(wanted), "chips": filters.active(ledger, scope, wanted),
               "told": totals.told(ledger, scope, wanted), "most": listing.MOST}  # fmt: skip
    part = "HX-Request" in request.headers
    return render(request, "web/ledgers/totals.html" if part else "web/ledgers/totals_page.html", context)


def opened(request: HttpRequest, ledger_id: str) -> tuple[type[Ledger], Scope]:
    """The ledger, for one who may see it, and their scope."""
    ledger = registry.ledger(ledger_id)
    check_may(request.user, VIEW, ledger_id)
    return ledger, scope_of(request.user)


def _total(ledger: type[Ledger], scope: Scope, found: Any, wanted: listing.Wanted, page: listing.Page) -> listing.Total:
    """How many there are: exactly where somebody had them counted since the last change, else as far as is cheap."""
    total = listing.total(ledger, scope, found, wanted)
    if not total.exact and (known := totals.known(ledger, scope, wanted)) is not None:
        return listing.Total(known.count, True)
    return total


def _tidy(request: HttpRequest, wanted: listing.Wanted) -> str:
    """The address of what is asked for, with what else belongs to the page."""
    kept = [(name, request.GET.get(name, "")) for name in (EVERYTHING, MORE, "size", VIEW_ID)]
    return "&".join([filters.query(wanted), *(f"{name}={value}" for name, value in kept if value.isalnum())]).strip("&")


def _list(
    request: HttpRequest,
    ledger: type[Ledger],
    scope: Scope,
    *,
    wanted: listing.Wanted,
    by_number: bool = False,
    **more: Any,
) -> HttpResponse:
    page, chosen, setting = more["page"], more["chosen"], more["setting"]
    everything, panel = request.GET.get(EVERYTHING) == "all", request.GET.get(MORE) == "1"
    offered = filters.fields_of(ledger, scope, wanted, everything=panel)
    shown = {field.name for field in offered}
    unseen = listing.Wanted("", {name: one for name, one in wanted.conditions.items() if name not in shown}, "")
    query = filters.query(wanted)
    kept = "".join(
        f"{part}&" for part in _tidy(request, listing.Wanted(wanted.text, wanted.conditions)).split("&") if part
    )
    lines = columns.lines(ledger, page.rows, chosen)
    bulk = _where("web:ledger_bulk", ledger) if may(request.user, CHANGE, ledger.info.id) else ""
    ticks = bool(bulk) and not by_number
    named = heads.of(ledger, chosen, wanted.sort, setting.widths, "" if by_number else f"?{kept}")
    context = {
        "ledger": ledger.info,
        "name_label": columns.name_label(ledger),
        "county_label": columns.county_label(ledger),
        "searched": listed(map(said, dict.fromkeys(listing.searched(ledger).values()))),
        "heads": named,
        "head": drawing.head(named, ticks=ticks),
        "lines": lines,
        "body": drawing.body(
            ledger.info.id,
            columns.county_label(ledger),
            columns.headings(chosen),
            lines,
            ticks=ticks,
        ),
        "bar": [field for field in offered if field.bar],
        "panel": [field for field in offered if not field.bar] if panel else None,
        "kept": filters.parameters(unseen),
        "chips": filters.active(ledger, scope, wanted),
        "everything": everything,
        "filtered": wanted.filtered,
        "has_numbers": any(column.kind in ("resident_id", "phone") for column in ledger.declared),
        "wanted": wanted,
        "query": query,
        "by_number": by_number,
        "most": listing.MOST,
        "sizes": SIZES,
        "view": saved.shown_view(request.user, ledger.info.id, request.GET.get(VIEW_ID, "")),
        "may_import": may(request.user, IMPORT, ledger.info.id),
        "may_change": may(request.user, CHANGE, ledger.info.id),
        "bulk": bulk,
        "export": _where("web:ledger_export", ledger) if may(request.user, EXPORT, ledger.info.id) else "",
        **more,
    }
    return render(request, "web/ledgers/list.html", context)


def _where(name: str, ledger: type[Ledger]) -> str:
    try:
        return reverse(name, args=[ledger.info.id])
    except NoReverseMatch:
        return ""
