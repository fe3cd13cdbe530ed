"""What the pages become while one works, under axe (WCAG A and AA), and no wider than a phone; nothing that the content policy stops."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from jiedui.core.access import roles
from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.intake.operations import import_file
from jiedui.core.trail.operations import SYSTEM
from jiedui.web.imports import jobs
from tests.integration.country import LONGAN
from tests.journeys.conftest import faults_of
from tests.journeys.files import messy
from tests.workbooks.draft import people, some_months, some_payments, some_projects
from tests.workbooks.plain import book

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Enter = Callable[..., Page]


@pytest.fixture
def filled() -> None:
    for ledger, rows in (
        ("workers", people(30, seed=4)), ("projects", some_projects(27)), ("payments", some_payments(3)),
        ("household_months", some_months(9, 3)),
    ):  # fmt: skip
        assert import_file(ledger, book(rows), name="先前.xlsx", scope=Scope.everything(), actor=SYSTEM).applied


@pytest.mark.parametrize("width", [1440, 390])
def test_what_pages_become(enter: Enter, filled: None, tmp_path: Path, width: int, monkeypatch: Any) -> None:
    page = enter(roles.COUNTY, LONGAN, width=width, bypass_csp=True)
    found: dict[str, Any] = {}

    def look(name: str) -> None:
        # On a phone tables are drawn as cards: two of these pages are enough for axe.
        if faults := faults_of(page, axe=width > 1000 or name in ("/ledgers/workers/", "preview")):
            found[name] = faults

    row, project = (registry.ledger(name)._default_manager.order_by("id")[0].pk for name in ("workers", "projects"))
    # test_every_page.py looks at every address as it is without anything behind it; these show more, or something else.
    for path in (
        "/ledgers/workers/", "/ledgers/workers/?columns=all", "/ledgers/household_months/", "/ledgers/workers/?q=x",
        f"/ledgers/projects/{project}/", f"/ledgers/projects/{project}/remove/", "/indicators/26/?as_of=2021-12-31",
        "/indicators/12/?by=month&as_of=2021-12-31", "/indicators/26/rows/?as_of=2021-12-31", "/ledgers/workers/999999/",
    ):  # fmt: skip
        page.goto(path)
        look(path)

    page.goto(f"/ledgers/workers/{row}/")
    page.get_by_text("查看完整号码", exact=True).click()
    look("reveal")
    page.goto(f"/ledgers/workers/{row}/edit/")
    page.get_by_role("textbox", name="就业起始时间").fill("2021-13-01")
    page.get_by_label("月工资（元）").fill("480000")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#errors")).to_be_visible()
    look("form with errors")

    page.goto("/ledgers/workers/import/")
    page.get_by_label("选择文件").set_input_files(messy(tmp_path)[0])
    page.get_by_role("button", name="上传并核对").click()
    expect(page.locator("#questions")).to_be_visible()
    page.locator("#mapped summary").click()
    look("preview")
    page.get_by_label("不导入这些行").first.check()
    page.get_by_role("button", name="提交回答并重新核对").click()
    page.locator("#answered summary").click()
    look("answered")
    page.get_by_label("只导入没有问题的行").check()
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.locator("#state")).to_have_text("已导入")
    look("result")
    page.get_by_role("link", name="写入了哪些行").click()
    expect(page.locator("#entries")).to_be_visible()
    look("event")
    page.goto("/imports/")
    page.locator("tbody a").first.click()
    page.get_by_role("link", name="撤销这次导入").click()
    expect(page.get_by_role("button", name="确认撤销")).to_be_visible()
    look("undo")

    monkeypatch.setattr(jobs, "SMALL", 0)
    page.goto("/ledgers/workers/import/")
    page.get_by_label("选择文件").set_input_files(messy(tmp_path)[0])
    page.get_by_role("button", name="上传并核对").click()
    expect(page.locator("#import-state")).to_be_visible()
    look("busy")
    assert not found


def test_the_audit_administrators_pages(enter: Enter, filled: None) -> None:
    page = enter(roles.AUDIT_ADMIN, bypass_csp=True)
    for path in ("/", "/trail/", "/trail/1/", "/trail/verification/"):
        page.goto(path)
        assert not faults_of(page), path


def test_the_policy_stops_nothing_of_ours(enter: Enter, filled: None) -> None:
    page = enter(roles.COUNTY, LONGAN)
    for path in (
        "/ledgers/workers/",
        "/indicators/26/?as_of=2021-12-31",
        "/dictionary/workers/",
        "/ledgers/workers/new/",
    ):
        page.goto(path)
        page.wait_for_load_state()
    assert page.complaints == []  # type: ignore[attr-defined]
