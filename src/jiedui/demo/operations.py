"""Loading the invented world through intake itself, city by city, and marking the database as a demonstration."""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.intake.operations import import_file
from jiedui.core.intake.report import Report
from jiedui.core.ledger import queries as ledgers
from jiedui.core.trail.operations import Actor
from jiedui.core.words.errors import Refused
from jiedui.demo.approvals import approve
from jiedui.demo.geography import County
from jiedui.demo.models import DemoMark
from jiedui.demo.recipes import recipes
from jiedui.demo.targets import enter_last_year
from jiedui.demo.workbook import write_ledger_workbook
from jiedui.demo.world import World

ACTOR = Actor(None, "演示数据")
# Rows of one workbook: each costs a reader process, a large one costs memory.
ENOUGH = 60_000
# Projects before their payments: a payment for a project that is not there is an error.
ORDER = ("projects", "contracts", "payments", "workers", "household_months")


@dataclass(frozen=True)
class Sizes:
    """How much is invented. Equal sizes and seed give equal data."""

    workers: int
    households: int
    months: int
    projects: int
    seed: int


@dataclass(frozen=True)
class Part:
    """One workbook that went in, or that had gone in before (`report` is None)."""

    ledger: str
    name: str
    rows: int
    report: Report | None


def check_may_load(sizes: Sizes) -> None:
    """Refused on a database that holds real data or another demonstration."""
    known = DemoMark.objects.first()
    if known is None:
        held = {id: number for id, number in ledgers.counts(Scope.everything()).items() if number}
        if held:
            which = "、".join(f"{registry.ledger(id).info.title} {number} 行" for id, number in held.items())
            message = _("库里已有真实数据（{which}），不能装入演示数据。请用 JIEDUI_DATA 换一个空的数据目录再试。")
            raise Refused("demo.real_data", message.format(which=which))
    elif known.made_with != asdict(sizes):
        message = _("库里已有另一套演示数据（{made}）。请换一个空的数据目录，或用同样的参数再运行。")
        raise Refused("demo.other", message.format(made="，".join(f"{k} {v}" for k, v in known.made_with.items())))


def load(sizes: Sizes, counties: Sequence[County]) -> Iterator[Part]:
    """Invent the world and import it, yielding after each workbook; parts that went in before are passed over.

    The mark is set before the first row goes in: a load that was cut off leaves a marked database.
    """
    check_may_load(sizes)
    mark, _created = DemoMark.objects.get_or_create(id=1, defaults={"made_with": asdict(sizes)})
    world = World(
        counties,
        seed=sizes.seed,
        workers=sizes.workers,
        households=sizes.households,
        months=sizes.months,
        projects=sizes.projects,
    )
    for ledger in ORDER:
        for group, rows in _workbooks(world, ledger):
            part = f"{ledger} {group[0].code}-{group[-1].code}"
            name = group[0].city + (
                f"（{group[0].name}）" if len(group) == 1 else f"（{group[0].name}等 {len(group)} 县）"
            )
            report = None
            if rows and part not in mark.loaded:
                report = _hand_in(ledger, group, name, rows)
                mark.loaded.append(part)
                mark.save(update_fields=["loaded"])
            yield Part(ledger, name, len(rows), report)
        if ledger == "projects":
            # Nothing is paid for a project that both sides have not approved.
            approve(counties, frozenset(row["项目编号"] for _code, rows in world.by_county("payments") for row in rows))
    for recipe in recipes():
        rows = [row for _code, some in world.by_place(recipe.ledger) for row in some]
        report = None
        if rows and recipe.ledger not in mark.loaded:
            report = _hand_in(recipe.ledger, None, _("各县区"), rows)
            mark.loaded.append(recipe.ledger)
            mark.save(update_fields=["loaded"])
        yield Part(recipe.ledger, _("各县区"), len(rows), report)
    if mark.finished_at is None:
        enter_last_year(row for _code, rows in world.by_county("projects") for row in rows)
        mark.finished_at = timezone.now()
        mark.save(update_fields=["finished_at"])


def _workbooks(world: World, ledger: str) -> Iterator[tuple[list[County], list[dict[str, Any]]]]:
    """The rows of neighbouring counties of one city together, while they are few: one workbook each."""
    by_code = {county.code: county for county in world.counties}
    group: list[County] = []
    held: list[dict[str, Any]] = []
    for code, rows in world.by_county(ledger):
        county = by_code[code]
        if group and (county.city != group[0].city or len(held) + len(rows) > ENOUGH):
            yield group, held
            group, held = [], []
        group.append(county)
        held = held + rows
    if group:
        yield group, held


def _hand_in(ledger: str, counties: Sequence[County] | None, name: str, rows: list[dict[str, Any]]) -> Report:
    """The only place where invented rows meet the product: as a clerk's workbook, like any other. None: of all places."""
    buffer = io.BytesIO()
    write_ledger_workbook(buffer, ledger, rows)
    report = import_file(
        ledger,
        buffer.getvalue(),
        name=f"演示-{registry.ledger(ledger).info.title}-{name}.xlsx",
        scope=Scope.everything() if counties is None else Scope(frozenset(county.code for county in counties)),
        actor=ACTOR,
        mode="add",
        partial=True,
        scope_code=counties[0].code if counties is not None and len(counties) == 1 else "",
    )
    if not report.applied:
        raise Refused("demo.refused", _("演示工作簿“{name}”没有被导入，请把这条提示报告给开发者。").format(name=name))
    return report


def findings_of(report: Report, seen: Callable[[str, str, int], None]) -> None:
    """Call `seen(id, level, count)` for each kind of finding in a report."""
    if report.findings.is_empty():
        return
    for id, level, count in report.findings.group_by("id", "level").len().sort("id").iter_rows():
        seen(id, level, count)
