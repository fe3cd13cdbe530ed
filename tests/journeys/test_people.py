"""The frame, people and rights in a browser: under axe at both widths, by keyboard, and through another's eyes."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from jiedui.core.access import roles
from jiedui.core.access.scope import Scope
from jiedui.core.intake.operations import import_file
from jiedui.core.trail.operations import SYSTEM
from tests.accounts import make_user
from tests.integration.country import LONGAN
from tests.journeys.conftest import faults_of
from tests.workbooks.draft import people
from tests.workbooks.plain import book

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Enter = Callable[..., Page]


@pytest.fixture
def filled() -> list[dict[str, Any]]:
    rows = people(5, seed=4)
    assert import_file("workers", book(rows), name="先前.xlsx", scope=Scope.everything(), actor=SYSTEM).applied
    return rows


@pytest.mark.parametrize("width", [1440, 390])
def test_every_page_of_people_and_logs(enter: Enter, filled: Any, width: int) -> None:
    clerk = make_user(roles.COUNTY, LONGAN)
    found: dict[str, Any] = {}
    for role, paths in (
        (roles.SECURITY_ADMIN, ("/users/", "/users/?q=x", "/users/roles/", "/users/scopes/", f"/users/{clerk.pk}/",
                                f"/users/{clerk.pk}/see-as/", "/account/", "/search/")),
        (roles.AUDIT_ADMIN, ("/logs/operations/", "/logs/sign-ins/", "/logs/sign-ins/?kind=sign_out", "/trail/")),
        (roles.COUNTY, ("/dictionary/?q=电话", "/dictionary/?q=zzzz", "/dictionary/codes/sex/?q=女", "/logs/operations/")),
    ):  # fmt: skip
        page = enter(role, LONGAN if role == roles.COUNTY else "", width=width, bypass_csp=True)
        for path in paths:
            page.goto(path)
            for panel in ("#bell", "#help", "#who"):
                if path == "/account/":
                    page.locator(f"{panel} > summary").click()
                    expect(page.locator(f"{panel} .pop-panel")).to_be_visible()
                    if faults := faults_of(page):
                        found[f"{path} {panel}"] = faults
            if faults := faults_of(page):
                found[f"{role} {path}"] = faults
    assert not found


def test_looking_as_another_person(enter: Enter, filled: list[dict[str, Any]]) -> None:
    clerk = make_user(roles.COUNTY, LONGAN, display_name="黄县办")
    page = enter(roles.SECURITY_ADMIN, bypass_csp=True)
    page.goto(f"/users/{clerk.pk}/")
    page.get_by_role("link", name="以该用户身份查看").click()
    page.get_by_label("事由").fill("核对授权范围")
    page.get_by_role("button", name="开始查看").click()
    banner = page.get_by_role("region", name="以他人身份查看")
    expect(banner).to_contain_text("黄县办")
    page.goto("/ledgers/workers/")
    expect(page.locator("tbody tr")).to_have_count(5)
    for row in filled:
        expect(page.locator("body")).not_to_contain_text(row["姓名"])
    page.goto("/dictionary/")
    assert not faults_of(page)
    page.goto("/users/")
    expect(page.locator("#reason")).to_contain_text("不能打开这个页面")
    page.get_by_role("button", name="退出查看").click()
    expect(banner).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_text("黄县办")


def test_the_keyboard(enter: Enter, filled: list[dict[str, Any]]) -> None:
    page = enter(roles.COUNTY, LONGAN)
    page.goto("/imports/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("跳到正文")
    page.keyboard.press("Enter")
    page.keyboard.press("?")
    expect(page.locator("#help .pop-panel")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#help .pop-panel")).to_be_hidden()
    expect(page.locator("#help > summary")).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#global-search")).to_be_focused()
    page.keyboard.type(filled[0]["姓名"])
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text(filled[0]["姓名"])
    assert filled[0]["姓名"] not in page.url
    page.locator("#menu-section-data").press("Enter")
    expect(page.get_by_role("link", name="导入记录")).to_be_hidden()
    page.goto("/")
    expect(page.get_by_role("link", name="导入记录")).to_be_hidden()
    assert page.complaints == []  # type: ignore[attr-defined]


def test_paper_has_no_menu_and_says_who_printed(enter: Enter, filled: Any) -> None:
    page = enter(roles.COUNTY, LONGAN)
    page.goto("/dictionary/")
    page.emulate_media(media="print")
    for part in ("aside", ".topbar", ".page-actions"):
        expect(page.locator(part)).to_be_hidden()
    expect(page.locator(".print-foot")).to_be_visible()
    expect(page.locator(".print-foot")).to_contain_text("打印于")
