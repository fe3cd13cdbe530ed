"""Two files dropped at once find their ledgers; questions by key, tabs, good rows in, the rest back, all of it undone."""

import base64
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from jiedui.core.access import roles
from tests.integration.country import LONGAN
from tests.journeys.conftest import faults_of
from tests.journeys.files import messy
from tests.workbooks.draft import some_projects
from tests.workbooks.plain import book

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Enter = Callable[..., Page]
DROP = """files => {
  const data = new DataTransfer();
  for (const [name, text] of files) {
    const bytes = Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
    data.items.add(new File([bytes], name));
  }
  const zone = document.querySelector("[data-drop]");
  for (const kind of ["dragenter", "dragover", "drop"]) {
    zone.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
  }
}"""


def odd(folder: Path) -> bytes:
    """The clerk's messy file with one more thing to ask about."""
    import io

    import openpyxl

    workbook = openpyxl.load_workbook(messy(folder)[0])
    sheet = workbook.worksheets[0]
    wage = [cell.value for cell in sheet[1]].index("月工资(元)") + 1
    sheet.cell(4, wage).value = 620_000
    sheet.append(["合计"])
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


@pytest.mark.parametrize("width", [1440, 390])
def test_two_files_dropped_at_once(enter: Enter, tmp_path: Path, width: int) -> None:
    page = enter(roles.COUNTY, LONGAN, width=width, bypass_csp=True)
    faults: dict[str, object] = {}

    def look(name: str) -> None:
        if found := faults_of(page, axe=width > 1000 or name == "preview"):
            faults[name] = found

    page.goto("/imports/new/")
    look("new")
    files = [("务工人员.xlsx", odd(tmp_path)), ("项目.xlsx", book(some_projects(2)))]
    page.evaluate(DROP, [[name, base64.b64encode(data).decode()] for name, data in files])
    expect(page.locator("#waiting-imports li")).to_have_count(2)
    expect(page.locator("#uploads li").first).to_contain_text("务工人员实名制台账")
    expect(page.locator("#uploads li").last).to_contain_text("帮扶项目台账")

    page.get_by_role("link", name="继续办理 务工人员.xlsx").click()
    expect(page.locator(".way .now")).to_contain_text("回答问题")
    expect(page.locator(".asked-at")).to_contain_text("第 1 / 2 个")
    page.keyboard.press("1")
    expect(page.locator(".asked-at")).to_contain_text("第 2 / 2 个")
    page.get_by_role("button", name="上一个").click()
    expect(page.locator("fieldset.question:visible")).to_have_count(1)
    page.get_by_role("button", name="下一个").click()
    page.keyboard.press("1")
    expect(page.get_by_role("button", name="提交回答并重新核对")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#questions")).to_have_count(0)
    expect(page.locator(".way .now")).to_contain_text("预览")

    for name, told in (("退回", "校验码"), ("新增", "城厢镇"), ("未用的行", "合计")):
        page.locator(".preview-tabs a", has_text=name).click()
        expect(page.locator("#preview .preview-tabs a.on")).to_contain_text(name)
        expect(page.locator("#preview table")).to_contain_text(told)
    look("preview")
    address = page.url.split("?")[0]
    page.goto("/imports/new/")
    page.get_by_role("link", name="继续办理 务工人员.xlsx").click()
    expect(page.locator("#state")).to_have_text("待确认")

    page.get_by_label("只导入没有问题的行").check()
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.locator("#state")).to_have_text("已导入")
    look("result")
    with page.expect_download() as download:
        page.locator("#what-next").get_by_role("link", name="下载标好问题的原表").click()
    assert download.value.suggested_filename == "务工人员-待修改.xlsx"

    page.goto(address + "undo/")
    expect(page.locator("form .all-good")).to_be_visible()
    look("undo")
    page.get_by_role("button", name="确认撤销").click()
    expect(page.locator("#state")).to_have_text("已撤销")
    page.goto("/imports/?state=undone")
    expect(page.locator("tbody tr")).to_have_count(1)
    look("history")
    assert faults == {}
    assert page.complaints == []  # type: ignore[attr-defined]
