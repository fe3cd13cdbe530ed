"""The allotment aid from the frozen reviews to the workbook: who may, what it says, what a change costs; no ledger is touched."""

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jiedui.core.access import roles
from jiedui.core.access.models import User
from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.flows import operations
from jiedui.core.intake.operations import import_file
from jiedui.core.trail.models import Event
from jiedui.core.trail.operations import SYSTEM, Actor
from jiedui.core.words import clock
from jiedui.core.words.errors import NotAllowed, NotFound, Refused
from jiedui.modules.projects.allotting import library, proposals
from jiedui.modules.projects.allotting.models import AllotmentProposal
from jiedui.modules.projects.review import deciding
from tests.accounts import make_user, sign_in
from tests.integration.country import FUTIAN, LONGAN, MASHAN, NANSHAN, place_regions
from tests.integration.review.drawn import WAN, draw, sign_into_library

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
DAY = dt.date(2021, 12, 1)


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dt.date]]:
    place_regions()
    held = [DAY]
    monkeypatch.setattr(clock, "today", lambda: held[0])
    yield held


@pytest.fixture
def stocked(day: list[dt.date]) -> dict[str, int]:
    """The library: A1 (300, 91 points), A2 (200, 83), A3 (200, 72.33), A4 (100, 62) of Mashan."""
    found = draw(budget=800).closed(A1=[90, 92, 91], A2=[85, 80, 84], A3=[70, 75, 72], A4=[60, 65, 61])
    deciding.publish(found.round.pk, by=found.keeper)
    day[0] = dt.date(2021, 12, 6)
    deciding.freeze(found.round.pk, by=found.keeper)
    assert library.projects("") == [], "both sides have not signed yet"
    sign_into_library(found)
    return found.rows


def asked(by: User, **more: Any) -> dict[str, Any]:
    """The usual proposal: 600 of two counties, nothing else asked."""
    return {"title": "分配建议", "place": "", "year": 2022, "total": 600 * WAN, "counties": {}, "keep": 0, "key_share": 0, "by": by, **more}


def with_floor(code: str, wan: int, **more: Any) -> dict[str, Any]:
    known, _source = library.counties("", 2022)
    one = next(one for one in known if one.code == code)
    return {code: replace(one, floor=wan * WAN, **more)}


