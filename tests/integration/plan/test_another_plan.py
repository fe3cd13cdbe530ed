"""A plan of another pair of provinces, loaded from a folder of the same form, works as the first one does."""

import datetime as dt
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from jiedui.core.access import roles
from jiedui.core.access.scope import Scope
from jiedui.core.indicators.queries import evaluate
from jiedui.core.indicators.reference import monitoring_lines
from jiedui.core.intake.operations import import_file
from jiedui.core.places import queries as places
from jiedui.core.places.models import Loaded, Region
from jiedui.core.plan import belonging, life, lights, queries
from jiedui.core.plan.loading import load_plan
from jiedui.core.trail.models import Event
from jiedui.core.trail.operations import Actor
from jiedui.core.words import clock
from jiedui.core.words.errors import NotFound, Refused
from jiedui.web.planpages.waiting import of_tasks
from tests.accounts import make_user, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
ROOT = Path(__file__).parents[3]
PLAN = ROOT / "tests" / "plans" / "ningbo-2023"
DAY = dt.date(2023, 10, 5)
YANYUAN, DECHANG, HAISHU, BEILUN = "513423", "513424", "330203", "330206"
REGIONS = [
    ("330000", "浙江省", "浙江", "province", ""), ("330200", "宁波市", "宁波", "city", "330000"),
    (HAISHU, "海曙区", "海曙", "county", "330200"), (BEILUN, "北仑区", "北仑", "county", "330200"),
    ("510000", "四川省", "四川", "province", ""), ("513400", "凉山彝族自治州", "凉山", "city", "510000"),
    (YANYUAN, "盐源县", "盐源", "county", "513400"), (DECHANG, "德昌县", "德昌", "county", "513400"),
]  # fmt: skip
PROJECTS = "项目编号,项目名称,县,资金类别,到县资金(万元)\nY1,果园,盐源县,财政援助,100\nD1,道路,德昌县,财政援助,100\n"
PAYMENTS = "凭证号,项目编号,支付日期,金额(元)\nV1,Y1,2023-05-06,900000\nV2,D1,2023-06-06,300000\n"


