"""Who calls: bearer tokens with a region and actions; how often and how much one may send."""

import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from jiedui.api.refusals import TooLarge, TooMany
from jiedui.core.access.queries import Authenticated, authenticate
from jiedui.core.access.scope import Scope
from jiedui.core.trail.operations import Actor
from jiedui.core.words.errors import NotFound

PER_MINUTE = 600
JSON_LIMIT = 1 << 20
FILE_LIMIT = 100 << 20


class BearerToken(HttpBearer):
    """`Authorization: Bearer jd_…`; a signed-in browser counts for nothing here."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        caller = authenticate(token)
        if caller is not None:
            check_rate(caller.token_id)
            check_size(request)
        return caller


def check_rate(token_id: int) -> None:
    """Count a request of this minute; TooMany beyond the limit (API_REQUESTS_PER_MINUTE, 600)."""
    limit = int(getattr(settings, "API_REQUESTS_PER_MINUTE", PER_MINUTE))
    key = f"api.rate.{token_id}.{int(time.time() // 60)}"
    if cache.add(key, 1, 120):
        return
    try:
        count = cache.incr(key)
    except ValueError:  # dropped between the two calls
        return
    if count > limit:
        message = _("这个密钥每分钟最多请求 %(limit)d 次，已超出。请一分钟后再试。")
        raise TooMany("api.too_many", message % {"limit": limit})


def check_size(request: HttpRequest) -> None:
    """TooLarge before a long body is read."""
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    limit = FILE_LIMIT if request.content_type == "multipart/form-data" else JSON_LIMIT
    if length > limit:
        message = _("请求过大：最多 %(limit)d MB，现有 %(length).1f MB。请拆成几次提交。")
        raise TooLarge("api.too_large", message % {"limit": limit >> 20, "length": length / (1 << 20)})


def caller_of(request: HttpRequest) -> Authenticated:
    """The authenticated caller of an operation."""
    caller: Authenticated = request.auth  # type: ignore[attr-defined]
    return caller


def actor_of(request: HttpRequest) -> Actor:
    """The caller as the trail names them."""
    user = caller_of(request).user
    return Actor(user.pk, user.display_name, str(request.META.get("REMOTE_ADDR") or ""))


def within(scope: Scope, region: str) -> Scope:
    """`scope` narrowed to a region; NotFound where nothing of the region is within reach."""
    if not region:
        return scope
    narrowed = scope.intersect(Scope.of_region(region))
    if not narrowed:
        raise NotFound("api.region_out_of_reach", _("“%(code)s”不在您的数据范围内。") % {"code": region})
    return narrowed
