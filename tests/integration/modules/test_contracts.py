"""Payments stay within the contract that they name: its project, its party, its sum."""

from collections.abc import Iterator

import pytest

from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.intake.operations import import_file
from jiedui.core.intake.report import Report
from jiedui.core.ledger.operations import Source, save
from jiedui.core.trail.operations import SYSTEM
from jiedui.core.words.errors import Refused
from tests.integration.country import place_regions

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
PROJECTS = "项目编号,项目名称,县,协作资金（万元）,已到县资金（万元）\nP1,冷库,马山县,100,100\nP2,水渠,马山县,50,50"
CONTRACTS = "合同编号,合同名称,项目编号,承包（供货）单位,合同金额（元）\nH1,冷库施工,P1,甲建设公司,500000\nH2,冷库设备,P1,乙设备公司,300000"
HEAD = "凭证号,项目编号,合同编号,收款单位,支付日期,金额（元）"


@pytest.fixture(autouse=True)
def filed() -> Iterator[None]:
    place_regions()
    for ledger, text in (("projects", PROJECTS), ("contracts", CONTRACTS)):
        assert put(ledger, text).applied
    yield


def put(ledger: str, text: str, *, partial: bool = False) -> Report:
    return import_file(ledger, text.encode(), name=f"{ledger}.csv", scope=Scope.everything(), actor=SYSTEM, partial=partial)


def pay(*lines: str, partial: bool = False) -> Report:
    return put("payments", "\n".join([HEAD, *lines]), partial=partial)


def found(report: Report) -> list[tuple[str, str]]:
    return [(one["id"], one["level"]) for one in report.finding_dicts()]


def live(ledger: str, **wanted: str) -> int:
    return int(registry.ledger(ledger)._default_manager.get(**wanted).pk)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("V1,P1,H1,甲建设公司,2021-06-01,500000", []),
        ("V1,P1,H1,甲建设公司,2021-06-01,500000.01", [("payments.over_contract", "error")]),
        ("V1,P1,H1,乙设备公司,2021-06-01,100", [("payments.not_party", "error")]),
        ("V1,P1,H1,从未登记的公司,2021-06-01,100", [("payments.not_party", "error")]),
        ("V1,P2,H1,甲建设公司,2021-06-01,100", [("payments.other_project", "error")]),
        ("V1,P1,,丙咨询公司,2021-06-01,100", [("payments.no_contract", "warning")]),
        ("V1,P1,,乙设备公司,2021-06-01,100", []),
        ("V1,P2,,丙咨询公司,2021-06-01,100", []),  # a project without contracts
        ("V1,P1,H1,,2021-06-01,100", []),  # who was paid is not known
    ],
)
def test_a_file_is_told_row_by_row(line: str, expected: list[tuple[str, str]]) -> None:
    report = pay(line)
    assert found(report) == expected
    assert report.applied == (not any(level == "error" for _id, level in expected))


def test_the_sum_counts_what_was_paid_before_and_what_came_back() -> None:
    assert pay("V1,P1,H1,甲建设公司,2021-06-01,300000", "V2,P1,H1,甲建设公司,2021-06-02,-100000").applied
    refused = pay("V3,P1,H1,甲建设公司,2021-06-03,300000", "V4,P1,H1,甲建设公司,2021-06-04,1", partial=True)
    assert [(one["row"], one["id"]) for one in refused.finding_dicts()] == [(3, "payments.over_contract")]
    assert "超过合同金额 500000.00 元" in refused.finding_dicts()[0]["message"]
    assert registry.ledger("payments")._default_manager.count() == 3


@pytest.mark.parametrize(
    ("values", "words"),
    [({"amount": 50_000_001}, "超过合同金额"), ({"payee": "乙设备公司"}, "不是合同"), ({"project": "P2"}, "另一个项目")],
)
def test_a_form_and_the_api_obey_too(values: dict[str, object], words: str) -> None:
    assert pay("V1,P1,H1,甲建设公司,2021-06-01,100").applied
    with pytest.raises(Refused, match=words):
        save(
            registry.ledger("payments"), values, actor=SYSTEM, scope=Scope.everything(), source=Source("form"),
            row_id=live("payments", voucher="V1"),
        )  # fmt: skip


@pytest.mark.parametrize(("values", "words"), [({"amount": 9_999_999}, "超过合同金额"), ({"party": "乙设备公司"}, "不是合同")])
def test_a_contract_is_not_changed_below_what_was_paid(values: dict[str, object], words: str) -> None:
    assert pay("V1,P1,H1,甲建设公司,2021-06-01,100000").applied
    with pytest.raises(Refused, match=words):
        save(
            registry.ledger("contracts"), values, actor=SYSTEM, scope=Scope.everything(), source=Source("form"),
            row_id=live("contracts", number="H1"),
        )  # fmt: skip
    told = put("contracts", CONTRACTS.replace("500000", "99999.99"))
    assert found(told) == [("payments.over_contract", "error")]
