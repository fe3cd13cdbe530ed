"""Targets, pairings and organisations in a browser: under axe, at both widths, and once through by hand."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from jiedui.core.access import roles
from jiedui.core.access.scope import Scope
from jiedui.core.intake.operations import import_file
from jiedui.core.places.models import Organisation, Pairing
from jiedui.core.plan import loading
from jiedui.core.trail.operations import SYSTEM
from tests.journeys.conftest import faults_of
from tests.workbooks.draft import people
from tests.workbooks.plain import book

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Enter = Callable[..., Page]


@pytest.fixture
def filled(monkeypatch: pytest.MonkeyPatch) -> None:
    """The plan's measures and targets (its 22 counties are more than the few regions here), workers, a waiting pairing."""
    monkeypatch.setattr(loading, "_load_pairings", lambda path, facts: None)
    loading.load_plan(settings.PLAN)
    rows = [
        row | {"就业单位": f"深圳市第{at % 4}电子有限公司", "统一社会信用代码": ""} for at, row in enumerate(people(12))
    ]
    assert import_file("workers", book(rows), name="先前.xlsx", scope=Scope.everything(), actor=SYSTEM).applied
    Pairing.objects.filter(pk=Pairing.objects.order_by("pk")[0].pk).update(
        confirmed=False, confidence="推断（可信度中）"
    )


@pytest.mark.parametrize("width", [1440, 390])
def test_every_page(enter: Enter, filled: None, width: int) -> None:
    page = enter(roles.MUNICIPAL, width=width, bypass_csp=True)
    pairing, organisation = Pairing.objects.order_by("pk")[0].pk, Organisation.objects.order_by("pk")[0].pk
    found: dict[str, Any] = {}
    for path in (
        "/targets/", "/targets/?open=1", "/targets/09/", "/targets/45/", "/pairings/", "/pairings/new/", f"/pairings/{pairing}/end/",
        "/organisations/", f"/organisations/{organisation}/",
    ):  # fmt: skip
        page.goto(path)
        if faults := faults_of(page):
            found[path] = faults
    page.get_by_role("button", name="核对无误，确认").click()
    expect(page.get_by_role("status")).to_contain_text("已确认")
    if faults := faults_of(page):
        found["confirmed"] = faults
    assert not found


def test_a_target_is_entered_and_an_employer_confirmed(enter: Enter, filled: None) -> None:
    page = enter(roles.MUNICIPAL)
    page.get_by_role("link", name="计划目标").click()
    page.get_by_role("link", name="录入“", exact=False).first.click()
    page.get_by_role("textbox", name="目标值").fill("152000")
    page.get_by_role("textbox", name="依据").fill("2020年决算")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#versions tbody tr").first).to_contain_text("152000")
    expect(page.locator("#versions tbody tr").last).to_contain_text("待录入")
    page.get_by_role("link", name="结对关系").click()
    page.get_by_role("button", name="确认", exact=False).first.click()
    expect(page.get_by_role("status")).to_contain_text("已确认这条结对关系")
    page.get_by_role("link", name="单位名录").click()
    page.locator("#organisations tbody a").first.click()
    page.get_by_role("button", name="核对无误，确认").click()
    page.get_by_role("textbox", name="别名").fill("第四厂")
    page.get_by_role("button", name="添加别名").click()
    expect(page.locator("#aliases")).to_contain_text("第四厂")
    assert page.complaints == []  # type: ignore[attr-defined]
