"""The template of a ledger: headings with units, drop-downs, limits and help, derived from the declaration."""

import io
from typing import Any

import xlsxwriter

from jiedui.core.access.scope import Scope
from jiedui.core.declare.columns import (
    COUNTY,
    OFFICE,
    TOWN,
    CodeColumn,
    Column,
    DateColumn,
    MoneyColumn,
    NumberColumn,
    RegionColumn,
    TextColumn,
    YesNoColumn,
)
from jiedui.core.declare.ledger import Ledger
from jiedui.core.intake.books import CHOICES_SHEET, HELP_SHEET
from jiedui.core.intake.values import cell_format
from jiedui.core.places import queries as places

ROWS = 2000
LONGEST_LIST = 600


def heading(column: Column) -> str:
    """The heading as printed: label, unit in brackets, an asterisk where required."""
    unit = getattr(column, "unit", "") if isinstance(column, (MoneyColumn, NumberColumn)) else ""
    return f"{column.label}{f'({unit})' if unit else ''}{'*' if column.required else ''}"


def guidance(column: Column) -> str:
    """What to write in a column, in one or two sentences."""
    told = {
        "resident_id": "18 位居民身份证号，以文本填写。",
        "phone": "手机或固定电话，多个号码用“、”隔开。",
        "bank_card": "以文本填写，避免末几位变成 0。",
        "uscc": "18 位，照营业执照填写。",
        "date": "填 2021-03-15；不清楚日子填 2021-03，不清楚月份填 2021。",
        "month": "填 2021-03。",
        "percent": "填百分数，如 45% 。",
        "yes_no": "填“是”或“否”，不清楚请留空。",
        "organisation": "照营业执照或公章填写单位全称。",
        "reference": "填已登记的编号。",
        "region": "填地名全称，或行政区划代码。",
        "name": "每行一人。",
    }.get(column.kind, "")
    parts = ["必填。" if column.required else "", told]
    match column:
        case CodeColumn():
            labels = column.codes.labels()
            shown = "、".join(labels[:20]) + ("等" if len(labels) > 20 else "")
            parts.append(f"可填：{shown}。" + ("可多选，用“、”隔开。" if column.several else ""))
        case MoneyColumn():
            parts.append(f"单位：{column.unit}。")
        case NumberColumn() if column.unit:
            parts.append(f"单位：{column.unit}。")
        case DateColumn(open_end=True):
            parts.append("至今请留空。")
        case TextColumn(suggest=suggest) if suggest:
            parts.append(f"例如：{'、'.join(suggest[:6])}。")
    return "".join([*parts, column.help, f"例：{column.example}" if column.example else ""])


def template_workbook(ledger: type[Ledger], scope: Scope) -> bytes:
    """An .xlsx to fill in. Drop-downs of places offer only what lies in the scope."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(ledger.info.title[:31])
    choices = _Choices(book)
    head = book.add_format({"bold": True, "bg_color": "#DCE6F5", "border": 1, "text_wrap": True, "align": "center",
                            "valign": "vcenter"})  # fmt: skip
    for at, column in enumerate(ledger.declared):
        sheet.write_string(0, at, heading(column), head)
        width = max(10, min(28, 2 * len(heading(column)) + 2, 40), 20 if column.kind in ("resident_id", "uscc") else 0)
        sheet.set_column(at, at, width, book.add_format({"num_format": cell_format(column)}))
        sheet.write_comment(0, at, guidance(column), {"x_scale": 1.6})
        if rule := _validation(ledger, column, at, choices, scope):
            sheet.data_validation(1, at, ROWS, at, rule)
    sheet.set_row(0, 30)
    sheet.freeze_panes(1, 0)
    _help(book, ledger, head)
    choices.finish()
    book.close()
    return buffer.getvalue()


def _help(book: Any, ledger: type[Ledger], head: Any) -> None:
    sheet = book.add_worksheet(HELP_SHEET)
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for at, (text, width) in enumerate((("列名", 22), ("怎样填", 80), ("其他叫法（也能识别）", 50))):
        sheet.write_string(0, at, text, head)
        sheet.set_column(at, at, width)
    for row, column in enumerate(ledger.declared, 1):
        for at, text in enumerate((heading(column), guidance(column), "、".join(column.also))):
            sheet.write_string(row, at, text, wrap)


class _Choices:
    """Lists for drop-downs on a sheet that people do not see; longer than Excel's 255 characters they must lie there."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.lists: list[tuple[str, list[str]]] = []

    def reference(self, name: str, values: list[str]) -> str:
        """A formula for the list, defined as a name of the workbook."""
        at = len(self.lists)
        self.lists.append((name, values))
        column = xlsxwriter.utility.xl_col_to_name(at)
        self.book.define_name(name, f"='{CHOICES_SHEET}'!${column}$1:${column}${max(1, len(values))}")
        return f"={name}"

    def finish(self) -> None:
        if not self.lists:
            return
        sheet = self.book.add_worksheet(CHOICES_SHEET)
        for at, (_name, values) in enumerate(self.lists):
            for row, value in enumerate(values):
                sheet.write_string(row, at, value)
        sheet.very_hidden()


