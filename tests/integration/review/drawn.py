"""A small review: four projects of Mashan, three reviewers from elsewhere, and the county bureau that runs it."""

import itertools
from dataclasses import dataclass, field
from typing import Any

from jiedui.core.access import roles
from jiedui.core.access.models import User
from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.flows import operations
from jiedui.core.intake.operations import import_file
from jiedui.core.trail.operations import Actor
from jiedui.modules.projects.review import deciding, queries, scoring, setting_up
from jiedui.modules.projects.review.models import ReviewRound
from tests.accounts import make_user
from tests.integration.country import MASHAN
from tests.integration.flows.cast import appraise, cast, sign

HEAD = "项目编号,项目名称,县,乡镇,实施单位,资金类别,协作资金（万元）,项目状态"
WAN = 1_000_000
PARTS = (20, 20, 20, 15, 10, 10, 5)


def put(*lines: str, actor: Actor | None = None) -> dict[str, int]:
    """Rows of the ledger of projects; number -> row."""
    text = "\n".join([HEAD, *lines]).encode()
    report = import_file("projects", text, name="项目.csv", scope=Scope.everything(), actor=actor or Actor(None, "测试"))
    assert report.applied, report.as_dict()["findings"]
    numbers = [line.split(",")[0] for line in lines]
    found = dict(registry.ledger("projects")._default_manager.filter(number__in=numbers).values_list("number", "pk"))
    appraise(*found.values())
    return found


PROJECTS = (
    "A1,养殖场,马山县,白山镇,马山县农业农村局,财政援助,300,储备",
    "A2,产业路,马山县,白山镇,马山县交通运输局,财政援助,200,储备",
    "A3,冷链中心,马山县,百龙滩镇,马山县商务局,财政援助,200,未开工",
    "A4,培训班,马山县,百龙滩镇,马山县人社局,财政援助,100,储备",
)


@dataclass
class Drawn:
    """What a test needs at hand."""

    round: ReviewRound
    keeper: User
    reviewers: list[User]
    rows: dict[str, int]
    numbers: dict[str, int] = field(default_factory=dict)

    def state(self) -> str:
        self.round.refresh_from_db()
        return self.round.state

    def candidate(self, number: str) -> int:
        return int(self.round.candidates.get(number=number).pk)

    def score(self, who: int, number: str, total: int, **more: Any) -> Any:
        """A sheet of so many points in all, from the first criterion on."""
        points, left = {}, total
        for (id, _name, most), _part in zip(queries.criteria(self.round), PARTS, strict=False):
            points[id] = min(left, most)
            left -= points[id]
        return scoring.score(self.round.pk, self.candidate(number), points=points, by=self.reviewers[who], **more)

    def score_all(self, **totals: list[int]) -> None:
        """number -> the points of each reviewer."""
        for number, given in totals.items():
            for who, total in enumerate(given):
                self.score(who, number, total)

    def closed(self, **totals: list[int]) -> "Drawn":
        self.score_all(**totals)
        deciding.close(self.round.pk, by=self.keeper)
        return self


_serial = itertools.count(1)


def draw(*, budget: int = 600, opened: bool = True, reviewers: int = 3, mark: int = 60, lines: tuple[str, ...] = PROJECTS) -> Drawn:
    """The review, opened for scoring. budget: 万元."""
    rows = put(*lines)
    keeper = make_user(roles.COUNTY, MASHAN, organisation_name="马山县乡村振兴局")
    made = setting_up.create(
        title=f"马山县2022年项目竞争性评审{next(_serial)}", place=MASHAN, year=2022, budget=budget * WAN, mark=mark, by=keeper
    )
    setting_up.add_candidates(made.pk, list(rows.values()), by=keeper)
    people = [make_user(roles.VIEWER, MASHAN, organisation_name=f"第{n}研究院") for n in range(reviewers)]
    for one in people:
        setting_up.add_reviewer(made.pk, one.pk, by=keeper)
    if opened:
        setting_up.open_scoring(made.pk, by=keeper)
    made.refresh_from_db()
    return Drawn(made, keeper, people, rows)


PLAIN = {"A1": [90, 92, 91], "A2": [85, 80, 84], "A3": [70, 75, 72], "A4": [60, 65, 61]}


def sign_into_library(found: Drawn) -> None:
    """What the frozen round chose, signed by both sides."""
    chosen = [one.candidate.project for one in queries.outcomes(queries.last_notice(found.round)) if one.result == "library"]
    people = cast()
    decision = operations.propose("project", "enter", chosen, by=people.county)
    for person in [people.county_two, people.district] * 4:
        decision.refresh_from_db()
        if decision.outcome == "open":
            sign(decision, person)
