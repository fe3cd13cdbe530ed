"""Storage values back into what people read, and into cells of a workbook."""

from typing import Any

from jiedui.core.declare.columns import FEN_PER, CodeColumn, Column, MoneyColumn, NumberColumn, PercentColumn

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def describe(column: Column, value: Any, *, unit: bool = True) -> str:
    """What a page or a message shows; "" for None. `unit`: with the unit behind (off where the heading names it).

    Sealed numbers, persons, organisations, references and regions come as their owners' text and stay as they are.
    """
    if value is None:
        return ""
    match column:
        case MoneyColumn():
            return _with(_money(value, column.unit), column.unit if unit else "")
        case NumberColumn():
            return _with(_decimal(value, column.decimals, column.decimals), column.unit if unit else "")
        case PercentColumn():
            return f"{_decimal(value, 2, 0)}%"
        case CodeColumn():
            return "、".join(labels(column, value))
    if column.kind == "yes_no":
        return "是" if value else "否"
    if column.kind in ("phone", "bank_card"):
        return str(value).replace(";", "、")
    return str(value)


def labels(column: CodeColumn, value: str) -> list[str]:
    """The labels of the codes joined in a storage value."""
    return [column.codes.label(code) for code in value.split(",")] if value else []


def to_cell(column: Column, value: Any) -> str | int | float | None:
    """The value for XlsxWriter: numbers in the column's own unit, percentages as fractions, the rest as text.

    Write text with write_string: text that begins with = stays text then.
    """
    if value is None:
        return None
    match column:
        case MoneyColumn():
            return _number(value, FEN_PER[column.unit])
        case NumberColumn():
            return _number(value, 10**column.decimals)
        case PercentColumn():
            return float(value) / 10_000
    return describe(column, value, unit=False)


def to_text(column: Column, cell: str | int | float | None) -> str | int | float | None:
    """What `to_cell` gave, for a file without cell types (CSV): a percentage bears its sign, text is neutral."""
    if isinstance(cell, str):
        return neutral(cell)
    if isinstance(column, PercentColumn) and cell is not None:
        return f"{_decimal(round(cell * 10_000), 2, 0).replace(',', '')}%"
    return cell


def cell_format(column: Column) -> str:
    """The number format that goes with `to_cell`."""
    match column:
        case MoneyColumn():
            return "#,##0.00" if FEN_PER[column.unit] == 100 else "#,##0.00####"
        case NumberColumn():
            return "#,##0" + ("." + "0" * column.decimals if column.decimals else "")
        case PercentColumn():
            return "0.00%"
    return "@"


def neutral(text: str) -> str:
    """Text for a file without cell types (CSV): what would be taken for a formula gets a leading apostrophe."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def _number(value: int, per: int) -> int | float:
    return value // per if value % per == 0 else value / per


def _money(fen: int, unit: str) -> str:
    places = len(str(FEN_PER[unit])) - 1
    return _decimal(fen, places, 2)


def _decimal(value: int, places: int, shown: int) -> str:
    """value / 10^places with thousands separators; at least `shown` decimals, no needless zeros after them."""
    whole, rest = divmod(abs(value), 10**places)
    digits = f"{rest:0{places}d}" if places else ""
    while len(digits) > shown and digits.endswith("0"):
        digits = digits[:-1]
    return f"{'-' if value < 0 else ''}{whole:,}" + (f".{digits}" if digits else "")


def _with(text: str, unit: str) -> str:
    return f"{text} {unit}" if unit else text
