"""Every kind of column as a filter, as text of an address: what it finds, what it says, what it leaves out and tells."""

from collections.abc import Callable

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiedui.core.access import roles
from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.ledger import listing
from jiedui.web.ledgers import filters
from tests.integration.country import LONGAN, MASHAN
from tests.integration.web.conftest import put, text
from tests.workbooks.draft import people, some_months, some_payments, some_projects

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def found(ledger_id: str, query: str) -> set[str]:
    """The names of the rows that an address finds for somebody who may see everything."""
    ledger = registry.ledger(ledger_id)
    wanted = filters.wanted(ledger, QueryDict(query))
    assert filters.wanted(ledger, QueryDict(filters.query(wanted))) == wanted, "the address says it all"
    rows = listing.find(ledger, Scope.everything(), wanted)
    return set(rows.values_list(ledger.info.name, flat=True))


@pytest.fixture
def workers() -> None:
    rows = people(4)
    rows[0] |= {"姓名": "甲", "就业状态": "稳定就业", "月工资(元)": 3000, "就业起始时间": "2021", "是否签订劳动合同": "是",
                "人员类别": "脱贫人口、易地搬迁", "备注": "住院", "行业": "制造业", "就业地": "广东省深圳市福田区", "乡镇": "城厢镇"}  # fmt: skip
    rows[1] |= {"姓名": "乙", "就业状态": "离岗", "月工资(元)": 4000.50, "就业起始时间": "2021-03", "是否签订劳动合同": "否",
                "人员类别": "监测对象", "备注": None, "行业": "13", "就业地": "广东省深圳市", "乡镇": "南圩镇"}  # fmt: skip
    rows[2] |= {"姓名": "丙", "就业状态": None, "月工资(元)": None, "就业起始时间": "2021-04-15", "是否签订劳动合同": None,
                "人员类别": None, "备注": "已回访", "行业": None, "就业地": "广西壮族自治区南宁市", "乡镇": None}  # fmt: skip
    rows[3] |= {"姓名": "丁", "就业状态": "有意愿", "月工资(元)": 0, "就业起始时间": None, "是否签订劳动合同": "否",
                "人员类别": "其他农村劳动力", "备注": None, "行业": "建筑业", "就业地": None, "乡镇": "城厢镇"}  # fmt: skip
    put(rows)


FOUND = [
    ("status=stable", "甲"), ("status=stable,left", "甲乙"), ("status=stable&status=left", "甲乙"), ("status.is=empty", "丙"),
    ("status=left&status.is=empty", "乙丙"), ("status.is=filled", "甲乙丁"), ("tags=relocated", "甲"), ("tags=monitored,other", "乙丁"),
    ("trade=C", "甲乙"), ("trade=13", "乙"), ("trade=E", "丁"), ("wage.from=3000", "甲乙"), ("wage.to=3000", "甲丁"),
    ("wage.from=3000.01&wage.to=4000.5", "乙"), ("wage=0", "丁"), ("wage.is=empty", "丙"), ("wage.from=4000&wage.is=empty", "乙丙"),
    ("wage.from=４,０００", "乙"), ("since.from=2021-04", "甲丙"), ("since.to=2021-03-10", "甲乙"), ("since=2021-03", "甲乙"),
    ("since.from=2021-05-01&since.to=2021-05-31", "甲"), ("since.from=2022", ""), ("since.is=empty", "丁"), ("contract=yes", "甲"),
    ("contract=no", "乙丁"), ("contract=yes,no", "甲乙丁"), ("contract.is=empty", "丙"), ("remark=院", "甲"), ("remark.is=empty", "乙丁"),
    ("remark.is=filled", "甲丙"), ("name=乙", "乙"), ("q=丙", "丙"), ("phone.is=empty", ""), ("phone.is=filled", "甲乙丙丁"),
    (f"county={LONGAN}", "甲乙丙丁"), ("county=450100", "甲乙丙丁"), (f"county={MASHAN}", ""), ("town=450123100", "甲丁"),
    ("town=none", "丙"), ("town=450123101,none", "乙丙"), ("workplace=440300", "甲乙"), ("workplace=440000", "甲乙"),
    ("workplace=440304", "甲"), ("workplace=深圳市", "甲乙"), ("workplace.is=empty", "丁"), ("resident_id.is=filled", "甲乙丙丁"),
    ("status=stable&wage.from=5000", ""), ("", "甲乙丙丁"),
]  # fmt: skip


def test_what_is_found(workers: None) -> None:
    assert {query: "".join(sorted(found("workers", query))) for query, _names in FOUND} == {
        query: "".join(sorted(names)) for query, names in FOUND
    }


