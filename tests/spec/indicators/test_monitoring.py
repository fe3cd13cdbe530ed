"""06, 07, 08: clues closed in time, households helped, risks removed."""

from tests.spec.indicators.drawn import say

CLUES = """
    county number found_on   due_on     closed_on
    450123 X1     2021-03-01 2021-03-16 2021-03-16
    450123 X2     2021-03-02 2021-03-17 2021-03-18
    450123 X3     2021-11-20 2021-12-05 .
    450123 X4     2021-12-20 2022-01-04 .
    450124 X5     2021-12-22 2022-01-06 2021-12-30
    450124 X6     2021-06-01 .          2021-06-08
    450124 X7     2021-05    2021-05    2021-05-31
    450124 X8     2020-12-20 2021-01-04 2021-01-04
    451022 X9     2021-07-01 2021-07-16 2021-07
    451022 X10    .          2021-08-01 2021-08-02
"""
HOUSEHOLDS = """
    county number monitoring identified_on removed_on
    450123 A      unstable   2020-08-01    .
    450123 B      marginal   2021-03-01    2021-11-30
    450123 C      hardship   2021-06-15    .
    450123 D      none       2021-01-01    .
    450124 E      unstable   2021-02       .
    450124 F      marginal   .             .
    450124 G      .          2021-01-01    .
    450124 H      unstable   2022-01-01    .
    451022 I      unstable   2021-05-01    .
"""
MEASURES = """
    county number household started_on
    450123 M1     1         2020-08-10
    450123 M2     2         2021-03-05
    450123 M3     3         2022-02-01
    450123 M4     4         2021-02-01
    450124 M5     5         2021-02-20
    450124 M6     5         2021-04
    450124 M7     6         .
"""


def clues(day: str):
    return say("06", day, clues=CLUES)


def helped(day: str):
    return say("07", day, households=HOUSEHOLDS, help_measures=MEASURES)


def test_a_clue_closed_on_its_due_day_is_in_time():
    # Judged: X1, X5, X7, X9 in time; X2 a day late, X3 overdue. X4 is not due, X6 has no due date, X8 is of 2020.
    said = clues("2021-12-31")
    assert (said.value, said.rows, said.ids(), said.unknown) == (66.67, 6, [1, 2, 3, 5, 7, 9], 2)
    assert said.by("county") == {"450123": 33.33, "450124": 100, "451022": 100}
    assert said.by("district") == {"440304": 60, "440310": 100}


def test_until_it_is_overdue_an_open_clue_is_not_judged():
    assert (clues("2021-03-16").value, clues("2021-03-16").unknown) == (100, 1)
    assert (clues("2021-03-17").value, clues("2021-03-17").unknown) == (100, 1)
    assert (clues("2021-03-18").value, clues("2021-03-18").unknown) == (50, 0)


def test_a_clue_closed_later_was_open_on_the_day():
    assert 9 not in clues("2021-06-30").ids()
    assert 9 in clues("2021-07-01").ids()
    assert 7 not in clues("2021-05-30").ids()
    assert clues("2021-05-31").value == 66.67


def test_a_clue_without_a_day_counts_only_today():
    assert 10 not in clues("2021-12-31").ids()
    assert (clues("2022-06-01").ids(), clues("2022-06-01").value) == ([10], 0)


def test_a_household_counts_once_however_many_measures_it_has():
    # Watched and open: A, C, E, I. A and E have a measure that had begun; that of C begins in 2022.
    said = helped("2021-12-31")
    assert (said.value, said.rows, said.ids()) == (50, 4, [1, 3, 5, 9])
    assert said.by("county") == {"450123": 50, "450124": 100, "451022": None}
    assert said.by("district") == {"440304": 66.67, "440310": None}


def test_a_removed_household_leaves_the_share():
    assert (helped("2021-11-29").value, helped("2021-11-29").ids()) == (60, [1, 2, 3, 5, 9])
    assert 2 not in helped("2021-11-30").ids()


def test_what_has_no_date_counts_only_today():
    today = helped("2022-06-01")
    assert (today.value, today.ids()) == (66.67, [1, 3, 5, 6, 8, 9])


def test_risks_removed():
    said = say("08", "2021-12-31", households=HOUSEHOLDS)
    assert (said.value, said.rows, said.ids()) == (20, 5, [1, 2, 3, 5, 9])
    assert said.by("county") == {"450123": 33.33, "450124": 0, "451022": 0}
    assert say("08", "2021-11-29", households=HOUSEHOLDS).value == 0
    assert say("08", "2021-11-30", households=HOUSEHOLDS).value == 20
    assert say("08", "2022-06-01", households=HOUSEHOLDS).value == 14.29


def test_empty_ledgers_are_unknown():
    for id in ("06", "07", "08"):
        said = say(id, "2021-12-31")
        assert (said.value, said.rows, said.ids()) == (None, 0, [])
        assert set(said.by("county").values()) == {None}
    assert say("07", "2021-12-31", households=HOUSEHOLDS).value is None
    assert say("07", "2021-12-31", help_measures=MEASURES).value is None
