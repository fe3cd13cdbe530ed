"""Events of the trail in words."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from jiedui.core.access import roles
from jiedui.core.access.queries import names_of
from jiedui.core.access.rights import ACTIONS as ACTIONS_OF
from jiedui.core.declare.flows import GATES, side
from jiedui.core.declare.registry import registry
from jiedui.core.places.kinds import KINDS as ORGANISATION_KINDS
from jiedui.core.places.shown import shown_name
from jiedui.core.plan.models import ANSWERS, STRENGTHS
from jiedui.core.trail.models import Entry, Event
from jiedui.core.words.errors import NotFound
from jiedui.core.words.saying import listed, said

Text = str | Promise
KINDS: dict[str, Text] = {
    "import": _("导入表格"),
    "form": _("网页填报"),
    "api": _("接口写入"),
    "bulk": _("批量修改"),
    "undo": _("撤销导入"),
    "export": _("导出表格"),
    "export.fetched": _("下载导出文件"),
    "reveal": _("查看完整号码"),
    "raw_file": _("下载原始文件"),
    "attachment": _("打开附件"),
    "alerts": _("检查预警"),
    "alert.reply": _("填写处理情况"),
    "submission": _("报送台账"),
    "submission.withdrawn": _("撤回报送"),
    "flow.step": _("办理流程"),
    "flow.proposed": _("提请双方签署"),
    "flow.signed": _("签署"),
    "flow.decided": _("双方签齐"),
    "flow.filled": _("按签署登记"),
    "flow.returned": _("退回签批单"),
    "flow.withdrawn": _("撤回签批单"),
    "flow.voided": _("内容改动，签署作废"),
    "flow.changed": _("签署后内容有改动"),
    "flow.restored": _("恢复为签署的内容"),
    "flow.gates": _("设置签署关口"),
    "flow.delegated": _("委托代签"),
    "flow.delegation_ended": _("终止委托"),
    "sign_factor_failed": _("签署时验证未通过"),
    "allotment.proposed": _("测算资金分配"),
    "allotment.exported": _("导出资金分配方案"),
    "review.created": _("新建项目评审"),
    "review.changed": _("修改评审规则"),
    "review.candidates": _("调整参评项目"),
    "review.reviewers": _("调整评审人"),
    "review.opened": _("开始评分"),
    "review.scored": _("提交评分"),
    "review.recused": _("评审回避"),
    "review.closed": _("结束评分"),
    "review.decided": _("评审决定"),
    "review.results": _("生成评审结果"),
    "review.published": _("公示评审结果"),
    "review.taken_back": _("撤回评审公示"),
    "review.objection": _("登记评审异议"),
    "review.answered": _("答复评审异议"),
    "review.frozen": _("确定评审结果"),
    "review.cancelled": _("作废评审"),
    "accounts.opened": _("办理项目期初"),
    "accounts.opening_reversed": _("冲回项目期初"),
    "accounts.year_closed": _("资金年度结账"),
    "accounts.year_reopened": _("资金年度重新开账"),
    "accounts.caught_up": _("补记资金账"),
    "accounts.wrong": _("资金账核验有误"),
    "plan.target": _("录入计划目标"),
    "plan.loaded": _("载入修改后的计划文件"),
    "plan.sent": _("计划发出征求意见"),
    "plan.comment": _("对计划提出意见"),
    "plan.answer": _("答复对计划的意见"),
    "plan.issued": _("印发计划"),
    "plan.measure": _("修改计划措施"),
    "plan.task": _("布置任务"),
    "plan.task_changed": _("调整任务"),
    "plan.task_done": _("填报任务完成"),
    "plan.task_reopened": _("退回任务"),
    "plan.evidence": _("上传佐证材料"),
    "plan.copied": _("复制计划到下一年"),
    "places.pairing_added": _("新增结对关系"),
    "places.pairing_confirmed": _("确认结对关系"),
    "places.pairing_ended": _("终止结对关系"),
    "places.organisation_confirmed": _("确认单位"),
    "places.organisation_changed": _("更正单位"),
    "places.alias_added": _("添加单位别名"),
    "places.alias_removed": _("删除单位别名"),
    "sign_in": _("登录"),
    "sign_out": _("退出"),
    "sign_in_failed": _("登录失败"),
    "sign_in_locked": _("登录锁定"),
    "second_factor_added": _("启用二次验证"),
    "second_factor_removed": _("停用二次验证"),
    "second_factor_failed": _("二次验证失败"),
    "access.password_changed": _("修改密码"),
    "access.password_reset": _("重置密码"),
    "access.second_factor_reset": _("重置二次验证"),
    "access.user_created": _("新建用户"),
    "access.user_changed": _("修改用户"),
    "access.user_activated": _("恢复用户"),
    "access.user_deactivated": _("停用用户"),
    "access.grants_set": _("调整授权"),
    "access.token_created": _("新建接口密钥"),
    "access.token_revoked": _("停用接口密钥"),
    "access.set_up": _("初始设置"),
    "log_exported": _("导出日志"),
    "access.unlocked": _("解锁账号"),
    "access.sessions_ended": _("结束登录"),
    "access.seeing_begun": _("开始以他人身份查看"),
    "access.seeing_ended": _("结束以他人身份查看"),
    "keys.rotated": _("更换加密密钥"),
    "keys.resealed": _("重新加密"),
    "backup.made": _("备份"),
    "backup.restored": _("从备份恢复"),
}
NOBODY: dict[str, Text] = {"系统": _("系统"), "未知用户": _("未知用户"), "演示数据": _("演示数据")}
"""Names that the trail has for who is no user."""
ACTIONS: dict[str, Text] = {"n": _("新增"), "c": pgettext_lazy("done", "修改"), "r": pgettext_lazy("done", "删除"), "e": _("事件")}
_COUNTS: dict[str, Text] = {"new": _("新增"), "changed": _("变更"), "same": _("无变化"), "refused": _("未导入")}
_FACTS: dict[str, Text] = {
    "file": _("文件"),
    "batch": _("批次"),
    "undoes": _("撤销的事件"),
    "opened": _("新预警"),
    "closed": _("解除的预警"),
    "alert": _("预警"),
    "plan": _("计划"),
    "measure": _("措施"),
    "comment": _("意见"),
    "task": _("任务"),
    "changed_measures": _("改动的措施数"),
    "copied_from": _("复制自"),
    "decision": _("签批单"),
    "gate": _("关口"),
    "side": _("代表"),
    "period": _("报告期"),
    "review": _("评审"),
    "proposal": _("分配方案"),
    "project": _("项目编号"),
    "reviewer": _("评审人"),
    "digest": _("摘要"),
    "reason": _("事由"),
    "persons": _("涉及人数"),
    "field": _("字段"),
    "column": _("修改的列"),
    "format": _("格式"),
    "revealed": _("完整号码"),
    "export": _("导出事件"),
    "user": _("用户"),
    "before": _("原来的授权"),
    "grants": _("现在的授权"),
    "changed": _("改动的内容"),
    "actions": _("允许的操作"),
    "tokens": _("停用的接口密钥"),
    "sessions": _("结束的登录"),
    "device": _("设备"),
    "log": _("日志"),
    "pages": _("查看的页数"),
    "indicator": _("指标"),
    "source": _("依据"),
    "confidence": _("依据"),
    "county": _("县"),
    "district": _("区"),
    "from": _("生效日期"),
    "since": _("开始日期"),
    "until": _("截止日期"),
    "organisation": _("单位编号"),
    "version": _("版本"),
    "made_at": _("备份时间"),
    "keys": _("备份中的密钥"),
}
KEPT_KEYS: dict[str, Text] = {"sealed": _("口令加密"), "plain": _("未加口令"), "none": _("没有密钥")}
_CHANGED: dict[str, Text] = {
    "name": _("名称"),
    "uscc": _("统一社会信用代码"),
    "kind": _("类型"),
    "county": _("所在县区"),
    "alias": _("别名"),
    "value": _("目标值"),
    "answer": _("答复"),
    "task.owner": _("责任单位"),
    "task.due": _("完成期限"),
    "measure.title": _("名称"),
    "measure.summary": _("要点"),
    "measure.proof": _("佐证"),
    "measure.strength": _("力度"),
    "measure.owners": _("责任单位"),
    "measure.due": _("完成期限"),
    "measure.text": _("原文"),
}
_CODED: dict[str, dict[str, Text]] = {"answer": dict(ANSWERS), "measure.strength": dict(STRENGTHS)}
_OF_ACCOUNT: dict[str, Text] = {"display_name": _("姓名"), "organisation_name": _("单位")}


def kind(event: Event) -> Text:
    return KINDS.get(event.kind, event.kind)


def lines(events: Sequence[Event]) -> list[dict[str, Any]]:
    """Events as the list shows them; one query for all the accounts that they are about."""
    names = whom(events)
    return [line(event, names) for event in events]


def whom(events: Iterable[Event]) -> dict[int, str]:
    """Name and sign-in name of the accounts that events are about, by number."""
    numbers = {json.loads(event.note).get("user") for event in events if _is_of_account(event.kind)}
    return names_of(number for number in numbers if isinstance(number, int)) if numbers - {None} else {}


def _is_of_account(kind: str) -> bool:
    """Whether a kind of event is about somebody's account."""
    return kind.startswith("access.")