TOLD = [
    ("status=nonsense", "“就业状态”的筛选值“nonsense”"), ("county=' or 1=1", "“户籍县”的筛选值"), ("wage.from=很多", "“月工资”"),
    ("wage.from=99999999999999999999", "“月工资”"), ("since.from=2021-13", "“就业起始时间”"), ("contract=maybe", "“是否签订劳动合同”"),
    ("sort=remark", "不能按“remark”排序"), ("sort=password", "不能按"), ("nothing=1", "“nothing”不属于本台账"),
    ("remark=450123199001011234", "按号码查找"), ("employer=13812345678", "按号码查找"),
]  # fmt: skip


def test_what_cannot_be_meant_is_left_out_and_told(workers: None, longan: Client) -> None:
    for query, told in TOLD:
        assert found("workers", query) == set("甲乙丙丁"), query
        assert told in text(longan.get(f"/ledgers/workers/?{query}")), query


def test_bounds_the_wrong_way_round_are_turned(workers: None) -> None:
    reading = filters.read(
        registry.ledger("workers"), QueryDict("wage.from=4000&wage.to=1000&since.from=2021-05&since.to=2021")
    )
    assert (reading.wanted.conditions["wage"].low, reading.wanted.conditions["wage"].high) == ("1000", "4000")
    assert len(reading.ignored) == 1, "2021 ends after May"


def test_money_is_asked_for_in_the_unit_of_its_column_and_pointers_by_name(longan: Client) -> None:
    rows = some_projects(2)
    rows[0]["协作资金(万元)"] = 12.5
    put(rows, "projects")
    put(some_payments(2), "payments")
    put(some_months(2, 3), "household_months")
    fund = listing.find(registry.ledger("projects"), Scope.everything(), listing.Wanted()).values_list(
        "planned_fund", flat=True
    )
    assert 12_500_000 in set(fund)
    assert len(found("projects", "planned_fund=12.5")) == 1 and len(found("projects", "planned_fund.from=125000")) == 0
    first = listing.find(registry.ledger("payments"), Scope.everything(), listing.Wanted()).select_related(
        "payee", "project"
    )[0]
    assert first.voucher in found("payments", f"payee={first.payee.name[1:4]}")
    assert found("payments", f"project={first.project.number}") and not found("payments", "project=nothing-like-it")
    assert (
        len(found("household_months", "month=2021-02"))
        == 2
        == len(found("household_months", "month.from=2021-02&month.to=2021"))
    )


def test_active_filters_are_said_and_taken_off_one_by_one(workers: None, longan: Client) -> None:
    page = longan.get("/ledgers/workers/?status=stable,left&wage.from=3000&remark.is=empty&sort=-wage")
    chips = {chip.label: (chip.said, chip.query) for chip in page.context["chips"]}
    assert chips["就业状态"] == ("稳定就业、离岗", "wage.from=3000&remark.is=empty&sort=-wage")
    assert chips["月工资"][0] == "≥ 3,000（元）" and chips["备注"][0] == "空白"
    assert 'name="wage.from" value="3000"' in text(page), "what the bar does not show is kept in it"
    assert (
        longan.get("/ledgers/workers/?status=&wage.from=3000&q=").headers["Location"]
        == "/ledgers/workers/?wage.from=3000"
    )


def test_the_panel_offers_every_column_once(workers: None, longan: Client) -> None:
    page = longan.get("/ledgers/workers/?more=1")
    offered = [field.name for field in (*page.context["bar"], *page.context["panel"])]
    assert len(offered) == len(set(offered))
    everything = set(registry.ledger("workers").columns) - {"county", "village"}  # one county; villages of no town yet
    assert set(offered) == everything


def test_nothing_of_others_is_named(workers: None, mashan: Client, enter: Callable[..., Client]) -> None:
    for query in (f"county={LONGAN}", "town=450123100", "county=450123,450124", "more=1", "workplace=440304", "q=甲"):
        page = text(mashan.get(f"/ledgers/workers/?{query}"))
        assert "隆安" not in page and "城厢" not in page and "共 0 条" in page, query
    assert "甲" in text(enter(roles.MUNICIPAL).get(f"/ledgers/workers/?county={LONGAN}"))


values = st.text(alphabet="甲乙0123456789-.,~ae空 %&=", max_size=12)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(["q", "status", "wage.from", "wage.to", "since.from", "since", "town", "county", "remark",
                                        "remark.is", "contract", "tags", "sort", "workplace", "month"]), values, max_size=6))  # fmt: skip
def test_any_address_is_read_and_written_again(country: None, asked: dict[str, str]) -> None:
    ledger = registry.ledger("workers")
    address = QueryDict(mutable=True)
    address.update(asked)
    wanted = filters.wanted(ledger, address)
    again = filters.wanted(ledger, QueryDict(filters.query(wanted)))
    assert again == wanted
    str(listing.find(ledger, Scope.everything(), wanted).query)
