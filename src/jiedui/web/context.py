"""What every page's template knows: the menu, what waits, and who is signed in."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from jiedui.core.access.queries import roles_of
from jiedui.web import menudrawing, todo


def page(request: HttpRequest) -> dict[str, Any]:
    """`menu` (its HTML), `todo` (items) and `my_roles` (labels), read only when a template uses them."""
    user = getattr(request, "user", None)
    waiting = SimpleLazyObject(lambda: todo.items_for(user))
    return {
        "menu": lambda: menudrawing.drawn(user, request.path, todo.badges(waiting)),  # type: ignore[arg-type]
        "todo": waiting,
        "my_roles": SimpleLazyObject(lambda: [role.label for role in roles_of(user)]),
        "seeing": getattr(request, "seeing", None),
        "printed_at": timezone.localtime().strftime("%Y-%m-%d %H:%M"),
    }