def test_a_proposal_is_kept_with_its_inputs_and_touches_no_ledger(stocked: dict[str, int]) -> None:
    office = make_user(roles.MUNICIPAL)
    before = {one.info.id: one._default_manager.count() for one in registry.ledgers()}
    made = proposals.propose(**asked(office))
    inputs, answer, _rest = proposals.read(made)
    assert [one.number for one in inputs.projects] == ["A1", "A2", "A3", "A4"]
    taken = {one.number for one in inputs.projects if one.id in answer.taken}
    assert taken == {"A1", "A2", "A4"}, "300x91 + 200x83 + 100x62 is more than 300x91 + 200x72.33 + 100x62, and 700 is too much"
    assert made.digest == inputs.digest and answer.proven and answer.allotted == 600 * WAN
    assert before == {one.info.id: one._default_manager.count() for one in registry.ledgers()}
    assert Event.objects.get(pk=made.event).kind == "allotment.proposed"
    for act in (lambda: AllotmentProposal.objects.update(title="x"), lambda: AllotmentProposal.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_a_change_is_kept_beside_with_what_it_costs(stocked: dict[str, int]) -> None:
    office = make_user(roles.MUNICIPAL)
    made = proposals.propose(**asked(office))
    who = sign_in(Client(), office)
    answer = who.post(f"/projects/allotting/{made.pk}/change/", {"title": "给隆安留钱", f"fixed:{LONGAN}": "250"})
    changed = AllotmentProposal.objects.get(base=made)
    assert answer.headers["Location"] == f"/projects/allotting/{changed.pk}/"
    page = who.get(answer.headers["Location"]).content.decode()
    assert "人工设定为 250.00 万元" in page and "项目库里没有该县待安排的项目" in page
    # 350 are left: A1; A2 + A4 = 300 would be 22,800 points, A1 27,300. Out fall A2 and A4.
    assert "得分资金减少" in page and page.index("不再安排的项目") < page.index("产业路") < page.index("新安排的项目")
    lost = (200 * 83 + 100 * 62) / (300 * 91 + 200 * 83 + 100 * 62) * 100
    assert f"{lost:.2f}%" in page
    same = who.post(f"/projects/allotting/{made.pk}/change/", {"title": "没改"})
    assert same.status_code == 400 and "没有改动" in same.content.decode()
    wrong = who.post(f"/projects/allotting/{made.pk}/change/", {"title": "x", f"fixed:{LONGAN}": "九百"})
    assert wrong.status_code == 400 and "不是金额" in wrong.content.decode() and 'value="九百"' in wrong.content.decode()
    wish = proposals.change(made.pk, title="要冷链", fixed={}, wishes={stocked["A3"]: "in"}, by=office)
    assert stocked["A3"] in proposals.read(wish)[1].taken


def test_what_cannot_be_is_refused_with_the_reason_and_nothing_is_kept(stocked: dict[str, int]) -> None:
    office = make_user(roles.MUNICIPAL)
    floors = with_floor(MASHAN, 500) | with_floor(LONGAN, 400)
    with pytest.raises(proposals.Impossible, match=r"900\.00 万元，超过资金总额 600\.00 万元，多出 300\.00 万元"):
        proposals.propose(**asked(office, counties=floors))
    for more in ({"total": 0}, {"key_share": 10_001}, {"keep": -1}, {"year": 21}, {"title": " "}, {"key_share": 5000}):
        with pytest.raises(Refused):
            proposals.propose(**asked(office, **more))
    with pytest.raises(NotFound):
        proposals.propose(**asked(make_user(roles.DISTRICT, FUTIAN), place=FUTIAN, counties=with_floor(LONGAN, 1)))
    assert not AllotmentProposal.objects.exists()


def test_every_county_is_told_why(stocked: dict[str, int]) -> None:
    office = make_user(roles.MUNICIPAL)
    put_allotted("马山县,400", "隆安县,100")
    counties = with_floor(MASHAN, 0, ceiling=350 * WAN, key=False) | with_floor(LONGAN, 50, key=True)
    made = proposals.propose(**asked(office, counties=counties, keep=8000, key_share=3000))
    page = sign_in(Client(), office).get(f"/projects/allotting/{made.pk}/").content.decode()
    for words in ("受上限 350.00 万元限制", "最低 91.00 分", "为使重点县占比达到 30%", "上年 100.00 万元", "各项条件的代价", "资金总额"):
        assert words in page, words


def put_allotted(*lines: str, project: str = "") -> None:
    rows = [f"X{at}{project},2021年,{line.split(',')[0]},福田区,财政援助,{line.split(',')[1]},{project}" for at, line in enumerate(lines)]
    text = "\n".join(["下达编号,资金年度,县,资金来源地,资金类别,下达金额（万元）,对应项目编号", *rows]).encode()
    report = import_file("allotments", text, name="下达.csv", scope=Scope.everything(), actor=Actor(None, "测试"))
    assert report.applied, report.as_dict()["findings"]


def test_last_years_money_comes_from_the_ledgers_and_is_said(stocked: dict[str, int]) -> None:
    assert library.last_year("", [MASHAN, LONGAN], 2022) == ({}, library.NOTHING)
    put_allotted("马山县,400", "隆安县,100")
    assert library.last_year("", [MASHAN, LONGAN], 2022) == ({MASHAN: 400 * WAN, LONGAN: 100 * WAN}, library.ALLOTTED)
    assert library.last_year(NANSHAN, [LONGAN], 2022) == ({}, library.NOTHING), "what another source gave is not one's own"
    page = sign_in(Client(), make_user(roles.MUNICIPAL)).get("/projects/allotting/new/").content.decode()
    assert 'value="400.00"' in page and "上年资金取自资金下达台账" in page


def test_projects_that_left_the_library_or_have_their_money_are_no_longer_waiting(stocked: dict[str, int]) -> None:
    assert [one.number for one in library.projects("")] == ["A1", "A2", "A3", "A4"]
    assert [one.number for one in library.projects(NANSHAN)] == []
    put_allotted("马山县,300", project="A1")
    assert [one.number for one in library.projects("")] == ["A2", "A3", "A4"]
    with transaction.atomic():
        operations.take_by_system("project", "take_out", [stocked["A2"]], actor=SYSTEM)
    assert [one.number for one in library.projects("")] == ["A3", "A4"]


def test_who_may_see_and_make(stocked: dict[str, int]) -> None:
    office, district = make_user(roles.MUNICIPAL), make_user(roles.DISTRICT, FUTIAN)
    whole = proposals.propose(**asked(office))
    own = proposals.propose(**asked(district, place=FUTIAN))
    assert {one.name for one in proposals.read(own)[0].counties} == {"马山县"}
    assert set(proposals.proposals(district)) == {own} and set(proposals.proposals(office)) == {own, whole}
    for role, region in ((roles.COUNTY, MASHAN), (roles.FRONT_GROUP, MASHAN), (roles.DISTRICT, NANSHAN), (roles.AUDITOR, "")):
        with pytest.raises(NotAllowed):
            proposals.propose(**asked(make_user(role, region), place=FUTIAN))
    for role, region, status in (
        (roles.COUNTY, MASHAN, 404), (roles.DISTRICT, NANSHAN, 404), (roles.VIEWER, MASHAN, 404), (roles.AUDITOR, "", 200),
    ):  # fmt: skip
        who = sign_in(Client(), make_user(role, region))
        assert who.get(f"/projects/allotting/{own.pk}/").status_code == status, role
    assert sign_in(Client(), make_user(roles.COUNTY, MASHAN)).get("/projects/allotting/new/").status_code == 403
    with pytest.raises(NotAllowed):
        proposals.change(own.pk, title="市办改区办的", fixed={MASHAN: WAN}, wishes={}, by=office)


def test_the_workbook_holds_every_county_project_and_condition(stocked: dict[str, int]) -> None:
    office = make_user(roles.MUNICIPAL)
    made = proposals.propose(**asked(office, title="=1+1 方案"))
    answer = sign_in(Client(), office).post(f"/projects/allotting/{made.pk}/export/")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    counties, projects, facts = (book[name] for name in ("各县", "项目", "条件"))
    assert {row[0].value: row[5].value for row in counties.iter_rows(min_row=2)} == {"马山县": 600, "隆安县": 0}
    assert [(row[0].value, row[5].value) for row in projects.iter_rows(min_row=2)] == [("A1", "安排"), ("A2", "安排"), ("A3", "未安排"), ("A4", "安排")]
    told = {row[0].value: row[1] for row in facts.iter_rows(min_row=2)}
    assert told["方案"].value == "=1+1 方案" and told["方案"].data_type == "s" and told["测算依据摘要"].value == made.digest
    assert Event.objects.filter(kind="allotment.exported").count() == 1


def test_the_page_asks_a_fixed_number_of_queries(stocked: dict[str, int]) -> None:
    office = make_user(roles.MUNICIPAL)
    proposals.propose(**asked(office))
    who = sign_in(Client(), office)
    who.get("/projects/allotting/")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as seen:
            assert who.get("/projects/allotting/").status_code == 200
        counts.append(len(seen))
        proposals.propose(**asked(office, total=(500 + len(counts)) * WAN))
    assert counts[0] == counts[1]
