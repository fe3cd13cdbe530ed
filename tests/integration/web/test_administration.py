"""Targets, pairings and organisations: who sees and changes which, each change with its event."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jiedui.core.access import roles
from jiedui.core.access.scope import Scope
from jiedui.core.places import operations
from jiedui.core.places import queries as places
from jiedui.core.places.models import Organisation, OrganisationAlias, Pairing
from jiedui.core.plan.models import Measure, Plan, Target
from jiedui.core.trail.models import Event
from tests.integration.country import FUTIAN, LONGAN, MASHAN, NANSHAN
from tests.integration.web.conftest import put, text
from tests.workbooks.draft import people

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Enter = Callable[..., Client]
FACTORY, CODE = "深圳市福田鑫达电子有限公司", "91440300MA5EXAMP0A"
TODAY = timezone.localdate()


@pytest.fixture
def plan() -> None:
    one = Plan.objects.create(slug="x", title="工作计划", year=2021)
    measure = Measure.objects.create(plan=one, slug="m3", number="3", title="加大资金支持", strength="H")
    common: dict[str, Any] = {"measure": measure, "strength": "H", "valid_from": dt.date(2021, 1, 1)}
    Target.objects.create(indicator="09", op=">=", unit="万元", source="不低于去年总额", **common)
    Target.objects.create(indicator="12", op=">", value="90", unit="%", source="高于90%", **common)
    Target.objects.create(indicator="45", op="between", value="2", upper="3", unit="个", source="二至三个", **common)
    Target.objects.create(indicator="m1.day", op="by", value="2021-04-30", source="四月底前", **common)


def last_event(kind: str) -> tuple[Event, dict[str, Any]]:
    found = Event.objects.filter(kind=kind).latest("id")
    return found, json.loads(found.note)


@pytest.mark.parametrize(
    ("role", "region", "targets", "pairings", "organisations"),
    [
        (roles.MUNICIPAL, "", (200, 200), (200, 200), 200),
        (roles.DISTRICT, FUTIAN, (200, 403), (200, 403), 403),
        (roles.FRONT_GROUP, MASHAN, (200, 403), (200, 403), 200),
        (roles.COUNTY, MASHAN, (200, 403), (200, 403), 200),
        (roles.TOWNSHIP, "450124100", (200, 403), (200, 403), 403),
        (roles.VIEWER, MASHAN, (200, 403), (200, 403), 403),
        (roles.AUDITOR, "", (200, 403), (200, 403), 403),
        (roles.SYSTEM_ADMIN, "", (403, 403), (403, 403), 403),
        (roles.SECURITY_ADMIN, "", (403, 403), (403, 403), 403),
        (roles.AUDIT_ADMIN, "", (403, 403), (403, 403), 403),
    ],
)
def test_who_may_read_and_who_may_write(
    enter: Enter, plan: None, role: str, region: str, targets: Any, pairings: Any, organisations: int
) -> None:
    client = enter(role, region)
    assert (client.get("/targets/09/").status_code, client.post("/targets/09/").status_code) == targets
    assert (client.get("/pairings/").status_code, client.get("/pairings/new/").status_code) == pairings
    assert client.get("/organisations/").status_code == organisations
    menu = text(client.get("/"))
    assert ("计划目标" in menu, "结对关系" in menu, "单位名录" in menu) == (
        targets[0] == 200, pairings[0] == 200, organisations == 200,
    )  # fmt: skip
    assert ("录入“" in text(client.get("/targets/"))) == (role == roles.MUNICIPAL)


# -- targets ---------------------------------------------------------------------------------------------------------


def test_an_open_target_is_entered_and_keeps_its_history(enter: Enter, plan: None) -> None:
    client = enter(roles.MUNICIPAL)
    assert "待录入" in text(client.get("/targets/?open=1")) and "高于90%" not in text(client.get("/targets/?open=1"))
    assert 'id="target-link">录入目标值' in text(client.get("/indicators/09/?as_of=2021-12-31"))
    form = {"value": "１52000 ", "valid_from": "2021-01-01", "source": "2020年决算", "seen": "1"}
    assert client.post("/targets/09/", form).status_code == 302
    page = text(client.get("/targets/09/"))
    assert "≥ 152000 万元" in page and "待录入" in page, "the version before it is shown too"
    event, note = last_event("plan.target")
    assert event.actor_id == client.user.pk and event.address == "127.0.0.1"  # type: ignore[attr-defined]
    assert (note["changes"], note["source"], note["version"]) == ({"value": ["", "152000"]}, "2020年决算", 2)
    told = text(client.get(f"/trail/{event.pk}/"))
    assert "录入计划目标" in told and "— → 152000" in told and "2020年决算" in told
    assert 'id="target-link">目标的各个版本' in text(client.get("/indicators/09/?as_of=2021-12-31"))


def test_who_may_not_set_a_target_is_not_asked_to(mashan: Client, plan: None) -> None:
    page = text(mashan.get("/targets/09/"))
    assert 'id="target-form"' not in page and "由市级主管部门录入" in page
    assert "录入目标值" not in text(mashan.get("/indicators/09/?as_of=2021-12-31"))
    assert (
        mashan.post("/targets/09/", {"value": "1", "valid_from": "2021-01-01", "source": "x", "seen": "1"}).status_code
        == 403
    )
    assert Target.objects.filter(indicator="09").count() == 1 and not Event.objects.filter(kind="plan.target").exists()


@pytest.mark.parametrize(
    ("indicator", "form", "sentence"),
    [
        ("09", {"value": "很多"}, "不能作为目标值"),
        ("09", {"value": "1e99"}, "不能作为目标值"),
        ("09", {"source": "  "}, "这个字段是必填项"),
        ("12", {"value": "90", "source": "高于90%"}, "完全相同"),
        ("12", {"valid_from": "2020-12-31"}, "不能早于上一版本"),
        ("45", {"value": "3", "upper": "2"}, "下限不能大于上限"),
        ("m1.day", {"value": "2021-02-30"}, "不能作为目标值"),
    ],
)
def test_a_wrong_target_is_refused_with_a_sentence(
    enter: Enter, plan: None, indicator: str, form: dict[str, str], sentence: str
) -> None:
    given = {"value": "1", "upper": "2", "valid_from": "2021-01-01", "source": "文件", "seen": "1"} | form
    answer = enter(roles.MUNICIPAL).post(f"/targets/{indicator}/", given)
    assert answer.status_code == 200 and sentence in text(answer)
    assert Target.objects.filter(indicator=indicator).count() == 1


def test_two_people_at_one_target(enter: Enter, plan: None) -> None:
    form = {"value": "100", "valid_from": "2021-01-01", "source": "文件", "seen": "1"}
    assert enter(roles.MUNICIPAL).post("/targets/09/", form).status_code == 302
    second = enter(roles.MUNICIPAL).post("/targets/09/", form | {"value": "200"})
    assert second.status_code == 409 and "刚被他人" in text(second)
    assert enter(roles.MUNICIPAL).get("/targets/26/").status_code == 404


# -- pairings --------------------------------------------------------------------------------------------------------


def test_a_pairing_ends_and_comes_back_later(enter: Enter) -> None:
    client, district = enter(roles.MUNICIPAL), enter(roles.DISTRICT, FUTIAN)
    put(people(2))  # of Longan
    old = Pairing.objects.get(county=LONGAN)
    new = {
        "county": f"{LONGAN} 隆安县",
        "district": "福田区",
        "kind": "调整",
        "valid_from": "2021-06-01",
        "confidence": "文件",
    }
    assert "已与南山区结对" in text(client.post("/pairings/new/", new))
    assert client.post(f"/pairings/{old.pk}/end/", {"last_day": "2021-05-31"}).status_code == 302
    assert "共 0 条" in text(district.get("/ledgers/workers/"))
    assert client.post("/pairings/new/", new | {"valid_to": "2021-12-31"}).status_code == 302
    again = new | {"district": NANSHAN, "valid_from": "2022-01-01"}
    assert client.post("/pairings/new/", again).status_code == 302
    spans = (
        Pairing.objects.filter(county=LONGAN).order_by("pk").values_list("district", "kind", "valid_from", "valid_to")
    )
    assert [(district, str(since), str(until)) for district, _kind, since, until in spans] == [
        (NANSHAN, "None", "2021-05-31"), (FUTIAN, "2021-06-01", "2021-12-31"), (NANSHAN, "2022-01-01", "None"),
    ]  # fmt: skip
    assert places.district_of(LONGAN, dt.date(2021, 5, 31)) == NANSHAN
    assert places.district_of(LONGAN, dt.date(2021, 7, 1)) == FUTIAN
    assert places.district_of(LONGAN, dt.date(2022, 7, 1)) == NANSHAN
    event, note = last_event("places.pairing_added")
    assert (event.scope, note["county"], note["district"], note["since"]) == (LONGAN, LONGAN, NANSHAN, "2022-01-01")
    assert last_event("places.pairing_ended")[1]["until"] == ["", "2021-05-31"]
    assert "2021-05-31" in text(client.get(f"/trail/{last_event('places.pairing_ended')[0].pk}/"))


def test_an_uncertain_pairing_is_confirmed_once(enter: Enter) -> None:
    client = enter(roles.MUNICIPAL)
    one = Pairing.objects.get(county=MASHAN)
    Pairing.objects.filter(pk=one.pk).update(confirmed=False, confidence="推断")
    assert "待确认" in text(client.get("/pairings/?open=1"))
    for _ in range(2):
        assert client.post(f"/pairings/{one.pk}/confirm/").status_code == 302
    assert Pairing.objects.get(pk=one.pk).confirmed
    assert Event.objects.filter(kind="places.pairing_confirmed").count() == 1
    assert client.post("/pairings/999999/confirm/").status_code == 404
    assert client.get(f"/pairings/{one.pk}/confirm/").status_code == 405


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"county": "没有这个县"}, "没有代码为“没有这个县”"),
        ({"county": "450124100"}, "没有代码为"),
        ({"district": MASHAN}, "是否填反"),
        ({"valid_to": "2020-01-01"}, "早于开始日期"),
        ({"confidence": " "}, "必填项"),
        ({"valid_from": "2021-13-01"}, "有效的日期"),
    ],
)
def test_a_wrong_pairing_is_refused(enter: Enter, form: dict[str, str], sentence: str) -> None:
    Pairing.objects.filter(county=LONGAN).delete()
    given = {"county": LONGAN, "district": FUTIAN, "kind": "新增", "valid_from": "2021-06-01", "confidence": "文件"}
    answer = enter(roles.MUNICIPAL).post("/pairings/new/", given | form)
    assert answer.status_code == 200 and sentence in text(answer)
    assert not Pairing.objects.filter(county=LONGAN).exists()


def test_one_sees_the_pairings_of_ones_counties(mashan: Client, enter: Enter) -> None:
    for client in (mashan, enter(roles.DISTRICT, FUTIAN), enter(roles.TOWNSHIP, "450124100")):
        page = text(client.get("/pairings/"))
        assert "福田区" in page and "南山区" not in page and "隆安县" not in page
        assert 'href="/pairings/new/"' not in page and "终止" not in page
    assert "南山区" in text(enter(roles.AUDITOR).get("/pairings/"))


# -- organisations ---------------------------------------------------------------------------------------------------


@pytest.fixture
def factory() -> Organisation:
    """An employer that the workers of Longan brought, unconfirmed and without a county."""
    put([row | {"统一社会信用代码": ""} for row in people(2)])
    return Organisation.objects.get(name=FACTORY)


def facts(client: Client, known: Organisation, **more: str) -> dict[str, str]:
    page = text(client.get(f"/organisations/{known.pk}/"))
    seen = page.split('name="seen" value="')[1].split('"')[0]
    return {"name": known.name, "uscc": known.uscc or "", "kind": "", "county": "", "seen": seen} | more


def test_what_a_file_brought_is_confirmed_by_the_county_that_named_it(
    longan: Client, mashan: Client, factory: Organisation
) -> None:
    path = f"/organisations/{factory.pk}/"
    assert FACTORY in text(longan.get("/organisations/")) and FACTORY not in text(mashan.get("/organisations/"))
    assert mashan.get(path).status_code == 404
    form = facts(longan, factory, uscc=f" {CODE.lower()} ", kind="enterprise", confirm="1")
    assert mashan.post(path, form).status_code == 404
    assert longan.post(path, form).status_code == 302
    factory.refresh_from_db()
    assert (factory.confirmed, factory.uscc, factory.kind, factory.county) == (True, CODE, "enterprise", None)
    event, note = last_event("places.organisation_confirmed")
    assert note == {"organisation": factory.pk, "changes": {"kind": ["", "enterprise"], "uscc": ["", CODE]}}
    assert event.actor_id == longan.user.pk  # type: ignore[attr-defined]
    assert "— → 企业" in text(longan.get(f"/trail/{event.pk}/"))
    # A county may be given, but only one's own; then it is that county's alone.
    assert "不在您的数据范围内" in text(longan.post(path, facts(longan, factory, county=MASHAN)))
    assert longan.post(path, facts(longan, factory, county="隆安县")).status_code == 302
    factory.refresh_from_db()
    assert factory.county == LONGAN
    assert last_event("places.organisation_changed")[0].scope == LONGAN


def test_a_corrected_name_shows_everywhere_and_the_old_one_still_means_it(
    longan: Client, factory: Organisation
) -> None:
    rows = [row | {"统一社会信用代码": ""} for row in people(2)]
    longan.post(f"/organisations/{factory.pk}/", facts(longan, factory, name="深圳鑫达电子集团有限公司"))
    assert "深圳鑫达电子集团有限公司" in text(longan.get("/ledgers/workers/?columns=all"))
    again = put(rows)
    assert (again.rows["new"], again.rows["changed"], again.rows["same"]) == (0, 0, 2), "the same file changes nothing"
    assert Organisation.objects.filter(name=FACTORY).count() == 0
    page = text(longan.get(f"/organisations/{factory.pk}/"))
    assert FACTORY in page.split('id="aliases"')[1], "it is listed as another name"


def test_aliases_work_for_later_files(longan: Client, factory: Organisation) -> None:
    path = f"/organisations/{factory.pk}/"
    assert "请先确认" in text(longan.post(f"{path}aliases/", {"name": "鑫达厂"}))
    longan.post(path, facts(longan, factory, confirm="1"))
    assert longan.post(f"{path}aliases/", {"name": "鑫达 厂"}).status_code == 302
    assert operations.ensure([("鑫达厂", None)]).ids["鑫达厂", None] == factory.pk
    assert last_event("places.alias_added")[1]["changes"] == {"alias": ["", "鑫达 厂"]}
    assert FACTORY in text(longan.get("/organisations/?q=鑫达厂"))
    assert "已经是" in text(longan.post(f"{path}aliases/", {"name": "鑫达厂"}))
    # An unconfirmed record of that name is a duplicate and no obstacle; a confirmed one is somebody else.
    operations.ensure([("另一家", None), ("第三家", None)])
    Organisation.objects.filter(name="另一家").update(confirmed=True)
    assert "另一个已确认单位" in text(longan.post(f"{path}aliases/", {"name": "另一家"}))
    assert longan.post(f"{path}aliases/", {"name": "第三家"}).status_code == 302
    assert operations.ensure([("第三家", None)]).ids["第三家", None] == factory.pk
    alias = OrganisationAlias.objects.get(name="鑫达 厂")
    assert longan.post(f"{path}aliases/{alias.pk}/remove/").status_code == 302
    assert longan.post(f"{path}aliases/{alias.pk}/remove/").status_code == 404
    assert operations.ensure([("鑫达厂", None)]).created != []


def test_two_records_of_one_unit_grow_together(longan: Client, factory: Organisation) -> None:
    """Without a merge: the confirmed one takes the other's name, and the rows follow when they are imported again."""
    other = [row | {"统一社会信用代码": "", "就业单位": "鑫达二厂"} for row in people(2)[1:]]
    assert put(other).rows["changed"] == 1
    longan.post(f"/organisations/{factory.pk}/", facts(longan, factory, confirm="1"))
    longan.post(f"/organisations/{factory.pk}/aliases/", {"name": "鑫达二厂"})
    assert put(other).rows["changed"] == 1 and put(other).rows["same"] == 1
    assert places.rows_naming(Scope.everything(), factory.pk) == {"workers": 2}


