"""What each role comes for, in the running product with demonstration data."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import faults_of
from tests.journeys.roles.conftest import Demo

pytestmark = [pytest.mark.browser]
Enter = Callable[..., Page]
Picture = Callable[..., None]

HIS, OTHERS = "田东县", ("隆安县", "马山县", "资源县")


def number(page: Page, place: str) -> int:
    """The first number in a place of the page."""
    found = re.search(r"[\d,]+", page.locator(place).first.inner_text())
    assert found
    return int(found[0].replace(",", ""))


def workers(page: Page) -> int:
    page.goto("/ledgers/workers/")
    return number(page, "#total")


def test_a_county_clerk_takes_back_his_first_import(enter: Enter, demo: Demo, picture: Picture, tmp_path: Path) -> None:
    """From sign-in to an import undone, by nothing but what the pages say."""
    page = enter("xian")
    expect(page.locator("main")).to_contain_text(HIS)
    assert not any(name in page.locator("main").inner_text() for name in OTHERS)
    picture(page, "workbench-county")
    before = workers(page)

    page.get_by_role("link", name="导入表格").first.click()
    page.get_by_label("选择文件").set_input_files(demo.samples / "杂乱" / "务工人员台账-田东县-杂乱.xlsx")
    page.get_by_role("button", name="上传并核对").click()
    expect(page.locator("#state")).to_have_text("待确认")
    expect(page.locator("#questions")).to_be_visible()
    picture(page, "import-questions")

    page.get_by_label("只导入没有问题的行").check()
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.locator("#state")).to_have_text("已导入")
    picture(page, "import-result")
    imported = page.url
    with page.expect_download() as download:
        page.get_by_role("link", name="下载标好问题的原表").click()
    download.value.save_as(tmp_path / "returned.xlsx")
    assert (tmp_path / "returned.xlsx").stat().st_size > 5_000
    assert workers(page) > before

    page.goto(imported)
    page.get_by_role("link", name="撤销这次导入").click()
    page.get_by_role("button", name="确认撤销").click()
    expect(page.locator("#state")).to_have_text("已撤销")
    assert workers(page) == before

    page.locator("tbody th a").first.click()
    expect(page.locator("main")).to_contain_text("存证")
    picture(page, "record")
    phone = enter("xian", width=390)
    picture(phone, "phone")
    assert not faults_of(phone, axe=False)


def test_a_district_office_sees_its_counties(enter: Enter, picture: Picture) -> None:
    page = enter("quban")
    expect(page.locator("main")).to_contain_text("坪山区")
    page.goto("/ledgers/projects/")
    counties = set(page.locator("tbody td:nth-of-type(2)").all_inner_texts())
    assert counties
    assert not any(name in text for text in counties for name in OTHERS)
    picture(page, "list")
    page.goto("/ledgers/projects/?county=450123")
    assert page.locator("tbody tr").count() == 0
    page.goto("/indicators/12/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("资金使用率")
    assert not any(name in page.locator("main").inner_text() for name in OTHERS)


def test_a_municipal_office_goes_from_a_figure_to_its_rows(enter: Enter, picture: Picture) -> None:
    page = enter("shiban")
    picture(page, "workbench")
    page.goto("/indicators/26/")
    picture(page, "indicator")
    page.locator('a[href*="/indicators/26/rows/"]').first.click()
    expect(page.locator("tbody tr").first).to_be_visible()
    assert not re.search(r"\b\d{17}[\dX]\b", page.content())

    wall = enter("shiban", width=1920)
    wall.set_viewport_size({"width": 1920, "height": 1080})
    wall.goto("/screen/")
    expect(wall.locator("svg").first).to_be_visible()
    picture(wall, "screen")


def test_a_municipal_office_follows_the_plan_and_what_is_wrong(enter: Enter, picture: Picture) -> None:
    """From a light of the plan to what it rests on, and from an alert to its values and who owns it."""
    page = enter("shiban")
    page.goto("/plan/")
    expect(page.locator("#plan tbody tr").nth(20)).to_be_visible()
    picture(page, "plan")
    page.locator('#plan a[href*="/plan/shenzhen-2021/"]').first.click()
    expect(page.locator("main h1")).to_be_visible()

    page.goto("/alerts/")
    rows = page.locator("#alerts tbody tr")
    expect(rows.first).to_be_visible()
    picture(page, "alerts")
    rows.first.get_by_role("link").first.click()
    expect(page.locator("main")).to_contain_text("怎样解除")

    page.goto("/hand-in/matrix/")
    expect(page.locator("main table").first).to_be_visible()
    picture(page, "hand-in")
    page.goto("/places/451022/")
    expect(page.locator("main h1")).to_contain_text(HIS)
    picture(page, "place")


def test_an_auditor_reads_what_was_done_and_changes_nothing(enter: Enter, picture: Picture) -> None:
    page = enter("shenji")
    page.goto("/trail/")
    expect(page.locator("tbody tr").first).to_be_visible()
    picture(page, "trail")
    page.goto("/ledgers/workers/")
    assert page.get_by_role("link", name="导入表格").count() == 0
    assert page.get_by_role("link", name="新增一条").count() == 0
    page.locator("tbody th a").first.click()
    assert page.get_by_role("link", name="修改").count() == 0
    answer = page.request.post(f"{page.url}edit/", form={"post": "x", "csrfmiddlewaretoken": "x"})
    assert answer.status == 403


def test_a_security_administrator_sees_as_a_clerk_without_personal_data(enter: Enter, picture: Picture) -> None:
    page = enter("anquan")
    assert page.request.get("/ledgers/workers/").status == 403
    page.goto("/users/")
    picture(page, "users")
    page.get_by_role("link", name=re.compile("县级填报员")).first.click()
    expect(page.locator("main")).to_contain_text("县级填报员")
    picture(page, "user")

    clerk = enter("xian")
    clerk.goto("/ledgers/workers/")
    names = clerk.locator("tbody th a").all_inner_texts()
    assert len(names) == 25
    page.get_by_role("link", name="以该用户身份查看").click()
    page.get_by_label("事由").fill("核对授权")
    page.get_by_role("button", name="开始查看").click()
    expect(page.locator("#leave-seeing")).to_be_visible()
    page.goto("/ledgers/workers/")
    expect(page.locator("main")).to_contain_text(HIS)
    shown = page.locator("main").inner_text()
    assert not [name for name in names if name in shown]
    picture(page, "see-as")
    page.locator("#leave-seeing").click()
    expect(page.locator("#leave-seeing")).to_have_count(0)
    assert page.request.get("/ledgers/workers/").status == 403


@pytest.mark.parametrize("who", ["xitong", "liuhen"])
def test_other_administrators_reach_no_facts(enter: Enter, who: str) -> None:
    page = enter(who)
    for path in ("/ledgers/workers/", "/screen/", "/indicators/", "/users/"):
        assert page.request.get(path).status == 403, path
