"""四不摘: policies, money and people of a county are not fewer than on the same day of the year before."""

from tests.spec.indicators.drawn import causes
from tests.spec.rules.test_programme import said

OFFICIALS = """
county person kind       direction started_on term_ends_on ended_on
450123 a      secondment west      2019-05-01 2020-12-31   .
450123 b      stationed  west      2020-05-01 2022-04-30   .
450123 c      secondment east      2019-05-01 2020-12-31   .
450124 d      secondment west      2019-05-01 2020-12-31   .
450124 e      secondment west      2021-01-01 2022-12-31   .
451022 f      stationed  west      2021-01-01 2022-12-31   .
"""


def test_fewer_officials_than_a_year_ago() -> None:
    # Longan had a and b and has b; Mashan changed d for e; Debao had nobody; who goes to the east does not count.
    assert said(causes("talent.fewer_officials", "2021-06-30", officials=OFFICIALS), "now", "before") == [("450123", 1, 2)]
    assert causes("talent.fewer_officials", "2020-06-30", officials=OFFICIALS) == []
    assert [county for county, *_ in causes("talent.fewer_officials", "2023-01-01", officials=OFFICIALS)] == ["450123", "450124", "451022"]


def test_less_money_than_by_the_same_day_last_year() -> None:
    allotments = """
    county number fund_kind amount    issued_on
    450123 A1     fiscal    300000000 2020-04-01
    450123 A2     fiscal    200000000 2020-11-01
    450123 B1     fiscal    300000000 2021-03-01
    450123 B2     donation  900000000 2021-03-01
    450124 C1     fiscal    100000000 2020-04-01
    451022 D1     fiscal    100000000 2021-04-01
    """
    # Longan has kept up until November, when the second tranche of the year before came; Mashan never began.
    assert said(causes("funds.less_than_last_year", "2021-06-30", allotments=allotments), "now", "before") == [("450124", 0, 100000000)]
    assert said(causes("funds.less_than_last_year", "2021-12-31", allotments=allotments), "now", "before") == [
        ("450123", 300000000, 500000000), ("450124", 0, 100000000),
    ]  # fmt: skip
    assert causes("funds.less_than_last_year", "2021-03-31", allotments=allotments) == []


def test_fewer_policies_than_on_the_same_day_last_year() -> None:
    policies = """
    county issued_on  begins_on  ends_on    repealed_on
    450123 2019-01-01 .          2020-12-31 .
    450123 2019-01-01 2019-02-01 2025-12-31 2021-05-31
    450123 2021-01-01 2021-02-01 .          .
    450124 2019-01-01 .          2020-12-31 .
    450124 2021-01-01 .          .          .
    """
    # Longan: two a year ago, now the second is repealed and the third new; Mashan replaced its one.
    assert said(causes("governance.fewer_policies", "2021-06-30", policies=policies), "now", "before") == [("450123", 1, 2)]
    assert causes("governance.fewer_policies", "2021-05-31", policies=policies) == []


def test_the_29th_of_february_is_held_against_the_28th() -> None:
    officials = """
    county person kind      direction started_on term_ends_on ended_on
    450123 a      stationed west      2019-01-01 2023-02-28   .
    """
    assert said(causes("talent.fewer_officials", "2024-02-29", officials=officials), "now", "before") == [("450123", 0, 1)]
    assert causes("talent.fewer_officials", "2024-03-01", officials=officials) == []
