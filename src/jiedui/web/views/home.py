"""The first page after sign-in: the ledgers in reach, what to do next, the latest imports."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiedui.core.access.queries import may, scope_of
from jiedui.core.access.rights import IMPORT, VIEW
from jiedui.core.declare.registry import registry
from jiedui.core.intake.queries import imports
from jiedui.core.ledger.queries import counts
from jiedui.demo.queries import is_demo
from jiedui.web.imports.reading import line
from jiedui.web.menu import OVERVIEW, menu_for
from jiedui.web.scopes import scope_lines

LATEST = 8


def home(request: HttpRequest) -> HttpResponse:
    """Administrators, who reach no data, see their own sections instead of ledgers."""
    user: Any = request.user
    context: dict[str, Any] = {"scope_lines": scope_lines(user), "demo": is_demo()}
    if may(user, VIEW):
        scope = scope_of(user)
        held = counts(scope)
        latest = imports(scope, user.pk)[:LATEST]
        context |= {
            "ledgers": [{"info": ledger.info, "count": held[ledger.info.id]} for ledger in registry.ledgers()],
            "empty": not any(held.values()),
            "lines": [line(record) for record in latest],
            "may_import": may(user, IMPORT),
        }
    else:
        context["sections"] = [section for section in menu_for(user, request.path) if section.key != OVERVIEW]
    return render(request, "web/home.html", context)
