"""Two people of each side in Mashan, and a project that was filed by an import."""

from dataclasses import dataclass

from django.db import transaction

from jiedui.core.access import roles
from jiedui.core.access.models import User
from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.flows import operations, signing, standing
from jiedui.core.flows.models import Decision, Signature
from jiedui.core.intake.operations import import_file
from jiedui.core.ledger.operations import Source, save
from jiedui.core.trail.operations import SYSTEM, Actor
from tests.accounts import make_user
from tests.integration.country import FUTIAN, MASHAN

HEAD = "项目编号,项目名称,县,乡镇,项目类别,资金类别,计划总投资（万元）,协作资金（万元）,实际开工日期"


@dataclass
class Cast:
    county: User
    county_two: User
    district: User
    district_two: User


def cast() -> Cast:
    return Cast(
        make_user(roles.COUNTY, MASHAN, display_name="韦县一"),
        make_user(roles.COUNTY, MASHAN, display_name="黄县二"),
        make_user(roles.DISTRICT, FUTIAN, display_name="陈区一"),
        make_user(roles.DISTRICT, FUTIAN, display_name="林区二"),
    )


def file_projects(*lines: str, actor: Actor = SYSTEM) -> list[int]:
    """Projects by import; their row ids in the order of the lines. They began in 2020 unless a line says another day."""
    text = "\n".join([HEAD, *(line if line.count(",") == 8 else f"{line},2020-06-01" for line in lines)]).encode()
    report = import_file("projects", text, name="项目.csv", scope=Scope.everything(), actor=actor)
    assert report.applied, report.findings
    numbers = [line.split(",")[0] for line in lines]
    found = dict(registry.ledger("projects")._default_manager.values_list("number", "pk"))
    return [found[number] for number in numbers]


def edit(row: int, *, by: User | None = None, **values: object) -> None:
    """Change a project as a form does."""
    actor = Actor(by.pk, by.display_name) if by else SYSTEM
    save(registry.ledger("projects"), values, actor=actor, scope=Scope.everything(), source=Source("form"), row_id=row)


def appraise(*rows: int) -> None:
    """Bring filed projects to where a competitive review takes them in; those that are on their way stay where they are."""
    where = standing.states(registry.flow("project"), rows)
    rows = tuple(row for row in rows if where[row] == "applied")
    with transaction.atomic():
        for step in ("check", "appraise"):
            operations.take_by_system("project", step, list(rows), actor=SYSTEM)


def digest_of(decision: Decision) -> str:
    decision.refresh_from_db()
    return signing.current(decision).digest


def sign(decision: Decision, by: User, **more: object) -> Signature:
    return signing.sign(decision.pk, digest=digest_of(decision), by=by, factor="password", **more)  # type: ignore[arg-type]


def open_projects(rows: list[int], people: Cast) -> Decision:
    """The opening entry of running projects, signed by both sides: proposed by the county, signed by others."""
    decision = operations.propose("project", "open", rows, by=people.county)
    for person in (people.county_two, people.district, people.county_two, people.district):
        sign(decision, person)
    decision.refresh_from_db()
    return decision
