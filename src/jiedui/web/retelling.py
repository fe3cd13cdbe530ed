"""Findings and choices told again in the language of their reader.

A report is kept in Chinese, whoever had the file checked and in whatever language they read. For other readers each message
is taken apart by the sentence of its type (words.findings), which says again with its parameters what was found. What
a clerk wrote stays as written. A message that fits no sentence is shown as it is.
"""

import functools
import re
from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any

from django.utils.translation import gettext_noop as _

from jiedui.core.declare.columns import CodeColumn, Column
from jiedui.core.declare.registry import registry
from jiedui.core.places.queries import resolver
from jiedui.core.places.shown import shown_label, shown_name
from jiedui.core.words import saying
from jiedui.core.words.findings import TYPES
from jiedui.core.words.saying import in_chinese, said
from jiedui.web import showing

CHOICES = (
    _("照此导入"), _("不导入"), _("不导入这一行"), _("不导入这些行"), _("不导入这一列"), _("照原样录入"), _("此格留空"), _("同上一行"),
    _("就是空白"), _("一并导入"), _("不删除"), _("按实际情况更新"), _("更正以前的错误"), _("月/日/年"), _("日/月/年"),
    _("以这份表为准"), _("保留台账里的内容"), _("本行所在的县（市、区）"), _("本行所在的市"), _("本行所在的省（自治区）"),
)  # fmt: skip
"""What intake offers as answers; an answer is sent back in Chinese."""
PHRASES = (
    _("按{unit}计"), _("删除 {count} 行"), _("以第 {row} 行为准"), _("以第 {sheet} 张表第 {row} 行为准"), _("{value}（第 {at} 列）"),
    _("超过台账现有行数的五分之一，请先确认这份表是完整的。"),
    _("台账中有姓名和前 15 位都相同的人（{shown}），请对照证件确认是否同一人后补全。"),
)  # fmt: skip
"""Answers and hints with a number, a unit or a masked document in them."""
PHASES = (_("读取文件"), _("核对内容"), _("比对台账"), _("比对并写入台账"), _("准备预览"), _("识别台账"))
"""What background work says that it is doing."""
CHANGED = (_("（已登记的号码）"), _("（新的号码）"))
_AMOUNT = re.compile(r"(-?[\d,.]+) (\D+)")
_WRITTEN = frozenset({"value", "comment", "grade", "known", "written", "actor", "at", "project", "shown"})
"""Parameters that hold what somebody wrote, or a name."""
_PLACES = frozenset({"within", "read", "suggestion"})


def told(finding: Mapping[str, Any], ledger_id: str = "") -> str:
    """The message of a finding (a dict with id, message, field) in the reader's language."""
    message = str(finding["message"])
    if in_chinese():
        return message
    column = _column(ledger_id, str(finding.get("field") or ""))
    for sentence in _sentences(str(finding["id"])):
        found = taken_apart(sentence, message)
        if found is not None:
            return said(sentence).format(**{name: _parameter(name, text, column) for name, text in found.items()})
    return said(message)


def told_together(message: str) -> str:
    """Several messages without their ids, joined by ；: why a file was refused."""
    if in_chinese() or not message:
        return message
    return " ".join(_told_alone(part) for part in re.split("；(?=.)", message))


def choice(text: str) -> str:
    """An answer as its reader sees it; what is sent back stays Chinese."""
    return text if in_chinese() or not text else _phrase(text)


def value(column: Column | None, text: str | None) -> str:
    """A shown value of a report: labels of a coded list, yes and no, amounts with their unit."""
    if not text or column is None or in_chinese():
        return text or ""
    if isinstance(column, CodeColumn):
        known = {label: said(label, column.codes.id) for label in column.codes.labels()}
        return known.get(text) or saying.listed(known.get(part, part) for part in text.split("、"))
    if column.kind == "yes_no":
        return showing.yes_no(text == "是") if text in ("是", "否") else text
    return said(text) if text in (*CHANGED, *getattr(column, "suggest", ())) else _amount(text)


def _column(ledger_id: str, name: str) -> Column | None:
    return registry.ledger(ledger_id).columns.get(name) if ledger_id and name else None


def _sentences(id: str) -> Iterator[str]:
    """The sentences in which a finding of this type may have been said."""
    for ledger in registry.ledgers():
        yield from (check.message for check in ledger.info.checks if check.id == id)
    if id in TYPES:
        yield str(TYPES[id].message)


def _told_alone(message: str) -> str:
    fitting = (id for id in TYPES if taken_apart(str(TYPES[id].message), message) is not None)
    return next((told({"id": id, "message": message}) for id in fitting), said(message))


def taken_apart(sentence: str, message: str) -> dict[str, str] | None:
    """The parameters with which `sentence` says `message`; None where it does not."""
    found = _pattern(sentence).fullmatch(message)
    return found.groupdict() if found else None


@functools.cache
def _pattern(sentence: str) -> re.Pattern[str]:
    written, seen = "", set()
    for literal, name, _spec, _conversion in Formatter().parse(sentence):
        written += re.escape(literal)
        if name:
            written += f"(?P={name})" if name in seen else f"(?P<{name}>.*?)"
            seen.add(name)
    return re.compile(written, re.S)


def _parameter(name: str, text: str, column: Column | None) -> str:
    if name in ("unit", "expected"):
        return saying.unit(text)
    if name == "allowed":
        return _allowed(column, text)
    if name in _PLACES:
        return "” or “".join(map(_place, text.split("”或“"))) if name == "suggestion" else _place(text)
    if name in ("hint", "share"):
        return f" {_phrase(text)}" if text else ""
    if name in _WRITTEN:
        return _amount(text)
    known = said(text)
    return known if known != text else _amount(text)


def _allowed(column: Column | None, text: str) -> str:
    """The labels that a message names; labels themselves may hold the mark that divides them."""
    if not isinstance(column, CodeColumn):
        return text
    every = column.codes.labels()
    named = next((n for n in range(len(every), 0, -1) if text.removesuffix("……") == "、".join(every[:n])), 0)
    return saying.listed(said(label, column.codes.id) for label in every[:named]) + ("…" if named < len(every) else "")


def _place(text: str) -> str:
    """A region by its name or its whole path; other texts (a date, a number, 名录) as they are."""
    found = resolver().resolve(text, level=None, suggest=False) if re.search("[\u4e00-\u9fff]", text) else None
    if found is None or found.code is None:
        return said(_amount(text))
    return shown_name(found.code) if text == found.name else shown_label(found.code)


def _amount(text: str) -> str:
    """1,234 万元 with its unit said; anything else as it is."""
    found = _AMOUNT.fullmatch(text)
    return f"{found[1]} {saying.unit(found[2])}" if found else text


def _phrase(text: str) -> str:
    for sentence in PHRASES:
        found = taken_apart(sentence, text)
        if found is not None:
            return said(sentence).format(**{name: _parameter(name, part, None) for name, part in found.items()})
    known = said(text)
    return known if known != text else _place(text)
