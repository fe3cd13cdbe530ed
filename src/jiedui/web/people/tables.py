"""Who may do what (roles) and who may see which county (scopes), as tables."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from jiedui.core.access import queries, rights, roles
from jiedui.core.access.rights import MANAGE_USERS
from jiedui.core.places import queries as places
from jiedui.core.places.shown import shown_name
from jiedui.web import choosing
from jiedui.web.guard import requires
from jiedui.web.people import holding


@requires(MANAGE_USERS)
def role_table(request: HttpRequest) -> HttpResponse:
    """The roles, what each may do, and what one of them may do in each ledger."""
    chosen = roles.BY_CODE.get(request.GET.get("role", ""), roles.ROLES[0])
    in_ledgers = [action for action in rights.ACTIONS if action in rights.LEDGER_ACTIONS]
    elsewhere = [action for action in rights.ACTIONS if action not in rights.LEDGER_ACTIONS]
    holders = {code: 0 for code in roles.BY_CODE}
    for code, _user in set(queries.valid_grants().values_list("role", "user_id")):
        holders[code] = holders.get(code, 0) + 1
    context: dict[str, Any] = {
        "roles": [{"role": role, "holders": holders[role.code]} for role in roles.ROLES],
        "parts": [
            ("ledger", holding.matrix(in_ledgers, roles.ROLES)), ("other", holding.matrix(elsewhere, roles.ROLES)),
        ],
        "chosen": chosen,
        "actions": [rights.ACTIONS[action] for action in in_ledgers],
        "ledgers": [
            (module, [(title, [action in rights.RIGHTS[chosen.code] for action in in_ledgers]) for _id, title in held])
            for module, held in choosing.ledgers()
        ],
    }  # fmt: skip
    return render(request, "web/people/roles.html", context)


@requires(MANAGE_USERS)
def scope_table(request: HttpRequest) -> HttpResponse:
    """For every paired county how many accounts reach its rows, by role; each number leads to these accounts."""
    shown = [role for role in roles.ROLES if rights.VIEW in rights.RIGHTS[role.code]]
    grants = set(queries.valid_grants().values_list("role", "region", "user_id"))
    regions = {region for _role, region, _user in grants}
    day = timezone.localdate()
    helping = {pairing.county: pairing.district for pairing in places.pairings_at(day)}
    lines = []
    for county, name in holding.counties():
        reaching = queries.reaching(county, regions)
        held: dict[str, set[int]] = {role.code: set() for role in shown}
        for role, region, user in grants:
            if role in held and region in reaching:
                held[role].add(user)
        counts = [(role.code, len(held[role.code])) for role in shown]
        total = len(set().union(*held.values()))
        lines.append({
            "code": county, "name": name, "district": shown_name(helping.get(county)), "counts": counts, "total": total,
        })  # fmt: skip
    return render(request, "web/people/scopes.html", {"roles": shown, "lines": lines, "day": day})
