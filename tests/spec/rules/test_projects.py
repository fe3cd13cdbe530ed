"""Standing checks of projects and payments: which rows open an alert."""

from tests.spec.indicators.drawn import causes


def test_a_project_past_its_date_without_a_day_of_completion() -> None:
    found = causes(
        "projects.past_date", "2021-10-01",
        projects="""
        county number planned_end actual_end status
        450123 A1     2021-09-30  .          在建
        450123 A2     2021-10-01  .          在建
        450123 A3     2021-09     .          在建
        450123 A4     2021-10     .          在建
        450124 B1     2021-06-30  2021-07-02 在建
        450124 B2     2021-06-30  .          已完工
        450124 B3     2021-06-30  .          .
        450124 B4     .           .          在建
        """,
    )  # fmt: skip
    assert [(county, values["number"]) for county, _cause, values in found] == [
        ("450123", "A1"), ("450123", "A3"), ("450124", "B3"),
    ]  # fmt: skip


def test_one_invoice_on_two_vouchers_is_an_alert_and_a_reversed_one_is_none() -> None:
    found = causes(
        "payments.same_invoice", "2021-10-01",
        payments="""
        county voucher invoice amount
        450123 V1      0001    500000
        450124 V2      0001    200000
        450123 V3      0002    500000
        450123 V4      0003    500000
        450123 V5      0003    -500000
        450123 V6      .       100
        450123 V7      .       100
        """,
    )  # fmt: skip
    assert found == [("450123", "0001", {"invoice": "0001", "vouchers": 2, "amount": 700_000})]


def test_a_person_in_two_counties_opens_one_alert_in_each() -> None:
    found = causes(
        "workers.two_counties", "2021-10-01",
        workers="""
        county person
        450123 p1
        450124 p1
        450123 p2
        451022 p3
        """,
    )  # fmt: skip
    assert [(county, values["counties"]) for county, _cause, values in found] == [("450123", 2), ("450124", 2)]


def test_small_payments_that_add_up_within_thirty_days_are_an_alert_and_stages_of_a_contract_are_none() -> None:
    found = causes(
        "payments.split", "2021-10-01",
        payments="""
        county project payee paid_on    amount   purpose
        450123 1       1     2021-03-01 30000000 设备采购
        450123 1       1     2021-03-20 15000000 设备采购
        450123 1       1     2021-03-30 5000000  .
        450123 1       1     2021-04-29 45000000 设备采购
        450123 1       2     2021-03-30 50000000 设备采购
        450123 1       2     2021-03-31 1000000  设备采购
        450124 2       1     2021-03-01 40000000 工程款
        450124 2       1     2021-03-02 40000000 工程款
        450124 2       1     2021-05    40000000 设备采购
        450124 2       1     2021-05-02 40000000 设备采购
        """,
    )  # fmt: skip
    assert [(county, values["vouchers"], values["amount"], values["first"], values["last"]) for county, _cause, values in found] == [
        ("450123", 3, 50_000_000, "2021-03-01", "2021-03-30"),
    ]  # fmt: skip
