"""The plan's year in a demonstration: sent out, commented on, each comment answered, issued, changed once by a document."""

import datetime as dt

from jiedui.core.access.audit import actor
from jiedui.core.access.models import User
from jiedui.core.access.queries import users
from jiedui.core.intake.attachments import keep_upload
from jiedui.core.plan import life, queries, tasks
from jiedui.core.plan.models import DRAFT, PARTLY, REFUSED, TAKEN, Plan
from jiedui.core.words.errors import NotFound
from jiedui.demo.geography import LAST_DAY
from jiedui.demo.past import on

SENT, UNTIL, ANSWERED, ISSUED, CHANGED = (dt.date(2021, *day) for day in ((3, 8), (3, 26), (4, 2), (4, 9), (7, 15)))
DOCUMENT = "深协作演示〔2021〕1号（虚构）"
CHANGE = "深协作演示〔2021〕5号（虚构）"

COMMENTS = [
    ("xian", "m4", "县里项目前期工作多在三四月，建议竞争性申报的截止时间与县项目库入库时间一致。", TAKEN, ""),
    ("quban", "m14", "每县不少于 2 人的要求，建议写明驻县干部是否计入挂职人数。", PARTLY, "计划按原文印发；系统中两种口径同时列出，由考核时选用。"),
    ("qianfang", "m25", "示范点是全市合计 2 至 3 个，还是每县 2 至 3 个，请予明确。", TAKEN, "按全市合计。"),
    ("quban", "m17", "街道办等小单位没有食堂，建议农副产品采购比例不作要求。", PARTLY, "没有食堂的单位免报，其余单位要求不变。"),
    ("xian", "m6", "建议将县内公益性岗位的补助标准写入计划。", REFUSED, "补助标准由自治区规定，不在本计划范围内。"),
]
"""Who, on which measure, what, how it was answered and why."""

PROOFS = [
    ("m20-1", "物流补贴、消费补贴措施.txt", dt.date(2021, 9, 18), "措施已印发，补贴申报自 10 月起受理。"),
    ("m26-2", "数字乡村试点名单.txt", dt.date(2021, 11, 5), "首批试点村名单已公布。"),
]
"""Milestones that were reached: which, the name of the proof, when, what came of it."""


def lead_plan() -> int:
    """Lead the plan of the demonstration through its year; how many comments and proofs. None where somebody has begun."""
    known = {user.username: user for user in users()}
    plan = queries.present(LAST_DAY)
    if plan is None or plan.state != DRAFT or not {"shiban", *(who for who, *_ in COMMENTS)} <= set(known):
        return 0
    office = known["shiban"]
    with on(SENT):
        life.send_out(plan.slug, until=UNTIL, by=office)
    made = 0
    for who, measure, text, answer, reason in COMMENTS:
        if not _there(plan, measure):
            continue
        with on(UNTIL - dt.timedelta(days=2)):
            said = life.comment(plan.slug, measure, text=text, by=known[who])
        with on(ANSWERED):
            life.answer(said.pk, answer=answer, reason=reason, by=office)
        made += 1
    with on(ISSUED):
        life.issue(plan.slug, document=DOCUMENT, on=ISSUED, by=office)
    if _there(plan, "m4"):
        with on(CHANGED):
            life.change_measure(plan.slug, "m4", values={"due": "2021-10-31"}, document=CHANGE, by=office)
    return made + _prove(plan, office)


def _there(plan: Plan, measure: str) -> bool:
    """Whether the plan has this measure: another plan may be loaded."""
    try:
        return queries.measure(plan.slug, measure) is not None
    except NotFound:
        return False


def _prove(plan: Plan, office: User) -> int:
    by_slug = {task.slug: task for task in queries.tasks(queries.Scope.everything(), plan=plan) if task.milestone}
    made = 0
    for slug, name, day, result in PROOFS:
        task = by_slug.get(slug)
        if task is None or task.done_on is not None:
            continue
        digest = keep_upload(f"演示：虚构的佐证材料（{name}）。".encode(), name=name, actor=actor(office))
        tasks.add_evidence(task.pk, digest=digest, name=name, by=office)
        tasks.finish_task(task.pk, done_on=day, result=result, by=office)
        made += 1
    return made
