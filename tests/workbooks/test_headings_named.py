"""Findings about whole rows name their column as the clerk's sheet does, so that the right cell is marked."""

import pytest

from tests.workbooks.draft import Draft, people, some_payments, some_projects
from tests.workbooks.judge import hand_in


@pytest.mark.django_db
def test_a_payment_over_what_arrived_names_the_printed_heading(regions: None) -> None:
    d = Draft("payments", some_payments(2))
    d.put(1, "金额(元)", 1_600_000)
    report = hand_in(d.made(before=[Draft("projects", some_projects(1)).made()]))
    (found,) = [one for one in report.finding_dicts() if one["id"] == "payments.over_arrived"]
    assert found["column"] == "金额(元)"
    assert found["column"] in report.positions["台账"]


@pytest.mark.django_db
def test_a_repeated_row_names_the_alias_that_the_sheet_uses(regions: None) -> None:
    rows = [{("身份证号码" if k == "身份证号" else k): v for k, v in row.items()} for row in people(2)]
    report = hand_in(Draft("workers", [*rows, rows[0]]).made())
    assert [one["column"] for one in report.finding_dicts()] == ["身份证号码"]
