"""31 to 39: training, enrolment, transport, workshops, leaders and public-welfare posts."""

from fractions import Fraction

from tests.spec.indicators.drawn import say

# 1 ended in May; 2 in the year before; 3 ends in December; 4 is still open; 5 is known to the month only.
CLASSES = """
    county number opened_on  ended_on
    450123 K1     2021-05-10 2021-05-20
    450123 K2     2020-11-02 2020-11-30
    450124 K3     2021-11-22 2021-12-03
    450124 K4     2021-11-22 .
    451022 K5     2021-06    2021-06
"""
TRAINEES = """
    county training_class person result    employed employed_on
    450123 1              A      completed x        2021-06-01
    450123 1              B      failed    -        .
    450123 1              C      withdrawn x        2021-06-01
    450123 1              D      .         .        .
    450123 2              A      completed x        2021-01-01
    450124 3              A      completed x        2022-01-05
    450124 3              E      completed x        .
    450124 4              F      training  .        .
    451022 5              G      completed x        2021-06
    451022 5              H      completed -        .
"""


def test_training_counts_who_finished_a_class_of_the_year():
    # A in two classes counts twice; C withdrew, K2 is of the year before, K4 has not ended.
    said = say("31", "2021-12-31", trainees=TRAINEES, training_classes=CLASSES)
    assert (said.value, said.rows, said.ids()) == (7, 7, [1, 2, 4, 6, 7, 9, 10])
    assert said.by("county") == {"450123": 3, "450124": 2, "451022": 2}
    assert said.by("district") == {"440304": 5, "440310": 2}
    assert said.ids(county="450124") == [6, 7]


def test_training_grows_over_the_year_and_starts_anew():
    tables = {"trainees": TRAINEES, "training_classes": CLASSES}
    assert [say("31", day, **tables).value for day in ("2021-05-19", "2021-05-20", "2021-06-01", "2021-12-02")] == [
        0,
        3,
        5,
        5,
    ]
    assert say("31", "2022-03-31", **tables).value == 0
    assert say("31", "2022-06-01", **tables).ids() == []  # even today a class without an end has not ended
    assert say("31", "2020-12-31", **tables).ids() == [5]


def test_employment_after_training():
    # A, G of seven; A of K3 began work after the day, E's day is not known, D's answer is not known.
    said = say("32", "2021-12-31", trainees=TRAINEES, training_classes=CLASSES)
    assert (said.part.exact, said.unknown, said.rows) == (Fraction(200, 7), 1, 7)
    assert said.by("county") == {"450123": 33.33, "450124": 0, "451022": 50}
    assert say("32", "2021-05-31", trainees=TRAINEES, training_classes=CLASSES).value == 0


def test_employment_of_nobody_is_unknown():
    assert say("32", "2021-03-31", trainees=TRAINEES, training_classes=CLASSES).value is None


ENROLMENTS = """
    county person kind          enrolled_on status    left_on
    450123 A      junior_leaver 2021-09-01  studying  .
    450123 B      secondary     2021-09     withdrawn 2021-10-15
    450123 C      technician    2020-09-01  studying  .
    450123 D      technician    2021-09-06  withdrawn .
    450124 E      college       2021-09-06  .         .
    450124 F      senior_leaver 2021-03-01  suspended .
    450124 A      secondary     2021-09-10  studying  .
    451022 G      secondary     2022-03-01  studying  .
"""


def test_enrolments_of_the_year():
    said = say("33", "2021-12-31", enrolments=ENROLMENTS)
    assert (said.value, said.rows, said.ids()) == (3, 4, [1, 5, 6, 7])
    assert said.by("county") == {"450123": 1, "450124": 3, "451022": 0}
    # B left in the middle of October; D's day of leaving is not known.
    assert say("33", "2021-10-14", enrolments=ENROLMENTS).ids() == [1, 2, 5, 6, 7]
    assert say("33", "2021-10-15", enrolments=ENROLMENTS).ids() == [1, 5, 6, 7]


TRIPS = """
    county number left_on
    450123 T1     2021-02-18
    450123 T2     2021-07-01
    450124 T3     2021-02-20
    451022 T4     2020-12-30
"""
PASSENGERS = """
    county trip person boarded
    450123 1    A      x
    450123 1    B      .
    450123 1    C      -
    450123 2    A      x
    450123 2    D      x
    450124 3    B      x
    450124 3    E      x
    451022 4    F      x
"""


