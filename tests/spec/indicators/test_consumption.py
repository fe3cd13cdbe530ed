"""40, 46, 47: sales counted once, the budget units' share, certificates in force."""

from fractions import Fraction

from jiedui.core.indicators.targets import Target
from tests.spec.indicators.drawn import say

YI = 10_000_000_000
SALES = """
    county seller buyer sale_class platform order_number invoice part amount      refund     coupon  delivered_on invoiced_on
    450123 1      10    direct     szbf     D1           F1      .    10000000000 1000000000 5000000 2021-03-01   2021-03-05
    450124 1      10    helped     szbf     D1           .       .    10000000000 .          .       2021-03-01   2021-03-05
    450124 1      10    helped     .        .            F1      .    10000000000 .          .       2021-03-01   2021-03-05
    450123 2      11    helped     .        .            F2      .    300000000   .          .       2021-04      2021-04-30
    450123 2      11    helped     .        .            .       .    77          .          .       2021-05-01   2021-05-02
    450124 2      11    .          .        .            .       .    77          .          .       2021-05-01   2021-05-09
    450123 2      .     helped     retail   D1           .       .    200000000   200000000  .       2021-06-01   2021-06-01
    451022 3      12    gift       szbf     D9           .       .    900000000   .          .       2021-06-01   2021-06-01
    451022 3      12    direct     szbf     D8           .       .    900000000   .          .       2021-06-01   .
    451022 3      12    direct     szbf     D7           .       .    400000000   .          .       2021-12-20   2022-01-04
    450521 3      12    direct     szbf     D6           .       .    800000000   .          .       2021-07-01   2021-07-01
    451022 3      12    direct     szbf     D5           .       x    500000000   .          .       2021-08-01   2021-08-01
    450123 3      12    direct     szbf     D5           .       x    600000000   .          .       2021-08-01   2021-08-01
"""


def test_a_sale_counts_once_net_of_refunds_when_delivered_and_invoiced():
    # Row 1 less its refund; 2 is its order, 3 its invoice; 4; 5 once (6 is the same deal); 7 came back; 8 is a gift;
    # 9 has no invoice, 10 one of next year, 11 comes from a county that is not paired; 12 and 13 are parts of one order.
    said = say("40", "2021-12-31", sales=SALES)
    total = 9_000_000_000 + 300_000_000 + 77 + 500_000_000 + 600_000_000
    assert said.part.exact == Fraction(total, YI)
    assert (said.ids(), said.rows) == ([1, 4, 5, 7, 12, 13], 6)


def test_the_coupons_face_value_is_not_added():
    without = "\n".join(
        " ".join([*line.split()[:10], ".", *line.split()[11:]]) for line in SALES.strip().splitlines()[1:]
    )
    head = SALES.strip().splitlines()[0]
    assert say("40", "2021-12-31", sales=f"{head}\n{without}").value == say("40", "2021-12-31", sales=SALES).value


def test_sales_by_county_and_district():
    said = say("40", "2021-12-31", sales=SALES)
    # A county that is not paired is looked at, and none of its rows count.
    assert said.by("county") == {"450123": 0.9900000077, "450124": 0, "451022": 0.05, "450521": 0}
    assert said.by("district") == {"440304": 0.9900000077, "440310": 0.05}
    assert said.ids(county="450123") == [1, 4, 5, 7, 13]


def test_the_later_of_delivery_and_invoice_decides_the_year():
    assert 4 not in say("40", "2021-04-29", sales=SALES).ids()
    assert 4 in say("40", "2021-04-30", sales=SALES).ids()
    assert say("40", "2022-01-03", sales=SALES).ids() == []
    assert say("40", "2022-01-04", sales=SALES).ids() == [10]
    assert say("40", "2022-06-01", sales=SALES).ids() == [10]


def test_the_best_documented_report_stands_for_the_sale():
    text = """
        county seller buyer platform order_number invoice amount delivered_on invoiced_on
        450123 1      10    .        .            .       500    2021-03-01   2021-03-05
        450123 1      10    .        .            F1      500    2021-03-01   2021-03-05
        450124 1      10    szbf     D1           F1      500    2021-03-01   2021-03-05
        450124 1      10    szbf     D2           F1      700    2021-03-01   2021-03-05
        450124 1      10    832      D1           .       900    2021-03-01   2021-03-06
    """
    # One invoice for the two orders of row 3 and 4, and the same number on two platforms.
    assert say("40", "2021-12-31", sales=text).ids() == [3, 4, 5]


def test_a_report_that_does_not_count_hides_no_other():
    text = """
        county seller buyer platform order_number amount delivered_on invoiced_on
        450123 1      10    szbf     D1           500    2021-03-01   .
        450124 1      10    szbf     D1           500    2021-03-01   2021-03-05
    """
    assert say("40", "2021-12-31", sales=text).ids() == [2]


