"""jiedui indicators: the figures of the assessment, as a table or as JSON."""

import datetime as dt
import json
import unicodedata
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from jiedui.core.access.scope import Scope
from jiedui.core.declare.indicators import DIVISIONS, MONTH
from jiedui.core.indicators import queries
from jiedui.core.indicators.values import Number, Value
from jiedui.core.places import queries as places
from jiedui.core.words.errors import JieduiError


class Command(BaseCommand):
    requires_system_checks = ()  # they would load every page and cost more than the figures
    help = "计算考核指标：jiedui indicators [--as-of 2021-12-31] [--by county|district|month] [--scope 450124] [--json]"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--as-of", metavar="日期", help="截至哪一天，写作 2021-12-31；不填为今天")
        parser.add_argument("--by", choices=DIVISIONS, help="按县（county）、市（city）、区（district）或月（month）分列")
        parser.add_argument("--scope", default="", metavar="代码", help="只算这个地区，填区划代码；不填为全部")
        parser.add_argument("--ids", nargs="+", metavar="编号", help="只算这些指标；不填为全部")
        parser.add_argument("--json", action="store_true", help="输出 JSON 数组")

    def handle(self, *args: Any, **options: Any) -> None:
        day = _day(options["as_of"])
        try:
            scope = Scope.of_region(options["scope"], day)
            values = queries.evaluate(options["ids"], scope=scope, as_of=day, by=options["by"])
        except JieduiError as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps([value.as_json() for value in values], ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(table(values, options["by"])))


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise CommandError(_("--as-of 的日期“%s”看不懂，请写成 2021-12-31 这样的形式。") % text) from None


def table(values: list[Value], by: str | None) -> list[str]:
    """The lines of the printed table: a figure a line, its parts indented below."""
    lines = [_line(_("编号"), _("指标"), _("数值"), _("单位"), _("目标"), _("台账行数"))]
    for value in values:
        aim = f"{value.target.op}{value.target.value}" if value.target and value.target.value else "—"
        lines.append(_line(value.id, value.name, _shown(value.value), value.unit, aim, str(value.rows)))
        for key, part in (value.by or {}).items():
            name = key if by == MONTH else places.name_of(key) or key
            lines.append(_line("", "  " + name, _shown(part.value), value.unit, "", str(part.rows)))
        if value.unknown:
            lines.append(f"      {value.unknown_words}：{value.unknown}")
    if values:
        lines.append(_("截至 %(day)s，数据快照 %(snapshot)s；“—”表示没有数据。") % {
            "day": values[0].as_of.isoformat(), "snapshot": values[0].snapshot,
        })  # fmt: skip
    return lines


def _shown(value: Number | None) -> str:
    if value is None:
        return "—"
    if isinstance(value, str):  # a day
        return value
    return f"{value:,}" if isinstance(value, int) else f"{value:,.6f}".rstrip("0").rstrip(".")


def _line(id: str, name: str, value: str, unit: str, aim: str, rows: str) -> str:
    return f"{_left(id, 5)}{_left(name, 30)}{_right(value, 18)} {_left(unit, 6)}{_right(aim, 8)}{_right(rows, 12)}".rstrip()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _left(text: str, width: int) -> str:
    return text + " " * max(width - _width(text), 1)


def _right(text: str, width: int) -> str:
    return " " * max(width - _width(text), 0) + text