def test_people_moved_count_once_a_year():
    said = say("34", "2021-12-31", trip_passengers=PASSENGERS, trips=TRIPS)
    assert (said.value, said.rows, said.ids()) == (4, 6, [1, 2, 4, 5, 6, 7])
    assert said.by("county") == {"450123": 3, "450124": 2, "451022": 0}
    assert say("34", "2021-02-19", trip_passengers=PASSENGERS, trips=TRIPS).value == 2


WORKSHOPS = """
    county number started_on ended_on   status relieved
    450123 W1     2019-05-01 .          active 12
    450123 W2     2021-06    .          active 8
    450123 W3     2020-01-01 2021-09-30 closed 20
    450123 W4     2020-01-01 .          idle   9
    450124 W5     .          .          active 7
    450124 W6     2020-03-01 .          .      5
    450124 W7     2021-03-01 .          active .
    451022 W8     2020-01-01 .          idle   6
"""
MONTHS = """
    county workshop month   relieved
    450123 1        2021-05 10
    450123 1        2021-11 15
    450123 1        2022-01 40
    450123 2        2021-11 .
    450123 3        2021-08 18
    450123 4        2021-11 9
"""


def test_workshops_at_work_on_the_day():
    # W3 has closed, W4 and W8 stand idle, W5's opening says nothing of a past day, nobody says what W6 does.
    said = say("35", "2021-12-31", workshops=WORKSHOPS)
    assert (said.value, said.ids(), said.unknown) == (3, [1, 2, 7], 1)
    assert said.by("county") == {"450123": 2, "450124": 1, "451022": 0}
    assert say("35", "2021-09-30", workshops=WORKSHOPS).ids() == [1, 2, 3, 7]
    assert say("35", "2021-05-31", workshops=WORKSHOPS).ids() == [1, 3, 7]
    assert say("35", "2022-06-01", workshops=WORKSHOPS).ids() == [1, 2, 5, 7]


def test_people_in_workshops_by_the_last_month_told():
    # W1 by its November, W2 told no number and stands with what is registered, W7 has none at all.
    said = say("36", "2021-12-31", workshops=WORKSHOPS, workshop_months=MONTHS)
    assert (said.value, said.ids(), said.unknown) == (15 + 8, [1, 2], 1)
    assert said.by("county") == {"450123": 23, "450124": 0, "451022": 0}
    assert say("36", "2021-09-30", workshops=WORKSHOPS, workshop_months=MONTHS).value == 10 + 8 + 18
    assert say("36", "2021-09-30", workshops=WORKSHOPS).value == 12 + 8 + 20
    lone = "county number started_on status relieved\n 450123 W1 2020-01-01 active ."
    assert say("36", "2021-12-31", workshops=lone).value is None


LEADERS = """
    county person trained_on started started_on
    450123 A      2021-05-21 x       2021-08-01
    450123 A      2021-09-17 x       2021-08-01
    450123 B      2021-05-21 -       .
    450123 C      2020-10-16 x       2020-12-01
    450124 D      2021-11    x       2019-03-01
    450124 E      2021-11-05 x       .
    450124 A      2021-05-21 .       .
    451022 F      2022-01-10 x       2021-01-01
"""


def test_leaders_trained_and_those_who_started():
    said = say("37", "2021-12-31", leaders=LEADERS)
    assert (said.value, said.rows, said.ids()) == (4, 6, [1, 2, 3, 5, 6, 7])
    assert said.by("county") == {"450123": 2, "450124": 3, "451022": 0}
    started = say("38", "2021-12-31", leaders=LEADERS)
    assert (started.value, started.ids()) == (2, [1, 2, 5])
    assert started.by("county") == {"450123": 1, "450124": 1, "451022": 0}
    assert say("38", "2021-07-31", leaders=LEADERS).value == 0


POSTS = """
    county person since      until
    450123 A      2021-01-01 2021-12-31
    450123 B      2021-03    .
    450123 C      2020-01-01 2021-06
    450124 D      2021-07-01 2022-06-30
    450124 A      2021-10-01 .
    450124 E      2022-01-01 .
    451022 F      2020-01-01 2020-12-31
"""


def test_welfare_posts_held_on_the_day():
    said = say("39", "2021-12-31", welfare_posts=POSTS)
    assert (said.value, said.rows, said.ids()) == (3, 4, [1, 2, 4, 5])
    assert said.by("county") == {"450123": 2, "450124": 2, "451022": 0}
    assert say("39", "2021-06-30", welfare_posts=POSTS).ids() == [1, 2, 3]
    assert say("39", "2022-01-01", welfare_posts=POSTS).ids() == [2, 4, 5, 6]


def test_empty_ledgers_are_unknown():
    for id in range(31, 40):
        said = say(str(id), "2021-12-31")
        assert (said.value, said.rows) == (None, 0)
