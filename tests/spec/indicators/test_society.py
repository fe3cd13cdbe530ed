"""41: donations received in the year, each once."""

from fractions import Fraction

from tests.spec.indicators.drawn import say

DONATIONS = """
    county number donor form    value     pledged    received_on receipt part
    450123 J1     1     cash    100000001 .          2021-01-01  P1      .
    450124 J2     1     cash    100000001 .          2021-01-01  P1      .
    450123 J3     2     kind    50000000  .          2021-03     P2      x
    451022 J4     2     kind    70000000  .          2021-03     P2      x
    450123 J5     3     cash    .         900000000  .           .       .
    450123 J6     3     service 80000000  .          2021-05-05  P3      .
    450124 J7     4     cash    20000000  .          2021-06-01  .       .
    451022 J8     4     cash    20000000  .          2021-06-01  .       .
    451022 J9     4     kind    20000000  .          2021-06-01  .       .
    450124 J10    5     cash    30000000  .          2020-12-31  P4      .
    450124 J11    5     cash    40000000  .          .           P5      .
    450124 J12    5     cash    60000000  .          2021        P6      .
"""


def test_gifts_received_in_the_year_each_once():
    # J2 repeats the receipt of J1, J8 the gift of J7; J3 and J4 share one receipt and say so; J5 is a promise, J6 a service.
    said = say("41", "2021-12-31", donations=DONATIONS)
    assert said.part.exact == Fraction(100_000_001 + 50_000_000 + 70_000_000 + 2 * 20_000_000 + 60_000_000, 1_000_000)
    assert (said.ids(), said.rows) == ([1, 3, 4, 7, 9, 12], 6)
    assert said.by("county") == {"450123": 150.000001, "450124": 80, "451022": 90}
    assert said.by("district") == {"440304": 230.000001, "440310": 90}


def test_a_half_known_date_counts_from_its_first_day():
    assert say("41", "2021-02-28", donations=DONATIONS).ids() == [1, 12]
    assert say("41", "2021-03-01", donations=DONATIONS).ids() == [1, 3, 4, 12]


def test_a_gift_without_a_date_counts_only_today():
    assert say("41", "2022-05-31", donations=DONATIONS).ids() == []
    assert say("41", "2022-06-01", donations=DONATIONS).ids() == [11]


def test_an_empty_ledger_is_unknown_and_a_year_without_gifts_is_zero():
    assert (say("41", "2021-12-31").value, say("41", "2021-12-31").rows) == (None, 0)
    assert say("41", "2019-12-31", donations=DONATIONS).value == 0
