"""The facts of a row in JSON: a Pydantic model for each ledger, made from its declaration, and both ways of conversion.

Out: text as text; money, shares and numbers with decimals as exact decimal text in the column's own unit (never a
binary fraction); whole numbers as numbers; yes/no as true or false; codes as codes, several as a list; dates with
the precision known (2021, 2021-03, 2021-03-15); regions as codes (a town or village not listed: its name as written);
organisations by name; referenced rows by their key; personal numbers masked; attachments as a list of digests.
In: the same, and every text that a form takes.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Annotated, Any

from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field, create_model

from jiedui.core.declare.columns import FEN_PER, CodeColumn, Column, MoneyColumn, NumberColumn
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.ledger.listing import key_text
from jiedui.core.words.saying import UNIT, in_english

_BARE = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_NOTES = {
    "money": "decimal text in {english}, exact to the fen · 以{unit}为单位的十进制文字",
    "number": "in {english} · 以{unit}为单位",
    "percent": "decimal text in percent, 12.34 is 12.34 % · 百分数，12.34 即 12.34%",
    "date": "YYYY, YYYY-MM or YYYY-MM-DD, as precise as known · 精确到年、月或日",
    "month": "YYYY-MM",
    "region": "region code · 行政区划代码",
    "resident_id": "masked unless revealed · 默认遮盖",
    "phone": "masked unless revealed; several joined by 、 · 默认遮盖，多个以顿号分开",
    "bank_card": "masked unless revealed · 默认遮盖",
    "organisation": "name · 单位名称",
    "reference": "key of the row in ledger {to} · 台账 {to} 中的编号",
    "code": "code of list {codes} · 代码表 {codes} 的代码",
    "yes_no": "true or false · 是或否",
    "attachment": "digests (SHA-256) of uploaded files · 已上传文件的摘要",
}


def _storable(text: str) -> str:
    if "\0" in text or (not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text)):
        raise ValueError("the text holds a character that cannot be stored")
    return text


Text = Annotated[str, AfterValidator(_storable)]


def unit_of(column: Column) -> str:
    """元, 万元, 人, %; "" where there is none."""
    return "%" if column.kind == "percent" else str(getattr(column, "unit", ""))


def both(text: str) -> str:
    """A declared word in English and Chinese; one without English in Chinese."""
    english = in_english(text)
    return text if english == text else f"{english} · {text}"


def note(column: Column) -> str:
    """What a value of this column looks like, in English and Chinese."""
    codes = column.codes.id if isinstance(column, CodeColumn) else ""
    unit = unit_of(column) or "1"
    words = {"unit": unit, "english": in_english(unit, UNIT), "to": getattr(column, "to", ""), "codes": codes}
    return _NOTES.get(column.kind, "text · 文字").format(**words)


def _is_list(column: Column) -> bool:
    return column.kind == "attachment" or (isinstance(column, CodeColumn) and column.several)


def _out(column: Column) -> Any:
    if _is_list(column):
        return list[str]
    if column.kind == "yes_no":
        return bool
    return int if isinstance(column, NumberColumn) and column.decimals == 0 else str


def _in(column: Column) -> Any:
    if _is_list(column):
        return list[Text] | Text
    if column.kind == "yes_no":
        return bool | Text
    return int | Text if column.kind in ("money", "number", "percent") else Text


def _described(column: Column) -> Any:
    return Field(default=None, title=both(column.label), description=f"{both(column.label)}: {note(column)}")


def _name(ledger: type[Ledger], ending: str) -> str:
    return "".join(part.title() for part in ledger.info.id.split("_")) + ending


@cache
def facts_out(ledger: type[Ledger]) -> type[Schema]:
    """The model of a row's facts as they are read."""
    fields: dict[str, Any] = {c.name: (_out(c) | None, _described(c)) for c in ledger.declared}
    model: type[Schema] = create_model(
        _name(ledger, "Facts"), __base__=Schema, __doc__=both(ledger.info.title), **fields
    )
    return model


class Strict(Schema):
    model_config = ConfigDict(extra="forbid")


@cache
def facts_in(ledger: type[Ledger]) -> type[Schema]:
    """The model of facts as they are written: what is left out stays as it is, null erases."""
    fields: dict[str, Any] = {c.name: (_in(c) | None, _described(c)) for c in ledger.declared}
    model: type[Schema] = create_model(
        _name(ledger, "FactsToWrite"), __base__=Strict, __doc__=both(ledger.info.title), **fields
    )
    return model


def to_texts(ledger: type[Ledger], given: Schema) -> dict[str, str | None]:
    """The given facts as the texts that a form would send."""
    return {name: _text(ledger.columns[name], value) for name, value in given.model_dump(exclude_unset=True).items()}


def _text(column: Column, value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return ",".join(value)
    text = str(value)
    # A bare number is a percentage here; in a cell of a workbook 0.85 may mean 85 %.
    return text + "%" if column.kind == "percent" and _BARE.fullmatch(text.strip()) else text


def to_json(ledger: type[Ledger], row: Any, numbers: Mapping[str, str | None]) -> dict[str, Any]:
    """The facts of a row; `numbers`: its personal numbers by column name, masked or revealed."""
    return {column.name: _value(column, row, numbers) for column in ledger.declared}


def _value(column: Column, row: Any, numbers: Mapping[str, str | None]) -> Any:
    if column.name in numbers:
        return numbers[column.name]
    value = getattr(row, column.name)
    if column.kind == "region":
        return value or getattr(row, f"{column.name}_text", None)
    if value is None:
        return None
    match column:
        case MoneyColumn():
            return exact(value, len(str(FEN_PER[column.unit])) - 1, 2)
        case NumberColumn():
            return exact(value, column.decimals, column.decimals) if column.decimals else value
    match column.kind:
        case "percent":
            return exact(value, 2, 0)
        case "organisation":
            return value.name
        case "reference":
            return key_text(registry.ledger(column.to), value)  # type: ignore[attr-defined]
        case "code" | "attachment" if _is_list(column):
            return value.split(",") if value else []
    return value


def exact(value: int, places: int, shown: int) -> str:
    """value / 10^places as decimal text with at least `shown` decimals and no needless zeros after them."""
    text = f"{Decimal(value).scaleb(-places):f}"
    whole, _point, rest = text.partition(".")
    rest = rest.rstrip("0").ljust(shown, "0")
    return f"{whole}.{rest}" if rest else whole


def chosen_codes(ledger: type[Ledger]) -> Sequence[CodeColumn]:
    """The coded columns of a ledger: a list can be filtered by each of them."""
    return [column for column in ledger.declared if isinstance(column, CodeColumn)]