def _validation(
    ledger: type[Ledger], column: Column, at: int, choices: _Choices, scope: Scope
) -> dict[str, Any] | None:
    say = {"input_title": column.label[:32], "input_message": guidance(column)[:255], "error_type": "warning"}
    match column:
        case YesNoColumn():
            return {"validate": "list", "source": ["是", "否"], **say}
        case CodeColumn():
            labels = column.codes.labels()
            # Several may hold: the list must not forbid "脱贫人口、易地搬迁".
            strict = {"error_type": "information"} if column.several else {}
            return {
                "validate": "list",
                "source": choices.reference(f"_{column.name}", labels[:LONGEST_LIST]),
                **say,
                **strict,
            }
        case RegionColumn(level=level) if level in (COUNTY, OFFICE):
            names = _counties(scope) + (_offices(scope) if level == OFFICE else [])
            return {"validate": "list", "source": choices.reference(f"_{column.name}", names), **say} if names else None
        case RegionColumn(level=level) if level == TOWN and column.within:
            return _towns(ledger, column, choices, scope, say)
        case TextColumn(suggest=suggest) if suggest:
            return {"validate": "list", "source": list(suggest)[:12], **say, "error_type": "information"}
        case MoneyColumn() if column.low is not None and column.high is not None:
            limits = {"criteria": "between", "minimum": column.low, "maximum": column.high}
            return {"validate": "decimal", **limits, **say}
        case NumberColumn() if column.low is not None and column.high is not None:
            return {"validate": "integer", "criteria": "between", "minimum": column.low, "maximum": column.high, **say}
    return None


def counties_in(scope: Scope) -> list[str]:
    """Codes of the counties of a scope; of the paired counties where the scope is everything."""
    if scope.counties is None:
        from django.utils import timezone

        return sorted(places.paired_counties(timezone.localdate()))
    return sorted(scope.counties)


def _offices(scope: Scope) -> list[str]:
    from django.utils import timezone

    codes = places.offices(timezone.localdate()) if scope.counties is None else scope.offices
    return [places.name_of(code) for code in sorted(codes)]


def _counties(scope: Scope) -> list[str]:
    return [places.name_of(code) for code in counties_in(scope) if places.name_of(code)]


def _towns(
    ledger: type[Ledger], column: RegionColumn, choices: _Choices, scope: Scope, say: dict[str, Any]
) -> dict[str, Any]:
    """Townships of the county in the same row: one named list a county, chosen by INDIRECT."""
    resolver = places.resolver()
    for code in counties_in(scope):
        name = places.name_of(code)
        towns = [resolver.name_of(town) for town in resolver.children(code)]
        if scope.towns and code in scope.narrowed:
            towns = [resolver.name_of(town) for town in resolver.children(code) if town in scope.towns]
        if name and towns:
            choices.reference(name, towns)
    names = [one.name for one in ledger.declared]
    county = xlsxwriter.utility.xl_col_to_name(names.index(column.within))
    return {"validate": "list", "source": f"=INDIRECT(${county}2)", **say}


__all__ = ["counties_in", "guidance", "heading", "template_workbook"]
