"""20 to 23 and 25: firms that produce, money that arrived with proof, joint parks, projects at full output."""

from tests.spec.indicators.drawn import say

FIRMS = """
    county number firm stage     operating_on ended_on
    450123 F1     1    operating 2021-03-01   .
    450123 F2     1    operating 2021-06-01   .
    450123 F3     2    operating 2020-12-31   .
    450123 F4     3    building  .            .
    450124 F5     1    operating 2021-07      .
    450124 F6     4    operating .            .
    450124 F7     5    stopped   2021-02-01   2021-11-30
    450124 F8     6    withdrawn 2021-02-01   .
    451022 F9     7    lead      .            .
    451022 F10    8    operating 2022-01-01   .
"""


def test_a_firm_that_produces_counts_once():
    # F1, F2 and F5 are projects of one firm; F7 stopped in November, F8 is gone nobody knows when
    said = say("20", "2021-12-31", settled_firms=FIRMS)
    assert said.value == 1
    assert said.ids() == [1, 2, 5]
    assert said.rows == 3
    assert said.by("county") == {"450123": 1, "450124": 1, "451022": 0}
    assert said.by("district") == {"440304": 1, "440310": 0}


def test_firms_on_other_days():
    assert say("20", "2021-11-30", settled_firms=FIRMS).ids() == [1, 2, 5, 7]
    assert say("20", "2021-06-30", settled_firms=FIRMS).ids() == [1, 2, 7]
    assert say("20", "2020-12-31", settled_firms=FIRMS).ids() == [3]
    # Today F6, whose day nobody entered, is told as producing.
    assert say("20", "2022-06-01", settled_firms=FIRMS).ids() == [6, 10]
    assert say("20", "2021-12-31").value is None


INVESTMENTS = """
    county number firm arrived_on amount        proof
    450123 I1     1    2021-01-01 100000000000  bank
    450123 I2     1    2021-12-31 50000000001   audit
    450123 I3     1    2021-05    20000000000   other
    450123 I4     1    2021-06-01 .             bank
    450124 I5     2    2021-06-01 -10000000000  bank
    450124 I6     2    2020-12-31 900000000000  bank
    450124 I7     2    2021-07-01 30000000000   .
    450124 I8     2    .          40000000000   audit
    451022 I9     3    2021-08-01 60000000000   none
"""


def test_only_proved_investment_has_arrived():
    # 10 + 5.0000000001 - 1 亿元; I3, I7 and I9 lack a bank's or an auditor's paper
    said = say("21", "2021-12-31", investments=INVESTMENTS)
    assert said.value == 14.0000000001
    assert said.part.exact * 10_000_000_000 == 140_000_000_001
    assert said.ids() == [1, 2, 5]
    assert said.unknown == 3
    assert said.by("county") == {"450123": 15.0000000001, "450124": -1, "451022": 0}
    assert say("21", "2021-12-30", investments=INVESTMENTS).value == 9
    assert say("21", "2020-12-31", investments=INVESTMENTS).ids() == [6]


def test_investment_without_a_day_counts_only_today():
    assert say("21", "2022-05-31", investments=INVESTMENTS).value == 0
    assert say("21", "2022-06-01", investments=INVESTMENTS).ids() == [8]
    assert say("21", "2021-12-31").value is None


PARKS = """
    county name joint joint_since joint_until farm
    450123 P1   x     2019-05     .           x
    450123 P2   x     2021-12-31  2021-12-31  -
    450123 P3   -     2019-01-01  .           x
    450124 P4   x     2018-01-01  2021        .
    450124 P5   x     .           .           x
    450124 P6   .     2018-01-01  .           x
    450124 P7   x     2017-01-01  2020-12-31  x
    451022 P8   -     .           .           -
"""


def test_joint_parks_and_farm_parks_among_them():
    said = say("22", "2021-12-31", parks=PARKS)
    assert said.value == 3
    assert said.ids() == [1, 2, 4]
    assert said.by("county") == {"450123": 2, "450124": 1, "451022": 0}
    assert say("22", "2022-01-01", parks=PARKS).ids() == [1]
    assert say("22", "2022-06-01", parks=PARKS).ids() == [1, 5]
    farm = say("23", "2021-12-31", parks=PARKS)
    assert (farm.value, farm.ids()) == (1, [1])
    assert say("23", "2022-06-01", parks=PARKS).ids() == [1, 5]
    assert say("22", "2021-12-31").value is None
    assert say("23", "2021-12-31").value is None


FARMING = """
    county number stage     started_on planned_full_on full_on    ended_on
    450123 N1     full      2018-03    2021-06         2021-05-20 .
    450123 N2     producing 2019-03    2021-06         .          .
    450123 N3     growing   2020-03    2024            .          .
    450123 N4     full      2018-03    2020            .          .
    450124 N5     full      2018-03    2021-12         2021-12-31 .
    450124 N6     ended     2018-03    2020            .          .
    450124 N7     ended     2018-03    2020            2020-10    2021-12-30
    450124 N8     growing   .          .               .          .
    451022 N9     growing   2022-01-01 2025            .          .
"""


def test_projects_at_full_output():
    # N4 does not say since when, N6 and N7 are given up, N8 does not say when it began
    said = say("25", "2021-12-31", farming_projects=FARMING)
    assert said.value == 40
    assert said.ids() == [1, 2, 3, 4, 5]
    assert said.unknown == 1
    assert said.by("county") == {"450123": 25, "450124": 100, "451022": None}
    before = say("25", "2021-12-30", farming_projects=FARMING)
    assert before.ids() == [1, 2, 3, 4, 5, 7]
    assert before.value == 33.33


def test_full_output_today():
    said = say("25", "2022-06-01", farming_projects=FARMING)
    assert said.ids() == [1, 2, 3, 4, 5, 8, 9]
    assert said.value == 42.86
    assert said.unknown == 3
    assert say("25", "2021-12-31").value is None
