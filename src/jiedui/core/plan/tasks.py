"""Tasks and milestones of measures: set, handed to somebody else, proved, done, opened again."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.access import roles
from jiedui.core.access.audit import actor
from jiedui.core.access.holdings import check_may, scope_of
from jiedui.core.access.models import User
from jiedui.core.access.rights import VIEW
from jiedui.core.access.scope import Scope
from jiedui.core.places.queries import resolver
from jiedui.core.plan import queries
from jiedui.core.plan.keeping import check_keeper, check_owner
from jiedui.core.plan.models import Evidence, Task
from jiedui.core.store import lock
from jiedui.core.trail.operations import record_event
from jiedui.core.vault import files
from jiedui.core.vault.masking import scrub
from jiedui.core.words import clock
from jiedui.core.words.errors import Conflict, NotFound, Refused

LOCK = "plan.tasks"
LONGEST = 1000
MOST_FILES = 30


@transaction.atomic
def add_task(
    plan: str, measure: str, *, title: str, by: User, owner: str = "", role: str = "", place: str = "",
    due: dt.date | None = None, proof: str = "", milestone: bool = False, address: str = "",
) -> Task:  # fmt: skip
    """Set a task (or milestone) of a measure. Its owner is an organisation by name, or a role, for a place or everywhere."""
    check_keeper(by)
    found = queries.measure(plan, measure)
    owner, role, place = _owner(owner, role, place)
    if due is None and not milestone:
        raise Refused("task.no_due", _("请填写完成期限：没有期限就无法提醒。"))
    made = Task.objects.create(
        measure=found, title=_said(title, _("任务内容")), owner=owner, role=role, place=place, due=due,
        proof=scrub(" ".join(proof.split())), milestone=milestone, made_by=by.display_name,
    )  # fmt: skip
    note = {"plan": plan, "measure": measure, "task": made.pk, "until": str(due or "")}
    record_event("plan.task", actor=actor(by, address), scope=place, note=note)
    return made


@transaction.atomic
def change_task(
    id: int, *, by: User, owner: str, role: str, place: str, due: dt.date | None, address: str = ""
) -> Task:
    """Give a task to somebody else, or another due date; old and new stand in the trail."""
    check_keeper(by)
    task = _open(Scope.everything(), id)
    owner, role, place = _owner(owner, role, place)
    if due is None and not task.milestone:
        raise Refused("task.no_due", _("请填写完成期限：没有期限就无法提醒。"))
    old = (f"{task.owner} {task.role} {task.place}".strip(), str(task.due or ""))
    task.owner, task.role, task.place, task.due = owner, role, place, due
    new = (f"{owner} {role} {place}".strip(), str(due or ""))
    if old == new:
        raise Refused("task.same", _("与现行内容完全相同，没有需要保存的修改。"))
    task.save(update_fields=["owner", "role", "place", "due"])
    pairs = zip(("task.owner", "task.due"), zip(old, new, strict=True), strict=True)
    changes = {name: list(pair) for name, pair in pairs if pair[0] != pair[1]}
    record_event("plan.task_changed", actor=actor(by, address), scope=place, note={"task": task.pk, "changes": changes})
    return task


@transaction.atomic
def add_evidence(id: int, *, digest: str, name: str, by: User, address: str = "") -> Evidence:
    """Put a stored file beside a task as its proof. Who stored it is the caller's to check."""
    lock(LOCK)
    task = queries.task(scope_of(by), id)
    check_owner(by, task)
    if not files.exists(digest):
        raise NotFound("files.absent", _("文件不在文件库中，请重新上传。"))
    if task.evidence.count() >= MOST_FILES:
        raise Refused("task.too_many", _("一项任务最多 {most} 份佐证材料。").format(most=MOST_FILES))
    made, new = Evidence.objects.get_or_create(
        task=task, digest=digest, defaults={"name": name[-120:], "by_name": by.display_name, "at": timezone.now()}
    )
    if new:
        note = {"task": task.pk, "file": made.name}
        record_event("plan.evidence", actor=actor(by, address), scope=task.place, file_digest=digest, note=note)
    return made


@transaction.atomic
def open_evidence(id: int, digest: str, *, by: User, address: str = "") -> tuple[bytes, str]:
    """The content and name of a proof, for one who may see the task; who opened it is an event of the trail."""
    check_may(by, VIEW)
    task = queries.task(scope_of(by), id)
    found = task.evidence.filter(digest=digest).first()
    if found is None:
        raise NotFound("attachment.not_found", _("这项任务没有这份材料。"))
    data = files.get(digest)
    note = {"task": task.pk, "file": found.name}
    record_event("attachment", actor=actor(by, address), scope=task.place, file_digest=digest, note=note)
    return data, found.name


@transaction.atomic
def finish_task(id: int, *, done_on: dt.date, result: str, by: User, address: str = "") -> Task:
    """Say that a task is done, on which day and what came of it. Refused without a proof."""
    task = _open(scope_of(by), id)
    check_owner(by, task)
    if done_on > clock.today():
        raise Refused("task.future", _("完成日期不能晚于今天。"))
    if not task.evidence.exists():
        raise Refused("task.no_evidence", _("请先上传佐证材料，再填报完成。"))
    task.done_on, task.result, task.done_by = done_on, _said(result, _("完成情况")), by.display_name
    task.save(update_fields=["done_on", "result", "done_by"])
    note = {"task": task.pk, "from": str(done_on)}
    record_event("plan.task_done", actor=actor(by, address), scope=task.place, note=note)
    return task


@transaction.atomic
def reopen_task(id: int, *, reason: str, by: User, address: str = "") -> Task:
    """Take back that a task is done, for a reason; its proofs stay."""
    check_keeper(by)
    lock(LOCK)
    task = queries.task(Scope.everything(), id)
    if task.done_on is None:
        raise Conflict("task.open", _("这项任务还没有填报完成。"))
    reason = _said(reason, _("理由"))
    task.done_on = None
    task.save(update_fields=["done_on"])
    record_event(
        "plan.task_reopened", actor=actor(by, address), scope=task.place, note={"task": task.pk, "reason": reason}
    )
    return task


def _open(scope: Scope, id: int) -> Task:
    lock(LOCK)
    task = queries.task(scope, id)
    if task.done_on is not None:
        raise Conflict("task.done", _("这项任务已经填报完成。"))
    return task


def _owner(owner: str, role: str, place: str) -> tuple[str, str, str]:
    owner = " ".join(owner.split())
    if bool(owner) == bool(role):
        raise Refused("task.owner", _("责任单位请填写单位名称，或选择角色，二者选一。"))
    if role and role not in roles.BY_CODE:
        raise Refused("task.role", _("请从列表中选择角色。"))
    if place and (len(place) < 6 or resolver().name_of(place) in ("", place)):
        raise Refused("task.place", _("没有代码为 {place} 的地区。").format(place=place[:20]))
    return owner, role, place


def _said(text: str, what: str) -> str:
    said = scrub(" ".join(text.split()))
    if not 2 <= len(said) <= LONGEST:
        raise Refused("task.text", _("请填写{what}，2 至 {longest} 个字。").format(what=what, longest=LONGEST))
    return said
