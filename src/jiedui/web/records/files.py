"""The files of a record: putting one in, opening it, taking it out for a reason."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from jiedui.core.access.audit import actor
from jiedui.core.access.queries import check_may, scope_of
from jiedui.core.access.rights import CHANGE, VIEW
from jiedui.core.declare.columns import AttachmentColumn
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.intake import attaching
from jiedui.core.intake.attachments import LARGEST, about
from jiedui.core.ledger import queries
from jiedui.core.trail.queries import Step
from jiedui.core.words.errors import Conflict, NotFound, Refused
from jiedui.core.words.saying import said
from jiedui.web import refusals
from jiedui.web.downloads import ANY, download
from jiedui.web.signin import address_of
from jiedui.web.trailpages.telling import who

PICTURE_POLICY = "default-src 'none'; sandbox"


def folders(ledger: type[Ledger], row: Any, steps: Sequence[Step] | None) -> list[dict[str, Any]]:
    """Each attachment column with its files: name, size, who put it in and when."""
    return [
        {
            "name": column.name, "label": said(column.label), "help": said(column.help), "largest": LARGEST >> 20,
            "files": [_line(one, step) for one, step in attaching.held(ledger, row, column.name, steps)],
        }
        for column in _columns(ledger)
    ]  # fmt: skip


def _line(one: Any, step: Step | None) -> dict[str, Any]:
    return {
        "digest": one.digest,
        "name": one.name,
        "size": filesizeformat(one.size) if one.size is not None else "",
        "picture": one.picture,
        "who": who(step.event.actor_id, step.event.actor_name) if step else "",
        "at": step.event.at if step else None,
    }


def names(ledger: type[Ledger], row: Any, steps: Sequence[Step]) -> dict[str, str]:
    """Names of all files that the history mentions, those taken out as well, by digest."""
    by: dict[str, int | None] = {}
    for column in _columns(ledger):
        held = attaching.held_by(ledger.info.id, row.pk, column.name, steps)
        by |= {digest: step.event.actor_id for digest, step in held.items()}
    return {digest: one.name for digest, one in about(by).items()} if by else {}


def _columns(ledger: type[Ledger]) -> list[AttachmentColumn]:
    return [column for column in ledger.declared if isinstance(column, AttachmentColumn)]


@require_POST
def attach(request: HttpRequest, ledger_id: str, row_id: int, field: str) -> HttpResponse:
    """Put files into a record; each that cannot be taken is named with the reason."""
    check_may(request.user, CHANGE, ledger_id)
    scope = scope_of(request.user, action=CHANGE)
    queries.row(registry.ledger(ledger_id), scope, row_id)
    given = request.FILES.getlist("files")
    if not given:
        messages.error(request, _("没有选择文件。"))
    for one in given:
        try:
            if (one.size or 0) > LARGEST:
                raise Refused("attachment.too_large", f"附件最大 {LARGEST >> 20} MB，请压缩或拆分后再上传。")
            attaching.attach(
                ledger_id, row_id, field, one.read(), name=one.name or "", by=request.user, scope=scope,
                actor=actor(request.user, address_of(request)),
            )  # fmt: skip
        except (Refused, Conflict) as refusal:
            messages.error(request, _("%(name)s：%(why)s") % {"name": one.name, "why": refusals.told(refusal)})
        else:
            messages.success(request, _("已上传：%(name)s") % {"name": one.name})
    return redirect("web:record", ledger_id, row_id)


@never_cache
@require_GET
def open_file(request: HttpRequest, ledger_id: str, row_id: int, field: str, digest: str) -> HttpResponse:
    """A file to save; a picture also to look at, with `show`. Nothing else is ever drawn by the browser."""
    check_may(request.user, VIEW, ledger_id)
    data, known = attaching.open_attachment(
        ledger_id, row_id, field, digest, by=request.user, scope=scope_of(request.user),
        actor=actor(request.user, address_of(request)),
    )  # fmt: skip
    if known.picture and request.GET.get("show"):
        answer = HttpResponse(data, content_type=known.type)
        answer["Content-Disposition"] = "inline"
        answer["Content-Security-Policy"] = PICTURE_POLICY
    else:
        answer = download(known.name, data, ANY)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def detach(request: HttpRequest, ledger_id: str, row_id: int, field: str, digest: str) -> HttpResponse:
    """Ask why, then take a file out of a record."""
    check_may(request.user, CHANGE, ledger_id)
    ledger, scope = registry.ledger(ledger_id), scope_of(request.user, action=CHANGE)
    row = queries.row(ledger, scope, row_id)
    found = (
        [one for one, _step in attaching.held(ledger, row, field)]
        if field in {c.name for c in _columns(ledger)}
        else []
    )
    file = next((one for one in found if one.digest == digest), None)
    if file is None:
        raise NotFound("attachment.not_found", "这条记录没有这个附件。")
    refusal, status = "", 200
    if request.method == "POST":
        try:
            attaching.detach(
                ledger_id, row_id, field, digest, by=request.user, scope=scope,
                actor=actor(request.user, address_of(request)), reason=request.POST.get("reason", ""),
            )  # fmt: skip
        except (Refused, Conflict) as error:
            refusal, status = refusals.told(error), error.status
        else:
            messages.success(request, _("已删除附件。变更记录里仍可看到。"))
            return redirect("web:record", ledger_id, row_id)
    context = {
        "ledger": ledger.info,
        "row": row,
        "file": file,
        "refusal": refusal,
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "web/records/detach.html", context, status=status)
