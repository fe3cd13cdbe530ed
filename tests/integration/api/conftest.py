"""Tokens, rows and regions for the API's tests."""

import datetime as dt
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from jiedui.core.access import roles
from jiedui.core.access.models import User
from jiedui.core.access.operations import create_token
from jiedui.core.places import queries as places
from tests.accounts import make_user
from tests.integration.country import MASHAN, place_regions
from tests.integration.people import draw_ids

ALL = frozenset({"view", "import", "change", "undo", "export", "reveal"})
_number = itertools.count(1)


class Caller:
    """An HTTP client with a token: get, post, patch with JSON."""

    def __init__(self, secret: str) -> None:
        self.client, self.headers = Client(), {"Authorization": f"Bearer {secret}"}

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/api/{path}", query, headers=self.headers)

    def post(self, path: str, body: Any = None) -> Any:
        return self.client.post(f"/api/{path}", body or {}, content_type="application/json", headers=self.headers)

    def patch(self, path: str, body: Any) -> Any:
        return self.client.patch(f"/api/{path}", body, content_type="application/json", headers=self.headers)

    def send(self, path: str, *, key: str = "", **form: Any) -> Any:
        """A multipart form with files."""
        more = {"Idempotency-Key": key} if key else {}
        return self.client.post(f"/api/{path}", form, headers={**self.headers, **more})


def caller_for(user: User, *, actions: frozenset[str] = ALL, region: str = "") -> Caller:
    """A caller with a new token of the user."""
    expires = timezone.now() + dt.timedelta(days=1)
    return Caller(create_token(user, name="测试", actions=actions, region=region, expires_at=expires)[1])


@pytest.fixture(autouse=True)
def country(db: None, settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.LAKE = tmp_path / "lake"
    cache.clear()
    place_regions()
    yield
    places.forget()


@pytest.fixture
def mashan() -> Caller:
    return caller_for(make_user(roles.COUNTY, MASHAN))


@pytest.fixture
def worker() -> Callable[..., dict[str, Any]]:
    """The facts of a new invented worker of Mashan."""

    def make(**more: Any) -> dict[str, Any]:
        (number,) = draw_ids(1, seed=next(_number))
        return {"name": "韦小兰", "resident_id": number, "county": MASHAN, **more}

    return make
