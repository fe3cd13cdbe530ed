"""Sheets of two columns: read where these are all that is needed, and told apart from sheets that are no list at all."""

import pytest

from jiedui.core.access.scope import Scope
from tests.integration.country import MASHAN
from tests.integration.intake.grids import country, grid, ids, put
from tests.workbooks.draft import people, some_payments, some_projects
from tests.workbooks.plain import book

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
__all__ = ["country"]
NAMES = [(row["姓名"], row["身份证号"]) for row in people(3)]


def test_payments_may_bring_only_what_is_required() -> None:
    assert put("projects", book(some_projects(1))).applied
    rows = [(row["凭证号"], row["项目编号"]) for row in some_payments(3)]
    report = put("payments", grid(("凭证号", "项目编号"), *rows))
    assert ids(report) == [] and report.rows["new"] == 3


def test_the_name_of_the_sheet_gives_the_county() -> None:
    report = put("workers", grid(("姓名", "身份证号"), *NAMES, sheet="马山县"))
    assert ids(report) == [] and report.rows["new"] == 3
    projects = grid(("2021年帮扶项目",), ("项目编号", "项目名称"), ("P1", "产业路"), ("P2", "水渠"), sheet="马山县")
    report = put("projects", projects)
    assert ids(report) == [] and report.rows["new"] == 2 and report.sheets[0]["header_row"] == 2


def test_the_chosen_region_gives_the_county() -> None:
    report = put("workers", grid(("姓名", "身份证号"), *NAMES), scope=Scope.of_region(MASHAN))
    assert ids(report) == [] and report.rows["new"] == 3


def test_without_a_county_the_missing_column_is_told() -> None:
    report = put("workers", grid(("姓名", "身份证号"), *NAMES))
    assert ids(report) == ["column.missing"] and report.finding_dicts()[0]["field"] == "county"
    assert not report.ok and report.sheets[0]["header_row"] == 1


def test_a_short_list_beside_the_ledger_is_left_alone() -> None:
    rows = people(3)
    sheets = grid(tuple(rows[0]), *[tuple(row.values()) for row in rows], sheet="台账")
    report = put("workers", grid(("姓名", "身份证号"), NAMES[0], sheet="联络员", book=sheets))
    assert ids(report) == ["sheet.unused"] and report.rows["new"] == 3


def test_two_headings_without_the_key_are_no_header() -> None:
    assert ids(put("workers", grid(("姓名", "性别"), ("韦一", "男"), sheet="马山县"))) == ["sheet.no_header"]
