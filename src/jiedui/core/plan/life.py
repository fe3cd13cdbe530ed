"""The life of a plan: sent out for comments, each comment answered, issued; later changes are kept with old and new."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.access import roles
from jiedui.core.access.audit import actor
from jiedui.core.access.models import User
from jiedui.core.access.scope import Scope
from jiedui.core.plan import queries
from jiedui.core.plan.checking import ROLE
from jiedui.core.plan.keeping import check_keeper, comments_for
from jiedui.core.plan.models import ANSWERS, DRAFT, ISSUED, OUT, STRENGTHS, TAKEN, Change, Comment, Measure, Plan
from jiedui.core.store import lock
from jiedui.core.trail.operations import record_event
from jiedui.core.vault.masking import scrub
from jiedui.core.words import clock
from jiedui.core.words.errors import Conflict, NotAllowed, Refused

LOCK = "plan.load"
LONGEST = 2000
CHANGEABLE = ("title", "summary", "proof", "strength", "owners", "due", "text")


@transaction.atomic
def send_out(slug: str, *, until: dt.date, by: User, address: str = "") -> Plan:
    """Send a draft to the organisations, which may comment up to and with the day `until`."""
    plan = _kept(slug, by)
    if plan.state != DRAFT:
        raise Conflict("plan.not_draft", _("只有草稿可以发出征求意见。请刷新页面核对计划状态。"))
    if until < clock.today():
        raise Refused("plan.until", _("意见截止日期不能早于今天。"))
    plan.state, plan.sent_on, plan.comments_until = OUT, clock.today(), until
    plan.save(update_fields=["state", "sent_on", "comments_until"])
    record_event("plan.sent", actor=actor(by, address), note={"plan": plan.slug, "until": str(until)})
    return plan


@transaction.atomic
def comment(plan: str, measure: str, *, text: str, by: User, address: str = "") -> Comment:
    """Comment on one measure while the plan is out for comments. Numbers of persons in the text are masked."""
    place = comments_for(by)
    if not place:
        raise NotAllowed("plan.no_comment", _("对计划的意见由区办、前方工作组和县乡村振兴局填写。"))
    lock(LOCK)
    found = queries.measure(plan, measure)
    if found.plan.state != OUT:
        raise Conflict("plan.not_out", _("计划不在征求意见阶段，不能再提意见。"))
    if found.plan.comments_until is not None and clock.today() > found.plan.comments_until:
        raise Conflict("plan.comments_over", _("征求意见已于 {day} 截止。").format(day=found.plan.comments_until))
    made = Comment.objects.create(
        measure=found, place=place, organisation=by.organisation_name, by=by.pk, by_name=by.display_name,
        at=timezone.now(), text=_text(text, _("意见")),
    )  # fmt: skip
    note = {"plan": plan, "measure": measure, "comment": made.pk}
    record_event("plan.comment", actor=actor(by, address), scope=place, note=note)
    return made


@transaction.atomic
def answer(id: int, *, answer: str, reason: str, by: User, address: str = "") -> Comment:
    """Answer a comment, taken, partly or not; the last two need the reason. It can be answered anew until the plan is issued."""
    check_keeper(by)
    lock(LOCK)
    found = queries.comment(Scope.everything(), id)
    if found.measure.plan.state == ISSUED:
        raise Conflict("plan.issued", _("计划已经印发，答复不能再改。"))
    if answer not in dict(ANSWERS):
        raise Refused("comment.answer", _("请选择采纳、部分采纳或不采纳。"))
    reason = _text(reason, _("理由")) if reason.strip() or answer != TAKEN else ""
    old = found.answer
    found.answer, found.reason, found.answered_by, found.answered_at = answer, reason, by.display_name, timezone.now()
    found.save(update_fields=["answer", "reason", "answered_by", "answered_at"])
    note = {"plan": found.measure.plan.slug, "measure": found.measure.slug, "comment": found.pk}
    note["changes"] = {"answer": [old, answer]}
    record_event("plan.answer", actor=actor(by, address), scope=found.place, note=note)
    return found


@transaction.atomic
def issue(slug: str, *, document: str, on: dt.date, by: User, address: str = "") -> Plan:
    """Issue a plan by a document. Refused while a comment waits for its answer."""
    plan = _kept(slug, by)
    if plan.state == ISSUED:
        raise Conflict("plan.issued_already", _("计划已经印发。"))
    if waiting := queries.unanswered(plan):
        raise Refused("plan.unanswered", _("还有 {count} 条意见没有答复，逐条答复后才能印发。").format(count=waiting))
    plan.state, plan.issued_on, plan.document = ISSUED, on, _document(document)
    plan.save(update_fields=["state", "issued_on", "document"])
    note = {"plan": plan.slug, "source": plan.document, "from": str(on)}
    record_event("plan.issued", actor=actor(by, address), note=note)
    return plan


@transaction.atomic
def change_measure(
    plan: str, measure: str, *, values: Mapping[str, str], document: str, by: User, seen: int | None = None,
    address: str = "",
) -> list[Change]:  # fmt: skip
    """Change what a measure says (CHANGEABLE), each field kept with old and new. An issued plan changes by a document only.

    owners: one a line; due: YYYY-MM-DD or empty. seen: how many changes the person saw; Conflict where there are others.
    """
    _kept(plan, by)
    found = queries.measure(plan, measure)
    if seen is not None and seen != Change.objects.filter(measure=found).count():
        raise Conflict("measure.changed", _("这一项刚被他人修改。请刷新页面，核对后再保存。"))
    wanted = {key: _read(key, text) for key, text in values.items() if key in CHANGEABLE}
    changed = {key: new for key, new in wanted.items() if _shown(getattr(found, key)) != _shown(new)}
    if not changed:
        raise Refused("measure.same", _("与现行内容完全相同，没有需要保存的修改。"))
    document = _document(document) if found.plan.state == ISSUED else " ".join(document.split())
    now = timezone.now()
    made = [
        Change(measure=found, field=key, old=_shown(getattr(found, key)), new=_shown(new), by_name=by.display_name, at=now,
               document=document)
        for key, new in changed.items()
    ]  # fmt: skip
    Change.objects.bulk_create(made)
    Measure.objects.filter(pk=found.pk).update(**changed)
    changes = {f"measure.{one.field}": [one.old, one.new] for one in made}
    note = {"plan": plan, "measure": measure, "source": document, "changes": changes}
    record_event("plan.measure", actor=actor(by, address), note=note)
    return made


def _kept(slug: str, by: User) -> Plan:
    check_keeper(by)
    lock(LOCK)
    return queries.plan(slug)


def _shown(value: object) -> str:
    return "" if value is None else str(value)


def _read(key: str, text: str) -> object:
    text = scrub("\n".join(line.strip() for line in text.splitlines() if line.strip()))
    if len(text) > 10 * LONGEST:
        raise Refused("measure.long", _("内容太长，请精简。"))
    if key == "due":
        try:
            return dt.date.fromisoformat(text) if text else None
        except ValueError as error:
            raise Refused("measure.due", _("完成期限请填写日期，如 2021-04-30。")) from error
    if key == "title" and not text:
        raise Refused("measure.title", _("名称不能为空。"))
    if key == "strength" and text and text not in dict(STRENGTHS):
        raise Refused("measure.strength", _("请从列表中选择力度。"))
    if key == "owners":
        for line in text.splitlines():
            if line.startswith(ROLE) and line.removeprefix(ROLE) not in roles.BY_CODE:
                raise Refused("measure.owner", _("没有角色 {id}").format(id=line.removeprefix(ROLE)))
    return text


def _text(text: str, what: str) -> str:
    said = scrub(" ".join(text.split()))
    if not 2 <= len(said) <= LONGEST:
        raise Refused("plan.text", _("请填写{what}，2 至 {longest} 个字。").format(what=what, longest=LONGEST))
    return said


def _document(text: str) -> str:
    said = " ".join(text.split())
    if not said:
        raise Refused("plan.no_document", _("请填写文件名称或文号。"))
    return said
