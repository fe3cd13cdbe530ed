"""Reviews as a demonstration shows them: one of the whole programme with its results, one of a county that is being scored."""

import datetime as dt
from collections.abc import Iterator

import numpy as np
from django.db import transaction
from django.db.models import Sum

from jiedui.core.access.models import User
from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.flows.operations import take_by_system
from jiedui.core.intake.operations import import_file
from jiedui.core.places.queries import key_counties, name_of, paired_counties, resolver
from jiedui.core.trail.operations import Actor
from jiedui.core.words import clock
from jiedui.demo.approvals import into_library
from jiedui.demo.geography import LAST_DAY
from jiedui.demo.stories import story
from jiedui.modules.projects.review import deciding, queries, scoring, setting_up
from jiedui.modules.projects.review.facts import eligible
from jiedui.modules.projects.review.lists import LIBRARY
from jiedui.modules.projects.review.models import ReviewRound

ACTOR = Actor(None, "演示数据")
OPENED, NOTICED = LAST_DAY - dt.timedelta(days=30), LAST_DAY - dt.timedelta(days=14)
WAN = 1_000_000
LEAST, OF_COUNTY = 20_000, 900
"""万元 that the round of the whole programme has at least (else a fifth more than was allotted this year), and the county's own."""
KINDS = (
    ("产业", "肉牛养殖示范场", "农业农村局", 420), ("产业", "芒果分拣冷链中心", "农业农村局", 560), ("产业", "油茶低产林改造", "林业局", 260),
    ("基础设施", "产业路建设", "交通运输局", 310), ("公共服务", "乡镇卫生院改造", "卫生健康局", 240), ("劳务", "帮扶车间建设", "人力资源和社会保障局", 120),
    ("示范点", "乡村振兴示范点建设", "乡村振兴局", 480),
)  # fmt: skip
HEAD = "项目编号,项目名称,县,乡镇,项目类别,实施单位,资金类别,计划总投资（万元）,协作资金（万元）,项目状态,是否重点帮扶县"


