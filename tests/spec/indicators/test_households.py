"""50: households whose income of twelve full months lies below the line."""

from tests.spec.indicators.drawn import say

LINE = {"45": 600_000}
HEAD = "county household month people wage_income business_income property_income transfer_income business_cost\n"


def year(household: str, *, people: str = "2", wage: str = "100000", cost: str = ".", county: str = "450123",
         months: range = range(1, 13), of: int = 2021, business: str = ".") -> str:  # fmt: skip
    """One row a month with the same figures."""
    return "\n".join(
        f"{county} {household} {of}-{month:02d} {people} {wage} {business} . . {cost}" for month in months
    ) + "\n"  # fmt: skip


def below(text: str, day: str = "2021-12-31"):
    return say("50", day, lines=LINE, household_months=HEAD + text)


def test_the_line_itself_is_not_below():
    # 12 months of 1,000 yuan for two people are exactly 6,000 yuan a person.
    assert below(year("A")).value == 0
    assert below(year("A", wage="99999")).value == 1
    assert below(year("A", people="3")).value == 1


def test_costs_of_production_are_taken_off():
    assert below(year("A", cost="1")).value == 1
    assert below(year("A", wage="60000", business="50000", cost="10000")).value == 0


def test_the_last_month_stands_for_the_household():
    said = below(year("A", people="3") + year("B") + year("C", people="9", county="451022"))
    assert (said.value, said.rows, said.ids(), said.unknown) == (2, 2, [12, 36], 0)
    assert said.by("county") == {"450123": 1, "450124": None, "451022": 1}
    assert said.by("district") == {"440304": 1, "440310": 1}
    assert said.ids(county="451022") == [36]


def test_a_missing_month_is_not_a_zero():
    eleven = year("A", people="9", months=range(1, 12))
    assert (below(eleven).value, below(eleven).unknown) == (None, 1)
    gap = year("A", people="9", months=range(1, 6)) + year("A", people="9", months=range(7, 13))
    assert (below(gap + year("B")).value, below(gap + year("B")).unknown) == (0, 1)


def test_a_month_without_any_income_figure_is_missing():
    silent = year("A", people="9", months=range(1, 12)) + year("A", people="9", wage=".", months=range(12, 13))
    assert (below(silent).value, below(silent).unknown) == (None, 1)


def test_a_household_without_people_is_not_judged():
    assert below(year("A", people=".")).unknown == 1
    assert below(year("A", people="0")).value is None


def test_the_window_is_the_last_twelve_full_months():
    both = year("A", people="9", of=2020) + year("A", people="1")
    assert below(both, "2021-12-31").value == 0
    assert below(both, "2021-12-30").value == 0
    assert below(both, "2021-01-30").value == 1
    assert below(both, "2021-01-31").value == 0  # January's single person already stands for the household
    assert below(year("A"), "2021-12-30").value is None


def test_the_same_number_in_two_counties_is_two_households():
    assert below(year("A", people="9") + year("A", people="9", county="450124")).value == 2


def test_without_a_line_nothing_is_said():
    said = say("50", "2021-12-31", household_months=HEAD + year("A", people="9"))
    assert (said.value, said.unknown) == (None, 1)
    other = say("50", "2021-12-31", lines={"52": 600_000}, household_months=HEAD + year("A", people="9"))
    assert other.value is None


def test_an_empty_ledger_is_unknown():
    said = say("50", "2021-12-31", lines=LINE)
    assert (said.value, said.rows, said.unknown) == (None, 0, 0)
