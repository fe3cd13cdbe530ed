"""Organisations that files brought and nobody has vouched for yet (web.todo)."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from jiedui.core.access.queries import may, scope_of
from jiedui.core.access.rights import CONFIRM_ORGANISATION
from jiedui.core.places.queries import organisations
from jiedui.web import todo


def unconfirmed(user: Any) -> Iterator[todo.Item]:
    """One entry for all of them within reach."""
    if not may(user, CONFIRM_ORGANISATION):
        return
    count = organisations(scope_of(user, action=CONFIRM_ORGANISATION), confirmed=False).order_by().count()
    if count:
        text = ngettext("%(count)s 个单位待确认", "%(count)s 个单位待确认", count) % {"count": f"{count:,}"}
        address = reverse("web:organisations") + "?state=open"
        yield todo.Item(text, address, icon="building", badge="web:organisations", count=count)


todo.register(unconfirmed, kept=True)
