"""The log of operations and the log of sign-ins, both read from the trail, newest first, paged by number."""

import io
import json
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jiedui.core.access.audit import note
from jiedui.core.access.queries import may
from jiedui.core.access.rights import VIEW_TRAIL
from jiedui.core.intake.books.sheets import Book, Head
from jiedui.core.trail.models import Event
from jiedui.web import choosing
from jiedui.web.downloads import XLSX, download
from jiedui.web.logs import asking, kinds
from jiedui.web.logs.asking import Asked
from jiedui.web.signin import address_of
from jiedui.web.templatetags.figures import moment
from jiedui.web.trailpages import telling
from jiedui.web.trailpages.reach import Reach

PAGE = 50
MOST = 20_000
"""Lines of one exported log; a longer span is exported in parts."""


@never_cache
def operation_log(request: HttpRequest) -> HttpResponse:
    """Who did what, when, from where."""
    reach = asking.operations_within(request.user)
    if request.method == "POST":
        return _asked(request, reach, "web:operation_log", kinds.operations())
    context = _page(request, reach, kinds.operations(), telling.lines)
    context |= {
        "kinds": kinds.choices(reach.kinds),
        "ledgers": choosing.ledgers(),
        "may_open": may(request.user, VIEW_TRAIL),
        "export_url": reverse("web:operation_log_export"),
    }
    return render(request, "web/logs/operations.html", context)


@never_cache
def sign_in_log(request: HttpRequest) -> HttpResponse:
    """Who signed in, failed or was locked out, when, from where, with what."""
    reach = asking.sign_ins_within(request.user)
    if request.method == "POST":
        return _asked(request, reach, "web:sign_in_log", list(kinds.SIGN_INS))
    context = _page(request, reach, list(kinds.SIGN_INS), lambda found: [sign_in_line(event) for event in found])
    context |= {
        "kinds": [(kind, label) for kind, (label, _colour) in kinds.SIGN_INS.items()],
        "export_url": reverse("web:sign_in_log_export"),
    }
    return render(request, "web/logs/sign_ins.html", context)


@require_POST
def export_operations(request: HttpRequest) -> HttpResponse:
    """The operations that the page shows under the same filters, as a workbook; itself an event of the trail."""
    heads = [_("编号"), _("时间"), _("人员"), _("地址"), _("类型"), _("台账"), _("地区"), _("文件或事由"), _("行数")]

    def cells(found: list[Event]) -> list[list[Any]]:
        return [
            [
                event.pk, moment(event.at), line["actor"], event.address, line["kind"], line["ledger"], line["region"],
                line["about"], line["counts"],
            ]
            for event, line in zip(found, telling.lines(found), strict=True)
        ]  # fmt: skip

    reach = asking.operations_within(request.user)
    return _export(request, reach, kinds.operations(), _("操作日志"), heads, cells)


@require_POST
def export_sign_ins(request: HttpRequest) -> HttpResponse:
    """The sign-ins that the page shows under the same filters, as a workbook; itself an event of the trail."""
    heads = [_("编号"), _("时间"), _("人员"), _("结果"), _("地址"), _("设备")]

    def cells(found: list[Event]) -> list[list[Any]]:
        return [
            [event.pk, moment(event.at), line["actor"], line["label"], event.address, line["device"]]
            for event, line in ((one, sign_in_line(one)) for one in found)
        ]

    reach = asking.sign_ins_within(request.user)
    return _export(request, reach, list(kinds.SIGN_INS), _("登录日志"), heads, cells)


def sign_in_line(event: Event) -> dict[str, Any]:
    """A sign-in as the log shows it."""
    label, colour = kinds.SIGN_INS[event.kind]
    device = json.loads(event.note).get("device", "")
    actor = telling.who(event.actor_id, event.actor_name)
    return {"event": event, "actor": actor, "label": label, "colour": colour, "device": device}


def _page(request: HttpRequest, reach: Reach, among: list[str], tell: Callable[[list[Event]], list[Any]]) -> dict[str, Any]:
    asked = Asked.of(request.GET)
    found = reach.find(among=among, **_checked(asked, among), limit=PAGE + 1)
    names = {event.actor_id: event.actor_name for event in found if event.actor_id}
    return {
        "lines": tell(found[:PAGE]),
        "asked": asked,
        "filtered": bool(asked.address()),
        "query": asked.address(),
        "older": asked.address(before=found[PAGE - 1].pk) if len(found) > PAGE else "",
        "persons": [(id, names.get(id, ""), asked.address(actor=_without(asked.actors, id))) for id in asked.actors],
        "everybody": reach.counties is None and not reach.kinds,
        "own_only": reach.counties is not None and not reach.counties,
    }


def _without(actors: tuple[int, ...], id: int) -> str:
    return ",".join(str(one) for one in actors if one != id)


def _checked(asked: Asked, among: list[str]) -> dict[str, Any]:
    wanted = asked.wanted()
    return {**wanted, "kind": wanted["kind"] if wanted["kind"] in among else ""}


def _asked(request: HttpRequest, reach: Reach, page: str, among: list[str]) -> HttpResponse:
    """The filter form: a name that was typed becomes the numbers of whom it may mean, so that no name is in an address."""
    asked = Asked.of(request.POST.dict())
    name = request.POST.get("person", "").strip()[:60]
    actors = list(asked.actors)
    if name:
        named = reach.find(among=among, actor_name=name, limit=500)
        meant = list(dict.fromkeys(event.actor_id for event in named if event.actor_id))
        if not meant:
            messages.info(request, _("没有找到“%(name)s”的记录，已按其他条件筛选。") % {"name": name})
        actors += [id for id in meant if id not in actors]
    query = asked.address(actor=",".join(map(str, actors[: asking.MOST_PERSONS])))
    return redirect(f"{reverse(page)}?{query}" if query else reverse(page))


def _export(
    request: HttpRequest,
    reach: Reach,
    among: list[str],
    title: str,
    heads: list[str],
    cells: Callable[[list[Event]], list[list[Any]]],
) -> HttpResponse:
    asked = Asked.of(request.POST.dict())
    found = reach.find(among=among, **_checked(asked, among), limit=MOST)
    out = io.BytesIO()
    with Book(out, title, [Head(head, "General" if at == 0 else "@", 18) for at, head in enumerate(heads)]) as book:
        book.add([[value if isinstance(value, int) else str(value) for value in row] for row in cells(found)])
    with transaction.atomic():
        note("log_exported", by=request.user, address=address_of(request), rows=len(found), log=title)  # type: ignore[arg-type]
    if len(found) == MOST:
        messages.info(request, _("一次最多导出 %(most)d 条，其余请按时间分段导出。") % {"most": MOST})
    return download(f"{title}-{timezone.localdate():%Y%m%d}.xlsx", out.getvalue(), XLSX)