@pytest.fixture(autouse=True)
def world(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.LAKE, settings.PLAN = tmp_path / "lake", PLAN
    cache.clear()
    monkeypatch.setattr(clock, "today", lambda: DAY)
    fields = ("code", "name", "short", "level", "parent")
    Region.objects.bulk_create(Region(**dict(zip(fields, one, strict=True))) for one in REGIONS)
    Loaded.objects.create(digest=f"other places {timezone.now().timestamp()}")
    places.forget()
    call_command("load_plan", str(PLAN), verbosity=0)
    yield
    places.forget()


def hand_in(ledger: str, text: str) -> None:
    report = import_file(ledger, text.encode(), name=f"{ledger}.csv", scope=Scope.everything(), actor=Actor(None, "测试"))
    assert report.applied, report.as_dict()["findings"]


def test_it_is_in_force_as_it_is_written() -> None:
    plan = queries.present(DAY)
    assert plan is not None and (plan.slug, plan.state) == ("ningbo-2023", "issued")
    assert [one.number for one in queries.measures()] == ["总", "A-1", "B-1"]
    assert [(one.county, one.district) for one in places.pairings_at(DAY)] == [(YANYUAN, HAISHU), (DECHANG, BEILUN)]
    assert places.paired_cities(DAY) == ["513400"] and places.key_counties(DAY) == {YANYUAN}
    assert monitoring_lines()["51", "2023"] == 730_000
    own = belonging.of(queries.measure("ningbo-2023", "a1"))
    # What the file names and what modules declare under number 3: fund plans, arrivals, late tranches.
    assert own.indicators[0] == "12" and {"09", "12"} <= set(own.indicators)
    assert "arrivals" in own.ledgers and "funds.tranche_late" in own.rules
    assert belonging.of(queries.measure("ningbo-2023", "b1")) == belonging.Belonging((), (), ())
    assert load_plan(PLAN) is False


def test_figures_lights_and_reminders_follow_it() -> None:
    hand_in("projects", PROJECTS)
    hand_in("payments", PAYMENTS)
    (rate,) = evaluate(["12"], scope=Scope.everything(), as_of=DAY, by="district")
    assert (rate.value, rate.met, rate.target and rate.target.value) == (60, False, "85")
    assert rate.by is not None and {key: part.value for key, part in rate.by.items()} == {HAISHU: 90, BEILUN: 30}
    plan = queries.plan("ningbo-2023")
    measures = queries.measures()
    whole = lights.facts(plan, Scope.everything(), measures)
    tones = {one.slug: lights.light(one, whole).tone for one in measures}
    assert tones == {"aim": lights.NONE, "a1": lights.WARN, "b1": lights.BAD}
    one_county = lights.facts(plan, Scope.of_region(YANYUAN), measures)
    good = lights.light(measures[1], one_county)
    assert good.tone == lights.GOOD and good.reasons[0] == lights.Reason(lights.GOOD, lights.FIGURE, "12")
    # The milestone of a district is not the county's to see; the district is reminded that it is late.
    assert lights.light(measures[2], one_county).tone == lights.NONE
    assert [str(item.text) for item in of_tasks(make_user(roles.DISTRICT, HAISHU))] == ["任务已逾期：逾期 5 天"]
    assert list(of_tasks(make_user(roles.DISTRICT, BEILUN))) == []


def test_its_pages_speak_of_it_alone() -> None:
    client = sign_in(Client(), make_user(roles.MUNICIPAL))
    for path in ("/plan/", "/plan/ningbo-2023/a1/", "/plan/tasks/?show=late", "/plan/changes/", "/plan/comments/"):
        answer = client.get(path)
        page = answer.content.decode()
        assert answer.status_code == 200, path
        assert "深圳" not in page and "广西" not in page and "桂" not in page, path
    page = client.get("/plan/").content.decode()
    assert "宁波市2023年东西部协作要点" in page and "逾期 5 天" in page and "市对口办、县乡村振兴局" in page
    assert "全年使用率不低于85%，总额不少于上年。" in client.get("/plan/ningbo-2023/a1/").content.decode()
    assert client.get("/plan/ningbo-2023/m3/").status_code == 404


def copied(folder: Path, old: str, new: str) -> Path:
    shutil.copytree(PLAN, folder)
    file = folder / "plan.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return folder


def test_a_file_that_says_something_else_is_a_change_and_people_keep_their_own(tmp_path: Path) -> None:
    office = make_user(roles.MUNICIPAL)
    life.change_measure("ningbo-2023", "b1", values={"title": "共建海洋牧场"}, document="8号文", by=office)
    assert load_plan(copied(tmp_path / "new", "资金用到实处", "资金用好")) is True
    file, person = queries.changes(queries.plan("ningbo-2023"))
    assert (file.old, file.new, file.by_file, file.document) == ("资金用到实处", "资金用好", True, "new")
    assert person.new == queries.measure("ningbo-2023", "b1").title == "共建海洋牧场"
    assert Event.objects.filter(kind="plan.loaded").count() == 1


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('title = "宁波', 'tilte = "宁波', "缺少 title"), ('strength = "E"', 'strength = "X"', "力度只能是"),
        ('indicators = ["12"]', 'indicators = ["999"]', "措施 a1：indicators 中的 999 不存在"),
        ('role = "district"', 'role = "king"', "没有角色 king"), ('op = ">="', 'op = "~"', "不认识的比较"),
        ('slug = "b1"', 'slug = "a1"', "出现了两次"), ("year = 2023", 'year = "2023"', "year 的写法不对"),
        ('owners = ["市对口办", "role:county"]', 'owner = "市对口办"', "不认识的项目 owner"),
        ('title = "探索', 'title = 探索', "不能读取"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_with_its_place_and_changes_nothing(tmp_path: Path, old: str, new: str, why: str) -> None:
    folder = copied(tmp_path / "wrong", old, new)
    with pytest.raises(Refused, match=re.escape(why)):
        load_plan(folder)
    with pytest.raises(CommandError, match=re.escape(why)):
        call_command("load_plan", str(folder))
    assert queries.measure("ningbo-2023", "a1").title == "资金用到实处"
    with pytest.raises(NotFound):
        queries.measure("ningbo-2023", "b2")


def test_no_code_of_the_plan_knows_a_place() -> None:
    named = re.compile(r"深|广西|[粤桂]|\b4[45]\d{4}\b|shenzhen", re.IGNORECASE)
    folders = ("core/plan", "web/planpages", "web/templates/web/plan")
    source = ROOT / "src" / "jiedui"
    files = [path for folder in folders for path in (source / folder).rglob("*") if path.suffix in (".py", ".html")]
    assert len(files) > 20
    assert not [path.name for path in files if named.search(path.read_text(encoding="utf-8"))]
