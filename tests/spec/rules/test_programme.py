"""Standing checks over the ledgers of the programme: which rows open an alert, and what it says."""

from typing import Any

from tests.spec.indicators.drawn import DISTRICTS, causes


def said(found: list[tuple[str, str, dict[str, Any]]], *names: str) -> list[tuple[Any, ...]]:
    return [(county, *(values[name] for name in names)) for county, _cause, values in found]


def test_a_county_with_fewer_than_two_secondments_now_or_in_60_days() -> None:
    found = causes(
        "talent.too_few", "2021-10-01",
        officials="""
        county person kind       direction started_on term_ends_on ended_on
        450123 a      secondment west      2021-05-01 2023-05-01   .
        450123 b      short      west      2021-05-01 2021-11-30   .
        450123 c      stationed  west      2021-05-01 2023-05-01   .
        450124 d      secondment west      2021-05-01 2023-05-01   .
        450124 e      secondment west      2021-05-01 2021-11-29   .
        450124 f      secondment east      2021-05-01 2023-05-01   .
        """,
    )  # fmt: skip
    # Longan keeps two until 30 November, which is 60 days away; Mashan will have one; Debao has nobody at all.
    assert said(found, "now", "later") == [("450124", 2, 1), ("451022", 0, 0)]
    assert {county for county, *_ in found} < set(DISTRICTS)


def test_without_any_official_every_county_lacks_two() -> None:
    assert len(causes("talent.too_few", "2021-10-01", officials="county person")) == len(DISTRICTS)


def test_terms_that_end_within_60_days_and_are_not_over() -> None:
    found = causes(
        "talent.term_ends", "2021-10-01",
        officials="""
        county person started_on term_ends_on ended_on
        450123 a      2021-01-01 2021-11-30   .
        450123 b      2021-01-01 2021-12-01   .
        450123 c      2021-01-01 2021-09-30   .
        450123 d      2021-01-01 2021-10-01   .
        450123 e      2021-01-01 2021-11-01   2021-09-01
        450123 f      2021-01-01 .            .
        """,
    )  # fmt: skip
    assert sorted(said(found, "until")) == [("450123", "2021-10-01"), ("450123", "2021-11-30")]


def test_service_that_ends_but_no_short_visit() -> None:
    found = causes(
        "talent.service_ends", "2021-10-01",
        professionals="""
        county person started_on term_ends_on stay
        450123 a      2021-01-01 2021-11-01   half_year
        450123 b      2021-09-20 2021-10-05   short
        """,
    )  # fmt: skip
    assert said(found, "until") == [("450123", "2021-11-01")]


def test_certificates_that_expire_within_90_days() -> None:
    found = causes(
        "consumption.certificate_expires", "2021-10-01",
        certificates="""
        county number expires_on revoked_on
        450123 C1     2021-12-30 .
        450123 C2     2021-12-31 .
        450123 C3     2021-09-01 .
        450123 C4     2021-11-01 2021-08-01
        450123 C5     .          .
        450123 C6     2020-09-30 .
        """,
    )  # fmt: skip
    assert sorted(said(found, "number")) == [("450123", "C1"), ("450123", "C3")]


BUYING = {
    "budget_units": """
    county name kind       canteen reporter exempt
    440304 1    government own     .        .
    440304 2    government own     .        .
    440304 3    government own     .        x
    440304 4    state_firm own     .        .
    440304 5    government none    .        .
    440304 6    government shared  1        .
    """,
    "purchases": """
    county unit bought_on  assisted total
    440304 1    2021-03-01 3000     10000
    440304 2    2021-03-01 3001     10000
    440304 3    2021-03-01 1        10000
    440304 4    2021-03-01 1        10000
    440304 5    2021-03-01 1        10000
    440304 6    2021-03-01 1        10000
    440304 2    2020-03-01 1        10000
    """,
}


def test_a_budget_unit_at_30_percent_or_below_in_the_third_quarter() -> None:
    assert said(causes("consumption.share_low", "2021-09-30", **BUYING), "unit", "share") == [("440304", 1, 3000)]
    assert causes("consumption.share_low", "2021-06-30", **BUYING) == []


def test_one_order_twice_among_the_sales_and_in_two_ledgers() -> None:
    sales = """
    county platform order_number part
    450123 szbf     S1           .
    450124 szbf     S1           .
    450123 szbf     S2           x
    450123 szbf     S2           x
    450123 .        S3           .
    450123 .        S3           .
    450123 szbf     S4           .
    """
    assert said(causes("consumption.same_sale", "2021-10-01", sales=sales), "order_number", "rows") == [("450123", "S1", 2)]
    purchases = """
    county platform order_number
    440304 szbf     S4
    440304 other    S2
    440304 szbf     S9
    """
    found = causes("consumption.bought_and_sold", "2021-10-01", sales=sales, purchases=purchases)
    assert said(found, "order_number") == [("450123", "S4")]


