"""A few regions, signed-in people of two counties, and rows that went in through intake."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from jiedui.core.access import roles
from jiedui.core.access.scope import Scope
from jiedui.core.intake.operations import import_file
from jiedui.core.intake.report import Report
from jiedui.core.places import queries as places
from jiedui.core.trail.operations import SYSTEM
from tests.accounts import make_user, sign_in
from tests.integration.country import LONGAN, MASHAN, place_regions
from tests.workbooks.draft import Row
from tests.workbooks.plain import book


@pytest.fixture(autouse=True)
def country(db: None, settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.LAKE = tmp_path / "lake"
    cache.clear()
    place_regions()
    yield
    places.forget()


@pytest.fixture
def enter() -> Callable[..., Client]:
    """A client signed in as a new user: enter(role, region)."""

    def signed_in(role: str, region: str = "") -> Client:
        user = make_user(role, region)
        client = sign_in(Client(), user)
        client.user = user  # type: ignore[attr-defined]
        return client

    return signed_in


@pytest.fixture
def longan(enter: Callable[..., Client]) -> Client:
    """The clerk of the county whose rows the workbook builders invent."""
    return enter(roles.COUNTY, LONGAN)


@pytest.fixture
def mashan(enter: Callable[..., Client]) -> Client:
    """The clerk of another county."""
    return enter(roles.COUNTY, MASHAN)


def put(rows: list[Row], ledger: str = "workers", **more: Any) -> Report:
    """Rows as a file of the system's own, every one of them good."""
    report = import_file(ledger, book(rows), name="先前.xlsx", scope=Scope.everything(), actor=SYSTEM, **more)
    assert report.applied, report.finding_dicts()
    return report


def text(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.fixture
def todo_as_in_production(settings: Any) -> None:
    """What waits is remembered between two pages, as the product does; other tests make rows without events."""
    from jiedui.web import todo

    settings.TODO_SECONDS = 30
    todo._known.clear()
