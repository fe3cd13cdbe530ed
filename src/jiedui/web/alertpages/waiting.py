"""Open alerts that are the user's own work, one line a rule."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from jiedui.core.access.queries import may, scope_of
from jiedui.core.access.rights import CHANGE
from jiedui.core.alerts import queries
from jiedui.core.declare.registry import registry
from jiedui.core.words.saying import said
from jiedui.web import todo
from jiedui.web.todo import Item


def of_alerts(user: Any) -> Iterator[Item]:
    """How many are open of each rule, with a link to just these."""
    if not may(user, CHANGE):
        return
    owned = queries.owned_by(user)
    for id, count in queries.counts(scope_of(user)).items():
        if id in owned:
            text = ngettext("%(count)s 条预警待处理", "%(count)s 条预警待处理", count) % {"count": count}
            href = f"{reverse('web:alerts')}?rule={id}"
            yield Item(text, href, note=said(registry.rule(id).title), icon="alert-triangle", badge="web:alerts", count=count)


todo.register(of_alerts, kept=True)
