"""The pages of handing in and of a place: what each reader sees, hands in, and never reaches."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.test import Client

from jiedui.core.access import roles
from jiedui.core.access.scope import Scope
from jiedui.core.intake.operations import import_file
from jiedui.core.submissions.models import Submission
from jiedui.core.trail.operations import Actor
from jiedui.core.words import clock
from jiedui.web import todo
from tests.accounts import make_user, sign_in
from tests.integration.country import BAISHAN, FUTIAN, LONGAN, MASHAN, place_regions

pytestmark = pytest.mark.django_db
NEW = "/hand-in/new/"


@pytest.fixture(autouse=True)
def country(monkeypatch: pytest.MonkeyPatch, settings: object, tmp_path: object) -> Iterator[None]:
    place_regions()
    settings.LAKE = tmp_path / "lake"  # type: ignore[attr-defined, operator]
    monkeypatch.setattr(clock, "today", lambda: dt.date(2021, 12, 31))
    yield


def put(*lines: str) -> None:
    text = "\n".join(["项目编号,项目名称,县,计划总投资（万元）", *lines]).encode()
    assert import_file("projects", text, name="项目.csv", scope=Scope.everything(), actor=Actor(None, "测试")).applied


def client(role: str, region: str = "") -> Client:
    return sign_in(Client(), make_user(role, region))


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def test_a_county_hands_in_and_sees_what_it_corrected() -> None:
    put("A1,养殖场,马山县,100")
    clerk = client(roles.COUNTY, MASHAN)
    page = text(clerk.get("/hand-in/"))
    assert "2021年第4季度" in page and "还有 10 天" in page and 'value="projects"' in page
    asked = {"place": MASHAN, "month": "2021-12", "ledger": "projects"}
    assert "1 行" in text(clerk.get(NEW, asked)) and not Submission.objects.exists()
    answer = clerk.post(NEW, asked)
    made = Submission.objects.get()
    assert answer.status_code == 302 and answer.headers["Location"] == f"/hand-in/{made.pk}/"
    assert "台账与报送时一致" in text(clerk.get(f"/hand-in/{made.pk}/"))
    put("A1,养殖场,马山县,110")
    assert "报送后更正 1 行" in text(clerk.get(f"/hand-in/{made.pk}/"))
    assert "报送后有更正" in text(clerk.get("/hand-in/"))


def test_what_lacks_an_explanation_stays_and_the_rest_goes_in() -> None:
    put("A1,养殖场,马山县,100")
    clerk = client(roles.COUNTY, MASHAN)
    clerk.post(NEW, {"place": MASHAN, "month": "2021-09", "ledger": "projects"})
    put("A1,养殖场,马山县,900")
    asked = {"place": MASHAN, "month": "2021-12", "ledger": ["projects", "visits"]}
    page = text(clerk.get(NEW, asked))
    assert "+800.0%" in page and 'name="reason:projects"' in page
    answer = clerk.post(NEW, asked)
    assert answer.status_code == 400 and "请说明原因后再报送" in text(answer)
    assert set(Submission.objects.values_list("ledger", "period")) == {("projects", "2021-Q3"), ("visits", "2021-Q4")}
    clerk.post(NEW, {**asked, "reason:projects": "扩建二期"})
    last = Submission.objects.get(ledger="projects", period="2021-Q4")
    page = text(clerk.get(f"/hand-in/{last.pk}/"))
    assert "扩建二期" in page and "2021年第3季度" in page and "+800.0%" in page


def test_withdrawing_asks_why_and_keeps_it() -> None:
    clerk = client(roles.COUNTY, MASHAN)
    clerk.post(NEW, {"place": MASHAN, "month": "2021-12", "ledger": "projects"})
    made = Submission.objects.get()
    assert clerk.post(f"/hand-in/{made.pk}/withdraw/", {"reason": ""}).status_code == 400
    assert clerk.post(f"/hand-in/{made.pk}/withdraw/", {"reason": "漏了项目"}).status_code == 302
    assert "漏了项目" in text(clerk.get(f"/hand-in/{made.pk}/"))


def test_a_submission_of_another_county_does_not_exist() -> None:
    client(roles.COUNTY, LONGAN).post(NEW, {"place": LONGAN, "month": "2021-12", "ledger": "projects"})
    made = Submission.objects.get()
    clerk = client(roles.COUNTY, MASHAN)
    assert clerk.get(f"/hand-in/{made.pk}/").status_code == 404
    assert clerk.post(f"/hand-in/{made.pk}/withdraw/", {"reason": "不是我的"}).status_code == 404
    assert clerk.get("/hand-in/", {"place": LONGAN}).status_code == 404
    assert clerk.get(NEW, {"place": LONGAN, "ledger": "projects"}).status_code == 404
    district = client(roles.DISTRICT, FUTIAN)
    assert district.get(NEW, {"place": MASHAN, "ledger": "projects"}).status_code == 403
    assert client(roles.VIEWER, MASHAN).get(NEW, {"place": MASHAN, "ledger": "projects"}).status_code == 403


def test_a_district_sees_its_counties_in_the_matrix_and_no_others() -> None:
    page = text(client(roles.DISTRICT, FUTIAN).get("/hand-in/matrix/"))
    assert "福田区" in page and "马山县" in page and "隆安县" not in page
    page = text(client(roles.MUNICIPAL).get("/hand-in/matrix/"))
    assert "隆安县" in page and "深圳市" in page
    assert "没有需要报送的地区" in text(client(roles.TOWNSHIP, BAISHAN).get("/hand-in/"))


def test_who_has_something_to_hand_in_is_reminded(monkeypatch: pytest.MonkeyPatch) -> None:
    def told(role: str, region: str, day: dt.date) -> str:
        monkeypatch.setattr(clock, "today", lambda: day)
        return " ".join(f"{one.text}" for one in todo.items_for(make_user(role, region)) if one.badge == "web:hand_in")

    assert told(roles.COUNTY, MASHAN, dt.date(2021, 12, 31)) == ""
    assert "应在 2022-01-10 前报送" in told(roles.COUNTY, MASHAN, dt.date(2022, 1, 6))
    assert "逾期未报送" in told(roles.DISTRICT, FUTIAN, dt.date(2022, 1, 11))
    assert told(roles.VIEWER, MASHAN, dt.date(2022, 1, 11)) == ""


def test_the_page_of_a_place_tells_all_of_it_and_nothing_of_others() -> None:
    put("A1,养殖场,马山县,100", "B1,金丝雀,隆安县,7")
    page = text(client(roles.COUNTY, MASHAN).get(f"/places/{MASHAN}/"))
    for part in ("福田区", "主要指标", "未解除的预警", "计划总投资", "100.00", "报送", "最近的导入", "帮扶项目台账"):
        assert part in page, part
    assert f"/ledgers/projects/?county={MASHAN}" in page and "隆安" not in page
    district = text(client(roles.DISTRICT, FUTIAN).get(f"/places/{FUTIAN}/"))
    assert f"/places/{MASHAN}/" in district and "隆安" not in district
    assert f"/places/{LONGAN}/" in text(client(roles.MUNICIPAL).get("/places/450100/"))


@pytest.mark.parametrize("code", [LONGAN, "440305", "450100", "999999", "x", BAISHAN])
def test_a_place_out_of_reach_does_not_exist(code: str) -> None:
    assert client(roles.COUNTY, MASHAN).get(f"/places/{code}/").status_code == 404


def test_the_workbench_leads_to_the_page_of_a_place() -> None:
    put("A1,养殖场,马山县,100")
    assert f"/places/{MASHAN}/" in text(client(roles.COUNTY, MASHAN).get("/"))
    assert f"/places/{MASHAN}/" in text(client(roles.MUNICIPAL).get("/", {"region": MASHAN}))
    assert client(roles.TOWNSHIP, BAISHAN).get(f"/places/{MASHAN}/").status_code == 200