@story
def reviews() -> int:
    """Make both; 0 where there is a round already or an account is missing."""
    known = {user.username: user for user in User.objects.prefetch_related("grants")}
    people = [known.get(name) for name in ("shiban", "xian", "pingshen1", "pingshen2", "pingshen3")]
    if ReviewRound.objects.exists() or None in people:
        return 0
    office, county, *judges = (one for one in people if one is not None)
    rng = np.random.default_rng(22)
    place = county.grants.get(role="county").region
    with clock.standing_at(OPENED):
        budget = max(LEAST, allotted() * 12 // 10)
        text = "\n".join([HEAD, *reserve(rng, place, budget)]).encode()
        import_file("projects", text, name="演示-2022年储备项目.csv", scope=Scope.everything(), actor=ACTOR, partial=True)
        whole = opened(office, "", "2022 年粤桂协作项目库竞争性评审", budget, judges, mark="-2022-")
        for judge in judges:
            sheets(rng, whole, judge)
        with clock.standing_at(NOTICED):
            finished(whole, office)
    deciding.freeze(whole.pk, by=office)
    signed_in(whole)
    own = opened(county, place, f"{name_of(place)} 2022 年第二批项目评审", OF_COUNTY, judges, mark="-2022B-")
    sheets(rng, own, judges[0])
    sheets(rng, own, judges[1], most=2)
    return 2


def allotted() -> int:
    """万元 of fiscal money that the ledger holds as allotted for this year."""
    rows = registry.ledger("allotments")._default_manager.filter(year=str(LAST_DAY.year)).exclude(fund_kind="donation")
    return int(rows.aggregate(all=Sum("amount"))["all"] or 0) // WAN


def reserve(rng: np.random.Generator, own: str, budget: int) -> Iterator[str]:
    """Projects that the counties hold in reserve for the next year, for a third more than there will be; a second lot of the
    county that reviews its own."""
    key, known = key_counties(LAST_DAY), resolver()
    size = budget * 1.33 / (5 * len(paired_counties(LAST_DAY)) * 358)
    for county in paired_counties(LAST_DAY):
        for lot, count in (("2022", 5), *([("2022B", 5)] if county == own else [])):
            for number in range(1, count + 1):
                category, what, unit, cost = KINDS[int(rng.integers(len(KINDS)))]
                towns = known.children(county)
                town = name_of(towns[int(rng.integers(len(towns)))]) if towns else ""
                wan = round(cost * float(rng.uniform(0.6, 1.5)) * (size if lot == "2022" else 1))
                name = name_of(county)
                yield (
                    f"{county}-{lot}-{number:02d},{town}{what}项目,{name},{town},{category},{name}{unit},财政援助,"
                    f"{round(wan * 1.2)},{wan},储备,{'是' if county in key else '否'}"
                )


def opened(keeper: User, place: str, title: str, budget: int, judges: list[User], *, mark: str) -> ReviewRound:
    """A round with its projects and reviewers, opened for scoring."""
    made = setting_up.create(title=title, place=place, year=2022, budget=budget * WAN, by=keeper)
    rows = eligible(Scope.of_region(place)).filter(number__contains=mark).values_list("pk", flat=True)
    with transaction.atomic():
        for step in ("check", "appraise"):
            take_by_system("project", step, list(rows), actor=ACTOR)
    setting_up.add_candidates(made.pk, list(rows), by=keeper)
    for one in judges:
        setting_up.add_reviewer(made.pk, one.pk, by=keeper)
    return setting_up.open_scoring(made.pk, by=keeper)


def signed_in(round: ReviewRound) -> None:
    """Both sides of every county sign what the round took into the library."""
    by_county: dict[str, list[int]] = {}
    for one in queries.outcomes(queries.last_notice(round)):
        if one.result == LIBRARY:
            by_county.setdefault(one.candidate.county, []).append(one.candidate.project)
    for county, rows in sorted(by_county.items()):
        into_library(rows, county, round.title)


def sheets(rng: np.random.Generator, round: ReviewRound, judge: User, *, most: int = 1000) -> None:
    """A reviewer's sheets: a project is good or not so good for everybody, and each sees it a little otherwise."""
    for at, one in enumerate(round.candidates.all()[:most]):
        level = 0.62 + 0.33 * ((at * 37) % 23) / 22
        points = {
            id: int(min(most_points, max(0, most_points * (level + float(rng.normal(0, 0.05)))) + 0.5))
            for id, _name, most_points in queries.criteria(round)
        }
        doubt = at == 9 and judge.username == "pingshen2"
        scoring.score(
            round.pk, one.pk, points=points, by=judge, vetoes=["land"] if doubt else [],
            comment="申报材料没有用地批复，请核实。" if doubt else "", address="",
        )  # fmt: skip


def finished(round: ReviewRound, keeper: User) -> None:
    """Close it, decide on the veto and a tie at the line, show the results, answer the one objection."""
    deciding.close(round.pk, by=keeper)
    round.refresh_from_db()
    for one in queries.result(round).judged.values():
        if one.undecided:
            seen = queries.result(round).last_decision
            said = "经与自然资源部门核实，确无用地批复。"
            deciding.decide_veto(round.pk, one.candidate.pk, upheld=True, vetoes=["land"], reason=said, by=keeper, seen=seen)
    found = queries.result(round)
    if found.ranking.open and found.ranking.tie:
        first = sorted(found.ranking.tie.ids, key=lambda id: found.judged[id].candidate.amount)[:1]
        said = "同分项目中带动脱贫户较多，前期工作完备。"
        deciding.decide_tie(round.pk, chosen=first, reason=said, by=keeper, seen=found.last_decision)
    deciding.publish(round.pk, by=keeper)
    last = next(one for one in found.ranking.places if one.result == "rolled")
    objection = deciding.object_to(round.pk, text="该项目评分偏低，请复核评分。", candidate_id=last.entry.id, by=keeper)
    said = "已复核各评审人的评分和合计，计算无误，维持原结果。"
    deciding.answer(round.pk, objection.pk, text=said, upheld=False, by=keeper)
