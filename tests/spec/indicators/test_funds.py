"""10, 11 and 48: the mean of fiscal money, the day of the first tranche, ownership of assets."""

from tests.spec.indicators.drawn import say

PROJECTS = """
    county fund_kind planned_fund
    450123 fiscal    300000000
    450123 fiscal    100000001
    450123 donation  500000000
    450124 fiscal    200000000
    450124 fiscal    .
    451022 donation  900000000
"""


def test_mean_per_county_counts_a_county_that_got_none():
    # 600.000001 万元 over three counties, one of which has only a donation
    said = say("10", "2021-12-31", projects=PROJECTS)
    assert said.value == 200
    assert said.part.exact * 3 * 1_000_000 == 600_000_001
    assert said.ids() == [1, 2, 4]
    assert said.by("county") == {"450123": 400.000001, "450124": 200, "451022": 0}
    assert said.by("district") == {"440304": 300, "440310": 0}
    assert say("10", "2021-12-31").value is None


ALLOTMENTS = """
    county number year tranche fund_kind issued_on
    450123 A1     2021 1       fiscal    2021-03-20
    450124 A2     .    1       fiscal    2021-04-02
    450124 A3     2021 2       fiscal    2021-01-05
    451022 A4     2021 1       donation  2021-02-01
    451022 A5     2020 1       fiscal    2020-03-01
    451022 A6     2021 1       fiscal    2021-05-06
"""
ARRIVALS = """
    county voucher allotment arrived_on amount
    450123 R1      1         2021-04-28 30000000
    450123 R2      1         2021-04-15 10000000
    450123 R3      1         2021-04    90000000
    450123 R4      1         2021-04-01 -5000000
    450124 R5      2         2021-05-10 20000000
    450124 R6      3         2021-01-20 20000000
    451022 R7      4         2021-02-10 70000000
    451022 R8      5         2020-04-02 70000000
    451022 R9      6         .          10000000
    451022 R10     6         2021-06-18 .
"""


def test_the_first_tranche_is_its_earliest_arrival():
    # R3 is not known to the day, R4 went back, R6 is of tranche two, R7 a gift, R8 of the year before
    said = say("11", "2021-12-31", arrivals=ARRIVALS, allotments=ALLOTMENTS)
    assert said.value == "2021-04-15"
    assert said.ids() == [1, 2, 5]
    assert (said.rows, said.unknown) == (3, 2)
    assert said.by("county") == {"450123": "2021-04-15", "450124": "2021-05-10", "451022": None}
    assert said.by("district") == {"440304": "2021-04-15", "440310": None}


def test_the_first_tranche_on_another_day_or_in_another_year():
    assert say("11", "2021-04-14", arrivals=ARRIVALS, allotments=ALLOTMENTS).value is None
    assert say("11", "2021-04-15", arrivals=ARRIVALS, allotments=ALLOTMENTS).ids() == [2]
    assert say("11", "2020-12-31", arrivals=ARRIVALS, allotments=ALLOTMENTS).value == "2020-04-02"
    assert say("11", "2021-12-31", allotments=ALLOTMENTS).value is None


ASSETS = """
    county number kind      owner formed_on  confirmed_on disposed_on
    450123 Z1     operating 7     2020-06    2021-03-01   .
    450123 Z2     operating .     2021-02-01 2021-03-01   .
    450123 Z3     household .     2021-02-01 2021-03-01   .
    450123 Z4     public    8     2021-02-01 .            .
    450124 Z5     public    8     2021-05-01 2021-12-31   .
    450124 Z6     public    8     2019-05-01 2020-05-01   2021-12-30
    450124 Z7     .         8     2019-05-01 2020-05-01   2021-12-31
    450124 Z8     public    8     .          2021-05-01   .
    451022 Z9     public    8     2022-01-01 2022-01-01   .
"""


def test_confirmed_assets_of_those_that_stand():
    # Z2 names no owner, Z3 needs none, Z6 is gone, Z8 tells no day of forming, Z9 comes later
    said = say("48", "2021-12-31", assets=ASSETS)
    assert said.value == 66.67
    assert said.ids() == [1, 2, 3, 4, 5, 7]
    assert said.by("county") == {"450123": 50, "450124": 100, "451022": None}
    assert say("48", "2021-12-30", assets=ASSETS).ids() == [1, 2, 3, 4, 5, 6, 7]
    assert say("48", "2021-12-30", assets=ASSETS).value == 57.14


def test_an_asset_without_a_day_of_forming_counts_today():
    assert say("48", "2022-06-01", assets=ASSETS).ids() == [1, 2, 3, 4, 5, 8, 9]
    assert say("48", "2021-12-31").value is None
