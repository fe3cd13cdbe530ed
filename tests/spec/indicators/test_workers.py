"""26 to 30, 51, 52: who is at work on a day, by the dates of the row itself."""

from tests.spec.indicators.drawn import say

WORKERS = """
    county person tags                       status      since      until      workplace checked_on
    450123 A      poverty_relieved           arrived     2021-03-01 .          440305    .
    450123 B      poverty_relieved,relocated stable      2021-01    .          4403      .
    450123 C      other                      hired       2021-06-15 .          450100    .
    450123 D      monitored                  left        2021-02-10 2021-08-31 450123001 .
    450124 E      other                      willing     .          .          .         .
    450124 F      poverty_relieved           stable      2020       2021-07    .         .
    450124 G      other                      arrived     .          .          440000    2021-05-20
    450124 H      other                      arrived     .          .          450000    .
    450124 A      .                          stable      2021-03-01 .          440305    .
    451022 I      other                      recommended .          .          .         .
"""


def test_at_the_years_end():
    # A (in two counties, one person), B, C, G; D and F have ended, H's dates say nothing of a past day.
    said = say("26", "2021-12-31", workers=WORKERS)
    assert (said.value, said.rows, said.ids()) == (4, 5, [1, 2, 3, 7, 9])


def test_each_county_counts_the_person_itself():
    said = say("26", "2021-12-31", workers=WORKERS)
    assert said.by("county") == {"450123": 3, "450124": 2, "451022": 0}
    assert said.by("district") == {"440304": 4, "440310": 0}
    assert said.ids(county="450124") == [7, 9]
    assert said.ids(district="440304") == [1, 2, 3, 7, 9]


def test_someone_who_left_later_was_at_work():
    assert say("26", "2021-08-31", workers=WORKERS).ids() == [1, 2, 3, 4, 7, 9]
    assert 4 not in say("26", "2021-09-01", workers=WORKERS).ids()


def test_half_known_dates_begin_on_the_first_and_end_on_the_last_day():
    assert 2 not in say("26", "2020-12-31", workers=WORKERS).ids()
    assert 2 in say("26", "2021-01-01", workers=WORKERS).ids()
    assert 6 in say("26", "2021-07-31", workers=WORKERS).ids()
    assert 6 not in say("26", "2021-08-01", workers=WORKERS).ids()
    assert 6 in say("26", "2020-01-01", workers=WORKERS).ids()


def test_a_row_without_a_start_counts_from_its_last_check_else_only_today():
    assert 7 not in say("26", "2021-05-19", workers=WORKERS).ids()
    assert 7 in say("26", "2021-05-20", workers=WORKERS).ids()
    assert 8 not in say("26", "2022-05-31", workers=WORKERS).ids()
    assert 8 in say("26", "2022-06-01", workers=WORKERS).ids()


def test_out_of_poverty():
    assert say("27", "2021-12-31", workers=WORKERS).ids() == [1, 2]
    assert say("27", "2021-06-30", workers=WORKERS).ids() == [1, 2, 6]


def test_to_the_east_and_near_home():
    assert say("28", "2021-12-31", workers=WORKERS).ids() == [1, 2, 7, 9]
    assert say("28", "2021-12-31", workers=WORKERS).value == 3
    assert say("29", "2021-12-31", workers=WORKERS).ids() == [3]
    assert say("29", "2021-08-01", workers=WORKERS).ids() == [3, 4]


def test_stable_employment():
    # A is stable by the row of one county, B is stable: 2 of A, B, C, G.
    said = say("30", "2021-12-31", workers=WORKERS)
    assert (said.value, said.rows) == (50, 5)
    assert said.by("county") == {"450123": 33.33, "450124": 50, "451022": None}


def test_stable_by_months():
    # A, B, C have a start: all of them 6 months by 15 December, A and B only the day before.
    assert say("52", "2021-12-15", workers=WORKERS).value == 100
    assert say("52", "2021-12-14", workers=WORKERS).value == 66.67
    assert say("51", "2021-09-14", workers=WORKERS).value == 66.67
    assert say("51", "2021-09-15", workers=WORKERS).value == 100


def test_an_empty_ledger_is_unknown_and_a_ledger_without_anyone_at_work_is_zero():
    for id in ("26", "27", "28", "29", "30"):
        empty = say(id, "2021-12-31")
        assert (empty.value, empty.rows, empty.ids()) == (None, 0, [])
        assert set(empty.by("county").values()) == {None}
    assert say("26", "2019-12-31", workers=WORKERS).value == 0
    assert say("30", "2019-12-31", workers=WORKERS).value is None
    only = WORKERS.splitlines()
    assert say("26", "2021-12-31", workers="\n".join(only[:6])).by("county") == {
        "450123": 3, "450124": None, "451022": None
    }  # fmt: skip
