"""The product as ./run starts it, with demonstration data, and each role's own person in a browser.

`JIEDUI_PICTURES=docs/pictures` keeps the pictures that the journeys take, for the documents.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright.sync_api")
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.demonstration import demonstration
from tests.installation import Databases, Server
from tests.journeys.conftest import ARGUMENTS


@dataclass
class Demo:
    """A running installation: where it answers, the one password of its accounts, and its sample workbooks."""

    server: Server
    password: str
    samples: Path
    pictures: str = field(default_factory=lambda: os.environ.get("JIEDUI_PICTURES", ""))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.port}"


@pytest.fixture(autouse=True)
def country() -> None:
    """Here the regions are in the installation's own database."""


@pytest.fixture(scope="package")
def demo(tmp_path_factory: pytest.TempPathFactory, databases: Databases) -> Iterator[Demo]:
    installation, samples = demonstration(databases, tmp_path_factory.mktemp("demo"))
    installation.env["JIEDUI_SAMPLES"] = str(samples)
    told = (installation.data / "demo-accounts.txt").read_text()
    password = told.split("密码都是 ")[1].split(" ")[0]
    with Server(installation, "start") as server:
        yield Demo(server, password, samples)


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    expect.set_options(timeout=30_000)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium, args=[*ARGUMENTS.split(), "--lang=zh-CN"])


@pytest.fixture
def enter(browser: Browser, demo: Demo) -> Iterator[Callable[..., Page]]:
    """A page of somebody of the demonstration, signed in: enter("xian", width=…)."""
    contexts = []

    def signed_in(username: str, *, width: int = 1440, **options: Any) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900 if width > 600 else 844},
            base_url=demo.address,
            locale="zh-CN",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.goto("/sign-in/")
        page.get_by_label("用户名").fill(username)
        page.get_by_label("密码").fill(demo.password)
        page.get_by_role("button", name="登录").click()
        expect(page.locator("#who")).to_be_visible()
        return page

    yield signed_in
    for context in contexts:
        context.close()


@pytest.fixture
def picture(demo: Demo) -> Callable[..., None]:
    """picture(page, "workbench"): keep what the page shows, if pictures are wanted."""

    def take(page: Page, name: str, *, full: bool = False) -> None:
        if demo.pictures:
            page.wait_for_load_state("networkidle")
            page.evaluate("document.activeElement?.blur()")
            page.screenshot(path=f"{demo.pictures}/{name}.png", full_page=full, animations="disabled")

    return take
