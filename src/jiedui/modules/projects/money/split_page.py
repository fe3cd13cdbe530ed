"""The page of split purchases."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from jiedui.core.access.rights import VIEW
from jiedui.core.accounts.naming import row_names
from jiedui.core.places.queries import organisation_names
from jiedui.core.places.shown import shown_name
from jiedui.modules.projects.money import splitting
from jiedui.modules.projects.money.views import asked
from jiedui.web.guard import requires
from jiedui.web.workbench.board import scope_for


@requires(VIEW)
def splits(request: HttpRequest) -> HttpResponse:
    """Project and payee with the largest sum within the window, each with its vouchers."""
    year, _money, region, day = asked(request)
    found = splitting.splits(scope_for(request.user, region, day), start=f"{year}-01-01")
    projects, payees = row_names("projects", {one.project for one in found}), organisation_names(one.payee for one in found)
    vouchers = row_names("payments", {id for one in found for id in one.rows})
    context = {
        "lines": [
            {
                "one": one, "place": shown_name(one.county), "project": projects.get(one.project, ""), "payee": payees.get(one.payee, ""),
                "vouchers": [(id, vouchers.get(id, str(id))) for id in one.rows[:12]],
                "href": f"{reverse('web:ledger', args=['payments'])}?{urlencode({'county': one.county, 'q': payees.get(one.payee, '')})}",
            }
            for one in found
        ],
        "limit": splitting.limit(), "days": splitting.window(), "stages": splitting.STAGES, "year": year, "region_name": shown_name(region),
    }  # fmt: skip
    return render(request, "projects/money/splits.html", context)
