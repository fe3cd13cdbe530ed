"""What every page's template knows: the menu and who is signed in."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from jiedui.core.access.queries import roles_of
from jiedui.web.menu import menu_for


def page(request: HttpRequest) -> dict[str, Any]:
    """`menu` (sections) and `my_roles` (labels), read only when a template uses them."""
    user = getattr(request, "user", None)
    return {
        "menu": SimpleLazyObject(lambda: menu_for(user, request.path)),
        "my_roles": SimpleLazyObject(lambda: [role.label for role in roles_of(user)]),
    }
