"""Pairings by date: one district at a time, what a plan file states beside what people entered."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from jiedui.core.access import roles
from jiedui.core.access.scope import Scope
from jiedui.core.places import operations, queries
from jiedui.core.places.models import Pairing
from jiedui.core.places.operations import PairingFact, load_pairings
from jiedui.core.places.pairings import overlap
from jiedui.core.trail.models import Event
from jiedui.core.words.errors import NotAllowed, NotFound, Refused
from tests.accounts import make_user
from tests.integration.country import FUTIAN, LONGAN, MASHAN, NANSHAN, place_regions

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture(autouse=True)
def country() -> Any:
    place_regions()
    Pairing.objects.all().delete()
    yield
    queries.forget()


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def fact(district: str, since: str = "", until: str = "", *, kind: str = "新增", certain: bool = True) -> PairingFact:
    return PairingFact(MASHAN, district, kind, day(since), day(until), "工作计划", certain)


def stored() -> list[tuple[str, str, str]]:
    found = queries.pairings(Scope.everything())
    return [(one.district, str(one.valid_from or ""), str(one.valid_to or "")) for one in reversed(found)]


def test_one_that_ended_comes_back_later() -> None:
    facts = [fact(FUTIAN, "", "2018-12-31"), fact(NANSHAN, "2019-01-01", "2020-12-31"), fact(FUTIAN, "2021-01-01")]
    for _ in range(2):
        assert load_pairings(facts) == 3
        assert stored() == [
            (FUTIAN, "", "2018-12-31"),
            (NANSHAN, "2019-01-01", "2020-12-31"),
            (FUTIAN, "2021-01-01", ""),
        ]
    assert [queries.district_of(MASHAN, date(year, 6, 1)) for year in (2018, 2020, 2022)] == [FUTIAN, NANSHAN, FUTIAN]


@pytest.mark.parametrize("since", ["", "2021-01-01"])
def test_the_database_refuses_the_same_one_twice(since: str) -> None:
    load_pairings([fact(FUTIAN, since)])
    with pytest.raises(IntegrityError), transaction.atomic():
        Pairing.objects.create(county=MASHAN, district=FUTIAN, kind="新增", valid_from=day(since), confidence="x")


@pytest.mark.parametrize(
    ("since", "until"), [("", ""), ("2021-12-31", ""), ("", "2021-01-01"), ("2021-06-01", "2021-07-01")]
)
def test_a_county_has_one_district_at_a_time(since: str, until: str) -> None:
    with pytest.raises(Refused, match=r"马山县.*已与福田区结对"):
        load_pairings([fact(FUTIAN, "2021-01-01", "2021-12-31"), fact(NANSHAN, since, until)])
    assert stored() == []
    load_pairings([fact(FUTIAN, "2021-01-01", "2021-12-31")])
    with pytest.raises(Refused, match="2021-01-01 至 2021-12-31"):
        operations.add_pairing(
            county=MASHAN, district=NANSHAN, kind="调整", valid_from=day(since) or date(2020, 1, 1), valid_to=day(until),
            confidence="文件", by=None,
        )  # fmt: skip


DAYS = st.none() | st.dates(date(2021, 1, 1), date(2021, 1, 6))


@given(DAYS, DAYS, DAYS, DAYS)
def test_overlapping_is_having_a_day_in_common(a: date | None, b: date | None, c: date | None, d: date | None) -> None:
    one, other = PairingFact("1", "2", "", a, b, "", True), PairingFact("1", "3", "", c, d, "", True)

    def days(fact: PairingFact) -> set[date]:
        span = [date(2020, 12, 31), *(date(2021, 1, n) for n in range(1, 7)), date(2021, 1, 7)]
        return {x for x in span if (fact.valid_from or date.min) <= x <= (fact.valid_to or date.max)}

    assert overlap(one, other) == overlap(other, one) == bool(days(one) & days(other))


def test_a_plan_that_is_loaded_again_takes_its_dates_and_leaves_what_people_entered() -> None:
    load_pairings([fact(FUTIAN, "2021-01-01")])
    load_pairings([fact(FUTIAN, "2021-03-01", "2021-12-31", kind="调整")])
    assert stored() == [(FUTIAN, "2021-03-01", "2021-12-31")]
    one = Pairing.objects.get()
    operations.end_pairing(one.pk, last_day=date(2021, 6, 30), by=make_user(roles.MUNICIPAL, display_name="李审核"))
    operations.add_pairing(
        county=MASHAN, district=NANSHAN, kind="调整", valid_from=date(2021, 7, 1), confidence="会议纪要", by=None
    )
    load_pairings([fact(FUTIAN, "2021-03-01", "2021-12-31", kind="调整")])
    assert stored() == [(FUTIAN, "2021-03-01", "2021-06-30"), (NANSHAN, "2021-07-01", "")]
    assert Pairing.objects.get(pk=one.pk).entered_by == "李审核"


def test_an_uncertain_one_gives_way_to_what_the_plan_knows_now_and_a_certain_one_does_not() -> None:
    load_pairings([fact(FUTIAN, certain=False)])
    load_pairings([fact(NANSHAN)])
    assert stored() == [(NANSHAN, "", "")] and Pairing.objects.get().confirmed
    with pytest.raises(Refused, match="已与南山区结对"):
        load_pairings([fact(FUTIAN)])


def test_writes_are_for_who_keeps_the_plan_and_leave_an_event() -> None:
    load_pairings([fact(FUTIAN, certain=False)])
    one = Pairing.objects.get()
    clerk = make_user(roles.COUNTY, MASHAN)
    before = Event.objects.count()
    for attempt in (
        lambda: operations.confirm_pairing(one.pk, by=clerk),
        lambda: operations.end_pairing(one.pk, last_day=date(2021, 1, 1), by=clerk),
        lambda: operations.add_pairing(
            county=LONGAN, district=NANSHAN, kind="x", valid_from=date(2021, 1, 1), confidence="x", by=clerk
        ),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert Event.objects.count() == before
    municipal = make_user(roles.MUNICIPAL)
    operations.confirm_pairing(one.pk, by=municipal, address="203.0.113.9")
    event = Event.objects.get(kind="places.pairing_confirmed")
    assert (event.actor_id, event.address, event.scope) == (municipal.pk, "203.0.113.9", MASHAN)
    with pytest.raises(NotFound):
        operations.confirm_pairing(one.pk + 1, by=municipal)


def test_other_processes_notice_a_new_pairing() -> None:
    """The resolver prefers paired places; one that was built before is outdated, also where this process did not write."""
    load_pairings([fact(FUTIAN)])
    cached = queries.resolver()
    assert queries.resolver() is cached
    keep = queries._cached
    operations.add_pairing(
        county=LONGAN, district=NANSHAN, kind="新增", valid_from=date(2021, 1, 1), confidence="文件", by=None
    )
    queries._cached = keep  # as another process still has it
    assert queries.resolver() is not cached


def test_what_is_kept_of_a_day_follows_every_change_by_whichever_process() -> None:
    today = date(2021, 6, 1)
    load_pairings([fact(NANSHAN, "2021-01-01", certain=False)])
    assert [one.district for one in queries.pairings_at(today)] == [NANSHAN]
    with CaptureQueriesContext(connection) as asked:
        assert not queries.pairings_at(today)[0].confirmed
    assert len(asked) == 1, "only whether something has changed"
    with other_process():
        operations.confirm_pairing(Pairing.objects.get().pk, by=None)
    assert queries.pairings_at(today)[0].confirmed
    with other_process():
        operations.end_pairing(Pairing.objects.get().pk, last_day=date(2021, 3, 1), by=None)
    assert queries.pairings_at(today) == []


@contextmanager
def other_process() -> Iterator[None]:
    """What this process keeps, it keeps: the change is made as if elsewhere."""
    kept = dict(queries._pairings)
    yield
    queries._pairings.update(kept)
