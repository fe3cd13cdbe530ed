"""A clerk at one record: told of a slip while typing, answers a question in place, does not lose what was typed."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from jiedui.core.access import roles
from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.intake.operations import import_file
from jiedui.core.trail.operations import SYSTEM
from tests.integration.country import LONGAN
from tests.journeys.conftest import faults_of
from tests.workbooks.draft import people, some_projects
from tests.workbooks.plain import book

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Enter = Callable[..., Page]


@pytest.fixture
def filled() -> None:
    for ledger, rows in (("workers", people(2)), ("projects", some_projects(1))):
        assert import_file(ledger, book(rows), name="先前.xlsx", scope=Scope.everything(), actor=SYSTEM).applied


def test_saving_while_a_check_is_on_its_way_is_no_fault(enter: Enter, filled: None) -> None:
    page = enter(roles.COUNTY, LONGAN)
    page.goto(f"/ledgers/workers/{registry.ledger('workers')._default_manager.order_by('id')[0].pk}/edit/")
    held: list[Any] = []
    page.route("**/check/", lambda route: held.append(route))
    page.get_by_label("月工资（元）").fill("4500")
    with page.expect_request("**/check/"):
        page.keyboard.press("Tab")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#facts")).to_contain_text("4,500.00")
    assert held and page.complaints == []  # type: ignore[attr-defined]


def test_the_button_does_not_move_from_under_the_finger(enter: Enter, filled: None) -> None:
    page = enter(roles.COUNTY, LONGAN, width=390)
    page.goto("/ledgers/workers/new/")
    button = page.get_by_role("button", name="保存", exact=True)
    before = button.bounding_box()
    page.get_by_label("岗位", exact=True).fill("普工")
    page.keyboard.press("Tab")
    expect(page.locator("#form-state")).not_to_be_empty()
    assert before is not None and button.bounding_box() == before


def test_a_slip_is_noticed_while_typing_and_two_editors_settle(enter: Enter, filled: None) -> None:
    page, other = enter(roles.COUNTY, LONGAN, bypass_csp=True), enter(roles.COUNTY, LONGAN)
    path = f"/ledgers/workers/{registry.ledger('workers')._default_manager.order_by('id')[0].pk}/"
    page.goto(f"{path}edit/")
    page.get_by_label("月工资（元）").fill("480000")
    page.get_by_label("就业截止时间", exact=True).fill("2019-01")
    page.keyboard.press("Tab")
    expect(page.locator("#notes-until .note.error")).to_contain_text("早于")
    expect(page.locator("#id-until")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#form-state")).to_have_text("还有 2 处要处理")
    assert not faults_of(page)
    page.get_by_label("就业截止时间", exact=True).fill("")
    page.locator("#notes-wage").get_by_label("没有错，照此保存").check()
    expect(page.locator("#form-state")).to_have_text("填写的内容没有发现问题")

    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="取消").click()
    expect(page.get_by_label("月工资（元）")).to_have_value("480000")
    assert asked == ["beforeunload"]

    other.goto(f"{path}edit/")
    other.get_by_label("月工资（元）").fill("5100")
    other.get_by_role("button", name="保存", exact=True).click()
    expect(other.get_by_text("已保存。")).to_be_visible()
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("他人也修改了这条记录")).to_be_visible()
    assert not faults_of(page)
    page.get_by_label("用对方的：5,100.00").check()
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("#standing")).to_contain_text("未被改动")
    expect(page.locator("#facts")).to_contain_text("5,100.00")


def test_evidence_on_a_phone(enter: Enter, filled: None) -> None:
    page = enter(roles.COUNTY, LONGAN, width=390, bypass_csp=True)
    page.goto(f"/ledgers/projects/{registry.ledger('projects')._default_manager.get().pk}/")
    photo = {"name": "路面.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff\xe0 a road"}
    page.get_by_label("上传文件").set_input_files(photo)  # type: ignore[arg-type]
    expect(page.get_by_text("已上传：路面.jpg")).to_be_visible()
    expect(page.get_by_role("link", name="路面.jpg", exact=True)).to_be_visible()
    assert not faults_of(page)
    page.get_by_role("link", name="打印").click()
    expect(page.get_by_role("heading", name="项目登记表")).to_be_visible()
    expect(page.get_by_role("button", name="打印")).to_be_visible()
    assert not faults_of(page)
