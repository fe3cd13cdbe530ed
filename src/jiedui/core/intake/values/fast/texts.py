"""Texts without anything to clean: their normal form is the text itself."""

import polars as pl

from jiedui.core.declare.columns import BankCardColumn, Column, NameColumn, OrganisationColumn, PhoneColumn, TextColumn
from jiedui.core.intake.reading import kinds
from jiedui.core.intake.values.cells import NOTHING
from jiedui.core.intake.values.context import Context
from jiedui.core.intake.values.fast.quick import BLANKS, Quick, among, stripped
from jiedui.core.intake.values.stray import EXACT, HINT, PROSE
from jiedui.core.intake.values.texts import LONGEST

# Letters and signs that NFC leaves alone and no rule looks at; single blanks inside.
_SIGNS = "一-鿿A-Za-z0-9（），。；：、·《》()+./,:;%-"
TEXT = f"^[一-鿿A-Za-z0-9（(][{_SIGNS}]*(?: [{_SIGNS}]+)*$"
# Full-width signs become half-width ones in keys.
KEY = "^[一-鿿A-Za-z0-9][一-鿿A-Za-z0-9./()-]*$"
NAME = "^[一-鿿]{2,4}$"
SPACED_NAME = "^(?:H_H{1,2}|HH_H|H(?:_H){2,3})$".replace("H", "[一-鿿]").replace("_", "[ \u3000\u00a0]+")
PHONE = "^1[3-9][0-9]{9}$"
SPACED_PHONE = f"^1[0-9{BLANKS}-]{{11,20}}$"
BANK_CARD = "^[0-9]{8,32}$"


def _same(frame: pl.DataFrame, column: Column, texts: pl.Series, clean: pl.Expr, *, numbers: bool = False) -> Quick:
    # Digits enough for a personal number are for the definition to look at.
    plain = ~pl.col("t").str.contains(HINT) if column.kind in (*PROSE, *EXACT) else pl.lit(True)
    read = among(frame.with_columns(texts), clean & plain, numbers=numbers)
    return Quick(read, {column.name: texts.filter(read)})


def _short(longest: int) -> pl.Expr:
    return pl.col("t").str.len_chars() <= longest


def _not_nothing() -> pl.Expr:
    return ~pl.col("t").is_in(NOTHING)


def _without(texts: pl.Series, pattern: str, signs: str, kind: pl.Series) -> pl.Series:
    """Texts of the given pattern without these signs; the others as they are."""
    fitting = texts.str.contains(pattern) & (kind == kinds.STRING)
    if not fitting.any():
        return texts
    return texts.scatter(fitting.arg_true(), texts.filter(fitting).str.replace_all(f"[{signs}]", ""))


def quick_text(frame: pl.DataFrame, column: TextColumn, formats: list[str], context: Context) -> Quick:
    return _same(frame, column, stripped(frame), pl.col("t").str.contains(TEXT) & _short(column.longest))


def quick_organisation(frame: pl.DataFrame, column: OrganisationColumn, formats: list[str], context: Context) -> Quick:
    clean = pl.col("t").str.contains(TEXT) & _short(LONGEST) & _not_nothing()
    return _same(frame, column, stripped(frame), clean)


def quick_key(frame: pl.DataFrame, column: Column, formats: list[str], context: Context) -> Quick:
    clean = pl.col("t").str.contains(KEY) & _short(getattr(column, "longest", LONGEST)) & _not_nothing()
    return _same(frame, column, stripped(frame), clean)


def quick_name(frame: pl.DataFrame, column: NameColumn, formats: list[str], context: Context) -> Quick:
    """Names of two to four Chinese characters, also spaced out."""
    texts = _without(stripped(frame), SPACED_NAME, BLANKS, frame["k"])
    return _same(frame, column, texts, pl.col("t").str.contains(NAME) & _short(column.longest) & _not_nothing())


def quick_phone(frame: pl.DataFrame, column: PhoneColumn, formats: list[str], context: Context) -> Quick:
    """One mobile number, also in groups."""
    texts = _without(stripped(frame), SPACED_PHONE, BLANKS + "-", frame["k"])
    return _same(frame, column, texts, pl.col("t").str.contains(PHONE), numbers=True)


def quick_bank_card(frame: pl.DataFrame, column: BankCardColumn, formats: list[str], context: Context) -> Quick:
    return _same(frame, column, stripped(frame), pl.col("t").str.contains(BANK_CARD))
