"""A browser, signed-in people in it, and a few regions behind the live server."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from jiedui.core.places import queries as places
from tests.accounts import PASSWORD, make_user
from tests.integration.country import place_regions

pytest.importorskip("playwright.sync_api")
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    # Playwright runs an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    # What a page must show it may show late: the machine is busy with the other tests, too.
    expect.set_options(timeout=30_000)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS.split())
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(autouse=True)
def country(transactional_db: None, settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.LAKE = tmp_path / "lake"
    cache.clear()
    place_regions()
    yield
    places.forget()


@pytest.fixture
def enter(browser: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """A page of its own, signed in as a new user: enter(role, region, width=…). What its console complains about is in
    `page.complaints`; further options go to the browser's context."""
    contexts = []

    def signed_in(role: str, region: str = "", *, width: int = 1440, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, base_url=live_server.url, **options)
        contexts.append(context)
        page = context.new_page()
        page.complaints = []  # type: ignore[attr-defined]
        page.on("pageerror", lambda error: page.complaints.append(str(error)))  # type: ignore[attr-defined]
        page.on(
            "console",
            lambda said: page.complaints.append(said.text) if said.type == "error" else None,  # type: ignore[attr-defined]
        )
        page.goto("/sign-in/")
        page.get_by_label("用户名").fill(make_user(role, region).username)
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        expect(page.locator("#who")).to_be_visible()
        return page

    yield signed_in
    for context in contexts:
        context.close()


def faults_of(page: Page, *, axe: bool = True) -> dict[str, Any]:
    """What axe finds wrong with the page under WCAG A and AA, and whether it is wider than its window."""
    faults: dict[str, Any] = {}
    if axe:
        page.add_script_tag(content=AXE.read_text())
        found = page.evaluate("tags => axe.run(document, {runOnly: tags})", WCAG)["violations"]
        faults = {one["id"]: [node["html"][:200] for node in one["nodes"]] for one in found}
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        faults["too wide"] = [str(page.viewport_size)]
    if holes := page.evaluate(HOLES):
        faults["too high for what stands in it"] = holes
    return faults


HOLES = """() => [...document.querySelectorAll("main td, main th, main dd, main dt, main li, main p")].filter((one) =>
  one.clientHeight > 240 && one.innerText.length < one.clientHeight / 4 && !one.querySelector("input, textarea, svg, img, table, ul, div")
).map((one) => `${one.clientHeight} px: ${one.outerHTML.slice(0, 120)}`).slice(0, 5)"""
"""Cells and paragraphs with a few words and a large hole around them, as when a rule meant for something else hits them."""
