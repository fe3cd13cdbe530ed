"""A plan from draft to issued: sent out, commented on, each comment answered, issued; later changes keep the old."""

import datetime as dt
import json
from collections.abc import Iterator

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from jiedui.core.access import roles
from jiedui.core.access.scope import Scope
from jiedui.core.plan import copying, life, operations, queries
from jiedui.core.plan.models import DRAFT, ISSUED, OUT, Change, Comment, Evidence, Measure, Task
from jiedui.core.trail.models import Event
from jiedui.core.words import clock
from jiedui.core.words.errors import Conflict, NotAllowed, NotFound, Refused
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


def test_from_draft_to_issued() -> None:
    office, here, there = make_user(roles.MUNICIPAL), make_user(roles.COUNTY, MASHAN), make_user(roles.COUNTY, LONGAN)
    with pytest.raises(Conflict):
        life.comment("p-2021", "m3", text="首批资金请提前", by=here)
    plan = life.send_out("p-2021", until=DAY, by=office)
    assert (plan.state, plan.sent_on) == (OUT, DAY)
    first = life.comment("p-2021", "m3", text="首批资金请提前，联系人 450124199001011234", by=here)
    second = life.comment("p-2021", "m21", text="建议选址在本县", by=there)
    district = life.comment("p-2021", "m3", text="建议分两批", by=make_user(roles.DISTRICT, FUTIAN))
    assert "19900101" not in first.text and (first.place, district.place) == (MASHAN, FUTIAN)
    assert [one.pk for one in queries.comments(Scope.of_region(MASHAN))] == [first.pk]
    with pytest.raises(NotFound):
        queries.comment(Scope.of_region(MASHAN), second.pk)
    with pytest.raises(Refused, match="3 条意见"):
        life.issue("p-2021", document="深协作办〔2021〕3号", on=DAY, by=office)
    life.answer(first.pk, answer="taken", reason="", by=office)
    with pytest.raises(Refused):
        life.answer(second.pk, answer="refused", reason=" ", by=office)
    with pytest.raises(NotAllowed):
        life.answer(second.pk, answer="taken", reason="", by=here)
    life.answer(second.pk, answer="refused", reason="选址另行论证", by=office)
    life.answer(district.pk, answer="partly", reason="按省安排分批", by=office)
    with pytest.raises(Refused):
        life.issue("p-2021", document=" ", on=DAY, by=office)
    issued = life.issue("p-2021", document="深协作办〔2021〕3号", on=DAY, by=office)
    assert (issued.state, issued.document) == (ISSUED, "深协作办〔2021〕3号")
    with pytest.raises(Conflict):
        life.answer(first.pk, answer="partly", reason="改主意", by=office)
    with pytest.raises(Conflict):
        life.comment("p-2021", "m3", text="再提一条", by=here)
    kinds = list(Event.objects.filter(kind__startswith="plan.").order_by("pk").values_list("kind", flat=True))
    assert kinds == ["plan.sent", *["plan.comment"] * 3, *["plan.answer"] * 3, "plan.issued"]


def test_comments_end_with_their_day(monkeypatch: pytest.MonkeyPatch) -> None:
    life.send_out("p-2021", until=DAY, by=make_user(roles.MUNICIPAL))
    monkeypatch.setattr(clock, "today", lambda: DAY + dt.timedelta(days=1))
    with pytest.raises(Conflict, match="截止"):
        life.comment("p-2021", "m3", text="晚了一天", by=make_user(roles.COUNTY, MASHAN))


@pytest.mark.parametrize(("role", "region"), [(roles.VIEWER, MASHAN), (roles.TOWNSHIP, "450124100"), (roles.AUDITOR, "")])
def test_others_may_not_comment_nor_keep_the_plan(role: str, region: str) -> None:
    life.send_out("p-2021", until=DAY, by=make_user(roles.MUNICIPAL))
    person = make_user(role, region)
    with pytest.raises(NotAllowed):
        life.comment("p-2021", "m3", text="我也说一句", by=person)
    with pytest.raises(NotAllowed):
        life.change_measure("p-2021", "m3", values={"title": "别的"}, document="文件", by=person)
    with pytest.raises(NotAllowed):
        copying.copy_plan("p-2021", by=person)


