"""09, 12, 13, 24: fiscal collaboration money, to the fen."""

from fractions import Fraction

from jiedui.core.indicators.targets import Target
from tests.spec.indicators.drawn import say

PROJECTS = """
    county number category       fund_kind planned_fund arrived   key_county
    450123 P1     industry       fiscal    300000000    200000000 -
    450123 P2     infrastructure fiscal    100000001    100000000 .
    450124 P3     industry       fiscal    .            50000000  x
    450124 P4     .              fiscal    200000000    .         x
    450124 P5     industry       donation  900000000    900000000 x
    451022 P6     talent         .         700000000    700000000 -
"""
PAYMENTS = """
    county voucher project paid_on    amount
    450123 V1      1       2021-03-05 100000000
    450123 V2      1       2021-12-31 80000000
    450123 V3      2       2021-06    95000000
    450124 V4      3       2022-01-01 50000000
    450124 V5      4       2021-05-01 999
    450124 V6      5       2021-05-01 800000000
    450124 V7      3       .          100
    450124 V8      3       2021-07-01 .
    450123 V9      2       2021-08-09 -5000000
"""


def test_fiscal_aid_is_exact_and_leaves_donations_out():
    said = say("09", "2021-12-31", projects=PROJECTS)
    assert said.value == 600.000001
    assert said.ids() == [1, 2, 4]
    assert said.rows == 3
    assert said.by("county") == {"450123": 400.000001, "450124": 200, "451022": None}
    assert said.by("district") == {"440304": 600.000001, "440310": None}


def test_use_rate_counts_what_was_paid_by_the_day():
    # spent 100 + 80 + 95 - 5 of arrived 200 + 100 + 50; V5's project has no arrived amount, V6 is a donation
    said = say("12", "2021-12-31", projects=PROJECTS, payments=PAYMENTS)
    assert said.value == 77.14
    assert said.ids() == [1, 2, 3]
    assert said.rows == 3
    assert say("12", "2021-12-30", projects=PROJECTS, payments=PAYMENTS).value == 54.29
    assert say("12", "2021-06-01", projects=PROJECTS, payments=PAYMENTS).value == 55.71
    assert say("12", "2021-05-31", projects=PROJECTS, payments=PAYMENTS).value == 28.57


def test_use_rate_by_county():
    said = say("12", "2021-12-31", projects=PROJECTS, payments=PAYMENTS)
    assert said.by("county") == {"450123": 90, "450124": 0, "451022": None}
    assert said.by("district") == {"440304": 77.14, "440310": None}


def test_a_payment_without_a_date_counts_only_today():
    spent, arrived = 2_700_000_00 + 500_000_00, 3_500_000_00
    assert say("12", "2022-05-31", projects=PROJECTS, payments=PAYMENTS).part.exact == Fraction(spent * 100, arrived)
    today = say("12", "2022-06-01", projects=PROJECTS, payments=PAYMENTS)
    assert today.part.exact == Fraction((spent + 100) * 100, arrived)


def test_use_rate_without_payments_is_unknown():
    assert say("12", "2021-12-31", projects=PROJECTS).value is None
    assert say("12", "2021-12-31", payments=PAYMENTS).value is None


def test_ninety_per_cent_is_not_more_than_ninety():
    goal = Target(">", "90")
    rate = say("12", "2021-12-31", projects=PROJECTS.splitlines()[1] + "\n" + PROJECTS.splitlines()[3],
               payments=PAYMENTS.splitlines()[1] + "\n 450123 V3 1 2021-06 90000000")  # fmt: skip
    assert rate.value == 90
    assert goal.met(rate.part.exact) is False
    assert Target(">=", "90").met(rate.part.exact) is True


def test_share_of_key_counties():
    # P4 is in a key county; P2 says nothing, so the list decides.
    assert say("13", "2021-12-31", projects=PROJECTS).value == 33.33
    assert say("13", "2021-12-31", projects=PROJECTS, key_counties="450123").value == 50
    assert say("13", "2021-12-31", projects=PROJECTS).by("county") == {"450123": 0, "450124": 100, "451022": None}


def test_share_of_industry():
    said = say("24", "2021-12-31", projects=PROJECTS)
    assert said.value == 50
    assert said.rows == 3
    assert said.by("county") == {"450123": 75, "450124": 0, "451022": None}


YEARS = """
    county number category fund_kind planned_fund arrived   planned_start planned_end actual_start actual_end
    450123 P1     industry fiscal    100000000    100000000 2021-04-01    2021-11-30  .            .
    450123 P2     other    fiscal    200000000    100000000 2021-09-01    2022-03-31  2021-10-08   .
    450123 P3     industry fiscal    400000000    100000000 2021-12       2022-06     2022-01-05   2023-02-01
    450124 P4     other    fiscal    800000000    100000000 .             .           .            2020
    450124 P5     other    fiscal    1600000000   100000000 .             2023        .            .
    451022 P6     industry fiscal    3200000000   100000000 .             .           .            .
"""
PAID = """
    county voucher project paid_on    amount
    450123 V1      1       2021-06-01 80000000
    450123 V2      2       2021-12-01 20000000
    450123 V3      2       2022-02-01 30000000
"""


def test_a_project_belongs_to_the_years_from_its_start_to_its_end():
    def years(id: str, **tables: str) -> list[float | int | None]:
        return [say(id, f"{year}-12-31", plan_year=2021, projects=YEARS, **tables).value for year in range(2019, 2025)]

    assert years("09") == [None, 800, 100 + 200 + 400 + 3200, 200 + 400, 400 + 1600, None]
    assert [say("09", f"{year}-06-30", plan_year=2021, projects=YEARS).ids() for year in (2019, 2021, 2022, 2026)] == [
        [], [1, 2, 3, 6], [2, 3], []
    ]  # fmt: skip
    assert years("24") == [None, 0, 94.87, 66.67, 20, None]
    assert years("13") == [None, 0, 0, 0, 0, None]
    # 2021: 80 + 20 of 400; 2022: 20 + 30 of 200; no voucher stands behind the others
    assert years("12", payments=PAID) == [None, None, 25, 25, None, None]
    assert say("12", "2022-01-31", plan_year=2021, projects=YEARS, payments=PAID).value == 10
    assert say("09", "2022-12-31", plan_year=2021, projects=YEARS).by("county") == {
        "450123": 600, "450124": None, "451022": None
    }  # fmt: skip


def test_every_day_of_a_year_tells_of_the_same_projects():
    for day in ("2021-01-01", "2021-06-30", "2021-12-31"):
        assert say("09", day, plan_year=2021, projects=YEARS).value == 3900


def test_a_project_without_dates_belongs_to_the_present_plans_year():
    undated = [YEARS.strip().splitlines()[0], YEARS.strip().splitlines()[-1]]
    for year, value in ((2021, 3200), (2022, None), (2026, None)):
        assert say("09", f"{year}-06-01", plan_year=2021, projects="\n".join(undated)).value == value
    assert say("09", "2026-06-01", projects="\n".join(undated)).value == 3200, "no plan: no year can be named"


def test_empty_ledgers_are_unknown():
    for id in ("09", "12", "13", "24"):
        said = say(id, "2021-12-31")
        assert (said.value, said.rows) == (None, 0)
