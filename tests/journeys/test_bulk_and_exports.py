"""Thirty rows changed at once, seen in the trail and undone; an export through the download centre that goes in again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from jiedui.core.access import roles
from jiedui.core.declare.registry import registry
from jiedui.jobs.worker import Worker
from jiedui.web.downloads import jobs
from tests.integration.country import LONGAN
from tests.integration.web.conftest import put
from tests.journeys.conftest import faults_of
from tests.workbooks.draft import people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Enter = Callable[..., Page]


def statuses() -> list[str]:
    return list(registry.ledger("workers")._default_manager.order_by("id").values_list("status", flat=True))


def test_thirty_rows_are_changed_seen_and_put_back(enter: Enter) -> None:
    rows = people(40)
    for row in rows[:30]:
        row["就业状态"] = "已到岗"
    put(rows)
    before = statuses()
    clerk = enter(roles.COUNTY, LONGAN, bypass_csp=True)
    clerk.goto("/ledgers/workers/?status=arrived")
    clerk.get_by_role("button", name="批量修改全部").click()
    expect(clerk.locator("#chosen")).to_contain_text("30 条")
    clerk.get_by_label("要修改的列").select_option(label="就业状态")
    clerk.locator("#bulk-form").get_by_label("就业状态", exact=True).select_option("离岗")
    clerk.locator("#bulk-form").get_by_label("事由").fill("按六月核查结果更新")
    assert faults_of(clerk) == {}
    clerk.get_by_role("button", name="预览").click()
    expect(clerk.locator("#counts")).to_contain_text("30")
    assert faults_of(clerk) == {} and statuses() == before
    clerk.get_by_role("button", name="确认修改 30 条").click()
    expect(clerk.get_by_role("status")).to_contain_text("已修改 30 条")
    assert statuses().count("left") == 30
    clerk.get_by_role("link", name="查看或撤销").click()
    expect(clerk.get_by_role("heading", level=1)).to_contain_text("批量修改")
    clerk.get_by_role("link", name="撤销这次操作").click()
    clerk.get_by_role("button", name="确认撤销").click()
    expect(clerk.get_by_role("status")).to_contain_text("已撤销")
    assert statuses() == before
    assert clerk.complaints == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("width", [1440, 390])
def test_an_export_is_made_fetched_and_goes_in_again(
    enter: Enter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setattr(jobs, "SMALL", 5)
    put(people(12))
    clerk = enter(roles.COUNTY, LONGAN, width=width, bypass_csp=True)
    clerk.goto("/ledgers/workers/export/")
    clerk.locator("input[name=export_reveal]").check()
    clerk.get_by_role("button", name="导出", exact=True).click()
    expect(clerk.get_by_role("alert")).to_contain_text("请填写导出完整号码的事由")
    assert faults_of(clerk) == {}
    clerk.get_by_label("事由").fill("核对人员信息")
    clerk.get_by_role("button", name="导出", exact=True).click()
    expect(clerk.locator("#exports")).to_contain_text("排队中")
    assert faults_of(clerk) == {}
    Worker().run(once=True)
    expect(clerk.locator("#exports")).to_contain_text("可以下载")  # by itself
    assert faults_of(clerk) == {}
    with clerk.expect_download() as download:
        clerk.locator("#exports").get_by_role("link", name="下载").click()
    file = tmp_path / "again.xlsx"
    download.value.save_as(file)
    assert download.value.suggested_filename.startswith("务工人员实名制台账-")
    clerk.goto("/ledgers/workers/import/")
    clerk.locator("input[type=file]").first.set_input_files(file)
    clerk.get_by_role("button", name="上传并核对").click()
    expect(clerk.locator(".tile", has_text="无变化").first.locator("strong")).to_contain_text("12")
