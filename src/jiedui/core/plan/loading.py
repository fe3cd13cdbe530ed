"""Loading a plan from its folder: plan.toml (measures, targets) and pairings.csv."""

import csv
import hashlib
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from jiedui.core.places import operations as places
from jiedui.core.places.queries import resolver
from jiedui.core.plan.models import Measure, Plan, Target
from jiedui.core.store import lock
from jiedui.core.words.errors import Refused

FIXED = ("op", "value", "upper", "unit", "strength", "scope", "source")


def load_plan(folder: Path | None = None) -> bool:
    """Load the plan of `folder` when its files changed; False when nothing was to do.

    Values that people entered and pairings that they confirmed stay. A target that the file states anew becomes a new
    version; the old one keeps its value.
    """
    folder = folder or Path(settings.PLAN)
    if not (folder / "plan.toml").is_file():
        raise Refused("plan.missing", _("没有找到计划文件 {path}。").format(path=folder / "plan.toml"))
    facts = tomllib.loads((folder / "plan.toml").read_text(encoding="utf-8"))
    digest = hashlib.sha256((folder / "plan.toml").read_bytes() + (folder / "pairings.csv").read_bytes()).hexdigest()
    if Plan.objects.filter(slug=facts["slug"], digest=digest).exists():
        return False
    with transaction.atomic():
        lock("plan.load")
        _load_pairings(folder / "pairings.csv", facts)
        plan, _new = Plan.objects.update_or_create(
            slug=facts["slug"], defaults={key: facts[key] for key in ("title", "year", "draft")} | {"digest": digest}
        )
        for position, measure in enumerate(facts["measures"]):
            _load_measure(plan, position, measure, facts["valid_from"])
        Measure.objects.filter(plan=plan).exclude(slug__in=[m["slug"] for m in facts["measures"]]).delete()
    return True


def _load_measure(plan: Plan, position: int, facts: Mapping[str, Any], valid_from: date) -> None:
    values = {key: facts.get(key, "") for key in ("number", "section", "title", "summary", "proof", "strength", "note")}
    measure, _new = Measure.objects.update_or_create(
        plan=plan, slug=facts["slug"], defaults=values | {"position": position}
    )
    for fact in facts.get("targets", []):
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


def _load_pairings(path: Path, facts: Mapping[str, Any]) -> None:
    known = resolver()
    pairings, key = [], []
    with path.open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), 2):
            for code, name in ((row["county"], row["name"]), (row["district"], row["district_name"])):
                if known.name_of(code) != name:
                    sentence = _(
                        "{file} 第 {line} 行：{code} 不是“{name}”。请先载入地区（jiedui load_places）并核对代码。"
                    )
                    raise Refused("plan.region", sentence.format(file=path.name, line=line, code=code, name=name))
            pairings.append(
                places.PairingFact(
                    county=row["county"],
                    district=row["district"],
                    kind=row["kind"],
                    valid_from=_day(row["from"]),
                    valid_to=_day(row["to"]),
                    confidence=row["confidence"],
                    certain=row["certain"] == "1",
                )
            )
            if row["key_county"] == "1":
                key.append(row["county"])
    places.load_pairings(pairings)
    places.load_key_counties(key, valid_from=facts["key_counties_from"])


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
