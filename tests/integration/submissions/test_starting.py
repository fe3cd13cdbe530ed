"""Nobody owes what was before the installation was used, or before the day that its administrator has set."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from jiedui.core.access import roles
from jiedui.core.submissions import operations, starting
from jiedui.core.submissions.calendar import State, plain
from jiedui.core.trail.operations import Actor, record_event
from jiedui.core.words import clock
from jiedui.demo.models import DemoMark
from jiedui.settings import day
from jiedui.web import todo
from tests.accounts import make_user, sign_in
from tests.integration.country import MASHAN, place_regions

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
STARTED = dt.date(2021, 11, 30)


@pytest.fixture(autouse=True)
def country(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    place_regions()
    settings.HAND_IN_FROM = None
    monkeypatch.setattr(clock, "today", lambda: dt.date(2022, 1, 20))
    yield


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first event happened on the evening of the 30th in Beijing, which is the afternoon in UTC; another one later."""
    at = dt.datetime(2021, 11, 30, 15, 30, tzinfo=dt.UTC)
    for later in (0, 40):
        monkeypatch.setattr(timezone, "now", lambda later=later: at + dt.timedelta(days=later))
        record_event("test", actor=Actor(None, "测试"))
    monkeypatch.undo()
    monkeypatch.setattr(clock, "today", lambda: dt.date(2022, 1, 20))


def states(month: tuple[int, int]) -> dict[str, State]:
    return {one.ledger.info.id: one.state for one in plain([MASHAN], clock.today(), month)}


def test_an_empty_installation_has_no_first_day() -> None:
    assert starting.first_day() is None


def test_the_first_event_is_the_first_day(started: None) -> None:
    assert starting.first_day() == STARTED
    october, november, december = states((2021, 10)), states((2021, 11)), states((2021, 12))
    assert october["household_months"] == State.BEFORE
    assert november["household_months"] == december["household_months"] == State.OVERDUE, "November ends on the first day"
    assert november["projects"] == State.BEFORE, "the third quarter"
    assert december["projects"] == State.OVERDUE


def test_a_day_that_is_set_comes_first(started: None, settings: Any) -> None:
    settings.HAND_IN_FROM = dt.date(2021, 12, 1)
    assert states((2021, 11))["household_months"] == State.BEFORE
    assert states((2021, 12))["household_months"] == State.OVERDUE
    settings.HAND_IN_FROM = dt.date(2022, 1, 1)
    assert set(states((2021, 12)).values()) == {State.BEFORE}


def test_a_demonstration_still_shows_its_year(started: None) -> None:
    DemoMark.objects.create(made_with={})
    assert starting.first_day() == dt.date(2021, 1, 1)
    assert states((2021, 3))["household_months"] == State.OVERDUE


def test_what_was_before_may_be_handed_in(started: None) -> None:
    operations.hand_in("household_months", MASHAN, "2021-10", by=make_user(roles.COUNTY, MASHAN))
    assert states((2021, 10))["household_months"] == State.HANDED_IN


def test_a_new_installation_reminds_nobody_of_old_periods(settings: Any) -> None:
    clerk = make_user(roles.COUNTY, MASHAN)
    settings.HAND_IN_FROM = dt.date(2022, 1, 1)
    assert not [one for one in todo.items_for(clerk) if one.badge == "web:hand_in"]
    page = sign_in(Client(), clerk).get("/hand-in/").content.decode()
    assert 'data-state="before"' in page and "启用前" in page
    assert 'data-state="overdue"' not in page and "逾期未报" not in page and 'id="all-open"' not in page
    settings.HAND_IN_FROM = dt.date(2021, 12, 1)
    (late,) = [one for one in todo.items_for(clerk) if one.badge == "web:hand_in"]
    assert "逾期未报送" in str(late.text)


@pytest.mark.parametrize(("given", "meant"), [
    ("", None), ("2021-03", dt.date(2021, 3, 1)), ("2021-03-15", dt.date(2021, 3, 15)),
])  # fmt: skip
def test_the_setting_is_a_day_or_a_month(given: str, meant: dt.date | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIEDUI_HAND_IN_FROM", given)
    assert day("JIEDUI_HAND_IN_FROM") == meant


def test_another_setting_is_refused_with_what_to_write(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIEDUI_HAND_IN_FROM", "2021年3月")
    with pytest.raises(SystemExit, match="请填写如 2021-03-15"):
        day("JIEDUI_HAND_IN_FROM")
