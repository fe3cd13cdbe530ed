"""The list of a ledger: only what is in reach, filtered, masked, in a fixed number of queries."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jiedui.core.access import roles
from jiedui.core.ledger import listing
from tests.integration.country import CHENGXIANG, LONGAN, MASHAN, NANXU
from tests.integration.web.conftest import put, text
from tests.workbooks.draft import people, some_months, some_payments, some_projects

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def queries_of(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def field(answer: Any, name: str) -> Any:
    return next(one for one in answer.context["bar"] if one.name == name)


@pytest.mark.parametrize("columns", ["", "?columns=all"])
def test_the_number_of_queries_is_the_same_for_1_3_and_25_rows(longan: Client, columns: str) -> None:
    seen: dict[str, set[int]] = {"workers": set(), "payments": set(), "household_months": set()}
    put(some_projects(1), "projects")
    for rows in (1, 3, 30):
        put(people(rows, seed=5))
        put(some_payments(rows), "payments")
        put(some_months(rows, 1), "household_months")
        for ledger, counts in seen.items():
            counts.add(queries_of(longan, f"/ledgers/{ledger}/{columns}"))
    assert all(len(counts) == 1 for counts in seen.values()), seen


def test_a_clerk_sees_her_county_only_and_can_choose_no_other(longan: Client, mashan: Client) -> None:
    rows = people(4)
    put(rows)
    assert "共 4 条" in text(longan.get("/ledgers/workers/"))
    for address in ("/ledgers/workers/", f"/ledgers/workers/?county={LONGAN}", "/ledgers/workers/?columns=all"):
        page = text(mashan.get(address))
        assert rows[0]["姓名"] not in page and "共 0 条" in page
        assert "隆安县" not in page, "not even in a drop-down"


def test_numbers_are_masked_and_names_and_units_are_there(longan: Client) -> None:
    rows = people(2)
    put(rows)
    page = text(longan.get("/ledgers/workers/?columns=all"))
    for row in rows:
        assert row["姓名"] in page
        assert row["身份证号"] not in page and row["身份证号"][:4] + "*" * 10 + row["身份证号"][-4:] in page
        assert row["联系电话"] not in page and f"{row['联系电话'][:3]}****{row['联系电话'][-4:]}" in page
    assert '月工资<span class="unit">（元）</span>' in page
    assert "城厢镇" in page and "深圳市福田鑫达电子有限公司" in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("status=stable", 3), ("status=left", 1), ("tags=monitored", 2), ("tags=relocated", 1), ("q=韦", 1),
        (f"county={LONGAN}", 4), (f"county={MASHAN}", 0), ("status=nonsense", 4), ("county=' or 1=1", 4), ("page=99999999", 4),
        ("page=-1", 4), ("q=%00", 4),
    ],
)  # fmt: skip
def test_filters(enter: Callable[..., Client], query: str, expected: int) -> None:
    rows = people(4)
    rows[0] |= {"姓名": "韦小兰", "就业状态": "离岗", "人员类别": "监测对象"}
    rows[1] |= {"姓名": "黄大山", "人员类别": "监测对象、易地搬迁"}
    rows[2]["姓名"], rows[3]["姓名"] = "蓝文", "莫海"
    put(rows)
    assert f"共 {expected} 条" in text(enter(roles.MUNICIPAL).get(f"/ledgers/workers/?{query}"))


def test_a_month_and_the_number_of_a_project_are_filters_too(longan: Client) -> None:
    put(some_months(2, 3), "household_months")
    put(some_projects(2), "projects")
    put(some_payments(2), "payments")
    assert "共 2 条" in text(longan.get("/ledgers/household_months/?month=2021-02"))
    assert "共 2 条" in text(longan.get("/ledgers/payments/?q=450123-2021-001"))
    assert "共 1 条" in text(longan.get("/ledgers/payments/?q=450123-202106-0002"))
    assert "共 1 条" in text(longan.get("/ledgers/projects/?q=450123-2021-001"))
    assert "共 3 条" in text(longan.get("/ledgers/household_months/?q=450123000001"))
    assert "共 0 条" in text(longan.get("/ledgers/payments/?q=2021-002"))


def test_look_up_by_number_stays_out_of_the_address_and_in_the_scope(longan: Client, mashan: Client) -> None:
    rows = people(3)
    put(rows)
    for number in (rows[1]["身份证号"], rows[1]["身份证号"].lower(), f" {rows[1]['联系电话']} "):
        answer = longan.post("/ledgers/workers/find/", {"number": number}, follow=True)
        assert rows[1]["姓名"] in text(answer) and "登记内容" in text(answer)
        assert "按号码查到 0 条" in text(mashan.post("/ledgers/workers/find/", {"number": number}))
    asked = longan.get(f"/ledgers/workers/?q={rows[1]['身份证号']}")
    assert asked.status_code == 302 and rows[1]["身份证号"] not in asked.headers["Location"]
    assert longan.get("/ledgers/workers/find/").status_code == 405


def test_counting_ends_somewhere_but_paging_does_not(longan: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(listing, "MOST", 3)
    put(people(30))
    page = text(longan.get("/ledgers/workers/"))
    assert "超过 3 条" in page and "下一页" in page
    behind = longan.get("/ledgers/workers/").context["page"].after
    last = text(longan.get(f"/ledgers/workers/?after={behind}"))
    assert "第 26–30 条" in last and "下一页" not in last


def test_an_empty_ledger_says_what_to_do(longan: Client, enter: Callable[..., Client]) -> None:
    assert "导入第一份表格" in text(longan.get("/ledgers/workers/"))
    assert "导入第一份表格" not in text(enter(roles.VIEWER, LONGAN).get("/ledgers/workers/"))
    assert "从哪里开始" in text(longan.get("/"))


def test_home_counts_what_is_in_reach(longan: Client, mashan: Client, enter: Callable[..., Client]) -> None:
    put(people(7))
    counted = re.compile(r'务工人员实名制台账</a><small>7</small>')
    assert counted.search(text(longan.get("/")))
    assert not counted.search(text(mashan.get("/")))
    assert "务工人员实名制台账" not in text(enter(roles.SYSTEM_ADMIN).get("/"))


def test_the_export_holds_what_the_list_shows(longan: Client, mashan: Client) -> None:
    import io

    import openpyxl

    put(people(4))
    counts = {}
    for name, client in (("own", longan), ("other", mashan)):
        answer = client.post("/ledgers/workers/export/")
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
        counts[name] = sheet.max_row
    assert counts == {"own": 5, "other": 1}
    assert longan.get("/ledgers/workers/template.xlsx").status_code == 200


def test_unknown_ledgers_and_roles_without_the_right(longan: Client, enter: Callable[..., Client]) -> None:
    assert longan.get("/ledgers/nothing/").status_code == 404
    for role in (roles.SYSTEM_ADMIN, roles.SECURITY_ADMIN, roles.AUDIT_ADMIN):
        client = enter(role)
        for path in ("/ledgers/workers/", "/ledgers/workers/export/", "/indicators/", "/imports/"):
            assert client.get(path).status_code == 403, (role, path)
    viewer = enter(roles.VIEWER, LONGAN)
    for path in ("/ledgers/workers/import/", "/ledgers/workers/new/", "/ledgers/workers/export/"):
        assert viewer.get(path).status_code == 403, path


def test_a_list_is_filtered_by_township_within_reach(longan: Client, enter: Callable[..., Client]) -> None:
    rows = people(4)
    rows[1]["乡镇"], rows[2]["乡镇"] = "南圩镇", None
    put(rows)
    towns = {one.value: one.label for one in field(longan.get("/ledgers/workers/"), "town").options}
    assert list(towns.values()) == ["城厢镇", "南圩镇", "（没有乡镇）"]
    for town, names in ((CHENGXIANG, {0, 3}), (NANXU, {1}), ("none", {2}), ("450124100", {0, 1, 2, 3})):
        shown = longan.get(f"/ledgers/workers/?county={LONGAN}&town={town}").context["lines"]
        assert {line.name for line in shown} == {rows[at]["姓名"] for at in names}, town
    municipal = enter(roles.MUNICIPAL)
    assert "town" not in {one.name for one in municipal.get("/ledgers/workers/").context["bar"]}, "of which county?"
    answer = municipal.get(f"/ledgers/workers/?county={MASHAN}&town={CHENGXIANG}")
    assert not answer.context["wanted"].values("town") and not answer.context["lines"]
    assert "白山镇" in {one.label for one in field(answer, "town").options}
    assert f"town={CHENGXIANG}" in text(longan.get(f"/ledgers/workers/?town={CHENGXIANG}")), "the export is of what is listed"
    clerk = enter(roles.TOWNSHIP, CHENGXIANG)
    assert "南圩镇" not in text(clerk.get("/ledgers/workers/")) and "共 2 条" in text(clerk.get("/ledgers/workers/"))
    assert "共 0 条" in text(clerk.get(f"/ledgers/workers/?town={NANXU}"))
