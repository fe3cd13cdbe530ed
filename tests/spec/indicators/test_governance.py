"""01 to 05, 49, 63: what both sides enter counts once, on its day and in its year."""

import datetime as dt

from tests.spec.indicators.drawn import say

VISITS = """
    county direction rank       started_on unit
    450123 west      party      2021-03-10 7
    450124 west      party      2021-03-10 7
    440304 west      party      2021-03-10 7
    451022 west      government 2021-03-10 8
    450123 east      both       2021-03-10 7
    450123 west      deputy     2021-04-01 7
    450123 west      party      2020-12-31 7
    451022 west      party      2021-06    .
    451022 west      party      2021-06    .
    440300 east      government .          9
    440310 west      .          2021-05-01 8
"""
MEETINGS = """
    county kind  held_on    host
    440304 joint 2021-05-01 1
    450123 joint 2021-05-01 1
    450124 joint 2021-05-01 2
    440304 study 2021-05-01 1
    440304 study 2021-12-31 1
    440310 study 2022-01-01 3
    440310 other 2021-07-01 3
    451022 joint .          4
"""
RESOLUTIONS = """
    county decided_on state   closed_on
    450123 2021-03-01 closed  2021-05-01
    450123 2021-03-01 doing   .
    450123 2021-03-01 closed  .
    450124 2020-11-01 closed  2020-12-31
    450124 2020-11-01 closed  2021-01
    450124 2020-11-01 dropped .
    451022 2021-08-01 open    .
    451022 .          closed  2021-02-01
    440304 2021-03-01 .       2021-07-01
"""
AGREEMENTS = """
    county signed_on  kind      party_a party_b
    440304 2021-04-01 framework 1       2
    450123 2021-04-01 framework 2       1
    450123 2021-04-01 labour    1       2
    450124 2021-04-01 .         1       3
    451022 2021-04    framework 1       .
    451022 2021-04    framework 1       .
    451022 2020-04-01 framework 1       4
    451022 .          framework 1       5
"""
MEDIA = """
    county kind   level      published_on link
    450123 report central    2021-02-01   L1
    450124 report central    2021-02-01   L1
    450124 report provincial 2021-02-01   L2
    450124 case   city       2021-02-01   L3
    451022 person central    2021-03-01   .
    451022 person central    2021-03-01   .
    451022 brief  central    2021-03-01   L4
    451022 report central    2020-03-01   L5
    440310 case   .          2021-12-31   L6
    440310 report .          2021-12-31   L7
"""
POLICIES = """
    county issued_on  begins_on  ends_on    repealed_on
    440300 2019-01-01 .          .          .
    440300 2019-01-01 .          2020-12-31 .
    440300 2019-01-01 .          2022-12-31 2021-06-30
    450123 2021-05-01 2021-07-01 .          .
    450123 .          .          .          .
"""


def test_a_visit_that_several_places_enter_is_one():
    # Rows 1, 2, 3 are one journey; 4 has another leader's office, 5 goes the other way; half-known ones stand each for itself.
    said = say("01", "2021-12-31", visits=VISITS)
    assert (said.value, said.rows, said.ids()) == (5, 7, [1, 2, 3, 4, 5, 8, 9])
    assert said.by("county") == {"440300": 0, "440304": 1, "440310": 0, "450123": 2, "450124": 1, "451022": 3}
    assert said.by("district") == {"440304": 2, "440310": 3}
    assert said.ids(district="440304") == [1, 2, 3, 5]


def test_visits_count_from_their_day_and_undated_ones_only_today():
    assert say("01", "2021-03-09", visits=VISITS).value == 0
    assert say("01", "2021-03-10", visits=VISITS).value == 3
    assert say("01", "2020-12-31", visits=VISITS).ids() == [7]
    assert say("01", "2021-06-01", today=dt.date(2021, 6, 1), visits=VISITS).ids()[-1] == 10


def test_joint_meetings():
    said = say("02", "2021-12-31", meetings=MEETINGS)
    assert (said.value, said.ids()) == (2, [1, 2, 3])
    assert said.by("district") == {"440304": 2, "440310": 0}
    assert say("02", "2021-04-30", meetings=MEETINGS).value == 0
    assert say("02", "2022-06-01", meetings=MEETINGS).ids() == [8]


def test_special_study_meetings():
    assert say("05", "2021-12-31", meetings=MEETINGS).ids() == [4, 5]
    assert say("05", "2021-12-30", meetings=MEETINGS).ids() == [4]
    assert say("05", "2022-01-01", meetings=MEETINGS).ids() == [6]


def test_resolutions_closed_of_those_due_to_be_handled():
    # 4 was closed in an earlier year, 6 is no longer handled, 8 has no day: of the others 1, 5 and 9 are closed.
    said = say("03", "2021-12-31", resolutions=RESOLUTIONS)
    assert (said.value, said.rows, said.ids()) == (50, 6, [1, 2, 3, 5, 7, 9])
    assert said.by("county") == {"440304": 100, "450123": 33.33, "450124": 100, "451022": 0}
    assert say("03", "2021-04-30", resolutions=RESOLUTIONS).value == 20
    assert say("03", "2021-02-01", resolutions=RESOLUTIONS).value == 100


def test_what_is_closed_without_a_day_is_closed_only_today():
    today = say("03", "2022-06-01", resolutions=RESOLUTIONS)
    # 1, 5, 8 and 9 were closed in 2021, so that year's figure has them; 2, 3 and 7 are left, 3 is said to be closed.
    assert (today.value, today.ids()) == (33.33, [2, 3, 7])


def test_an_agreement_that_both_sides_enter_is_one():
    said = say("04", "2021-12-31", agreements=AGREEMENTS)
    assert (said.value, said.rows, said.ids()) == (5, 6, [1, 2, 3, 4, 5, 6])
    assert said.by("county") == {"440304": 1, "450123": 2, "450124": 1, "451022": 2}
    assert said.by("district") == {"440304": 3, "440310": 2}
    assert say("04", "2020-12-31", agreements=AGREEMENTS).ids() == [7]


def test_cases_of_every_level_and_central_reports():
    said = say("49", "2021-12-31", media=MEDIA)
    assert (said.value, said.rows, said.ids()) == (5, 6, [1, 2, 4, 5, 6, 9])
    assert said.by("county") == {"440310": 1, "450123": 1, "450124": 2, "451022": 2}
    assert say("49", "2021-02-28", media=MEDIA).value == 2


def test_policies_in_force():
    assert say("63", "2020-12-31", policies=POLICIES).ids() == [1, 2, 3]
    assert say("63", "2021-06-30", policies=POLICIES).ids() == [1, 3]
    assert say("63", "2021-07-01", policies=POLICIES).ids() == [1, 4]
    assert say("63", "2022-06-01", policies=POLICIES).ids() == [1, 4, 5]


def test_empty_ledgers_are_unknown():
    for id in ("01", "02", "03", "04", "05", "49", "63"):
        said = say(id, "2021-12-31")
        assert (said.value, said.rows) == (None, 0)
