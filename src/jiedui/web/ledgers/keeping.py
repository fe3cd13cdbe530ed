"""What a person keeps of a list: views, the view to begin with, columns and widths."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jiedui.core.declare.ledger import Ledger
from jiedui.core.ledger.paging import SIZES
from jiedui.core.words.errors import JieduiError
from jiedui.core.words.saying import with_note
from jiedui.web.ledgers import columns, filters, heads, saved
from jiedui.web.ledgers.views import opened
from jiedui.web.models import SavedView


@never_cache
def views(request: HttpRequest, ledger_id: str) -> HttpResponse:
    """The views to choose from (a part of the list's page, fetched when it is opened); a POST keeps the filters and the
    order that the list shows under a name."""
    ledger, scope = opened(request, ledger_id)
    if request.method != "POST":
        wanted = filters.wanted(ledger, request.GET)
        context = {
            "ledger": ledger.info, "views": saved.views(request.user, ledger_id), "query": filters.query(wanted),
            "setting": saved.setting(request.user, ledger_id), "chips": filters.active(ledger, scope, wanted),
            "view": saved.shown_view(request.user, ledger_id, request.GET.get("view", "")), "filtered": wanted.filtered,
            "back": _list_address(ledger, filters.query(wanted)),
        }  # fmt: skip
        part = "HX-Request" in request.headers
        return render(request, "web/ledgers/views_panel.html" if part else "web/ledgers/views_page.html", context)
    query = _query(ledger, request.POST.get("query", ""))
    try:
        made = saved.save(
            request.user,
            ledger_id,
            name=request.POST.get("name", ""),
            query=query,
            shared=request.POST.get("shared", ""),
        )
    except JieduiError as error:
        messages.error(request, str(error))
        return redirect(_list_address(ledger, query))
    messages.success(request, _("已保存视图“%(name)s”。") % {"name": made.name})
    return redirect(_list_address(ledger, query, made))


@never_cache
def view(request: HttpRequest, ledger_id: str, view_id: int) -> HttpResponse:
    """Rename, share or delete a view of one's own."""
    ledger, scope = opened(request, ledger_id)
    found = saved.view(request.user, ledger_id, view_id)
    refusal = ""
    if request.method == "POST":
        try:
            if request.POST.get("do") == "delete":
                saved.delete(request.user, ledger_id, view_id)
                messages.success(request, _("已删除视图“%(name)s”。") % {"name": found.name})
                return redirect(_list_address(ledger, ""))
            found = saved.change(
                request.user,
                ledger_id,
                view_id,
                name=request.POST.get("name", ""),
                shared=request.POST.get("shared", ""),
            )
            messages.success(request, _("已保存视图“%(name)s”。") % {"name": found.name})
            return redirect(_list_address(ledger, found.query, found))
        except JieduiError as error:
            refusal = str(error)
    wanted = filters.wanted(ledger, QueryDict(found.query))
    context = {
        "ledger": ledger.info, "view": found, "chips": filters.active(ledger, scope, wanted), "refusal": refusal,
        "typed": request.POST.get("name", ""), "own": found.owner_id == request.user.pk,
    }  # fmt: skip
    return render(request, "web/ledgers/view.html", context, status=422 if refusal else 200)


@require_POST
def view_default(request: HttpRequest, ledger_id: str, view_id: int) -> HttpResponse:
    """Begin the list with this view; 0 begins with all rows."""
    ledger, _scope = opened(request, ledger_id)
    saved.make_default(request.user, ledger_id, view_id or None)
    messages.success(request, _("已设为默认，下次打开本台账时直接显示。"))
    chosen = saved.view(request.user, ledger_id, view_id) if view_id else None
    return redirect(_list_address(ledger, chosen.query if chosen else "", chosen))


@never_cache
def list_columns(request: HttpRequest, ledger_id: str) -> HttpResponse:
    """Choose the columns of the list, their order and widths, and the rows on a page."""
    ledger, _scope = opened(request, ledger_id)
    back = _list_address(ledger, _query(ledger, request.GET.urlencode()))
    known = {column.name: column for column in columns.all_of(ledger)}
    if request.method == "POST":
        if request.POST.get("do") == "reset":
            saved.reset(request.user, ledger_id)
        else:
            chosen = [name for name in request.POST.getlist("column") if name in known]
            chosen.sort(key=lambda name: _number(request, f"order.{name}", 999))
            lead = [head.name for head in _lead(ledger, {})]
            widths = {name: _number(request, f"width.{name}", 0) for name in (*lead, *known)}
            saved.keep_columns(
                request.user, ledger_id, chosen, {name: _within(w) for name, w in widths.items() if w},
                _number(request, "size", 0),
            )  # fmt: skip
        return redirect(back)
    setting = saved.setting(request.user, ledger_id)
    shown = [column.name for column in columns.chosen(ledger, setting.columns)]
    order = [*shown, *(name for name in known if name not in shown)]
    rows = [
        {"name": head.name, "label": with_note(head.label, head.unit), "shown": head.name in shown,
         "width": setting.widths.get(head.name, 0)}
        for head in columns.headings([known[name] for name in order])
    ]  # fmt: skip
    context = {"ledger": ledger.info, "columns": rows, "lead": _lead(ledger, setting.widths), "sizes": SIZES,
               "now_size": saved.size_of(setting, ""), "back": back}  # fmt: skip
    return render(request, "web/ledgers/columns.html", context)


@require_POST
def widths(request: HttpRequest, ledger_id: str) -> HttpResponse:
    """Keep the width of one column, as it was dragged or set by keyboard."""
    ledger, _scope = opened(request, ledger_id)
    name = request.POST.get("name", "")
    if name in ledger.columns or name == ledger.scope_column():
        saved.keep_width(request.user, ledger_id, name, _number(request, "width", 0))
    return HttpResponse(status=204)


def _lead(ledger: type[Ledger], kept: dict[str, int]) -> list[heads.Head]:
    return heads.of(ledger, [], "", kept)


def _number(request: HttpRequest, name: str, default: int) -> int:
    text = request.POST.get(name, "").strip()
    return int(text) if text.isdecimal() and len(text) < 6 else default


def _within(width: int) -> int:
    return min(max(width, saved.NARROWEST), saved.WIDEST)


def _query(ledger: type[Ledger], query: str) -> str:
    return filters.query(filters.wanted(ledger, QueryDict(query[:4000])))


def _list_address(ledger: type[Ledger], query: str, view: SavedView | None = None) -> str:
    parts = [part for part in (query, f"view={view.pk}" if view else "") if part]
    return f"{reverse('web:ledger', args=[ledger.info.id])}?{'&'.join(parts) or 'view=0'}"
