"""Whatever the rows are, the rows drilled are as many as the figure says, and a plain count agrees with it."""

import datetime as dt
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from jiedui.core.declare.registry import registry
from jiedui.core.indicators.evaluation import Evaluation
from jiedui.core.indicators.moment import Moment
from jiedui.core.lake.layout import schema
from jiedui.core.lake.queries import Lake, lake_of_frames

TODAY = dt.date(2022, 1, 1)
DISTRICTS = {"450123": "440304", "450124": "440304", "451022": "440310", "451024": "440310"}
COUNTIES = ["450123", "450124", "451022", "450999"]
IDS = ["26", "27", "28", "29", "30", "51", "52", "09", "12", "13", "24", "50"]

dates = st.one_of(st.none(), st.sampled_from(["2020", "2021", "2021-03", "2021-06-30", "2021-07-01", "2021-12-31"]))
workers = st.fixed_dictionaries(
    {
        "county": st.sampled_from(COUNTIES),
        "person": st.sampled_from(["A", "B", "C", "D", "E"]),
        "tags": st.sampled_from([None, "poverty_relieved", "monitored,relocated", "poverty_relieved,other"]),
        "status": st.sampled_from([None, "willing", "hired", "arrived", "stable", "left", "returned"]),
        "workplace": st.sampled_from([None, "440305", "4403", "450100", "310000"]),
        "since": dates,
        "until": dates,
        "checked_on": dates,
    }
)
projects = st.fixed_dictionaries(
    {
        "county": st.sampled_from(COUNTIES),
        "fund_kind": st.sampled_from([None, "fiscal", "donation"]),
        "category": st.sampled_from([None, "industry", "talent"]),
        "planned_fund": st.one_of(st.none(), st.integers(0, 10**12)),
        "arrived": st.one_of(st.none(), st.integers(0, 10**12)),
        "key_county": st.sampled_from([None, True, False]),
    }
)
payments = st.fixed_dictionaries(
    {
        "county": st.sampled_from(COUNTIES),
        "project": st.integers(1, 8),
        "paid_on": dates,
        "amount": st.one_of(st.none(), st.integers(-(10**9), 10**12)),
    }
)


def lake(**rows: list[dict[str, Any]]) -> Lake:
    ids = ("workers", "projects", "payments", "household_months")
    schemas = {id: schema(registry.ledger(id)) for id in ids}
    frames = {
        id: pl.DataFrame([{"id": n, **row} for n, row in enumerate(some, 1)], infer_schema_length=None)
        for id, some in rows.items()
        if some
    }
    return lake_of_frames(frames, schemas)


days = st.sampled_from([dt.date(2021, 6, 30), dt.date(2021, 7, 31), dt.date(2021, 12, 31), TODAY])


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(IDS),
    st.lists(workers, max_size=15),
    st.lists(projects, max_size=6),
    st.lists(payments, max_size=10),
    days,
)
def test_rows_drilled_are_as_many_as_the_figure_says(id: str, w: list[Any], p: list[Any], v: list[Any], day: dt.date):
    at = Moment(day, TODAY, DISTRICTS, frozenset({"450124"}), {"45": 600_000})
    indicator = registry.indicator(id)
    with lake(workers=w, projects=p, payments=v) as open_:
        run = Evaluation(open_)
        total = run.totals([indicator], at)[id]
        ids = [row[0] for row in open_.fetch(run.rows(indicator, at, None, None).select("id"))]
        assert len(ids) == len(set(ids)) == total.rows
        parts = run.grouped([indicator], at, "county")[id]
        assert sum(part.rows for part in parts.values()) == total.rows
        assert set(DISTRICTS) <= set(parts)
        for county, part in parts.items():
            assert open_.fetch(run.rows(indicator, at, county, None).count()) == [(part.rows,)]
        for district, part in run.grouped([indicator], at, "district")[id].items():
            assert open_.fetch(run.rows(indicator, at, None, district).count()) == [(part.rows,)]
        if id == "09":
            known = [part.exact for part in parts.values() if part.exact is not None]
            assert total.exact == (sum(known) if known else None)
        if id in ("26", "27", "28", "29") and w:
            assert total.exact is not None
            one_by_one = [part.exact or 0 for part in parts.values()]
            assert max(one_by_one) <= total.exact <= sum(one_by_one)


@settings(max_examples=30, deadline=None)
@given(st.lists(workers, min_size=1, max_size=15), days)
def test_people_at_work_agree_with_a_plain_count(rows: list[dict[str, Any]], day: dt.date):
    text = day.isoformat()

    def at_work(row: dict[str, Any]) -> bool:
        if row["until"] is not None and row["until"] + "~" < text:
            return False
        if row["since"] is not None:
            if row["status"] in ("left", "returned"):
                return row["since"] <= text and row["until"] is not None and day < TODAY
            return row["since"] <= text and row["status"] in ("hired", "arrived", "stable")
        if row["status"] not in ("arrived", "stable"):
            return False
        return day >= TODAY if row["checked_on"] is None else row["checked_on"] <= text

    with lake(workers=rows) as open_:
        total = Evaluation(open_).totals([registry.indicator("26")], Moment(day, TODAY))["26"]
    counted = [row for row in rows if at_work(row)]
    assert (total.value, total.rows) == (len({row["person"] for row in counted}), len(counted))
