"""Tasks and milestones: whose they are, when they remind, done only with a proof."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from jiedui.core.access import roles
from jiedui.core.access.audit import actor
from jiedui.core.access.models import User
from jiedui.core.access.scope import Scope
from jiedui.core.intake.attachments import keep_upload
from jiedui.core.plan import queries, tasks
from jiedui.core.plan.models import Task
from jiedui.core.trail.models import Event
from jiedui.core.words import clock
from jiedui.core.words.errors import Conflict, NotAllowed, NotFound, Refused
from jiedui.web.planpages.waiting import of_tasks
from tests.accounts import make_user
from tests.integration.country import FUTIAN, LONGAN, MASHAN, place_regions
from tests.integration.plan.drawn import DAY, draw_plan

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture(autouse=True)
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    place_regions()
    monkeypatch.setattr(clock, "today", lambda: DAY)
    draw_plan()
    yield


def given(due: dt.date | None, **owner: Any) -> Task:
    owner = owner or {"role": roles.COUNTY, "place": MASHAN}
    return tasks.add_task("p-2021", "m3", title="报送首批资金凭证", due=due, by=make_user(roles.MUNICIPAL), **owner)


def reminded(user: User) -> list[str]:
    return [str(item.text) for item in of_tasks(user)]


@pytest.mark.parametrize(
    ("days", "said"),
    [(15, []), (14, ["任务临近期限：14 天后到期"]), (3, ["任务临近期限：3 天后到期"]), (0, ["任务临近期限：今天到期"]),
     (-1, ["任务已逾期：逾期 1 天"])],
)  # fmt: skip
def test_owners_are_reminded_before_and_after(days: int, said: list[str]) -> None:
    given(DAY + dt.timedelta(days=days))
    assert reminded(make_user(roles.COUNTY, MASHAN)) == said
    for other in ((roles.COUNTY, LONGAN), (roles.DISTRICT, FUTIAN), (roles.VIEWER, MASHAN), (roles.MUNICIPAL, "")):
        assert reminded(make_user(*other)) == []


def test_an_organisation_is_reminded_by_its_name() -> None:
    given(DAY, owner="市总工会")
    assert reminded(make_user(roles.DISTRICT, FUTIAN, organisation_name="市总工会"))
    assert not reminded(make_user(roles.DISTRICT, FUTIAN, organisation_name="市商务局"))


def test_done_only_by_its_owner_and_with_a_proof() -> None:
    task, clerk = given(DAY), make_user(roles.COUNTY, MASHAN)
    with pytest.raises(Refused, match="佐证"):
        tasks.finish_task(task.pk, done_on=DAY, result="凭证已报送", by=clerk)
    digest = keep_upload("凭证".encode(), name="凭证.txt", actor=actor(clerk))
    tasks.add_evidence(task.pk, digest=digest, name="凭证.txt", by=clerk)
    tasks.add_evidence(task.pk, digest=digest, name="凭证.txt", by=clerk)
    with pytest.raises(Refused):
        tasks.finish_task(task.pk, done_on=DAY + dt.timedelta(days=1), result="凭证已报送", by=clerk)
    with pytest.raises(NotFound):
        tasks.finish_task(task.pk, done_on=DAY, result="代为填报", by=make_user(roles.COUNTY, LONGAN))
    with pytest.raises(NotAllowed):
        tasks.finish_task(task.pk, done_on=DAY, result="代为填报", by=make_user(roles.DISTRICT, FUTIAN))
    done = tasks.finish_task(task.pk, done_on=DAY, result="凭证已报送", by=clerk)
    assert (done.done_on, done.evidence.count(), reminded(clerk)) == (DAY, 1, [])
    assert tasks.open_evidence(task.pk, digest, by=clerk) == ("凭证".encode(), "凭证.txt")
    with pytest.raises(NotFound):
        tasks.open_evidence(task.pk, digest, by=make_user(roles.COUNTY, LONGAN))
    with pytest.raises(Conflict):
        tasks.finish_task(task.pk, done_on=DAY, result="再报一次", by=clerk)
    tasks.reopen_task(task.pk, reason="凭证不清楚", by=make_user(roles.MUNICIPAL))
    assert reminded(clerk) == ["任务临近期限：今天到期"]
    kinds = set(Event.objects.filter(scope=MASHAN).values_list("kind", flat=True))
    assert {"plan.task", "plan.evidence", "plan.task_done", "plan.task_reopened", "attachment"} <= kinds


def test_a_task_goes_to_somebody_else_and_foreign_tasks_are_not_seen() -> None:
    task, office = given(DAY), make_user(roles.MUNICIPAL)
    tasks.change_task(task.pk, owner="", role=roles.COUNTY, place=LONGAN, due=DAY + dt.timedelta(days=9), by=office)
    assert not reminded(make_user(roles.COUNTY, MASHAN)) and reminded(make_user(roles.COUNTY, LONGAN))
    with pytest.raises(NotFound):
        queries.task(Scope.of_region(MASHAN), task.pk)
    assert [one.milestone for one in queries.tasks(Scope.of_region(MASHAN))] == [True]
    with pytest.raises(Refused, match="完全相同"):
        tasks.change_task(task.pk, owner="", role=roles.COUNTY, place=LONGAN, due=DAY + dt.timedelta(days=9), by=office)


@pytest.mark.parametrize(
    "wrong",
    [{"owner": ""}, {"owner": "市总工会", "role": roles.COUNTY}, {"role": "king"}, {"role": roles.COUNTY, "place": "999999"},
     {"owner": "市总工会", "due": None}, {"owner": "市总工会", "title": "x"}],
)  # fmt: skip
def test_a_task_without_owner_day_or_words_is_refused(wrong: dict[str, Any]) -> None:
    facts: dict[str, Any] = {"title": "报送凭证", "due": DAY} | wrong
    with pytest.raises(Refused):
        tasks.add_task("p-2021", "m3", by=make_user(roles.MUNICIPAL), **facts)
    with pytest.raises(NotAllowed):
        tasks.add_task("p-2021", "m3", title="报送凭证", due=DAY, owner="市总工会", by=make_user(roles.COUNTY, MASHAN))
