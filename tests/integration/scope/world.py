"""Two counties with rows in every declared ledger. Whatever the foreign one holds carries a mark that must never show.

The facts are made from the declarations, so a new ledger is part of it by itself.
"""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from jiedui.core.access import roles
from jiedui.core.access.models import User
from jiedui.core.access.scope import Scope
from jiedui.core.alerts.models import Alert
from jiedui.core.declare.columns import CodeColumn, Column, NumberColumn, ReferenceColumn, RegionColumn
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.flows.delegating import delegate
from jiedui.core.flows.operations import propose, take_by_system
from jiedui.core.intake.attachments import keep_upload
from jiedui.core.intake.models import Import
from jiedui.core.intake.operations import import_file
from jiedui.core.ledger import queries
from jiedui.core.places import queries as places
from jiedui.core.places.models import Organisation, OrganisationAlias, Pairing
from jiedui.core.plan.models import Comment, Evidence, Measure, Plan, Task
from jiedui.core.submissions.operations import freeze
from jiedui.core.trail.operations import SYSTEM, Actor
from jiedui.core.vault import masking
from jiedui.demo.identity import uscc
from jiedui.jobs.exports import operations as exports
from jiedui.modules.projects.allotting.model import County, Inputs, Share
from jiedui.modules.projects.allotting.models import AllotmentProposal
from jiedui.modules.projects.review.models import (
    ReviewCandidate,
    Reviewer,
    ReviewNotice,
    ReviewObjection,
    ReviewOutcome,
    ReviewRound,
)
from jiedui.web.models import SavedView
from tests import reading
from tests.accounts import make_user
from tests.integration.country import BAISHAN, CHENGXIANG, FUTIAN, LONGAN, MASHAN, NANSHAN, place_regions
from tests.integration.flows.cast import appraise
from tests.integration.people import draw_ids

PLAN, MEASURE = "a-plan", "m3"
MARK, FILE_MARK, NAME_MARK = "金丝雀", "夜莺", "画眉"
"""In facts; in what events tell (file names, reasons); in names of users, which who looks after accounts sees."""
COUNTY_NAMES = {MASHAN: "马山县", LONGAN: "隆安县"}
TOWN_NAMES = {BAISHAN: "白山镇", CHENGXIANG: "城厢镇"}


@dataclass
class Side:
    """One county with what was put into it. `secrets`: what nobody else may ever read."""

    county: str
    town: str
    mark: str
    number: str
    clerk: User
    resident_id: str
    phone: str
    card: str
    file: str = ""
    rows: dict[str, int] = field(default_factory=dict)
    imports: dict[str, Import] = field(default_factory=dict)
    attachment: str = ""
    pairing: int = 0
    alert: int = 0
    task: int = 0
    comment: int = 0
    submission: int = 0
    decision: int = 0
    village: str = ""
    delegation: int = 0
    organisation: int = 0
    alias: int = 0
    export: int = 0
    views: dict[str, int] = field(default_factory=dict)
    review: dict[str, int] = field(default_factory=dict)

    @property
    def secrets(self) -> list[str]:
        numbers = [self.resident_id, masking.mask_id(self.resident_id), self.phone, masking.mask_phone(self.phone)]
        return [self.mark, self.number, *numbers, self.card, masking.mask_card(self.card), self.attachment]


@contextmanager
def standing(lake: Path, *, foreign: bool = True) -> Iterator[list[Side]]:
    """The two counties made once for all tests of a module: what each test does on them is taken back with it."""
    with override_settings(LAKE=lake):
        try:
            place_regions()
            yield build(foreign=foreign)
        finally:
            places.forget()
            call_command("flush", interactive=False, verbosity=0)


def build(*, foreign: bool = True) -> list[Side]:
    """Mashan, and Longan, which is foreign to everybody in the matrix; without it where nobody is kept from anything."""
    with reading.here():
        return _built(foreign)


