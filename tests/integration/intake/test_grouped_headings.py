"""Headings as clerks merge and adorn them."""

import pytest

from jiedui.core.declare.registry import registry
from jiedui.core.intake import headings


@pytest.mark.parametrize(
    ("ledger", "parts", "field"),
    [
        ("workers", ("户籍地址", "县（区）"), "county"),
        ("workers", ("户籍地址", "乡（镇）"), "town"),
        ("workers", ("县（区）",), "county"),
        ("workers", ("就业时间", "起始"), "since"),
        ("workers", ("就业时间", "截止"), "until"),
        ("workers", ("就业时间", "起"), "since"),
        ("workers", ("务工时间", "止"), "until"),
        ("workers", ("就业情况", "就业时间", "结束"), "until"),
        ("workers", ("合同时间", "起始"), None),
        ("workers", ("就业单位(全称)",), "employer"),
        ("workers", ("*姓名（与身份证一致）【必填】",), "name"),
        ("workers", ("是否参加社保(是/否)",), "insured"),
        ("workers", ("联系电话（本人）",), "phone"),
        ("workers", ("联系电话（紧急联系人）",), None),
        ("workers", ("就业起始时间(年/月/日)",), "since"),
        ("projects", ("计划", "开工日期"), "planned_start"),
        ("projects", ("计划日期", "开工"), "planned_start"),
        ("projects", ("实际日期", "完工"), "actual_end"),
    ],
)
def test_a_grouped_or_adorned_heading_is_known(ledger: str, parts: tuple[str, ...], field: str | None) -> None:
    found = headings.find(registry.ledger(ledger), headings.read_heading(parts))
    assert (found[0].name if found else None) == field
