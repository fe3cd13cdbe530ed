"""Reads of alerts, always within a scope."""

import json
from collections.abc import Collection
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from jiedui.core.access import roles
from jiedui.core.access.holdings import roles_of
from jiedui.core.access.scope import Scope
from jiedui.core.alerts.models import Alert
from jiedui.core.declare import rules as declared
from jiedui.core.declare.registry import registry
from jiedui.core.words.errors import NotFound

OPEN, CLOSED = "open", "closed"
OWNERS = {
    declared.COUNTY: (roles.COUNTY, roles.FRONT_GROUP),
    declared.DISTRICT: (roles.DISTRICT,),
    declared.MUNICIPAL: (roles.MUNICIPAL,),
}
"""Which roles do the work of an owner."""


def alerts(
    scope: Scope,
    *,
    state: str = OPEN,
    rules: Collection[str] | None = None,
    county: str = "",
    after: int = 0,
    limit: int | None = None,
) -> QuerySet[Alert]:
    """Alerts in reach, the newest first. state: OPEN, CLOSED or "" for both; after: only those before this number."""
    found = Alert.objects.filter(scope.q("county")).order_by("-id")
    if state:
        found = found.filter(closed_at__isnull=state == OPEN)
    if rules is not None:
        found = found.filter(rule__in=list(rules))
    if county:
        found = found.filter(county=county)
    if after:
        found = found.filter(pk__lt=after)
    return found[:limit]


def alert(scope: Scope, id: int) -> Alert:
    """One alert in reach; NotFound."""
    found = Alert.objects.filter(scope.q("county"), pk=id).first() if id < 2**63 else None
    if found is None:
        raise NotFound("alert.unknown", _("没有这条预警。请返回列表重新选择。"))
    return found


def counts(scope: Scope, *, county: str = "") -> dict[str, int]:
    """Open alerts in reach by rule."""
    found = Alert.objects.filter(scope.q("county"), closed_at=None)
    if county:
        found = found.filter(county=county)
    return dict(found.values_list("rule").annotate(Count("pk")).order_by("rule"))


def by_county(scope: Scope) -> dict[str, int]:
    """Open alerts in reach by county or office."""
    found = Alert.objects.filter(scope.q("county"), closed_at=None)
    return dict(found.values_list("county").annotate(Count("pk")).order_by("county"))


def of_row(scope: Scope, ledger: str, row: int) -> list[Alert]:
    """The open alerts that a row shows."""
    return list(Alert.objects.filter(scope.q("county"), closed_at=None, ledger=ledger, row=row).order_by("id"))


def owned_by(user: Any) -> set[str]:
    """Ids of the rules whose alerts are this user's work."""
    held = {role.code for role in roles_of(user)}
    return {one.id for one in registry.rules() if held & set(OWNERS[one.owner])}


def values(alert: Alert) -> dict[str, Any]:
    """What the message names."""
    known: dict[str, Any] = json.loads(alert.values)
    return known