def _built(foreign: bool) -> list[Side]:
    first, second = draw_ids(2, seed=77)
    sides = [Side(MASHAN, BAISHAN, "百灵", "BL2021", make_user(roles.COUNTY, MASHAN), first, "15400001111", "6217000010001111111")]
    if foreign:
        sides.append(Side(LONGAN, CHENGXIANG, MARK, "JSQ2021", make_user(roles.COUNTY, LONGAN), second, "15499998888", "6228999988887777666"))
    for side, name in zip(sides, ("百灵", FILE_MARK), strict=False):
        side.file = f"{name}.csv"
        actor = Actor(side.clerk.pk, side.clerk.display_name)
        side.attachment = keep_upload(side.mark.encode() * 3, name="a.txt", actor=actor)
        for ledger in in_order():
            put(side, ledger, actor)
        side.alert = Alert.objects.create(
            rule="projects.past_date", cause=side.mark, county=side.county, values=json.dumps({"number": side.mark}),
            opened_at=timezone.now(), changed_at=timezone.now(), opened_event=1,
        ).pk  # fmt: skip
        planned(side)
        side.submission = freeze("gardens", side.county, "2021-Q1", actor=actor, reason=side.file).pk
        decided(side)
        side.village = f"{side.town}201"
        registry.ledger("assets")._default_manager.filter(pk=side.rows["assets"]).update(village=side.village)
        side.pairing = Pairing.objects.get(county=side.county).pk
        side.organisation = Organisation.objects.get(name=f"{side.mark}电子有限公司").pk
        side.export = exported(side)
        side.review = reviewed(side)
        side.alias = OrganisationAlias.objects.create(organisation_id=side.organisation, match_name=f"{side.mark}厂").pk
    return sides


def decided(side: Side) -> None:
    """The county's project put before both sides, and its clerk's delegation to a colleague."""
    rows = [side.rows["projects"]]
    appraise(*rows)
    with transaction.atomic():
        take_by_system("project", "pass_review", rows, actor=SYSTEM)
    side.decision = propose("project", "enter", rows, by=side.clerk, remark=side.mark).pk
    deputy = make_user(roles.VIEWER, side.county, display_name=f"{NAME_MARK if side.mark == MARK else side.mark}代签")
    today = timezone.localdate()
    side.delegation = delegate(deputy.pk, first=today, last=today, reason=side.file, by=side.clerk).pk


def planned(side: Side) -> None:
    """A task and a comment of the county in a plan that is one for all, out for comments."""
    plan, _new = Plan.objects.get_or_create(slug=PLAN, defaults={"title": "工作计划", "year": 2021, "state": "comments"})
    measure, _new = Measure.objects.get_or_create(plan=plan, slug=MEASURE, defaults={"number": "3", "title": "资金", "declared": "3"})
    task = Task.objects.create(measure=measure, title=f"{side.mark}任务", role=roles.COUNTY, place=side.county, due="2021-06-30")
    Evidence.objects.create(task=task, digest=side.attachment, name=side.file, by_name=side.clerk.display_name, at=timezone.now())
    said = {"by_name": side.clerk.display_name, "at": timezone.now(), "text": f"{side.mark}意见"}
    side.task, side.comment = task.pk, Comment.objects.create(measure=measure, place=side.county, **said).pk


def reviewed(side: Side) -> dict[str, int]:
    """A round of the county that is at its notice, with a project, a reviewer and an objection: the parameters of its addresses."""
    now, day = timezone.now(), timezone.localdate()
    told = {"at": now, "by_name": side.mark}
    round = ReviewRound.objects.create(
        title=f"{side.mark}评审", place=side.county, year=2022, budget=1, criteria='[["c1", "效益", 100]]', vetoes="[]", by=side.clerk.pk, **told,
    )  # fmt: skip
    facts = {"number": side.number, "name": f"{side.mark}项目", "county": side.county, "town": side.town, "amount": 1, "revision": 1, "digest": ""}
    one = ReviewCandidate.objects.create(round=round, project=side.rows["projects"], **facts)
    judge = Reviewer.objects.create(round=round, user=0, name=f"{side.mark}评审人", **told)
    ReviewRound.objects.filter(pk=round.pk).update(state="closed")
    notice = ReviewNotice.objects.create(round=round, number=1, first_day=day, last_day=day, digest="", event=1, **told)
    ReviewOutcome.objects.create(round=round, notice=notice, candidate=one, score=1, rank=1, result="library", why="within")
    ReviewRound.objects.filter(pk=round.pk).update(state="notice")
    said = ReviewObjection.objects.create(round=round, notice=notice, candidate=one, text=f"{side.mark}异议", day=day, event=1, **told)
    inputs = Inputs(1, (County(side.county, side.mark),), ()).text()
    answer = {"answer": {"shares": [asdict(Share(side.county, 0, 0, ()))], "value": 0, "proven": True, "bound": 0}, "costs": {}, "unkeyed": None}
    proposal = AllotmentProposal.objects.create(
        title=f"{side.mark}方案", place=NANSHAN if side.county == LONGAN else FUTIAN, year=2022, inputs=inputs, digest="", event=1,
        result=json.dumps(answer), by=side.clerk.pk, **told,
    )  # fmt: skip
    return {"proposal_id": proposal.pk, "round_id": round.pk, "candidate_id": one.pk, "reviewer_id": judge.pk, "objection_id": said.pk}


