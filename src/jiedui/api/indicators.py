"""Indicators: the catalogue, values and the rows behind them, always over the caller's own reach."""

import datetime as dt
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from jiedui.api.callers import caller_of, within
from jiedui.api.refusals import Refusal
from jiedui.api.rows import BIGGEST, MOST, REFUSALS, as_json
from jiedui.core.access.rights import VIEW
from jiedui.core.access.scope import Scope
from jiedui.core.declare.indicators import Indicator
from jiedui.core.declare.registry import registry
from jiedui.core.indicators import queries
from jiedui.core.indicators.values import Value
from jiedui.core.ledger import listing
from jiedui.core.words.saying import in_english

router = Router(tags=["indicators · 指标"])
ALL: dict[int, Any] = {**REFUSALS, 400: Refusal}

Day = Annotated[
    dt.date | None, Query(ge=dt.date(2000, 1, 1), le=dt.date(2100, 12, 31), description="YYYY-MM-DD, today · 默认今天")
]
Division = Annotated[Literal["county", "city", "district", "month"] | None, Query(description="county, city, district or month · 县、市、区或月")]
Region = Annotated[str, Query(pattern="^([0-9]{6}|[0-9]{9})?$", description="Narrow to a region · 只算此地区")]


class IndicatorLine(Schema):
    """A declared indicator. 一项指标。"""

    id: str
    name: str
    english: str
    unit: str
    better: str
    measures: list[int]
    divisions: list[str]
    ledgers: list[str]
    definition: str


class IndicatorValue(Schema):
    """A figure with its provenance; `value` is null where there are no data. 指标数值及其来源；无数据时为 null。"""

    id: str
    name: str
    unit: str
    value: float | int | None
    target: float | int | None
    met: bool | None
    as_of: dt.date
    by: dict[str, float | int | None] | None
    rows: int = Field(description="Rows behind the value · 对应的记录数")
    unknown: int | None
    unknown_words: str
    definition: str
    snapshot: str
    computed_at: dt.datetime


class Drilled(Schema):
    """The rows behind a figure, as the ledger's own list gives them. 指标对应的记录。"""

    ledger: str
    rows: list[dict[str, Any]]
    next: int | None


def _reach(request: HttpRequest, region: str) -> Scope:
    caller = caller_of(request)
    caller.check_may(VIEW)
    return within(caller.scope, region)


def _line(one: Indicator) -> dict[str, Any]:
    return {
        "id": one.id, "name": one.name, "english": in_english(one.name), "unit": one.unit, "better": one.better, "measures": one.measures,
        "divisions": one.divisions, "ledgers": one.ledgers, "definition": one.words,
    }  # fmt: skip


def _value(one: Value) -> dict[str, Any]:
    more = ("met", "unknown", "unknown_words", "definition", "snapshot", "computed_at")
    return {**one.as_json(), **{name: getattr(one, name) for name in more}}


@router.get("", response={200: list[IndicatorLine], **REFUSALS}, operation_id="list_indicators", url_name="indicators")
def list_indicators(request: HttpRequest) -> Any:
    """All declared indicators. 全部指标。"""
    _reach(request, "")
    return [_line(one) for one in queries.catalogue()]


@router.get("/values", response={200: list[IndicatorValue], **ALL}, operation_id="values", url_name="indicator_values")
def values(
    request: HttpRequest,
    ids: Annotated[list[str] | None, Query(description="Of these only · 只算这些指标")] = None,
    as_of: Day = None,
    by: Division = None,
    region: Region = "",
) -> Any:
    """The figures on a day, divided on request. 某日的指标数值，可按县、区、月分列。"""
    scope = _reach(request, region)
    return [_value(one) for one in queries.evaluate(ids or None, scope=scope, as_of=as_of, by=by)]


@router.get("/{indicator_id}", response={200: IndicatorValue, **ALL}, operation_id="value", url_name="indicator")
def value(request: HttpRequest, indicator_id: str, as_of: Day = None, by: Division = None, region: Region = "") -> Any:
    """One figure on a day. 一项指标在某日的数值。"""
    return _value(queries.evaluate([indicator_id], scope=_reach(request, region), as_of=as_of, by=by)[0])


@router.get("/{indicator_id}/rows", response={200: Drilled, **ALL}, operation_id="drill", url_name="indicator_rows")
def drill(
    request: HttpRequest,
    indicator_id: str,
    as_of: Day = None,
    county: Annotated[str, Query(pattern="^([0-9]{6})?$")] = "",
    district: Annotated[str, Query(pattern="^([0-9]{6})?$")] = "",
    month: Annotated[str, Query(pattern="^([0-9]{4}-(0[1-9]|1[0-2]))?$")] = "",
    after: Annotated[int, Query(ge=0, le=BIGGEST)] = 0,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 100,
) -> Any:
    """The very rows behind a figure or its part. 指标（或其一部分）对应的记录。"""
    scope = _reach(request, "")
    found = queries.drill(
        indicator_id, scope=scope, as_of=as_of, county=county or None, district=district or None, month=month or None,
        after=after, limit=limit + 1,
    )  # fmt: skip
    ledger, more = registry.ledger(found.ledger), len(found.ids) > limit
    rows = listing.by_ids(ledger, scope, found.ids[:limit])
    return {"ledger": found.ledger, "rows": as_json(ledger, rows), "next": found.ids[limit - 1] if more else None}