def test_what_two_counties_name_is_for_the_city_to_settle(
    longan: Client, mashan: Client, enter: Enter, factory: Organisation
) -> None:
    here = {"户籍县": "马山县", "乡镇": "白山镇", "村": "", "统一社会信用代码": ""}
    put([row | here for row in people(1, seed=9)])
    path = f"/organisations/{factory.pk}/"
    for client in (longan, mashan):
        page = text(client.get(path))
        assert FACTORY in page and 'id="organisation-form"' not in page and "须由市级主管部门" in page
        assert client.post(path, {"name": "x", "seen": places.mark_of(factory)}).status_code == 403
    municipal = enter(roles.MUNICIPAL)
    assert municipal.post(path, facts(municipal, factory, county=FUTIAN, confirm="1")).status_code == 302
    assert longan.get(path).status_code == 404, "now it belongs to another county"


def test_nobody_overwrites_unseen(longan: Client, enter: Enter, factory: Organisation) -> None:
    path = f"/organisations/{factory.pk}/"
    stale = facts(longan, factory, name="旧改")
    enter(roles.COUNTY, LONGAN).post(path, facts(longan, factory, name="先改"))
    assert longan.post(path, stale).status_code == 409
    assert Organisation.objects.get(pk=factory.pk).name == "先改"


