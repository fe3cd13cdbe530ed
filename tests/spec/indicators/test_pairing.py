"""42 to 44: pairs in force on a day, each pair of partners once."""

from tests.spec.indicators.drawn import say

PAIRS = """
    county kind      east_partner west_partner town      village      signed_on  begins_on  ends_on    ended_on
    450123 school    1            11           .         .            2021-03-01 .          2023-02-28 .
    450123 school    1            11           .         .            2021-05-01 .          .          .
    450123 school    1            12           .         .            2021-05    .          2021-08    .
    450124 school    2            11           .         .            2019-01-01 .          2023-12-31 2021-06-30
    451022 school    3            13           .         .            .          2021-04-01 .          .
    451022 school    3            14           .         .            .          .          .          .
    450123 hospital  4            15           .         .            2020-01-01 .          2020-12-31 .
    450123 hospital  5            15           .         .            2020-01-01 .          2021-12-31 .
    450123 township  6            .            450123100 .            2021-02-01 .          .          .
    450123 village   6            .            450123100 450123100201 2021-02-01 .          .          .
    450123 village   6            .            450123100 450123100202 2021-02-01 .          .          .
    450124 village   6            .            .         .            2021-02-01 .          .          .
    450124 village   6            .            .         .            2021-02-01 .          .          .
    450124 firm      7            .            450124100 450124100201 2021-02-01 .          .          .
    450124 society   8            .            450124100 450124100201 2021-02-01 .          .          .
    451022 community 9            16           .         .            2021-02-01 .          .          .
    451022 .         9            17           .         .            2021-02-01 .          .          .
"""


def test_schools_paired_on_a_day():
    # 1 and 2 are the same two schools; 3 has run out by then, 4 was given up; 5 began without a day of signing.
    said = say("42", "2021-12-31", partner_pairs=PAIRS)
    assert (said.value, said.rows, said.ids()) == (2, 3, [1, 2, 5])
    assert said.by("county") == {"450123": 1, "450124": 0, "451022": 1}
    assert said.by("district") == {"440304": 1, "440310": 1}
    assert said.ids(county="450123") == [1, 2]


def test_the_last_day_of_a_pair_still_counts():
    assert say("42", "2021-06-30", partner_pairs=PAIRS).ids() == [1, 2, 3, 4, 5]
    assert say("42", "2021-07-01", partner_pairs=PAIRS).ids() == [1, 2, 3, 5]
    assert say("42", "2021-08-31", partner_pairs=PAIRS).ids() == [1, 2, 3, 5]
    assert say("42", "2021-09-01", partner_pairs=PAIRS).ids() == [1, 2, 5]
    assert say("42", "2021-02-28", partner_pairs=PAIRS).ids() == [4]


def test_a_pair_without_any_day_counts_only_today():
    assert 6 not in say("42", "2022-05-31", partner_pairs=PAIRS).ids()
    assert 6 in say("42", "2022-06-01", partner_pairs=PAIRS).ids()


def test_hospitals():
    assert say("43", "2020-12-31", partner_pairs=PAIRS).value == 2
    assert say("43", "2021-01-01", partner_pairs=PAIRS).ids() == [8]
    assert say("43", "2022-01-01", partner_pairs=PAIRS).value == 0


def test_places_and_firms():
    # Societies and rows without a kind are left out; villages differ by their code, pairs without one each count.
    said = say("44", "2021-12-31", partner_pairs=PAIRS)
    assert (said.value, said.ids()) == (7, [9, 10, 11, 12, 13, 14, 16])
    assert said.by("county") == {"450123": 3, "450124": 3, "451022": 1}


def test_empty_ledgers_are_unknown():
    for id in ("42", "43", "44"):
        assert say(id, "2021-12-31").value is None
