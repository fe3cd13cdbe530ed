"""Bodies of requests: who has not signed in sends a form, never a file."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

ANYBODY = 1 << 20
"""Bytes that anybody may send: a sign-in form is a few hundred."""


class UploadMiddleware:
    """Refuses a large body before it is read (the check of the CSRF token would read it whole).

    Stands behind the sessions and before the CSRF check. The API looks at its token before it reads a body.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            size = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            size = 0
        limit = ANYBODY
        if request.path.startswith("/api/") or (size > limit and request.session.get(SESSION_KEY)):
            limit = settings.FILE_UPLOAD_MAX_MEMORY_SIZE + ANYBODY
        if size > limit:
            return HttpResponse(_("内容过大，没有接收。请登录后再上传文件，单个文件不超过 200 MB。"), status=413,
                                content_type="text/plain; charset=utf-8")  # fmt: skip
        return self.get_response(request)
