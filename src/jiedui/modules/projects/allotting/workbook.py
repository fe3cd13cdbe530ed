"""A proposal as a workbook: the counties with the reasons, the projects, the conditions."""

import io
from typing import Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.words.saying import listed
from jiedui.modules.projects.allotting.explaining import reasons
from jiedui.modules.projects.allotting.model import Answer, Inputs
from jiedui.modules.projects.allotting.models import AllotmentProposal
from jiedui.modules.projects.allotting.solving import ordered
from jiedui.modules.projects.allotting.telling import CONDITIONS, percent, reason

PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}


def workbook(found: AllotmentProposal, inputs: Inputs, answer: Answer, rest: dict[str, Any]) -> bytes:
    """Amounts in 万元 as numbers; everything else as text, so that no cell becomes a formula."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, PLAIN)
    head = book.add_format({"bold": True, "bg_color": "#E9EDF4", "border": 1, "text_wrap": True, "valign": "vcenter"})
    money, text = book.add_format({"num_format": "#,##0.00"}), book.add_format({"text_wrap": True, "valign": "top"})
    why = reasons(inputs, answer, rest.get("unkeyed"))
    names = {one.code: one.name for one in inputs.counties}
    _sheet(
        book, _("各县"), [_("县"), _("重点县"), _("上年（万元）"), _("下限（万元）"), _("上限（万元）"), _("建议分配（万元）"), _("其中有项目（万元）"), _("无对应项目（万元）"), _("项目数"), _("说明")],
        [
            [
                one.name, _("是") if one.key else _("否"), one.last, inputs.low(one), one.ceiling, share.amount, share.used, share.idle,
                float(len(share.taken)), "".join(reason(each) for each in why[one.code]),
            ]
            for one, share in zip(inputs.counties, answer.shares, strict=True)
        ],
        (head, money, text), wide=9,
    )  # fmt: skip
    _sheet(
        book, _("项目"), [_("项目编号"), _("项目名称"), _("县"), _("申请资金（万元）"), _("评审得分"), _("是否安排")],
        [
            [one.number, one.name, names[one.county], one.amount, one.score / 100, _("安排") if one.id in answer.taken else _("未安排")]
            for one in ordered(inputs.projects)
        ],
        (head, money, text), wide=1,
    )  # fmt: skip
    facts = [
        [_("方案"), found.title], [_("年度"), str(found.year)], [_("资金总额（万元）"), inputs.total], [_("已分配（万元）"), answer.allotted],
        [_("未分配（万元）"), inputs.total - answer.allotted], [_("不低于上年"), percent(inputs.keep) if inputs.keep else _("不设")],
        [_("重点县占比"), percent(inputs.key_share) if inputs.key_share else _("不设")],
        [_("是否最优"), _("已证明最优") if answer.proven else _("未证明，与最优至多相差 %(part)s%%") % {"part": f"{100 * (answer.bound - answer.value) / max(answer.value, 1):.4f}"}],
        [_("有代价的条件"), listed(str(CONDITIONS[one]) for one, cost in rest["costs"].items() if cost) or "—"],
        [_("测算"), f"{found.by_name} {timezone.localtime(found.at):%Y-%m-%d %H:%M}"], [_("测算依据摘要"), found.digest],
        [_("说明"), _("本表是测算建议，不是下达文件，系统不会据此下达资金。")],
    ]  # fmt: skip
    _sheet(book, _("条件"), [_("项"), _("内容")], facts, (head, money, text), wide=1)
    book.close()
    return buffer.getvalue()


def _sheet(book: Any, title: str, headings: list[str], rows: list[list[Any]], formats: tuple[Any, Any, Any], *, wide: int) -> None:
    head, money, text = formats
    sheet = book.add_worksheet(title)
    for at, heading in enumerate(headings):
        sheet.write_string(0, at, heading, head)
        sheet.set_column(at, at, 60 if at == wide else 16)
    for number, row in enumerate(rows, 1):
        for at, value in enumerate(row):
            if value is None:
                continue
            if isinstance(value, int):
                sheet.write_number(number, at, value / 1_000_000, money)
            elif isinstance(value, float):
                sheet.write_number(number, at, value)
            else:
                sheet.write_string(number, at, value, text)
    sheet.freeze_panes(1, 1)
