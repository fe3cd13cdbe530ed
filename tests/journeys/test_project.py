"""Six people of both sides take a project from the township's application to the asset in the ledger, and sign on the way."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from jiedui.core.access import roles
from jiedui.core.declare.registry import registry
from jiedui.core.flows.operations import take_by_system
from jiedui.core.trail.operations import SYSTEM
from tests.accounts import PASSWORD
from tests.integration.country import BAISHAN, FUTIAN, MASHAN
from tests.journeys.conftest import faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Enter = Callable[..., Page]
PAPER = {"name": "评估意见.txt", "mimeType": "text/plain", "buffer": "县级评估意见：可行。".encode()}
SOUGHT = "/flows/projects/"


def project() -> Any:
    return registry.ledger("projects")._default_manager.get()


def step(page: Page, name: str, *, reason: str = "") -> None:
    """One step from the record's own page, through the page that says what it means."""
    page.goto(f"/ledgers/projects/{project().pk}/")
    page.get_by_role("button", name=name, exact=True).click()
    if reason:
        page.locator("#reason").fill(reason)
    page.get_by_role("button", name="提请双方签署" if name.startswith("提请") else "确认办理").click()


def sign(page: Page) -> None:
    """Sign the only decision that waits, from the inbox."""
    page.goto("/decisions/")
    page.locator("#decisions a").first.click()
    page.get_by_label("登录密码").fill(PASSWORD)
    page.get_by_role("button", name="已阅，同意签署").click()
    expect(page.get_by_text("已签署，并记入操作留痕。")).to_be_visible()


def test_from_application_to_asset(enter: Enter, settings: Any) -> None:
    settings.UNSIGNED_PAYMENTS = False
    town = enter(roles.TOWNSHIP, BAISHAN, width=390, bypass_csp=True)
    clerk = enter(roles.COUNTY, MASHAN, bypass_csp=True)
    head = enter(roles.COUNTY, MASHAN)
    district = enter(roles.DISTRICT, FUTIAN, bypass_csp=True)
    second = enter(roles.DISTRICT, FUTIAN)
    auditor = enter(roles.AUDITOR, "")

    town.goto("/ledgers/projects/new/")
    for label, value in (("项目编号", "MS2022001"), ("项目名称", "白山镇桑蚕产业园"), ("协作资金", "600"), ("计划总投资", "900")):
        town.locator("#record-form").get_by_label(label).first.fill(value)
    town.get_by_label("乡镇").first.fill("白山镇")
    town.get_by_label("项目类别").first.select_option("产业")
    town.get_by_label("资金类别").first.select_option("财政援助")
    town.get_by_role("button", name="保存", exact=True).click()
    expect(town.get_by_text("已保存。")).to_be_visible()
    assert not faults_of(town)
    step(town, "乡镇审核通过")
    expect(town.locator("#flow-title ~ .state")).to_have_text("乡镇已审核")

    step(clerk, "县级评估通过")
    expect(clerk.get_by_role("alert")).to_contain_text("缺佐证材料")
    clerk.goto(f"/ledgers/projects/{project().pk}/")
    clerk.get_by_label("上传文件").set_input_files(PAPER)  # type: ignore[arg-type]
    expect(clerk.get_by_text("已上传：评估意见.txt")).to_be_visible()
    step(clerk, "县级评估通过")
    with transaction.atomic():  # the review has a journey of its own
        take_by_system("project", "pass_review", [project().pk], actor=SYSTEM, reason="2022 年评审")

    step(clerk, "提请签署：入库")
    expect(clerk.get_by_text("已提请双方签署")).to_be_visible()
    expect(clerk.get_by_text("不能签署。请由本方其他人办理")).to_be_visible()
    district.goto("/decisions/")
    assert not faults_of(district)
    for person in (head, district, head, second, head, district, head, second):  # 600 万元: four gates
        sign(person)
    expect(second.get_by_text("已签齐").first).to_be_visible()
    assert not faults_of(second, axe=False)

    step(clerk, "提请签署：列入年度计划")
    for person in (district, head) * 4:
        sign(person)
    step(district, "下达资金")
    clerk.goto("/ledgers/payments/new/")
    clerk.goto(f"/ledgers/projects/{project().pk}/edit/")
    clerk.locator("#record-form").get_by_label("实施单位").first.fill("马山县桑蚕公司")
    clerk.locator("#record-form").get_by_label("实际开工日期").first.fill("2022-03-01")
    clerk.get_by_role("button", name="保存", exact=True).click()
    expect(clerk.locator("#flow-title ~ .state")).to_have_text("内容已变更")  # who builds is part of what was signed
    step(clerk, "提请签署：确认变更")
    for person in (district, head) * 4:
        sign(person)
    step(clerk, "开工")
    expect(clerk.locator("#flow-title ~ .state")).to_have_text("建设中")
    clerk.goto(f"/ledgers/projects/{project().pk}/edit/")
    clerk.locator("#record-form").get_by_label("实际完工日期").first.fill("2022-09-30")
    clerk.get_by_role("button", name="保存", exact=True).click()
    for name in ("提请签署：验收", "提请签署：资产移交"):
        step(clerk, name)
        for person in (district, head) * 2:
            sign(person)

    clerk.goto(f"/ledgers/projects/{project().pk}/")
    clerk.get_by_role("link", name="登记资产").click()
    expect(clerk.get_by_text("已带出关联记录里登记过的内容")).to_be_visible()
    clerk.locator("#record-form").get_by_label("资产编号").first.fill("ZC2022001")
    clerk.get_by_role("button", name="保存", exact=True).click()
    expect(clerk.get_by_text("已保存。")).to_be_visible()
    asset = registry.ledger("assets")._default_manager.get()
    assert (asset.name, asset.county, asset.project_id) == ("白山镇桑蚕产业园", MASHAN, project().pk)

    auditor.goto("/decisions/?show=closed")
    auditor.locator("#decisions a").last.click()
    auditor.get_by_role("link", name="签批表").click()
    expect(auditor.get_by_text("已签齐。以上内容的摘要")).to_be_visible()
    assert district.complaints == auditor.complaints == []  # type: ignore[attr-defined]
