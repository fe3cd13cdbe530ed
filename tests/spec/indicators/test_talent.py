"""14 to 19, 53, 61, 62: people in office on a day, turns of service in a year."""

from tests.spec.indicators.drawn import say

OFFICIALS = """
    county person direction kind       started_on term_ends_on ended_on
    450123 A      west      secondment 2020-05-01 2023-04-30   .
    450123 B      west      short      2021-06-01 2021-11-30   .
    450123 C      west      stationed  2021-05-10 .            .
    450124 A      west      secondment 2021-01    2023-12      .
    450124 D      west      secondment 2021-03-01 2023-02-28   2021-08-31
    450124 E      west      secondment 2021-09-01 2022-08-31   .
    451022 F      west      stationed  2021-05-10 2024-05-09   .
    451022 G      east      secondment 2021-05-10 2021-12-31   .
    440300 H      west      provincial 2021-05-10 2024-05-09   .
    450100 I      west      front      2021-05-10 2021-06-30   2022-03-31
    451022 J      .         secondment 2021-05-10 .            .
"""
PROFESSIONALS = """
    county person direction stay   started_on term_ends_on ended_on
    450123 A      west      long   2020-09-01 2021-08-31   2021-07-10
    450123 B      west      medium 2021-03-15 2021-08-14   .
    450123 B      west      medium 2021-09-01 .            .
    450124 B      west      medium 2021-09-01 .            .
    450124 C      west      short  2021-04-01 .            2021-04-09
    450124 D      west      .      2021-12-31 2022-02      .
    451022 E      west      long   2019-09-01 2020-08      .
    451022 F      east      medium 2021-05-01 2021-08-01   .
    451022 G      .         medium 2021-05-01 2021-08-01   .
    451022 H      west      short  2020-12-30 .            2021-01-03
"""
TRAINEES = """
    county person category   started_on
    450123 A      official   2021-04-01
    450123 A      official   2021-06-01
    450123 A      official   2021-06
    450124 A      official   2021-06-01
    450124 B      teacher    2020-12-31
    450124 C      village    2021-12-31
    451022 D      other      2021-05-01
    451022 E      .          2021-05-01
    451022 F      technician 2022-01-01
"""


def test_officials_in_office():
    # A serves two counties and is one person; B's term is over, D left early, I stays beyond the term.
    said = say("14", "2021-12-31", officials=OFFICIALS)
    assert (said.value, said.rows, said.ids()) == (6, 7, [1, 3, 4, 6, 7, 9, 10])
    assert said.by("county") == {"440300": 1, "450100": 1, "450123": 2, "450124": 2, "451022": 1}
    assert said.by("district") == {"440304": 3, "440310": 1}
    assert say("14", "2021-08-31", officials=OFFICIALS).ids() == [1, 2, 3, 4, 5, 7, 9, 10]
    assert say("14", "2020-12-31", officials=OFFICIALS).ids() == [1]


def test_officials_received():
    assert say("15", "2021-12-31", officials=OFFICIALS).ids() == [8]
    assert say("15", "2022-01-01", officials=OFFICIALS).value == 0


def test_the_county_with_the_fewest_secondments():
    said = say("16", "2021-06-01", officials=OFFICIALS)
    assert said.by("county") == {"450123": 2, "450124": 2, "451022": 0}
    assert (said.value, said.by("district")) == (0, {"440304": 2, "440310": 0})
    assert say("16", "2021-12-01", officials=OFFICIALS).by("district") == {"440304": 1, "440310": 0}
    # The day on which a short secondment ends still has it.
    assert say("16", "2021-11-30", officials=OFFICIALS).by("county")["450123"] == 2


def test_with_stationed_officials():
    said = say("53", "2021-12-31", officials=OFFICIALS)
    assert said.by("county") == {"450123": 2, "450124": 2, "451022": 1}
    assert (said.value, said.ids()) == (1, [1, 3, 4, 6, 7])


def test_a_county_without_rows_has_none_but_an_empty_ledger_is_unknown():
    only = "\n".join(OFFICIALS.splitlines()[:3])
    assert say("16", "2021-06-01", officials=only).value == 0
    assert say("16", "2021-06-01").value is None


def test_professionals_of_the_year():
    # Those sent last year who still serve are in; B's second stay is entered by two counties and is one; short ones apart.
    said = say("17", "2021-12-31", professionals=PROFESSIONALS)
    assert (said.value, said.rows, said.ids()) == (4, 5, [1, 2, 3, 4, 6])
    assert said.by("county") == {"450123": 3, "450124": 2, "451022": 0}
    assert say("17", "2021-12-30", professionals=PROFESSIONALS).value == 3
    assert say("17", "2021-01-01", professionals=PROFESSIONALS).ids() == [1]
    assert say("17", "2020-12-31", professionals=PROFESSIONALS).ids() == [1, 7]
    assert say("18", "2021-12-31", professionals=PROFESSIONALS).ids() == [8]


def test_months_served():
    # A January to July 7, B March to August 6, B again September to December 4 in each of two counties, D December 1.
    assert say("61", "2021-12-31", professionals=PROFESSIONALS).value == 7 + 6 + 4 + 4 + 1
    assert say("61", "2021-03-14", professionals=PROFESSIONALS).value == 3
    assert say("61", "2021-03-15", professionals=PROFESSIONALS).value == 4


def test_short_visits():
    assert say("62", "2021-12-31", professionals=PROFESSIONALS).ids() == [5]
    assert say("62", "2020-12-31", professionals=PROFESSIONALS).ids() == [10]


def test_people_trained():
    # Three turns of A; the same day in another county is the same turn.
    said = say("19", "2021-12-31", trainees_shadowing=TRAINEES)
    assert (said.value, said.rows, said.ids()) == (4, 5, [1, 2, 3, 4, 6])
    assert said.by("county") == {"450123": 3, "450124": 2, "451022": 0}
    assert say("19", "2021-12-30", trainees_shadowing=TRAINEES).value == 3


def test_empty_ledgers_are_unknown():
    for id in ("14", "15", "16", "17", "18", "19", "53", "61", "62"):
        said = say(id, "2021-12-31")
        assert (said.value, said.rows) == (None, 0)