def line(event: Event, names: Mapping[int, str]) -> dict[str, Any]:
    """An event as the list shows it; `names` as from `whom`."""
    note = json.loads(event.note)
    return {
        "event": event,
        "kind": kind(event),
        "actor": who(event.actor_id, event.actor_name),
        "ledger": _title(event.ledger),
        "region": listed(shown_name(code) or code for code in event.scope.split(",")[:3] if code),
        "about": note.get("file") or _of_account(note, names) or note.get("reason") or note.get("period") or note.get("review") or note.get("proposal") or "",
        "counts": _counts(note),
    }


def who(user_id: int | None, name: str) -> Text:
    """A name as the trail keeps it; what is no user's name is a word of the product."""
    return name if user_id else NOBODY.get(name, name)


def _of_account(note: dict[str, Any], names: Mapping[int, str]) -> str:
    """Whose account it is, and what became of it in a few words."""
    if note.get("user") not in names:
        return ""
    told = [note["reason"]] if note.get("reason") else []
    if "grants" in note:
        new = _grants(note["grants"])
        told.append(_change([_grants(note["before"]), new]) if "before" in note else new or gettext("没有角色"))
    if note.get("changed"):
        told.append(gettext("改了%(what)s") % {"what": _text("changed", note["changed"])})
    whose = names[note["user"]]
    if not told:
        return whose
    return gettext("%(whose)s：%(what)s") % {"whose": whose, "what": gettext("；").join(told)}


