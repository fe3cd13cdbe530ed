"""The measures of a plan's file: what they say, their targets and milestones."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.access import roles
from jiedui.core.plan.models import Change, Comment, Evidence, Measure, Plan, Target, Task
from jiedui.core.trail.operations import SYSTEM
from jiedui.core.words.errors import Refused

FIXED = ("op", "value", "upper", "unit", "strength", "scope", "source")
WORDS = ("number", "section", "title", "summary", "proof", "strength", "note")
TOLD = ("title", "summary", "proof", "strength", "owners", "due", "text")
"""Fields whose change is kept with old and new."""


def load_measures(plan: Plan, facts: Mapping[str, Any], texts: Mapping[str, str], *, document: str) -> int:
    """Write the measures as the file states them; how many of those known before it changed."""
    changed = 0
    for position, measure in enumerate(facts["measures"]):
        values = _values(measure, texts.get(measure["slug"], ""), bool(facts.get("measures_as_declared")))
        changed += _load(plan, measure, values | {"position": position}, facts["valid_from"], document)
    _remove(plan, [measure["slug"] for measure in facts["measures"]])
    return changed


def _values(facts: Mapping[str, Any], text: str, as_declared: bool) -> dict[str, Any]:
    own = [int(facts["number"])] if as_declared and facts["number"].isdecimal() else []
    return {
        **{key: facts.get(key, "") for key in WORDS},
        "text": text,
        "owners": "\n".join(facts.get("owners", ())),
        "due": facts.get("due"),
        **{key: " ".join(facts.get(key, ())) for key in ("ledgers", "indicators", "rules")},
        "declared": " ".join(map(str, facts.get("declared", own))),
    }


def _load(plan: Plan, facts: Mapping[str, Any], values: dict[str, Any], valid_from: date, document: str) -> bool:
    measure = Measure.objects.filter(plan=plan, slug=facts["slug"]).first()
    changes: list[Change] = []
    if measure is None:
        measure = Measure.objects.create(plan=plan, slug=facts["slug"], **values)
    else:
        kept = set(Change.objects.filter(measure=measure, by_file=False).values_list("field", flat=True))
        values = {key: value for key, value in values.items() if key not in kept}
        changes = [
            Change(measure=measure, field=key, old=str(old), new=str(values[key] or ""), by_name=SYSTEM.name, by_file=True,
                   at=timezone.now(), document=document)
            for key in TOLD
            if key in values and (old := getattr(measure, key)) and old != values[key]
        ]  # fmt: skip
        Change.objects.bulk_create(changes)
        Measure.objects.filter(pk=measure.pk).update(**values)
    _load_targets(measure, facts.get("targets", ()), valid_from)
    _load_milestones(measure, facts.get("milestones", ()))
    return bool(changes)


def _load_targets(measure: Measure, facts: Any, valid_from: date) -> None:
    for fact in facts:
        stated = {"scope": "plan", "value": None, "upper": None, "source": "", "unit": ""} | {
            key: fact[key] for key in FIXED if key in fact
        }
        known = Target.objects.filter(measure=measure, indicator=fact["indicator"])
        printed = known.filter(entered_by="").order_by("-version").first()
        if printed is not None and all(getattr(printed, key) == stated[key] for key in FIXED):
            continue
        Target.objects.create(
            measure=measure,
            indicator=fact["indicator"],
            version=known.count() + 1,
            valid_from=fact.get("valid_from", valid_from),
            **stated,
        )


def _load_milestones(measure: Measure, facts: Any) -> None:
    """A milestone keeps what became of it; who is to do it and by when may have been settled by a person since."""
    for fact in facts:
        owner = {key: fact.get(key, "") for key in ("owner", "role", "place")}
        if not any(owner.values()):
            owner["role"] = roles.MUNICIPAL
        said = {"title": fact["title"], "proof": fact.get("proof", ""), "milestone": True}
        Task.objects.update_or_create(
            measure=measure, slug=fact["slug"], defaults=said,
            create_defaults=said | owner | {"due": fact.get("due")},
        )  # fmt: skip


def _remove(plan: Plan, stays: list[str]) -> None:
    """Measures that the file no longer names go, unless people have worked on them or they were changed: that stays."""
    gone = Measure.objects.filter(plan=plan).exclude(slug__in=stays)
    tasks = Task.objects.filter(Q(slug="") | Q(done_on__isnull=False), measure=OuterRef("pk"))
    said, changed, proved = (
        Exists(found) for found in (
            Comment.objects.filter(measure=OuterRef("pk")), Change.objects.filter(measure=OuterRef("pk")),
            Evidence.objects.filter(task__measure=OuterRef("pk")),
        )
    )  # fmt: skip
    worked = gone.filter(Exists(tasks) | said | changed | proved).first()
    if worked is not None:
        sentence = _("措施“{title}”已有任务、意见或变更记录，不能从计划文件中删去。")
        raise Refused("plan.measure_in_use", sentence.format(title=worked.title))
    ids = list(gone.values_list("pk", flat=True))
    # Not by cascade: that would also send a DELETE to the tables whose rows never go, and be refused by them.
    for of_them in (
        Target.objects.filter(measure__in=ids),
        Task.objects.filter(measure__in=ids),
        Measure.objects.filter(pk__in=ids),
    ):
        of_them._raw_delete(of_them.db)
