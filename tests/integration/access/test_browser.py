"""The account pages in a real browser: nothing the policy forbids, no WCAG A or AA fault, usable at 390 pixels."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from jiedui.core.access import roles
from jiedui.core.access.operations import issue_setup_token
from tests.accounts import PASSWORD, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = Path(__file__).parents[3] / "node_modules" / "axe-core" / "axe.min.js"
ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    # Playwright runs an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    # What a page must show it may show late: the machine is busy with the other tests, too.
    expect.set_options(timeout=30_000)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS.split())
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def opened(browser: Browser, width: int, **options: Any) -> tuple[Page, list[str]]:
    """A page of its own context, and the list of what its console complains about."""
    page = browser.new_context(viewport={"width": width, "height": 844}, **options).new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    return page, complaints


def signed_in(page: Page, address: str, user: Any) -> None:
    page.goto(f"{address}/sign-in/")
    page.get_by_label("用户名").fill(user.username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.locator("#who")).to_be_visible()


@pytest.mark.parametrize("width", [1440, 390])
def test_every_kind_of_page_is_accessible_and_fits(browser: Browser, live_server: Any, width: int) -> None:
    address = live_server.url
    page, _ = opened(browser, width, bypass_csp=True)
    faults: dict[str, Any] = {}

    def look(path: str) -> None:
        page.goto(address + path)
        page.add_script_tag(content=AXE.read_text())
        found = page.evaluate("tags => axe.run(document, {runOnly: tags})", WCAG)["violations"]
        for one in found:
            faults[f"{path} {one['id']}"] = [node["html"][:200] for node in one["nodes"]]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults[f"{path} too wide"] = width

    look(f"/setup/?token={issue_setup_token()}")
    look("/sign-in/")
    admin, clerk = make_user(roles.SECURITY_ADMIN), make_user(roles.COUNTY, "450124")
    signed_in(page, address, admin)
    for path in ("/", "/users/", "/users/new/", f"/users/{clerk.pk}/", "/account/", "/account/password/",
                 "/account/second-factor/", "/account/second-factor/on/", "/no/such/page/"):  # fmt: skip
        look(path)
    page.context.clear_cookies()
    signed_in(page, address, clerk)
    look("/account/tokens/")
    assert not faults


def test_the_menu_opens_before_the_script_has_come(browser: Browser, live_server: Any) -> None:
    """On a phone the page is there before its script; who presses at once must not press in vain."""
    page, _ = opened(browser, 390, java_script_enabled=False)
    signed_in(page, live_server.url, make_user(roles.COUNTY, "450124"))
    menu, switch = page.get_by_role("navigation", name="主菜单"), page.get_by_label("打开或收起菜单")
    expect(menu).to_be_hidden()
    switch.click()
    expect(menu).to_be_visible()
    switch.click()
    expect(menu).to_be_hidden()
    switch.press("Enter")
    menu.get_by_role("link", name="接口密钥").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("接口密钥")


def test_the_policy_stops_nothing_of_ours_and_the_menu_opens_on_a_phone(browser: Browser, live_server: Any) -> None:
    page, complaints = opened(browser, 390)
    signed_in(page, live_server.url, make_user(roles.COUNTY, "450124"))
    link = page.get_by_role("link", name="接口密钥").first
    menu = page.get_by_role("navigation", name="主菜单")
    expect(menu).to_be_hidden()
    page.get_by_label("打开或收起菜单").click()
    expect(menu).to_be_visible()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("接口密钥")
    page.get_by_label("名称").fill("报表系统")
    page.get_by_role("button", name="新建密钥").click()
    assert page.get_by_label("新密钥").input_value().startswith("jd_")
    page.locator("#who summary").click()
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("登录")
    assert complaints == []
