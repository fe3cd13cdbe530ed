"""What must be right in a plan's file before any of it is loaded; each refusal names the measure."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from jiedui.core.access import roles
from jiedui.core.declare.registry import registry
from jiedui.core.plan.models import OPERATORS, STRENGTHS
from jiedui.core.words.errors import NotFound, Refused

PLAN = {"slug": str, "title": str, "year": int, "draft": bool, "valid_from": dt.date, "measures": list}
PLAN_OPTIONAL = {"note": str, "key_counties_from": dt.date, "measures_as_declared": bool}
MEASURE = {"slug": str, "number": str, "title": str}
MEASURE_OPTIONAL = {
    "section": str, "summary": str, "proof": str, "strength": str, "note": str, "owners": list, "due": dt.date,
    "ledgers": list, "indicators": list, "rules": list, "declared": list, "targets": list, "milestones": list,
}  # fmt: skip
TARGET = {"indicator": str, "op": str, "unit": str, "strength": str, "source": str}
TARGET_OPTIONAL = {"value": str, "upper": str, "scope": str, "valid_from": dt.date}
MILESTONE = {"slug": str, "title": str}
MILESTONE_OPTIONAL = {"proof": str, "due": dt.date, "owner": str, "role": str, "place": str}
ROLE = "role:"
Kinds = Mapping[str, type]


def check_plan(facts: Mapping[str, Any], texts: Mapping[str, Any]) -> None:
    """Refused where a key is missing, unknown or of another kind, a slug stands twice, or a name points nowhere."""
    _keys(_("计划"), facts, PLAN, PLAN_OPTIONAL)
    slugs: set[str] = set()
    for measure in facts["measures"]:
        where = _("措施 {slug}").format(slug=measure.get("slug", "?"))
        _keys(where, measure, MEASURE, MEASURE_OPTIONAL)
        if measure["slug"] in slugs:
            _refuse(where, _("这个 slug 出现了两次"))
        slugs.add(measure["slug"])
        _strength(where, measure.get("strength", ""))
        for key, find in (("ledgers", registry.ledger), ("indicators", registry.indicator), ("rules", registry.rule)):
            for id in measure.get(key, ()):
                _known(where, key, id, find)
        for owner in measure.get("owners", ()):
            if owner.startswith(ROLE) and owner.removeprefix(ROLE) not in roles.BY_CODE:
                _refuse(where, _("没有角色 {id}").format(id=owner.removeprefix(ROLE)))
        for target in measure.get("targets", ()):
            _keys(where, target, TARGET, TARGET_OPTIONAL)
            _strength(where, target["strength"])
            if target["op"] not in dict(OPERATORS):
                _refuse(where, _("不认识的比较“{op}”").format(op=target["op"]))
        for milestone in measure.get("milestones", ()):
            _keys(where, milestone, MILESTONE, MILESTONE_OPTIONAL)
            if milestone.get("role", roles.MUNICIPAL) not in roles.BY_CODE:
                _refuse(where, _("没有角色 {id}").format(id=milestone["role"]))
    for slug in texts:
        if slug not in slugs:
            _refuse("text.toml", _("没有措施 {slug}").format(slug=slug))


def _keys(where: str, facts: Mapping[str, Any], needed: Kinds, optional: Kinds) -> None:
    for key in needed:
        if key not in facts:
            _refuse(where, _("缺少 {key}").format(key=key))
    for key, value in facts.items():
        kind = needed.get(key) or optional.get(key)
        if kind is None:
            _refuse(where, _("不认识的项目 {key}").format(key=key))
        elif not isinstance(value, kind):
            _refuse(where, _("{key} 的写法不对").format(key=key))


def _strength(where: str, strength: str) -> None:
    if strength and strength not in dict(STRENGTHS):
        _refuse(where, _("力度只能是 H、T、E 或空，不能是“{strength}”").format(strength=strength))


def _known(where: str, key: str, id: str, find: Callable[[str], object]) -> None:
    try:
        find(id)
    except NotFound:
        _refuse(where, _("{key} 中的 {id} 不存在").format(key=key, id=id))


def _refuse(where: str, why: str) -> None:
    raise Refused("plan.wrong", _("计划文件有误，{where}：{why}。").format(where=where, why=why))
