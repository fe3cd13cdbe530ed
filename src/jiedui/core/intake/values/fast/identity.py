"""Resident IDs and credit codes as matrices of bytes."""

from typing import Any

import numpy as np
import polars as pl

from jiedui.core.declare.columns import ResidentIdColumn, UsccColumn
from jiedui.core.intake.values.contacts import USCC_ALPHABET, USCC_WEIGHTS
from jiedui.core.intake.values.context import Context
from jiedui.core.intake.values.fast.quick import BLANKS, Quick, among
from jiedui.core.intake.values.identity import CHECKS, EARLIEST, WEIGHTS

Bytes = np.ndarray[Any, np.dtype[np.uint8]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]
LENGTH = 18
_ZERO, _BIG_X, _SMALL_X = ord("0"), ord("X"), ord("x")
_DAYS = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], np.int32)
_CHECK_BYTES = np.frombuffer(CHECKS.encode(), np.uint8)
_QUOTES = "'‘’`"

_NOT_IN_ALPHABET = 255
_VALUE_OF = np.full(256, _NOT_IN_ALPHABET, np.uint8)
_VALUE_OF[np.frombuffer(USCC_ALPHABET.encode(), np.uint8)] = np.arange(len(USCC_ALPHABET))


def _matrix(texts: pl.Series) -> Bytes:
    """Texts of 18 bytes each as rows of bytes."""
    joined: str = texts.str.join("").item() if len(texts) else ""
    return np.frombuffer(joined.encode(), np.uint8).reshape(-1, LENGTH)


def _whole(digits: Bytes, start: int, end: int) -> np.ndarray[Any, np.dtype[np.int32]]:
    value = np.zeros(len(digits), np.int32)
    for place in range(start, end):
        value = value * 10 + digits[:, place]
    return value


def _sound(rows: Bytes, context: Context) -> Flags:
    """Which rows are resident IDs with a possible date of birth and the right check character."""
    digits = rows[:, :17] - _ZERO  # what is no digit wraps round to more than 9
    sound = (digits < 10).all(axis=1)
    year, month, day = _whole(digits, 6, 10), _whole(digits, 10, 12), _whole(digits, 12, 14)
    sound &= (month >= 1) & (month <= 12) & (day >= 1)
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    longest = _DAYS[np.where(sound, month, 0)] - ((month == 2) & ~leap)
    born = year * 10_000 + month * 100 + day
    sound &= (day <= longest) & (born >= _number(EARLIEST)) & (born <= _number(context.today))
    total = digits.astype(np.int32) @ np.array(WEIGHTS, np.int32)
    last = np.where(rows[:, 17] == _SMALL_X, _BIG_X, rows[:, 17])
    return np.asarray(sound & (_CHECK_BYTES[total % 11] == last))


def _number(day: Any) -> int:
    return int(day.year * 10_000 + day.month * 100 + day.day)


def quick_resident_id(frame: pl.DataFrame, column: ResidentIdColumn, formats: list[str], context: Context) -> Quick:
    """Numbers of 18 characters, also with blanks inside or an apostrophe in front."""
    texts = frame["t"]
    if (texts.str.len_bytes() != LENGTH).any():
        odd = pl.col("t").str.len_bytes() > LENGTH
        bare = pl.col("t").str.replace_all(f"[{BLANKS}]", "").str.strip_chars(_QUOTES)
        texts = frame.select(pl.when(odd).then(bare).otherwise(pl.col("t")).alias("t"))["t"]
    read = among(frame.with_columns(texts), pl.col("t").str.len_bytes() == LENGTH)
    candidates = texts.filter(read)
    sound = _sound(_matrix(candidates), context)
    places = np.flatnonzero(read.to_numpy())[sound]
    flags = np.zeros(frame.height, np.bool_)
    flags[places] = True
    numbers = candidates.filter(pl.Series(sound)).str.to_uppercase()
    return Quick(pl.Series("read", flags), _person(column, numbers))


def _person(column: ResidentIdColumn, numbers: pl.Series) -> dict[str, pl.Series]:
    number = pl.col("n")
    parts = (
        numbers.alias("n")
        .to_frame()
        .select(
            pl.concat_str(
                number.str.slice(6, 4), number.str.slice(10, 2), number.str.slice(12, 2), separator="-"
            ).alias("birth"),
            pl.when(number.str.slice(16, 1).is_in(list("13579"))).then(pl.lit("1")).otherwise(pl.lit("2")).alias("sex"),
            pl.lit("resident").alias("document"),
        )
    )
    return {column.name: numbers, **{name: parts[name] for name in parts.columns}}


def quick_uscc(frame: pl.DataFrame, column: UsccColumn, formats: list[str], context: Context) -> Quick:
    """Codes of 18 upper-case characters with the right check character."""
    # What may be a resident ID by its year of birth is for the definition to look at.
    person = pl.col("t").str.contains(r"^[1-9][0-9]{5}(18|19|20)[0-9]{9}[0-9X]$")
    read = among(frame, (pl.col("t").str.len_bytes() == LENGTH) & ~person)
    candidates = frame["t"].filter(read)
    values = _VALUE_OF[_matrix(candidates)]
    total = np.where(values == _NOT_IN_ALPHABET, 0, values)[:, :17].astype(np.int32) @ np.array(USCC_WEIGHTS, np.int32)
    sound = (values != _NOT_IN_ALPHABET).all(axis=1) & ((31 - total % 31) % 31 == values[:, 17])
    flags = np.zeros(frame.height, np.bool_)
    flags[np.flatnonzero(read.to_numpy())[sound]] = True
    return Quick(pl.Series("read", flags), {column.name: candidates.filter(pl.Series(sound))})