def test_a_change_keeps_the_old_and_needs_a_document_once_issued() -> None:
    office = make_user(roles.MUNICIPAL, display_name="李审核")
    life.change_measure("p-2021", "m3", values={"title": "加大资金力度"}, document="", by=office)
    life.issue("p-2021", document="3号文", on=DAY, by=office)
    with pytest.raises(Refused):
        life.change_measure("p-2021", "m3", values={"due": "2021-05-31"}, document="", by=office)
    with pytest.raises(Conflict):
        life.change_measure("p-2021", "m3", values={"due": "2021-05-31"}, document="5号文", by=office, seen=0)
    life.change_measure("p-2021", "m3", values={"due": "2021-05-31", "strength": "H"}, document="5号文", by=office, seen=1)
    newest, oldest = queries.changes(queries.plan("p-2021"))
    assert (newest.field, newest.old, newest.new, newest.document) == ("due", "2021-04-30", "2021-05-31", "5号文")
    assert (oldest.field, oldest.old, oldest.new, oldest.by_name) == ("title", "资金力度", "加大资金力度", "李审核")
    note = json.loads(Event.objects.filter(kind="plan.measure").latest("pk").note)
    assert note["changes"] == {"measure.due": ["2021-04-30", "2021-05-31"]} and note["source"] == "5号文"
    with pytest.raises(Refused, match="完全相同"):
        life.change_measure("p-2021", "m3", values={"due": "2021-05-31"}, document="6号文", by=office)


def test_a_year_is_copied_into_the_next() -> None:
    office = make_user(roles.MUNICIPAL)
    Task.objects.filter(slug="m21-1").update(due="2021-11-30", done_on="2021-11-01", result="已选定")
    operations.set_target("09", value="20000", valid_from=dt.date(2021, 3, 1), by=office, source="决算")
    new = copying.copy_plan("p-2021", by=office)
    assert (new.slug, new.year, new.title, new.state, new.copied_from) == ("p-2022", 2022, "某市2022年计划", DRAFT, "p-2021")
    assert [one.slug for one in queries.measures("p-2022")] == ["goals", "m3", "m21"]
    measure = queries.measure("p-2022", "m3")
    assert (measure.due, measure.text, measure.owners) == (dt.date(2022, 4, 30), "", "各区\nrole:municipal")
    targets = {one.indicator: one.value for one in queries.targets_of(measure)}
    assert targets == {"12": "90", "09": None, "11": None}
    (task,) = queries.tasks(Scope.everything(), plan=new)
    assert (task.due, task.done_on, task.result, task.milestone) == (dt.date(2022, 11, 30), None, "", True)
    old = queries.target("09", dt.date(2021, 12, 31))
    assert old is not None and old.value == "20000"
    with pytest.raises(Refused):
        copying.copy_plan("p-2021", by=office)
    # This year's target can still be amended beside next year's draft.
    operations.set_target("12", value="92", valid_from=dt.date(2021, 7, 1), by=office, source="7号文")
    assert {year: found.value for year in (2021, 2022) if (found := queries.target("12", dt.date(year, 12, 31)))} == {
        2021: "92", 2022: "90",
    }  # fmt: skip


def test_what_was_said_and_changed_cannot_be_taken_out_of_the_database() -> None:
    """Not by a program that goes round the operations either; a measure to which it belongs stays in the plan."""
    office, here = make_user(roles.MUNICIPAL), make_user(roles.COUNTY, MASHAN)
    life.send_out("p-2021", until=DAY, by=office)
    life.comment("p-2021", "m3", text="首批资金请提前", by=here)
    life.change_measure("p-2021", "m21", values={"summary": "改为两处"}, document="", by=office)
    task = Task.objects.create(measure=Change.objects.get().measure, title="选址", role=roles.COUNTY, place=MASHAN)
    Evidence.objects.create(task=task, digest="0" * 64, name="照片.jpg", by_name="韦某", at=timezone.now())
    for blow in (
        lambda: Change.objects.all().delete(),
        lambda: Change.objects.update(old="别的"),
        lambda: Evidence.objects.all().delete(),
        lambda: Evidence.objects.update(name="别的"),
        lambda: Comment.objects.all().delete(),
        lambda: Measure.objects.filter(slug="m21").delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            blow()
    assert (Change.objects.count(), Evidence.objects.count(), Comment.objects.count()) == (1, 1, 1)
