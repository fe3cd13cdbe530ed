"""Whether a record is as the trail has it: told in words, and as a file that others can check without us."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from jiedui.core.access.audit import actor
from jiedui.core.access.queries import may, scope_of
from jiedui.core.access.rights import EXPORT
from jiedui.core.ledger.standing import Standing, give_proof, standing
from jiedui.web import showing
from jiedui.web.downloads import download
from jiedui.web.records.views import opened
from jiedui.web.signin import address_of

JSON = "application/json"


@never_cache
@require_GET
def proof(request: HttpRequest, ledger_id: str, row_id: int) -> HttpResponse:
    """The record's place in the trail, checked now; as a part of the record's page, or a page of its own."""
    ledger, row, _scope = opened(request, ledger_id, row_id)
    name = showing.texts(ledger, [row], [ledger.columns[ledger.info.name]])[0][ledger.info.name]
    context = {
        "ledger": ledger.info,
        "row": row,
        "title": name or f"#{row.pk}",
        "standing": standing(ledger, row.pk),
        "may_export": may(request.user, EXPORT, ledger_id),
    }
    part = bool(request.headers.get("HX-Request"))
    return render(request, "web/records/standing.html" if part else "web/records/proof.html", context)


@never_cache
@require_GET
def proof_file(request: HttpRequest, ledger_id: str, row_id: int) -> HttpResponse:
    """The proof without a word of what the record says."""
    ledger, row, _scope = opened(request, ledger_id, row_id)
    return _file(standing(ledger, row.pk), facts=False)


@never_cache
@require_POST
def proof_with_facts(request: HttpRequest, ledger_id: str, row_id: int) -> HttpResponse:
    """The proof with the record's own text, from which the digest follows; an export, noted in the trail."""
    ledger, _row, _scope = opened(request, ledger_id, row_id)
    scope = scope_of(request.user, action=EXPORT)
    who = actor(request.user, address_of(request))
    return _file(give_proof(ledger, row_id, by=request.user, scope=scope, actor=who), facts=True)


def _file(found: Standing, *, facts: bool) -> HttpResponse:
    seq = found.proof.entry.seq if found.proof else 0
    text = json.dumps(found.as_dict(facts=facts), ensure_ascii=False, indent=1)
    return download(_("存证证明-%(seq)s.json") % {"seq": seq}, text.encode(), JSON)