def test_deals_known_by_half_are_not_taken_for_one():
    text = """
        county seller buyer amount delivered_on invoiced_on
        450123 1      .     500    2021-03-01   2021-03-05
        450123 1      .     500    2021-03-01   2021-03-05
        450123 1      10    500    2021-03      2021-03-05
        450123 1      10    500    2021-03      2021-03-05
        450123 1      10    .      2021-03-01   2021-03-05
    """
    assert say("40", "2021-12-31", sales=text).ids() == [1, 2, 3, 4]


UNITS = """
    county number name kind              canteen    reporter exempt
    440304 U1     1    government        own        .        .
    440304 U2     2    institution       none       .        .
    440304 U3     3    school            shared     1        .
    440304 U4     4    school            outsourced .        -
    440300 U5     5    .                 own        .        .
    440310 U6     6    state_firm        own        .        .
    440310 U7     7    hospital          shared     7        .
    440310 U8     8    government        own        .        x
    440310 U9     9    community_canteen own        .        .
"""
PURCHASES = """
    county unit bought_on  assisted total  coupon
    440304 1    2021-03    3000     10000  .
    440304 1    2021-09-09 3001     10000  5000
    440304 2    2021-03    100      90000  .
    440304 3    2021-03    100      90000  .
    440304 4    2021-03    .        5000   .
    440300 5    2021-03    1000     1000   .
    440310 6    2021-03    100      90000  .
    440310 7    2021-12-31 0        1000   .
    440310 8    2021-03    100      90000  .
    440310 9    2021-03    100      90000  .
    440304 1    2020-12-31 9999     9999   .
    440304 1    .          1        100    .
"""


def test_only_units_that_are_not_exempt_have_a_share():
    said = say("46", "2021-12-31", purchases=PURCHASES, budget_units=UNITS)
    assert said.part.exact == Fraction((3000 + 3001 + 1000) * 100, 10000 + 10000 + 1000 + 1000)
    assert (said.ids(), said.unknown) == ([1, 2, 6, 8], 1)
    assert said.by("county") == {
        "440300": 100, "440304": 30.01, "440310": 0, "450123": None, "450124": None, "451022": None
    }  # fmt: skip
    assert said.by("district") == {"440304": 30.01, "440310": 0}


def test_a_purchase_without_a_date_counts_only_today():
    assert 12 not in say("46", "2022-05-31", purchases=PURCHASES, budget_units=UNITS).ids()
    assert 12 in say("46", "2022-06-01", purchases=PURCHASES, budget_units=UNITS).ids()


def test_thirty_per_cent_is_not_more_than_thirty():
    goal = Target(">", "30")
    until_june = say("46", "2021-06-30", purchases=PURCHASES.replace("440300 5", "440300 6"), budget_units=UNITS)
    assert until_june.value == 30
    assert goal.met(until_june.part.exact) is False
    by_september = say("46", "2021-09-09", purchases=PURCHASES.replace("440300 5", "440300 6"), budget_units=UNITS)
    assert by_september.part.exact == Fraction(600100, 20000)
    assert goal.met(by_september.part.exact) is True


CERTIFICATES = """
    county number kind      issued_on  expires_on revoked_on
    450123 C1     szp       2020-06-01 2021-12-31 .
    450123 C2     szp       2021-03    .          .
    450123 C3     supply_gd 2021-05-01 2021-12    .
    450123 C4     green     2021-01-01 .          .
    450124 C5     supply_sz 2021-01-01 .          2021-09-30
    450124 C6     szp       .          2022-12-31 .
    451022 C7     gp        2021-01-01 .          .
    451022 C8     szp       2020-01-01 2020-12-31 .
"""


def test_certificates_in_force_on_the_day():
    said = say("47", "2021-12-31", certificates=CERTIFICATES)
    assert (said.value, said.ids()) == (3, [1, 2, 3])
    assert said.by("county") == {"450123": 3, "450124": 0, "451022": 0}
    assert say("47", "2022-01-01", certificates=CERTIFICATES).ids() == [2]
    assert say("47", "2021-02-28", certificates=CERTIFICATES).ids() == [1, 5]
    assert say("47", "2021-09-30", certificates=CERTIFICATES).ids() == [1, 2, 3]
    assert say("47", "2022-06-01", certificates=CERTIFICATES).ids() == [2, 6]


def test_empty_ledgers_are_unknown():
    for id in ("40", "46", "47"):
        said = say(id, "2021-12-31")
        assert (said.value, said.rows, said.ids()) == (None, 0, [])
    assert say("40", "2020-12-31", sales=SALES).value == 0
