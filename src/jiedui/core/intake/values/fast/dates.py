"""Times of day taken off dates, so that a column of time stamps has few distinct values."""

import polars as pl

from jiedui.core.intake.reading import kinds
from jiedui.core.intake.values.formats import date_precision

# Not 44197.9999999999, which is 44198 at the 15 digits that a float holds.
_SERIAL = r"^([0-9]{5})\.9{0,8}[0-8][0-9]*$"
_STAMP = r"^([12][0-9]{3}[-/.][0-9]{1,2}[-/.][0-9]{1,2})[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?$"


def without_time(frame: pl.DataFrame, formats: list[str]) -> pl.Series:
    """The texts of date cells without their time of day, where that stands behind a day beyond doubt."""
    dates = [place for place, code in enumerate(formats) if date_precision(code)]
    text = pl.col("t")
    serial = (pl.col("k") == kinds.NUMBER) & pl.col("s").is_in(dates)
    stamp = pl.col("k").is_in([kinds.STRING, kinds.ISO_DATE])
    return frame.select(
        pl.when(serial)
        .then(text.str.replace(_SERIAL, "${1}"))
        .when(stamp & text.str.contains(":", literal=True))
        .then(text.str.replace(_STAMP, "${1}"))
        .otherwise(text)
        .alias("t")
    )["t"]
