"""Tasks of the plan as a demonstration shows them: one done with its proof, one overdue, one due within days."""

import datetime as dt

from jiedui.core.access import roles
from jiedui.core.access.audit import actor
from jiedui.core.access.models import User
from jiedui.core.access.queries import users
from jiedui.core.intake.attachments import keep_upload
from jiedui.core.plan import queries, tasks
from jiedui.core.plan.models import Measure
from jiedui.demo.geography import LAST_DAY

PROOF = "演示：虚构的佐证材料。"
OVERDUE, SOON, DONE = (LAST_DAY + dt.timedelta(days=days) for days in (-11, 10, -60))


def set_tasks() -> int:
    """Set tasks for the accounts of the demonstration; how many. None where there are tasks already or no plan is loaded."""
    known = {user.username: user for user in users()}
    plan = queries.present(LAST_DAY)
    if plan is None or not {"shiban", "xian", "quban"} <= set(known):
        return 0
    measures = [one for one in queries.measures(plan.slug) if one.strength != "E" and one.targets.exists()]
    if len(measures) < 3 or any(not task.milestone for task in queries.tasks(queries.Scope.everything(), plan=plan)):
        return 0
    office, county, district = known["shiban"], known["xian"], known["quban"]
    made = [
        _set(measures[1], "报送首批资金到账凭证", roles.COUNTY, county, DONE, office),
        _set(measures[2], "逐个项目说明支付进度和未支付的原因", roles.COUNTY, county, OVERDUE, office),
        _set(measures[-1], "报送示范点建设进展", roles.DISTRICT, district, SOON, office),
    ]
    digest = keep_upload(PROOF.encode(), name="到账凭证.txt", actor=actor(county))
    tasks.add_evidence(made[0], digest=digest, name="到账凭证.txt", by=county)
    tasks.finish_task(made[0], done_on=DONE - dt.timedelta(days=3), result="首批资金已到账，凭证已上传。", by=county)
    return len(made)


def _set(measure: Measure, title: str, role: str, owner: User, due: dt.date, by: User) -> int:
    place = owner.grants.get(role=role).region
    made = tasks.add_task(measure.plan.slug, measure.slug, title=title, role=role, place=place, due=due, by=by)
    return made.pk