def test_one_receipt_twice_and_a_gift_that_was_sold() -> None:
    donations = """
    county receipt value part
    450123 R1      100   .
    450124 R1      200   .
    450123 R2      100   x
    450123 R2      100   x
    450123 R3      100   .
    """
    assert said(causes("society.same_gift", "2021-10-01", donations=donations), "receipt", "value") == [("450123", "R1", 300)]
    sales = """
    county invoice sale_class
    450123 R3      direct
    450123 R2      gift
    450123 R9      direct
    """
    assert said(causes("society.gift_sold", "2021-10-01", donations=donations, sales=sales), "receipt") == [("450123", "R3")]


def test_a_pair_without_an_activity_this_year() -> None:
    pairs = """
    county number signed_on  ended_on
    450123 P1     2020-05-01 .
    450123 P2     2020-05-01 .
    450123 P3     2020-05-01 2021-03-01
    450123 P4     2021-11-01 .
    """
    activities = """
    county pair held_on
    450123 1    2021-02-01
    450123 2    2020-12-31
    """
    found = causes("pairing.idle", "2021-10-01", partner_pairs=pairs, pair_activities=activities)
    assert said(found, "number") == [("450123", "P2")]
    assert causes("pairing.idle", "2021-06-30", partner_pairs=pairs, pair_activities=activities) == []


def test_a_handover_past_its_date_that_not_both_have_signed() -> None:
    found = causes(
        "pairing.handover_late", "2021-10-01",
        handovers="""
        county number due_on     from_signed_on to_signed_on
        450123 H1     2021-09-01 2021-08-01     .
        450123 H2     2021-09-01 2021-08-01     2021-08-02
        450123 H3     2021-10-01 .              .
        450123 H4     .          .              .
        """,
    )  # fmt: skip
    assert said(found, "number") == [("450123", "H1")]


def test_resolutions_and_supervision_past_their_dates() -> None:
    found = causes(
        "governance.resolution_overdue", "2021-10-01",
        resolutions="""
        county number owner due_on     state   closed_on
        450123 D1     7     2021-09-30 doing   .
        450123 D2     7     2021-09-30 closed  .
        450123 D3     7     2021-09-30 doing   2021-09-29
        450123 D4     7     2021-10-01 doing   .
        450123 D5     7     2021-09    .       .
        450123 D6     7     2021-09-30 dropped .
        """,
    )  # fmt: skip
    assert said(found, "number") == [("450123", "D1"), ("450123", "D5")]
    found = causes(
        "governance.supervision_overdue", "2021-10-01",
        supervision_items="""
        county number due_on     closed_on
        440304 J1     2021-09-30 .
        440304 J2     2021-09-30 2021-09-30
        """,
    )  # fmt: skip
    assert said(found, "number") == [("440304", "J1")]


def test_a_workshop_without_wages_for_three_full_months() -> None:
    found = causes(
        "labour.workshop_unpaid", "2021-10-15",
        workshops="""
        county number status started_on ended_on
        450123 W1     active 2020-01-01 .
        450123 W2     active 2020-01-01 .
        450123 W3     idle   2020-01-01 .
        450123 W4     active 2021-08-01 .
        450123 W5     active .          .
        """,
        workshop_months="""
        county workshop month   wages
        450123 1        2021-06 500000
        450123 1        2021-08 0
        450123 2        2021-09 500000
        450123 5        2021-09 .
        """,
    )  # fmt: skip
    assert said(found, "number") == [("450123", "W1"), ("450123", "W5")]


def test_someone_on_a_welfare_post_who_works_elsewhere() -> None:
    found = causes(
        "labour.post_and_job", "2021-10-15",
        welfare_posts="""
        county person since      until
        450123 a      2021-01-01 .
        450123 b      2021-01-01 .
        450123 c      2021-01-01 2021-09-30
        """,
        workers="""
        county person status  since      until
        450124 a      arrived 2021-02-01 .
        450123 b      left    2021-02-01 .
        450123 c      stable  2021-02-01 .
        """,
    )  # fmt: skip
    assert [(county, cause) for county, cause, _values in found] == [("450123", "1")]


def test_allotted_money_that_has_not_arrived_in_time() -> None:
    found = causes(
        "funds.tranche_late", "2021-05-10",
        allotments="""
        county number tranche year issued_on  due_on     amount
        450123 L1     1       2021 2021-03-01 .          1000
        450123 L2     1       2021 2021-03-01 2021-05-10 1000
        450123 L3     2       2021 2021-03-01 .          1000
        450124 L4     1       .    2021-03-01 .          1000
        450124 L5     1       2021 2021-03-01 .          1000
        """,
        arrivals="""
        county allotment arrived_on amount
        450123 1         2021-04-20 600
        450124 5         2021-04-20 1000
        """,
    )  # fmt: skip
    assert said(found, "number", "due", "arrived") == [
        ("450123", "L1", "2021-04-30", 600), ("450124", "L4", "2021-04-30", 0),
    ]  # fmt: skip
