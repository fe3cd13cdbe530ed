"""45: demonstration sites of measure 25."""

from tests.spec.indicators.drawn import say

SITES = """
    county number kind         demonstration                 status    decided_on withdrawn_on
    450123 S1     village      consolidation                 building  2021-04-20 .
    450123 S2     resettlement none                          .         .          .
    450123 S3     hamlet       revitalisation                accepted  2021-03-01 .
    450124 S4     resettlement consolidation,revitalisation  accepted  2021-05    .
    450124 S5     village      consolidation                 proposed  2021-06-01 .
    450124 S6     village      consolidation                 withdrawn 2021-03-01 2021-09-30
    450124 S7     village      .                             building  2021-03-01 .
    451022 S8     village      consolidation                 .         .          .
"""


def sites(day: str):
    return say("45", day, sites=SITES)


def test_only_sites_of_measure_25_count_and_each_once():
    # S3 is a site of measure 26, S5 only proposed, S6 withdrawn, S8 without a day.
    said = sites("2021-12-31")
    assert (said.value, said.rows, said.ids()) == (2, 2, [1, 4])
    assert said.by("county") == {"450123": 1, "450124": 1, "451022": 0}
    assert said.by("district") == {"440304": 2, "440310": 0}
    assert said.ids(county="450124") == [4]


def test_a_site_counts_from_its_decision_to_its_withdrawal():
    assert sites("2021-02-28").value == 0
    assert sites("2021-04-19").ids() == [6]
    assert sites("2021-04-20").ids() == [1, 6]
    assert sites("2021-05-01").ids() == [1, 4, 6]
    assert sites("2021-09-29").ids() == [1, 4, 6]
    assert sites("2021-09-30").ids() == [1, 4]


def test_a_site_without_a_day_counts_only_today():
    assert sites("2022-05-31").ids() == [1, 4]
    assert sites("2022-06-01").ids() == [1, 4, 8]


def test_an_empty_ledger_is_unknown():
    said = say("45", "2021-12-31")
    assert (said.value, said.rows, said.ids()) == (None, 0, [])
