"""Cells as the clerk wrote them, for people to find their own row again: dates as dates, numbers of persons masked."""

import re
from collections.abc import Callable

import polars as pl

from jiedui.core.declare.columns import Column
from jiedui.core.intake import keys
from jiedui.core.intake.reading import Sheet, kinds
from jiedui.core.intake.values import formats
from jiedui.core.vault.masking import mask_card, mask_id, mask_phone, scrub

Mask = Callable[[str], str]
PERSONAL: dict[str, Mask] = {"resident_id": mask_id, "phone": mask_phone, "bank_card": mask_card}
"""Kinds of columns whose every value is masked, whatever stands there."""
LONGEST = 300
_LONG = r"[0-9](?:[ \-]?[0-9]){9,}"
_DATED = re.compile(r"(?:19|20)\d\d-[01]\d-[0-3]\d.*")


def shown(sheet: Sheet, data: pl.DataFrame, at: int, column: Column | None) -> pl.Series:
    """Column `at` of some rows of a sheet as text; `column` is what it is read as."""
    text, kind, look = pl.col(f"t{at}"), pl.col(f"k{at}") & kinds.KIND, pl.col(f"s{at}")
    dates = [n for n, one in enumerate(sheet.formats) if formats.date_precision(one)]
    shares = [n for n, one in enumerate(sheet.formats) if formats.is_percent(one)]
    number = text.cast(pl.Float64, strict=False)
    day = (
        pl.lit("1899-12-30").str.to_date() + pl.duration(days=number.floor().clip(0, 2_900_000).cast(pl.Int64))
    ).cast(pl.String)
    share = (number * 100).round(6).cast(pl.String).str.strip_suffix(".0") + "%"
    numeric = (kind == kinds.NUMBER) & number.is_finite()
    found = (
        pl.when(numeric & look.is_in(dates)).then(day)
        .when(numeric & look.is_in(shares)).then(share)
        .when(kind == kinds.ISO_DATE).then(text.str.strip_suffix("T00:00:00"))
        .otherwise(text)
    )  # fmt: skip
    return masked(data.select(found.str.strip_chars().str.slice(0, LONGEST).alias("t"))["t"], column)


def masked(texts: pl.Series, column: Column | None) -> pl.Series:
    """Texts of a column without whole personal numbers, wherever somebody typed one."""
    if column is not None and column.kind in PERSONAL:
        return _mapped(texts, PERSONAL[column.kind])
    long = texts.str.contains(_LONG)
    if not long.any():
        return texts
    kept: dict[str, Mask] = {"key": scrub, "reference": scrub, "uscc": _uscc}
    return _mapped(texts, kept.get(column.kind if column is not None else "", _free), where=long.fill_null(False))


def _mapped(texts: pl.Series, mask: Mask, where: pl.Series | None = None) -> pl.Series:
    """Every distinct text masked once."""
    some = texts if where is None else texts.filter(where)
    distinct = some.drop_nulls().unique().to_list()
    if not distinct:
        return texts
    return texts.replace(distinct, [mask(one) for one in distinct])


def _uscc(text: str) -> str:
    return text if re.fullmatch("9[0-9A-Z]{17}", text) else scrub(text)


def _free(text: str) -> str:
    return keys.LONG.sub(lambda found: found[0] if _DATED.fullmatch(found[0]) else mask_card(found[0]), scrub(text))
