"""A review in the browser: an office makes it, three reviewers score apart from each other, a tie is decided, the results are
shown; then the municipal office works out an allotment and sees what a change costs."""

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from jiedui.core.access import roles
from jiedui.core.words import clock
from jiedui.modules.projects.review import deciding, queries
from jiedui.modules.projects.review.models import ReviewRound
from tests.integration.country import MASHAN
from tests.integration.review.drawn import PROJECTS, draw, put, sign_into_library
from tests.journeys.conftest import faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Enter = Callable[..., Page]


@pytest.fixture(autouse=True)
def day(country: None, monkeypatch: pytest.MonkeyPatch) -> list[dt.date]:
    held = [dt.date(2021, 12, 1)]
    monkeypatch.setattr(clock, "today", lambda: held[0])
    return held


def test_a_round_from_its_making_to_the_notice(enter: Enter) -> None:
    put(*PROJECTS)
    office = enter(roles.COUNTY, MASHAN, bypass_csp=True)
    judges = [enter(roles.VIEWER, MASHAN, width=390, bypass_csp=True) for _ in range(2)]
    office.goto("/projects/review/")
    office.get_by_role("link", name="新建评审").click()
    office.get_by_label("评审名称").fill("马山县 2022 年评审")
    office.get_by_label("资金额度").fill("550")
    office.get_by_label("每个项目最少评分人数").fill("2")
    office.get_by_role("button", name="保存").click()
    for name in ("养殖场", "产业路", "冷链中心", "培训班"):
        office.get_by_label(f"选择{name}").check()
    office.get_by_role("button", name="加入勾选的项目").click()
    expect(office.locator("#projects tbody tr")).to_have_count(4)
    office.get_by_role("link", name="评审人").click()
    for number in (1, 2):
        office.get_by_label("人员").select_option(index=1)
        office.get_by_role("button", name="指定").click()
        expect(office.locator(".judges tbody tr")).to_have_count(number)
    round = ReviewRound.objects.get()
    office.goto(f"/projects/review/{round.pk}/")
    office.get_by_role("button", name="开始评分").click()
    expect(office.get_by_role("button", name="结束评分")).to_be_visible()
    totals = {"A1": 90, "A2": 80, "A3": 80, "A4": 65}
    for page in judges:
        page.goto(f"/projects/review/{round.pk}/")
        page.locator("#mine").get_by_role("link", name="养殖场").click()
        for one in round.candidates.order_by("number"):
            expect(page.get_by_role("heading", level=1)).to_have_text(one.name)
            left = totals[one.number]
            for id, _name, most in queries.criteria(round):
                page.locator(f"#points-{id}").fill(str(min(left, most)))
                left -= min(left, most)
            assert not faults_of(page, axe=one.number == "A1")
            page.get_by_role("button", name="提交评分").click()
        expect(page.locator("#mine .tone-good")).to_have_count(4)
    office.get_by_role("button", name="结束评分").click()
    expect(office.locator("#tie")).to_contain_text("2 个项目同为 80.00 分")
    office.get_by_role("button", name="公示结果").click()
    expect(office.get_by_role("status")).to_contain_text("系统不代为决定")
    office.get_by_label("产业路（200.00 万元）").check()
    office.get_by_label("选定的理由").fill("路通之后冷链才用得上")
    office.get_by_role("button", name="选定").click()
    expect(office.locator("#tie")).to_contain_text("路通之后冷链才用得上")
    assert not faults_of(office)
    office.get_by_role("button", name="公示结果").click()
    office.get_by_role("link", name="公示", exact=True).click()
    expect(office.locator("#outcomes tbody tr")).to_have_count(4)
    expect(office.locator(".public-notice")).to_contain_text("拟入库 2 个")
    office.get_by_label("异议内容").fill("冷链中心评分偏低，请复核")
    office.get_by_role("button", name="登记").click()
    assert not faults_of(office)
    office.goto(f"/projects/review/{round.pk}/")
    office.get_by_label("核实情况和答复").fill("复核无误，维持原结果")
    office.get_by_role("button", name="答复").click()
    expect(office.locator("#objections")).to_contain_text("不成立")
    expect(office.get_by_role("button", name="确定结果")).to_be_disabled()
    office.goto(f"/projects/review/{round.pk}/sheet/")
    assert not faults_of(office)


def test_an_allotment_is_worked_out_changed_and_taken_out(enter: Enter, day: list[dt.date]) -> None:
    found = draw(budget=800).closed(A1=[90, 92, 91], A2=[85, 80, 84], A3=[70, 75, 72], A4=[60, 65, 61])
    deciding.publish(found.round.pk, by=found.keeper)
    day[0] = dt.date(2021, 12, 6)
    deciding.freeze(found.round.pk, by=found.keeper)
    sign_into_library(found)
    page = enter(roles.MUNICIPAL, bypass_csp=True)
    page.goto("/projects/allotting/new/")
    page.get_by_label("本年资金总额").fill("600")
    page.get_by_label("马山县下限").fill("900")
    page.get_by_role("button", name="测算并保存").click()
    expect(page.get_by_role("alert")).to_contain_text("超过资金总额 600.00 万元")
    page.get_by_label("马山县下限").fill("")
    page.get_by_role("button", name="测算并保存").click()
    expect(page.locator("#shares")).to_contain_text("安排 3 个项目")
    assert not faults_of(page)
    page.get_by_label("隆安县改为多少万元").fill("250")
    page.get_by_role("button", name="重新测算").click()
    expect(page.locator("#beside")).to_contain_text("得分资金减少")
    expect(page.locator("#beside")).to_contain_text("产业路")
    assert not faults_of(page)
    page.set_viewport_size({"width": 390, "height": 844})
    assert not faults_of(page, axe=False)
    with page.expect_download() as saved:
        page.get_by_role("button", name="导出 Excel").click()
    assert saved.value.suggested_filename.endswith(".xlsx")

