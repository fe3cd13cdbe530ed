"""Looking at the product as another person: read-only, for a quarter of an hour, without anything personal.

Whoever looks stays signed in as themselves; only what pages ask of the user is asked of the other person. Five things
hold it together, each of them enough against most mistakes: only reading requests pass, only the pages named here open,
the database is read through a wrapper that refuses to write, the veil covers whatever is personal as it is read, and
nothing but a page or its data goes out.
"""

import datetime as dt
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.access import operations, queries
from jiedui.core.access.models import User
from jiedui.core.words import veil
from jiedui.core.words.errors import JieduiError, NotAllowed
from jiedui.web.people.holding import hidden_columns
from jiedui.web.signin import address_of

SEEING = "seeing"
OPEN = frozenset({
    "web:home", "web:ledger", "web:record", "web:record_new", "web:ledger_import", "web:imports", "web:import",
    "web:dictionary", "web:dictionary_ledger", "web:code_list", "web:indicators", "web:indicator", "web:indicator_rows",
    "web:targets", "web:target", "web:screen", "web:ledger_totals", "web:pairings", "web:organisations", "web:organisation",
})  # fmt: skip
"""The pages that open; every other one is refused until somebody has looked at what it shows and added it."""
LEAVE = "web:see_as_leave"
_PLAIN = re.compile(r"[A-Za-z0-9_.,:-]{1,60}")
_LONG = re.compile(r"[0-9]{7,}")
_SEALED = frozenset({"after", "before"})
"""Marks of a page in a list: sealed by the product, so nobody asks for a person with them."""
_WRITING = re.compile(
    r"\b(insert|replace)\s+into\b|\bupdate\b.*\bset\b|\bdelete\s+from\b|\b(truncate|drop|alter|merge)\b", re.I | re.S
)


@dataclass(frozen=True)
class Seeing:
    """Who is looked at, who looks, until when (seconds since 1970)."""

    user: User
    by: User
    until: int

    @property
    def time(self) -> str:
        """When it ends, as a clock says it."""
        return timezone.localtime(dt.datetime.fromtimestamp(self.until, dt.UTC)).strftime("%H:%M")


def begin(request: HttpRequest, user_id: int, reason: str) -> None:
    """Note it in the trail and remember it in the session."""
    operations.begin_seeing(user_id, by=request.user, reason=reason, address=address_of(request))  # type: ignore[arg-type]
    request.session[SEEING] = {"user": user_id, "until": int(time.time()) + settings.SEE_AS_MINUTES * 60}
    cache.set(_counter(request), 0, settings.SEE_AS_MINUTES * 120)


def end(request: HttpRequest) -> int | None:
    """Stop looking; the number of the person who was looked at, None where nobody was."""
    found = request.session.pop(SEEING, None)
    if not found:
        return None
    pages = int(cache.get(_counter(request)) or 0)
    operations.end_seeing(found["user"], by=request.user, pages=pages, address=address_of(request))  # type: ignore[arg-type]
    return int(found["user"])


class SeeAsMiddleware:
    """Stands after sign-in: the session is checked as that of whoever looks, the pages are made for who is looked at."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        found = request.session.get(SEEING) if request.user.is_authenticated else None
        if not found or _name(request) == LEAVE:
            return self.get_response(request)
        try:
            if found["until"] < time.time():
                raise NotAllowed("access.see_over", _("查看时间已到，已自动退出。"))
            user = queries.check_seeing(found["user"], by=request.user)  # type: ignore[arg-type]
        except JieduiError as over:
            end(request)
            messages.info(request, over.message)
            return redirect("web:user", found["user"])
        return self.shown(request, Seeing(user, request.user, found["until"]))  # type: ignore[arg-type]

    def shown(self, request: HttpRequest, seeing: Seeing) -> HttpResponse:
        """The page as the other person sees it, or a refusal."""
        request.user, request.seeing = seeing.user, seeing  # type: ignore[attr-defined]
        refusal = _refusal(request)
        request.GET = harmless(request.GET, str(_match(request).kwargs.get("ledger_id", "")) if not refusal else "")
        request.META["QUERY_STRING"] = request.GET.urlencode()
        with veil.draw(), connection.execute_wrapper(read_only):
            if refusal:
                response = _refused(request, refusal)
            else:
                response = self.get_response(request)
                if not _is_page(response):
                    response.close()
                    response = _refused(request, _("以他人身份查看时，不能下载。"))
        cache.set(_counter(request), int(cache.get(_counter(request)) or 0) + 1, settings.SEE_AS_MINUTES * 120)
        response["Cache-Control"] = "no-store"
        request.user = seeing.by
        return response


def read_only(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    """A wrapper of the database's cursor: nothing is written while one looks through another's eyes."""
    if many or _WRITING.search(str(sql)):
        raise NotAllowed("access.see_read_only", _("以他人身份查看时，只能看，不能改。"))
    return execute(sql, params, many, context)


def harmless(given: QueryDict, ledger_id: str = "") -> QueryDict:
    """The parameters of an address without those that could ask for a person: by name, by number, by any hidden column."""
    hidden = hidden_columns(ledger_id)
    kept = QueryDict(mutable=True)
    for name, values in given.lists():
        words = set(re.split(r"[^a-z0-9_]+|__", name.casefold()))
        if name == "q" or words & hidden or name.casefold() in hidden:
            continue
        if good := [value for value in values if name in _SEALED or _harmless(value, hidden)]:
            kept.setlist(name, good)
    return kept


def _harmless(value: str, hidden: frozenset[str]) -> bool:
    if not value:
        return True
    # Codes of regions have 6, 9 or 12 digits; numbers of persons, telephones and cards have others.
    numbers = [len(found) for found in _LONG.findall(value)]
    named = any(part in hidden for part in re.split(r"[^a-z0-9_]+|__", value.casefold()))
    return bool(_PLAIN.fullmatch(value)) and not named and all(size in (9, 12) for size in numbers)


def _refusal(request: HttpRequest) -> str:
    """Why a request is not answered; "" where it is."""
    if request.method not in ("GET", "HEAD"):
        return _("以他人身份查看时，只能看，不能改。")
    if _name(request) not in OPEN:
        return _("以他人身份查看时，不能打开这个页面：它含有个人信息、文件或本人的账号。")
    return ""


def _refused(request: HttpRequest, sentence: str) -> HttpResponse:
    return render(request, "web/refusal.html", {"title": _("不能打开"), "message": sentence, "frame": "base.html"}, status=403)


def _is_page(response: HttpResponse) -> bool:
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    attached = "attachment" in response.headers.get("Content-Disposition", "")
    return not response.streaming and not attached and kind in ("text/html", "application/json", "")


def _match(request: HttpRequest) -> ResolverMatch:
    return resolve(request.path_info)


def _name(request: HttpRequest) -> str:
    try:
        return _match(request).view_name
    except Resolver404:
        return ""


def _counter(request: HttpRequest) -> str:
    return f"seeing-{request.session.get('sign_in') or 0}"
