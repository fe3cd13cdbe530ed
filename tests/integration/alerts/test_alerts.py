"""Alerts through their life: opened by a row, changed, closed when the cause is gone, never deleted; scoped; replied to."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, transaction

from jiedui.core.access import roles
from jiedui.core.access.scope import Scope
from jiedui.core.alerts import finding, operations, queries
from jiedui.core.alerts.models import Alert
from jiedui.core.alerts.telling import messages
from jiedui.core.declare.registry import registry
from jiedui.core.intake.operations import import_file
from jiedui.core.trail.models import Event
from jiedui.core.trail.operations import Actor
from jiedui.core.words.errors import NotAllowed, NotFound, Refused
from tests.accounts import make_user
from tests.integration.country import LONGAN, MASHAN, place_regions

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
DAY = dt.date(2021, 10, 1)
HEAD = "项目编号,项目名称,县,计划完工日期,实际完工日期"


@pytest.fixture(autouse=True)
def places() -> Iterator[None]:
    place_regions()
    yield


def hand_in(*lines: str) -> None:
    report = import_file(
        "projects", "\n".join([HEAD, *lines]).encode(), name="项目.csv", scope=Scope.everything(), actor=Actor(None, "测试"), mode="add"
    )
    assert report.applied


def check() -> operations.Difference:
    return operations.refresh(["projects.past_date"], DAY)


def test_an_alert_opens_changes_and_closes_with_its_cause() -> None:
    hand_in("A1,养殖场,马山县,2021-06-30,", "A2,道路,隆安县,2021-12-30,")
    assert check() == operations.Difference(1, 0, 0)
    assert check() == operations.Difference(0, 0, 0)
    (alert,) = queries.alerts(Scope.everything())
    assert (alert.county, alert.ledger, queries.values(alert)["number"]) == (MASHAN, "projects", "A1")
    assert registry.ledger("projects")._default_manager.get(pk=alert.row).number == "A1"
    assert messages([alert])[alert.pk] == "项目 A1 计划于 2021-06-30 完工，至今没有填写实际完工日期。"
    hand_in("A1,养殖场,马山县,2021-07-31,")
    assert check() == operations.Difference(0, 1, 0)
    hand_in("A1,养殖场,马山县,2021-07-31,2021-09-20")
    assert check() == operations.Difference(0, 0, 1)
    assert not queries.alerts(Scope.everything()).exists()
    (closed,) = queries.alerts(Scope.everything(), state=queries.CLOSED)
    kinds = Event.objects.filter(pk__in=[closed.opened_event, closed.closed_event]).values_list("kind", flat=True)
    assert closed.pk == alert.pk and list(kinds) == ["alerts", "alerts"]


def test_a_cause_that_comes_back_is_a_new_alert() -> None:
    hand_in("A1,养殖场,马山县,2021-06-30,")
    check()
    hand_in("A1,养殖场,马山县,2021-12-30,")
    check()
    hand_in("A1,养殖场,马山县,2021-06-30,")
    assert check().opened == 1
    assert Alert.objects.count() == 2


def test_a_rule_that_fails_leaves_its_alerts_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    hand_in("A1,养殖场,马山县,2021-06-30,")
    check()

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(finding, "causes", broken)
    assert check() == operations.Difference(0, 0, 0)
    assert queries.alerts(Scope.everything()).count() == 1


def test_the_database_refuses_to_delete_one() -> None:
    hand_in("A1,养殖场,马山县,2021-06-30,")
    check()
    for statement in ("DELETE FROM alerts_alert", "DELETE FROM alerts_alert WHERE id > 0"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert Alert.objects.count() == 1


def test_a_clerk_sees_and_answers_only_her_own_counties_alerts() -> None:
    hand_in("A1,养殖场,马山县,2021-06-30,", "A2,道路,隆安县,2021-06-30,")
    check()
    here, there = make_user(roles.COUNTY, MASHAN), make_user(roles.COUNTY, LONGAN)
    mine = queries.alerts(Scope.of_region(MASHAN)).get()
    with pytest.raises(NotFound):
        queries.alert(Scope.of_region(LONGAN), mine.pk)
    with pytest.raises(NotFound):
        operations.reply(mine.pk, text="已经在办", by=there)
    with pytest.raises(NotAllowed):
        operations.reply(mine.pk, text="已经在办", by=make_user(roles.VIEWER, MASHAN))
    with pytest.raises(Refused):
        operations.reply(mine.pk, text=" ", by=here)
    made = operations.reply(mine.pk, text="施工方身份证 450124199001011234 已约谈", by=here)
    assert "19900101" not in made.text and made.by_name == here.display_name
    assert queries.counts(Scope.of_region(MASHAN)) == {"projects.past_date": 1}
    assert queries.by_county(Scope.everything()) == {MASHAN: 1, LONGAN: 1}
    assert "projects.past_date" in queries.owned_by(here)
    assert "projects.past_date" not in queries.owned_by(make_user(roles.MUNICIPAL))
