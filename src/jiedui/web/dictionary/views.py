"""The data dictionary: what each ledger's columns mean, generated from the declarations."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jiedui.core.access.rights import VIEW
from jiedui.core.declare.columns import Column
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.modules import modules
from jiedui.core.declare.registry import registry
from jiedui.core.ledger import listing
from jiedui.core.words.codes import CodeList, code_lists
from jiedui.core.words.errors import NotFound
from jiedui.core.words.findings import TYPES
from jiedui.core.words.saying import in_chinese, listed, said
from jiedui.web import showing
from jiedui.web.dictionary import finding
from jiedui.web.guard import requires
from jiedui.web.imports.reading import LEVELS

KINDS: dict[str, str | Promise] = {
    "text": _("文字"),
    "long_text": _("多行文字"),
    "key": _("编号"),
    "name": _("姓名"),
    "resident_id": _("身份证号"),
    "phone": _("电话"),
    "bank_card": _("银行卡号"),
    "uscc": _("统一社会信用代码"),
    "organisation": _("单位"),
    "region": _("地区"),
    "money": _("金额"),
    "number": _("数量"),
    "percent": _("百分比"),
    "date": _("日期"),
    "month": _("月份"),
    "code": _("选项"),
    "yes_no": _("是或否"),
    "reference": _("引用"),
    "attachment": _("附件"),
}
_FILLED = re.compile(r" ?[（(]\{\w+\}[）)]")
"""Where a check puts in what it found, in brackets behind a column: nothing is found here."""
REGIONS: dict[str, str | Promise] = {
    "county": _("县级地区"), "town": _("乡镇级地区"), "village": _("村级地区"), "any": _("任何一级地区")
}  # fmt: skip


@requires(VIEW)
def dictionary(request: HttpRequest) -> HttpResponse:
    """The ledgers, and the coded lists that they use."""
    ledgers = registry.ledgers()
    used: dict[str, list[str]] = {}
    for ledger in ledgers:
        for column in ledger.declared:
            if codes := getattr(column, "codes", None):
                used.setdefault(codes.id, []).append(said(ledger.info.title))
    lists = [{"list": codes, "used": list(dict.fromkeys(used.get(codes.id, [])))} for codes in code_lists()]
    text = _text(request)
    context = {
        "modules": [(module, [_counted(one) for one in module.ledgers]) for module in modules()],
        "lists": lists, "q": text, "columns": finding.columns(text) if text else [],
        "codes": finding.codes(text) if text else [], "most": finding.MOST,
    }  # fmt: skip
    return render(request, "web/dictionary/dictionary.html", context)


@requires(VIEW)
def ledger(request: HttpRequest, ledger_id: str) -> HttpResponse:
    """Every column of a ledger, and the checks between columns and ledgers."""
    found = registry.ledger(ledger_id)
    context = {
        "ledger": found.info,
        "key": listed(said(found.columns[name].label) for name in found.info.key),
        "chinese": in_chinese(),
        "columns": [_column(column) for column in found.declared],
        "checks": [_check(check.id, check.level.value, check.message) for check in found.info.checks]
        + [_check(check.id, check.level.value, "") for check in found.info.cross_checks],
    }
    return render(request, "web/dictionary/ledger.html", context)


@requires(VIEW)
def code_list(request: HttpRequest, list_id: str) -> HttpResponse:
    """One coded list."""
    found = {codes.id: codes for codes in code_lists()}.get(list_id)
    if found is None:
        raise NotFound("codes.unknown", gettext("没有这份代码表。"))
    text = _text(request)
    shown = [one.code for one in finding.codes(text, found)] if text else found.codes
    context = {"list": found, "codes": shown, "q": text, "chinese": in_chinese()}
    return render(request, "web/dictionary/codes.html", context)


def _text(request: HttpRequest) -> str:
    """What is looked for; nobody's number, which has no place in a dictionary."""
    text = "".join(letter for letter in request.GET.get("q", "") if letter.isprintable()).strip()[:40]
    return "" if listing.is_personal_number(text) else text


def _counted(ledger: type[Ledger]) -> dict[str, Any]:
    personal = sum(column.personal for column in ledger.declared)
    return {"info": ledger.info, "columns": len(ledger.declared), "personal": personal}


def _column(column: Column) -> dict[str, Any]:
    codes: CodeList | None = getattr(column, "codes", None)
    target = getattr(column, "to", "")
    return {
        "column": column,
        "kind": REGIONS.get(getattr(column, "level", "")) or KINDS.get(column.kind, column.kind),
        "unit": showing.unit_of(column),
        "low": getattr(column, "low", None),
        "high": getattr(column, "high", None),
        "decimals": getattr(column, "decimals", 0),
        "several": getattr(column, "several", False),
        "codes": codes,
        "labels": [said(entry.label, codes.id) for entry in codes.codes] if codes else [],
        "target": registry.ledger(target).info if target else None,
        "suggest": [said(word) for word in getattr(column, "suggest", ())],
    }


def _check(id: str, level: str, message: str) -> dict[str, Any]:
    """A check with its title and message as declared."""
    kind = TYPES.get(id)
    words = said(message or (kind.message if kind else id))
    return {"id": id, "level": level, "label": LEVELS[level], "message": _FILLED.sub("", words)}