def _grants(told: Iterable[str]) -> str:
    """Grants as the trail keeps them ("county 451022 2026-01-01…2026-12-31"), in words."""
    found = []
    for one in told:
        role, *region, span = one.split(" ")
        start, _sign, end = span.partition("…")
        label = str(roles.BY_CODE[role].label) if role in roles.BY_CODE else role
        words = [label, *(shown_name(code) or code for code in region)]
        if end:
            words.append(gettext("%(start)s 至 %(end)s") % {"start": start, "end": end})
        found.append(" ".join(words))
    return listed(found)


def facts(event: Event) -> list[tuple[Text, str]]:
    """What an event says of itself, label and text."""
    note = json.loads(event.note)
    if note.get("user") in (names := whom([event])):
        note["user"] = names[note["user"]]
    told: list[tuple[Text, str]] = [(_FACTS[name], _text(name, note[name])) for name in _FACTS if name in note]
    if counts := _counts(note):
        told.append((_("行数"), counts))
    told += [(_CHANGED[name], _change(pair, name)) for name, pair in note.get("changes", {}).items() if name in _CHANGED]
    told += [(_("总数变化的说明"), str(why)) for why in note.get("reasons", {}).values()]
    return told


def _counts(note: dict[str, Any]) -> str:
    rows = note.get("rows")
    if isinstance(rows, dict):
        told = [f"{label} {rows[name]:,}" for name, label in _COUNTS.items() if rows.get(name)]
        if left_out := note.get("left_out"):
            told.append(gettext("其中 %(count)s 行按回答不导入") % {"count": f"{left_out:,}"})
        return gettext("，").join(told)
    return gettext("%(rows)s 行") % {"rows": f"{rows:,}"} if isinstance(rows, int) else ""


def _text(name: str, value: Any) -> str:
    if name == "persons" and isinstance(value, list):
        return str(len(value))
    if isinstance(value, bool):
        return gettext("是") if value else gettext("否")
    if name == "column":
        return said(str(value))
    if name in ("before", "grants") and isinstance(value, list):
        return _grants(value) or "—"
    if name == "changed":
        return listed(_OF_ACCOUNT.get(one, one) for one in value) or "—"
    if name == "actions":
        return listed(ACTIONS_OF.get(one, one) for one in str(value).split(","))
    if name in ("county", "district"):
        return shown_name(str(value))
    if name in ("gate", "side"):
        return said(GATES[value][0] if name == "gate" else side(value).label)
    if name == "keys":
        return str(KEPT_KEYS.get(value, value))
    if name == "until" and isinstance(value, list):
        return _change(value)
    return gettext("；").join(map(str, value)) if isinstance(value, list) else str(value)


def _change(pair: list[str], name: str = "") -> str:
    """原来的 → 现在的; a dash where there was or is nothing."""
    if name == "county":
        pair = [shown_name(code) for code in pair]
    elif name in _CODED:
        pair = [str(_CODED[name].get(code, code)) for code in pair]
    elif name == "kind":
        pair = [str(ORGANISATION_KINDS.get(code, code)) for code in pair]
    return " → ".join(one or "—" for one in pair)


def _title(ledger_id: str) -> str:
    try:
        return said(registry.ledger(ledger_id).info.title) if ledger_id else ""
    except NotFound:
        return ledger_id


def entry(one: Entry) -> dict[str, Any]:
    """An entry of an event: which row, what was done, which columns changed (not to what: that is in the record)."""
    changed: list[str] = []
    try:
        columns = registry.ledger(one.ledger).declared
    except NotFound:
        columns = []
    if one.action == "c" and one.changes:
        names = json.loads(one.changes)
        changed = [said(column.label) for column in columns if any(name in names for name in column.storage)]
    return {
        "entry": one,
        "action": ACTIONS.get(one.action, one.action),
        "ledger": _title(one.ledger),
        "sheet": None if one.sheet is None else one.sheet + 1,
        "changed": changed,
        "digest": bytes(one.digest).hex(),
        "there": one.action != "r" and bool(columns),
    }