def exported(side: Side) -> int:
    """A file in the county clerk's download centre, with the whole number of a person in it."""
    asked = {"ledger_id": "gardens", "name": f"{side.mark}台账", "kind": "csv", "reason": "核对"}
    export = exports.request(side.clerk, **asked)
    garden = registry.ledger("gardens")
    exports.produce(export.pk, export.ticket, address="", find=lambda _export, scope: queries.rows(garden, scope))
    return export.pk


def in_order() -> Iterator[type[Ledger]]:
    """The ledgers, each after those it refers to."""
    left = registry.ledgers()
    done: set[str] = set()
    while left:
        ready = [one for one in left if all(c.to in done for c in one.declared if isinstance(c, ReferenceColumn))]
        assert ready, "ledgers refer to each other in a circle"
        yield from ready
        done |= {one.info.id for one in ready}
        left = [one for one in left if one not in ready]


def put(side: Side, ledger: type[Ledger], actor: Actor) -> None:
    """One row of the ledger with every column filled, handed in as a file by the county's own clerk."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([column.label for column in ledger.declared])
    writer.writerow([cell(side, ledger, column) for column in ledger.declared])
    report = import_file(
        ledger.info.id, text.getvalue().encode(), name=side.file, scope=Scope.of_region(side.county), actor=actor,
        partial=True, scope_code=side.county,
    )  # fmt: skip
    assert report.rows["new"] == 1, report.as_dict()["findings"]
    side.rows[ledger.info.id] = ledger._default_manager.get(**{ledger.scope_column(): side.county}).pk
    view = SavedView.objects.create(owner=side.clerk, ledger=ledger.info.id, name=f"{side.mark}视图", query=f"q={side.mark}")
    side.views[ledger.info.id] = view.pk
    side.imports[ledger.info.id] = Import.objects.get(pk=report.batch)


def cell(side: Side, ledger: type[Ledger], column: Column) -> str:
    """A value that tells its county wherever the kind of the column allows it."""
    match column:
        case RegionColumn(level="county" | "office"):
            return COUNTY_NAMES[side.county]
        case RegionColumn(level="town"):
            return TOWN_NAMES[side.town]
        case RegionColumn(level="any"):
            return "广东省"
        case RegionColumn():
            return f"{side.mark}村"
        case CodeColumn():
            return column.codes.labels()[0]
        case NumberColumn():
            return str(max(3, column.low or 0))
        case ReferenceColumn():
            return key_of(side, column.to)
    values = {
        "key": key_of(side, ledger.info.id), "name": f"{side.mark}山", "resident_id": side.resident_id,
        "phone": side.phone, "bank_card": side.card, "organisation": f"{side.mark}电子有限公司",
        "uscc": uscc(side.county, int(side.county)), "date": "2021-03-01" if "止" not in column.label else "2021-04",
        "month": "2021-03", "yes_no": "是", "percent": "10%", "attachment": side.attachment, "money": "10",
    }  # fmt: skip
    return values.get(column.kind, f"{side.mark}文字")


def key_of(side: Side, ledger_id: str) -> str:
    """The key of the county's row, where the ledger's key is a text."""
    return f"{side.number}-{ledger_id}"


def spied(own: Side, foreign: Side, ledger: type[Ledger]) -> list[str]:
    """A row by which somebody of the own county asks for the foreign one: its keys and county, the rest one's own."""
    keys = ("key", "reference", "resident_id")
    return [
        cell(foreign if column.kind in keys or column.name == ledger.scope_column() else own, ledger, column)
        for column in ledger.declared
    ]
