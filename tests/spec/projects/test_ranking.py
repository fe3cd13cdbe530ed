"""How a review ranks: drawn tables of projects with their points and amounts in 万元, and what becomes of each."""

from hypothesis import given
from hypothesis import strategies as st

from jiedui.modules.projects.review.lists import LIBRARY
from jiedui.modules.projects.review.ranking import Entry, Ranking, rank, spread

WAN = 1_000_000


def ranked(table: str, *, budget: int, mark: int = 0, chosen: dict[str, str] | None = None) -> Ranking:
    """The table: project, score (- where vetoed), amount, expected rank, result, why. `chosen`: "A B" -> "A"."""
    lines = [line.split() for line in table.strip().splitlines()]
    entries = [
        Entry(ord(name), name, int(amount) * WAN, None if score == "-" else round(float(score) * 100), score == "-")
        for name, score, amount, *_expected in lines
    ]
    said = {
        frozenset(map(ord, among.split())): [ord(one) for one in taken.split()]
        for among, taken in (chosen or {}).items()
    }
    found = rank(entries, budget=budget * WAN, mark=mark * 100, chosen=said)
    assert [
        f"{one.entry.number} {one.rank or '-'} {one.result} {one.why}" for one in found.places
    ] == [f"{name} {place} {result} {why}" for name, _score, _amount, place, result, why in lines]
    return found


def test_the_best_are_taken_as_long_as_the_money_lasts() -> None:
    found = ranked(
        """
        A  92.50  300  1  library  within
        B  88.00  500  2  library  within
        C  80.25  300  3  rolled   over_budget
        D  79.00   50  4  rolled   after_line
        """,
        budget=1000,
    )
    assert (found.spent, found.left, found.tie) == (800 * WAN, 200 * WAN, None)


def test_a_veto_is_out_whatever_the_points_and_below_the_mark_nothing_is_taken() -> None:
    ranked(
        """
        B  75.00  100  1  library  within
        C  59.99  100  2  rolled   below_mark
        A  -      100  -  vetoed   vetoed
        """,
        budget=1000, mark=60,
    )  # fmt: skip


def test_equals_share_their_rank_and_are_taken_together_where_they_fit() -> None:
    ranked(
        """
        A  90  100  1  library  within
        B  85  100  2  library  within
        C  85  100  2  library  within
        D  70  100  4  rolled   over_budget
        """,
        budget=300,
    )


def test_equals_at_the_line_are_left_to_a_person() -> None:
    table = """
        A  90  100  1  library  within
        B  85  100  2  open     tie
        C  85  150  2  open     tie
        D  70   10  4  rolled   after_line
        """
    found = ranked(table, budget=260)
    assert found.open and found.tie is not None
    assert (found.tie.ids, found.tie.left, found.tie.score) == ((ord("B"), ord("C")), 160 * WAN, 8500)


def test_the_persons_choice_counts_for_just_these_equals() -> None:
    found = ranked(
        """
        A  90  100  1  library  within
        B  85  100  2  rolled   not_chosen
        C  85  150  2  library  chosen
        D  70   10  4  rolled   after_line
        """,
        budget=260, chosen={"B C": "C"},
    )  # fmt: skip
    assert (found.open, found.left) == (False, 10 * WAN)
    other = rank([Entry(1, "B", 100, 8500), Entry(2, "C", 150, 8500), Entry(3, "E", 90, 8500)], budget=160, chosen={frozenset({1, 2}): [2]})
    assert other.open, "a third equal project makes it another tie"
    assert rank([Entry(1, "B", 100, 8500), Entry(2, "C", 150, 8500)], budget=160, chosen={frozenset({1, 2}): [1, 2]}).open


def test_equals_of_which_none_fits_need_no_decision() -> None:
    ranked(
        """
        A  90  100  1  library  within
        B  85  200  2  rolled   over_budget
        C  85  300  2  rolled   over_budget
        """,
        budget=150,
    )


def test_spread_of_sheets() -> None:
    found = spread([80, 82, 60], 15)
    assert (found.score, found.low, found.high, found.range, found.outliers) == (7400, 60, 82, 22, (2,))
    assert spread([85, 85, 86], 15).score == 8533, "85.333 is shown, and counts, as 85.33"
    assert spread([85, 86, 86, 86, 85, 85, 85, 85], 15).score == 8538, "85.375 is rounded half up"
    assert spread([100, 60], 15).outliers == (), "of two nobody can say which is far off"
    assert spread([70, 84, 86, 99], 15).outliers == (0,), "from 85: 15 is far, 14 is not"
    assert spread([], 15).score is None


some = st.lists(st.tuples(st.integers(0, 10), st.integers(1, 50), st.booleans()), max_size=12)


@given(some, st.integers(0, 200))
def test_whatever_is_drawn_the_money_is_kept_and_nobody_better_is_passed_over(drawn: list[tuple[int, int, bool]], budget: int) -> None:
    entries = [Entry(at, f"{at:02d}", amount, points * 100, out) for at, (points, amount, out) in enumerate(drawn)]
    found = rank(entries, budget=budget)
    taken = [one for one in found.places if one.result == LIBRARY]
    assert sum(one.entry.amount for one in taken) == found.spent <= budget
    assert sorted(one.entry.id for one in found.places) == [one.id for one in entries]
    worst = min((one.entry.score or 0 for one in taken), default=None)
    left = [one for one in found.places if one.result not in (LIBRARY, "vetoed")]
    assert worst is None or all((one.entry.score or 0) < worst for one in left), "no tie is broken by the machine"
    assert not any(one.entry.vetoed for one in taken)
    assert rank(reversed(entries), budget=budget).places == found.places, "the order of the ledger changes nothing"
