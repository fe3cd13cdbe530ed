"""Loading a plan from its folder: plan.toml (measures, targets, milestones), text.toml (as printed), pairings.csv."""

import csv
import hashlib
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from jiedui.core.places import operations as places
from jiedui.core.places.queries import resolver
from jiedui.core.plan import checking
from jiedui.core.plan.loading_measures import load_measures
from jiedui.core.plan.models import DRAFT, ISSUED, Plan
from jiedui.core.store import lock
from jiedui.core.trail.operations import SYSTEM, record_event
from jiedui.core.words.errors import Refused

FILES = ("plan.toml", "pairings.csv", "text.toml")


def load_plan(folder: Path | None = None) -> bool:
    """Load the plan of `folder` when its files changed; False when nothing was to do.

    Values that people entered, what they changed in a measure and pairings that they confirmed stay. A target that the file
    states anew becomes a new version; the old one keeps its value. What it words otherwise is kept as a change.
    """
    folder = folder or Path(settings.PLAN)
    if not (folder / "plan.toml").is_file():
        raise Refused("plan.missing", _("没有找到计划文件 {path}。").format(path=folder / "plan.toml"))
    facts = _read(folder / "plan.toml")
    texts = _read(folder / "text.toml") if (folder / "text.toml").is_file() else {}
    digest = hashlib.sha256(b"".join(_bytes(folder / name) for name in FILES)).hexdigest()
    if Plan.objects.filter(slug=facts.get("slug"), digest=digest).exists():
        return False
    checking.check_plan(facts, texts)
    with transaction.atomic():
        lock("plan.load")
        _load_pairings(folder / "pairings.csv", facts)
        stated = {key: facts[key] for key in ("title", "year", "draft")} | {"digest": digest}
        first = {"state": DRAFT if facts["draft"] else ISSUED}
        plan, new = Plan.objects.update_or_create(slug=facts["slug"], defaults=stated, create_defaults=stated | first)
        changed = load_measures(plan, facts, texts, document=folder.name)
        if changed and not new:
            record_event("plan.loaded", actor=SYSTEM, note={"plan": plan.slug, "changed_measures": changed})
    return True


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        sentence = _("{file} 不能读取：{why}。请检查引号和编码（UTF-8）。")
        raise Refused("plan.unreadable", sentence.format(file=path.name, why=error)) from error


def _load_pairings(path: Path, facts: dict[str, Any]) -> None:
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
