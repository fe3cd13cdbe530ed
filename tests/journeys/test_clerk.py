"""A county clerk's day in Chromium: a messy file in, corrected, seen in the ledger, undone; the next county sees nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from jiedui.core.access import roles
from tests.integration.country import LONGAN, MASHAN
from tests.journeys.files import corrected, messy

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Enter = Callable[..., Page]


def hand_in(page: Page, file: Path) -> str:
    """From the home page to the preview; the address of the import."""
    page.goto("/")
    page.get_by_role("link", name="导入表格到务工人员实名制台账").click()
    page.get_by_label("选择文件").set_input_files(file)
    page.get_by_role("button", name="上传并核对").click()
    expect(page.locator("#state")).to_have_text("待确认")
    return page.url


def shows(page: Page, **tiles: str) -> None:
    """The figures above a preview; waits for the page that a press of a button leads to."""
    for label, figure in tiles.items():
        expect(page.locator(".tile", has_text=label).first.locator("strong")).to_have_text(figure)


def let_in(page: Page) -> None:
    """Import the good rows of a preview, and see that they are in before anything else is done."""
    page.get_by_label("只导入没有问题的行").check()
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.locator("#state")).to_have_text("已导入")


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_a_messy_file_goes_in_comes_back_and_goes_in_again(enter: Enter, tmp_path: Path, script: bool) -> None:
    clerk = enter(roles.COUNTY, LONGAN, java_script_enabled=script)
    file, good = messy(tmp_path)
    address = hand_in(clerk, file)

    expect(clerk.locator("#findings")).to_contain_text("校验码")
    clerk.get_by_role("group", name="隆按县").get_by_label("隆安县").check()
    clerk.get_by_role("button", name="提交回答并重新核对").click()
    expect(clerk.locator("#questions")).to_have_count(0)
    shows(clerk, 新增="5", 暂不能导入="1")

    clerk.get_by_role("button", name="导入", exact=True).click()
    expect(clerk.locator(".alert-danger")).to_contain_text("没有导入")
    let_in(clerk)

    with clerk.expect_download() as download:
        clerk.get_by_role("link", name="下载标好问题的原表").click()
    returned = tmp_path / "returned.xlsx"
    download.value.save_as(returned)
    assert download.value.suggested_filename == "务工人员8月-待修改.xlsx"

    second = hand_in(clerk, corrected(returned, good))
    shows(clerk, 新增="1", 无变化="4")
    # What she was asked about is asked again: her file still says it.
    clerk.get_by_role("group", name="隆按县").get_by_label("隆安县").check()
    clerk.get_by_role("button", name="提交回答并重新核对").click()
    shows(clerk, 新增="1", 无变化="5")
    clerk.get_by_role("button", name="导入", exact=True).click()
    expect(clerk.locator("#state")).to_have_text("已导入")

    clerk.get_by_role("link", name="查看台账").click()
    expect(clerk.locator("#total")).to_have_text("共 6 条")
    clerk.get_by_role("link", name=good[1]["姓名"], exact=True).click()
    expect(clerk.locator("#history")).to_contain_text("改好.xlsx 第 1 张工作表第 3 行")
    expect(clerk.locator("#facts")).not_to_contain_text(good[1]["身份证号"])

    clerk.goto(second)
    clerk.get_by_role("link", name="撤销这次导入").click()
    clerk.get_by_role("button", name="确认撤销").click()
    expect(clerk.locator("#state")).to_have_text("已撤销")
    clerk.goto(address)
    expect(clerk.locator("#state")).to_have_text("已导入")
    clerk.goto("/ledgers/workers/")
    expect(clerk.locator("#total")).to_have_text("共 5 条")
    assert clerk.complaints == []  # type: ignore[attr-defined]


def test_the_next_county_sees_nothing_of_it(enter: Enter, tmp_path: Path) -> None:
    clerk, other = enter(roles.COUNTY, LONGAN), enter(roles.COUNTY, MASHAN)
    file, good = messy(tmp_path)
    address = hand_in(clerk, file)
    let_in(clerk)
    clerk.get_by_role("link", name="查看台账").click()
    clerk.get_by_role("link", name=good[0]["姓名"], exact=True).click()
    expect(clerk.get_by_role("heading", level=1)).to_have_text(good[0]["姓名"])
    record = clerk.url

    for path in (address, address + "undo/", address + "returned.xlsx", record, record + "edit/"):
        answer = other.request.get(path)
        assert answer.status == 404 and good[0]["姓名"] not in answer.text(), path
    for path in ("/", "/ledgers/workers/", "/imports/", "/trail/", "/indicators/26/"):
        answer = other.request.get(path)
        assert answer.status == 200 and "务工人员8月" not in answer.text() and good[0]["姓名"] not in answer.text(), (
            path
        )


def test_full_numbers_are_shown_for_a_reason_and_a_change_is_told(enter: Enter, tmp_path: Path) -> None:
    clerk = enter(roles.COUNTY, LONGAN)
    file, good = messy(tmp_path)
    hand_in(clerk, file)
    let_in(clerk)
    clerk.goto("/ledgers/workers/")
    clerk.locator("#by-number summary").click()
    clerk.get_by_label("完整的身份证号或电话").fill(good[0]["身份证号"])
    clerk.get_by_role("button", name="查找").click()
    expect(clerk.get_by_role("heading", level=1)).to_have_text(good[0]["姓名"])
    assert good[0]["身份证号"] not in clerk.url

    clerk.get_by_text("查看完整号码", exact=True).click()
    clerk.get_by_label("查看事由").fill("电话核实就业情况")
    clerk.get_by_role("button", name="查看", exact=True).click()
    expect(clerk.locator("#facts")).to_contain_text(good[0]["身份证号"])

    clerk.get_by_role("link", name="修改").click()
    clerk.get_by_label("月工资（元）").fill("很多")
    clerk.get_by_label("岗位").fill("电工")
    clerk.get_by_role("button", name="保存").click()
    expect(clerk.locator("#errors")).to_be_visible()
    expect(clerk.get_by_label("岗位")).to_have_value("电工")
    clerk.get_by_label("月工资（元）").fill("四千五")
    clerk.get_by_role("button", name="保存").click()
    story = clerk.locator("#history .chapter").first
    expect(story).to_contain_text("4,000.00")
    expect(story).to_contain_text("4,500.00")
    expect(story).to_contain_text("电工")
