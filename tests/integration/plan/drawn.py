"""A small plan in the database, and the day it is lived on."""

import datetime as dt

from jiedui.core.plan.models import Measure, Plan, Target, Task

DAY = dt.date(2021, 6, 1)


def draw_plan(slug: str = "p-2021", **fields: str) -> Plan:
    """A goal, two measures (one with a target and a rule, one exploratory with a milestone)."""
    plan = Plan.objects.create(slug=slug, title="某市2021年计划", year=2021, draft=True, **fields)
    Measure.objects.create(plan=plan, slug="goals", number="一", section="一、目标", title="总体稳定", strength="H", position=0)
    m3 = Measure.objects.create(
        plan=plan, slug="m3", number="3", section="二、措施", title="资金力度", text="3.资金力度不减。", strength="H",
        owners="各区\nrole:municipal", due=dt.date(2021, 4, 30), declared="4", indicators="12", position=1,
    )  # fmt: skip
    m21 = Measure.objects.create(
        plan=plan, slug="m21", number="21", section="二、措施", title="储备基地", strength="E", position=2
    )
    common = {"measure": m3, "strength": "H", "valid_from": dt.date(2021, 1, 1)}
    Target.objects.create(indicator="12", op=">", value="90", unit="%", source="高于90%", **common)
    Target.objects.create(indicator="09", op=">=", unit="万元", source="不低于去年", **common)
    Target.objects.create(indicator="11", op="by", value="2021-04-30", source="4月底前", **common)
    Task.objects.create(measure=m21, slug="m21-1", milestone=True, title="选定地点", proof="选址方案", role="municipal")
    return plan
