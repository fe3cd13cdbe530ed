"""Workbooks to take away: the template to fill in, and the rows of a list."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from jiedui.core.access.audit import actor
from jiedui.core.access.queries import check_may, scope_of
from jiedui.core.access.rights import EXPORT, IMPORT
from jiedui.core.declare.registry import registry
from jiedui.core.intake.books.exporting import export_workbook
from jiedui.core.intake.books.template import template_workbook
from jiedui.core.ledger import listing
from jiedui.web.downloads import XLSX, download
from jiedui.web.ledgers import filters
from jiedui.web.signin import address_of


def template(request: HttpRequest, ledger_id: str) -> HttpResponse:
    """The empty workbook of a ledger, with the person's own places in its drop-downs."""
    ledger = registry.ledger(ledger_id)
    check_may(request.user, IMPORT, ledger_id)
    data = template_workbook(ledger, scope_of(request.user, action=IMPORT))
    return download(_("%(title)s-模板.xlsx") % {"title": ledger.info.title}, data, XLSX)


@never_cache
def export(request: HttpRequest, ledger_id: str) -> HttpResponse:
    """The rows that the list shows under the same filters, numbers masked; an event of the trail."""
    ledger = registry.ledger(ledger_id)
    check_may(request.user, EXPORT, ledger_id)
    scope = scope_of(request.user, action=EXPORT)
    rows = listing.find(ledger, scope, filters.wanted(ledger, request.GET))
    data = export_workbook(ledger, scope, actor=actor(request.user, address_of(request)), rows=rows, user=request.user)
    return download(f"{ledger.info.title}-{timezone.localdate():%Y%m%d}.xlsx", data, XLSX)