@pytest.mark.parametrize(
    ("form", "sentence"),
    [({"uscc": "123"}, "18 位"), ({"name": "（）"}, "填写单位名称"), ({"county": "99"}, "没有代码为"), ({"kind": "x"}, "选择"),
     ({"uscc": "91440300MA5EXAMP0B"}, "已属于另一个单位")],
)  # fmt: skip
def test_a_wrong_organisation_is_refused(
    longan: Client, factory: Organisation, form: dict[str, str], sentence: str
) -> None:
    operations.ensure([("别家", "91440300MA5EXAMP0B")])
    answer = longan.post(f"/organisations/{factory.pk}/", facts(longan, factory, **form))
    assert answer.status_code == 200 and sentence in text(answer)
    assert Organisation.objects.get(pk=factory.pk).name == FACTORY


def test_the_lists_cost_the_same_for_1_3_and_30(enter: Enter, plan: None) -> None:
    client = enter(roles.COUNTY, LONGAN)
    seen: dict[str, set[int]] = {"/organisations/": set(), "/pairings/": set(), "/targets/": set()}
    for many in (1, 3, 30):
        put([row | {"就业单位": f"第{at}厂", "统一社会信用代码": ""} for at, row in enumerate(people(many, seed=8))])
        for year in range(1900, 1900 + many):
            day = dt.date(year, 1, 1)
            if not Pairing.objects.filter(county=LONGAN, valid_from=day).exists():
                Pairing.objects.create(county=LONGAN, district=FUTIAN, kind="x", valid_from=day, valid_to=day)
        for path, counts in seen.items():
            with CaptureQueriesContext(connection) as captured:
                assert client.get(path).status_code == 200
            counts.add(len(captured))
    assert all(len(counts) == 1 for counts in seen.values()), seen
    assert places.organisations(Scope.of_region(LONGAN)).count() == 30


def test_odd_numbers_and_texts_in_addresses(longan: Client, enter: Enter) -> None:
    assert longan.get(f"/organisations/{2**70}/").status_code == 404
    assert enter(roles.MUNICIPAL).get(f"/pairings/{2**70}/end/").status_code == 404
    for query in ("q=%00", "q=（", "state=x", "page=99999", "q=" + "x" * 500):
        assert longan.get(f"/organisations/?{query}").status_code == 200
    assert longan.get("/pairings/?q=%00").status_code == 200
