"""Rights at the door of a view."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from jiedui.core.access.queries import check_may

View = Callable[..., HttpResponse]


def requires(action: str) -> Callable[[View], View]:
    """Let only users in who may do `action`; others get the page that says so (403)."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            check_may(request.user, action)
            return view(request, *args, **kwargs)

        return guarded

    return wrap
