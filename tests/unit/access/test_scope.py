"""A scope's filter, its SQL and `covers` say the same of every row, also after intersecting and joining scopes."""

import datetime as dt
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiedui.core.access.models import Grant
from jiedui.core.access.scope import Scope
from tests.accounts import make_user

COUNTIES = ["450123", "450124", "451003"]
TOWNS = [county + town for county in COUNTIES for town in ("100", "101", "200")]
ROWS: list[tuple[str | None, str | None]] = [
    *((town[:6], town) for town in TOWNS),
    *((county, None) for county in COUNTIES),
    ("450125", "450125100"),
    (None, None),
]


@st.composite
def scopes(draw: st.DrawFn) -> Scope:
    if draw(st.booleans()) and draw(st.booleans()):
        return Scope.everything()
    counties = draw(st.frozensets(st.sampled_from(COUNTIES)))
    inside = [town for town in TOWNS if town[:6] in counties]
    return Scope(counties, draw(st.frozensets(st.sampled_from(inside))) if inside else None)


def rows_by_sql(scope: Scope, town_column: str | None = '"town"') -> list[tuple[str | None, str | None]]:
    where, values = scope.sql('"county"', town_column)
    with sqlite3.connect(":memory:") as database:
        database.execute("create table rows (n integer, county text, town text)")
        database.executemany("insert into rows values (?, ?, ?)", [(n, *row) for n, row in enumerate(ROWS)])
        found = database.execute(f"select county, town from rows where {where.replace('%s', '?')} order by n", values)
        return found.fetchall()


@given(scopes())
def test_sql_finds_what_covers_says(scope: Scope) -> None:
    assert rows_by_sql(scope) == [row for row in ROWS if scope.covers(*row)]


@given(scopes())
def test_without_a_town_column_narrowed_counties_are_left_out(scope: Scope) -> None:
    assert rows_by_sql(scope, None) == [row for row in ROWS if scope.covers(*row) and row[0] not in scope.narrowed]


@given(scopes(), scopes())
def test_intersection_and_union_row_by_row(one: Scope, other: Scope) -> None:
    both, either = one.intersect(other), one.union(other)
    for row in ROWS:
        assert both.covers(*row) == (one.covers(*row) and other.covers(*row)), row
        assert either.covers(*row) == (one.covers(*row) or other.covers(*row)), row
    assert bool(both) or not any(both.covers(*row) for row in ROWS)


@pytest.mark.both_databases
@pytest.mark.django_db
def test_the_queryset_filter_finds_what_covers_says() -> None:
    user = make_user(None)
    # Any model with two text columns does: role stands for the county, region for the town.
    Grant.objects.bulk_create(
        Grant(user=user, role=county, region=town, valid_from=dt.date(2021, 1, 1)) for county, town in ROWS if town
    )
    for scope in (
        Scope.everything(),
        Scope.nothing(),
        Scope(frozenset({"450124"})),
        Scope(frozenset({"450123", "450124"}), frozenset({"450124101", "450124200"})),
    ):
        found = Grant.objects.filter(scope.q("role", "region")).order_by("id").values_list("role", "region")
        assert list(found) == [row for row in ROWS if row[1] and scope.covers(*row)], scope
        county_only = Grant.objects.filter(scope.q("role")).values_list("role", flat=True)
        assert set(county_only).isdisjoint(scope.narrowed)


def test_nothing_is_false_and_reaches_nothing() -> None:
    assert not Scope.nothing()
    assert Scope.everything()
    assert not any(Scope.nothing().covers(*row) for row in ROWS)


def test_a_town_outside_the_counties_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="lies in one"):
        Scope(frozenset({"450123"}), frozenset({"450124100"}))
    with pytest.raises(ValueError, match="lies in one"):
        Scope(None, frozenset({"450124100"}))
