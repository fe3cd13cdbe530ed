"""Cross-checks of labour: what two rows, or two ledgers, must agree on.

A person is told apart by the blind index where the row brings the number: people not known yet have no id.
"""

from collections.abc import Callable
from typing import Any

import polars as pl
from django.utils.translation import gettext_noop as _

from jiedui.core.declare.checks import CrossCheck, earlier
from jiedui.core.words.findings import Level, declare_finding

NOTHING = {"_index": pl.UInt32, "value": pl.String, "message": pl.String}
TWO_COUNTIES = _("此人已由其他县登记，统计时只算一人。请与对方核实归属。")


def _told(rows: pl.DataFrame, message: pl.Expr | str, value: pl.Expr | None = None) -> pl.DataFrame:
    shown = pl.lit(None, pl.String) if value is None else value
    said = pl.lit(message) if isinstance(message, str) else message
    return rows.select("_index", shown.alias("value"), said.alias("message")).unique("_index").sort("_index")


def _asked(frame: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """`_index`, `_id`, the person's id (null when new) and `_person`, and the columns; rows without one of them are left out."""
    blind = "blind:resident_id"
    person = pl.col(blind).bin.encode("hex") if blind in frame.columns else pl.col("resident_id_id").cast(pl.String)
    known = pl.when(pl.col("resident_id_id") > 0).then(pl.col("resident_id_id")).alias("resident_id_id")
    lacking = [name for name in columns if name not in frame.columns]
    frame = frame.with_columns(pl.lit(None, pl.String).alias(name) for name in lacking)
    return frame.select("_index", "_id", known, person.alias("_person"), *columns).filter(
        pl.col("_person").is_not_null()
    )


def _beside(ledger: str, rows: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """Each of the rows beside every other row of the same person, in the ledger or before it in the file.

    The other row's columns are named `other_x`. Rows of the ledger that the file brings anew stand as the file has them.
    """
    from jiedui.core.ledger.queries import facts_where

    others = {name: f"other_{name}" for name in columns}
    people = rows["resident_id_id"].drop_nulls().unique().to_list()
    stored = facts_where(ledger, "resident_id_id", people, columns)
    stored = stored.filter(~pl.col("id").is_in(rows["_id"].drop_nulls().to_list())).rename(others)
    outside = rows.join(stored, on="resident_id_id").select("_index", *columns, *others.values())
    inside = rows.join(rows.select("_person", pl.col("_index").alias("_before"), *columns).rename(others), on="_person")
    inside = inside.filter(pl.col("_before") < pl.col("_index")).select("_index", *columns, *others.values())
    return pl.concat([outside, inside])


def _overlap(pairs: pl.DataFrame, since: str, until: str) -> pl.DataFrame:
    """The pairs whose times overlap for certain, compared at the coarser of two precisions; an open end lasts."""
    begins = earlier(pl.col(since), pl.col(f"other_{until}")).fill_null(True)
    ends = earlier(pl.col(f"other_{since}"), pl.col(until)).fill_null(True)
    return pairs.filter(begins & ends & pl.col(since).is_not_null() & pl.col(f"other_{since}").is_not_null())


def _in_two_counties(ledger: str) -> Callable[[pl.DataFrame, Any], pl.DataFrame]:
    def run(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
        """Rows whose person another county has registered: a warning, the person counts once."""
        from jiedui.core.ledger.queries import registered_in_other_counties

        return _told(registered_in_other_counties(ledger, "resident_id", frame), TWO_COUNTIES)

    return run


def _two_counties(ledger: str) -> CrossCheck:
    declare_finding(f"{ledger}.two_counties", Level.WARNING, _("两县重复登记"), TWO_COUNTIES)
    return CrossCheck(f"{ledger}.two_counties", Level.WARNING, "resident_id", _in_two_counties(ledger))


registered_elsewhere = CrossCheck("workers.two_counties", Level.WARNING, "resident_id", _in_two_counties("workers"))
needs_elsewhere = _two_counties("training_needs")
enrolled_elsewhere = _two_counties("enrolments")
led_elsewhere = _two_counties("leaders")


def _holds_two(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
    rows = _asked(frame, ["since", "until"])
    found = _overlap(_beside("welfare_posts", rows, ["since", "until"]), "since", "until")
    said = pl.format(
        "此人从 {} 起已有一个公益性岗位，同一时间不能有两个。如系更正上岗日期，请在原记录上修改；如已换岗，请先给原岗位补填到期日期。",
        "other_since",
    )
    return _told(found, said, pl.col("since"))


declare_finding(
    "welfare_posts.two", Level.ERROR, _("一人两岗"), _("此人从 {other} 起已有一个公益性岗位，同一时间不能有两个。")
)
holds_two_posts = CrossCheck("welfare_posts.two", Level.ERROR, "since", _holds_two)


def _claimed(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
    columns = ["kind", "year", "office"]
    pairs = _beside("subsidies", _asked(frame, columns), columns)
    found = pairs.filter(
        (pl.col("kind") == pl.col("other_kind"))
        & (pl.col("year") == pl.col("other_year"))
        & (pl.col("office") != pl.col("other_office"))
    )
    said = pl.format("此人 {} 年的同一种补贴已在别处申领，每人每年每种只能申领一次，请核实。", "year")
    return _told(found, said, pl.col("year"))


declare_finding(
    "subsidies.claimed_elsewhere",
    Level.ERROR,
    _("补贴重复申领"),
    _("此人 {value} 年的同一种补贴已在别处申领，每人每年每种只能申领一次，请核实。"),
)
claimed_elsewhere = CrossCheck("subsidies.claimed_elsewhere", Level.ERROR, "kind", _claimed)


def _over_seats(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
    """The passengers with whom a trip first has more people aboard than seats; seats that are unknown are no limit."""
    from jiedui.core.ledger.queries import facts_of, facts_where

    boarded = pl.col("boarded") if "boarded" in frame.columns else pl.lit(None, pl.Boolean)
    rows = frame.filter((pl.col("trip_id") > 0) & boarded.fill_null(True)).sort("_index")
    ids = rows["trip_id"].unique().to_list()
    aboard = facts_where("trip_passengers", "trip_id", ids, ["boarded"])
    aboard = aboard.filter(~pl.col("id").is_in(frame["_id"].drop_nulls().to_list()) & pl.col("boarded").fill_null(True))
    counted = aboard.group_by("trip_id").len("before")
    trips = facts_of("trips", ids, ["number", "seats"]).rename({"id": "trip_id"})
    full = (
        rows.join(trips, on="trip_id")
        .join(counted, on="trip_id", how="left", maintain_order="left")
        .with_columns((pl.col("before").fill_null(0) + pl.int_range(1, pl.len() + 1).over("trip_id")).alias("total"))
        .filter(pl.col("total") > pl.col("seats"))
    )
    said = pl.format("车次“{}”核定 {} 座，名单到这一位已有 {} 人。请核对座位数或名单。", "number", "seats", "total")
    return _told(full, said, pl.col("number"))


declare_finding(
    "trips.over_seats",
    Level.ERROR,
    _("乘客多于座位"),
    _("车次“{value}”核定 {seats} 座，名单到这一位已有 {total} 人。请核对座位数或名单。"),
)
over_seats = CrossCheck("trips.over_seats", Level.ERROR, "trip", _over_seats)


def _seats_below(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
    """Trips whose seats are corrected to fewer than their manifest holds already."""
    from jiedui.core.ledger.queries import facts_where

    rows = frame.filter(pl.col("_id").is_not_null())
    aboard = facts_where("trip_passengers", "trip_id", rows["_id"].to_list(), ["boarded"])
    counted = aboard.filter(pl.col("boarded").fill_null(True)).group_by("trip_id").len("total")
    found = rows.join(counted, left_on="_id", right_on="trip_id").filter(pl.col("total") > pl.col("seats"))
    return _told(
        found,
        pl.format("核定座位为 {}，乘客名单已有 {} 人，请核对。", "seats", "total"),
        pl.col("seats").cast(pl.String),
    )


declare_finding(
    "trips.seats_below_manifest",
    Level.ERROR,
    _("座位少于乘客"),
    _("核定座位为 {value}，乘客名单已有 {total} 人，请核对。"),
)
seats_below_manifest = CrossCheck("trips.seats_below_manifest", Level.ERROR, "seats", _seats_below)


def _of_parent(rows: pl.DataFrame, parent: str, reference: str, columns: list[str]) -> pl.DataFrame:
    """The rows (with whatever columns) beside the columns of the row that they refer to."""
    from jiedui.core.ledger.queries import facts_of

    ids = rows[reference].drop_nulls().unique().to_list()
    return rows.join(facts_of(parent, ids, columns).rename({"id": reference}), on=reference)


def _same_day(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
    pairs = _beside("trip_passengers", _asked(frame, ["trip_id"]), ["trip_id"])
    pairs = _of_parent(pairs.filter(pl.col("trip_id") != pl.col("other_trip_id")), "trips", "trip_id", ["left_on"])
    others = pairs.select("_index", "left_on", pl.col("other_trip_id").alias("trip_id")).rename({"left_on": "day"})
    found = _of_parent(others, "trips", "trip_id", ["left_on"]).filter(pl.col("left_on") == pl.col("day"))
    return _told(
        found, pl.format("此人同一天（{}）还在另一个车次的名单上，统计时只算一人。请核对实际乘坐的车次。", "day")
    )


declare_finding(
    "trip_passengers.two_trips",
    Level.WARNING,
    _("同一天两个车次"),
    _("此人同一天还在另一个车次的名单上，统计时只算一人。请核对实际乘坐的车次。"),
)
two_trips_a_day = CrossCheck("trip_passengers.two_trips", Level.WARNING, "trip", _same_day)


def _two_classes(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
    columns = ["opened_on", "ended_on"]
    pairs = _beside("trainees", _asked(frame, ["training_class_id"]), ["training_class_id"])
    pairs = pairs.filter(pl.col("training_class_id") != pl.col("other_training_class_id"))
    pairs = _of_parent(pairs, "training_classes", "training_class_id", columns)
    others = pairs.select("_index", *columns, pl.col("other_training_class_id").alias("training_class_id"))
    others = others.rename({name: f"other_{name}" for name in columns})
    found = _overlap(_of_parent(others, "training_classes", "training_class_id", columns), "opened_on", "ended_on")
    return _told(found, "此人同一时间还在另一个培训班，请核对是否重复登记。")


declare_finding(
    "trainees.two_classes", Level.WARNING, _("同时在两个班"), _("此人同一时间还在另一个培训班，请核对是否重复登记。")
)
two_classes_at_once = CrossCheck("trainees.two_classes", Level.WARNING, "training_class", _two_classes)


def _outside_its_life(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
    """Months before the workshop opened or after it closed."""
    rows = frame.filter(pl.col("workshop_id") > 0).select("_index", "workshop_id", "month")
    rows = _of_parent(rows, "workshops", "workshop_id", ["started_on", "ended_on"])
    month = pl.col("month")
    found = rows.filter(earlier(month, pl.col("started_on")) | earlier(pl.col("ended_on"), month))
    return _told(found, pl.format("{} 在车间投产之前或关闭之后，请核对月份或车间的起止日期。", "month"), month)


declare_finding(
    "workshop_months.outside",
    Level.WARNING,
    _("月份在车间起止之外"),
    _("{value} 在车间投产之前或关闭之后，请核对月份或车间的起止日期。"),
)
outside_its_life = CrossCheck("workshop_months.outside", Level.WARNING, "month", _outside_its_life)
