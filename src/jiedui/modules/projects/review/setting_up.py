"""Before scoring: a round is made, its rules are set, projects are taken in, reviewers are named. Each write checks the right,
changes and notes the trail in one transaction."""

import json
from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.access.audit import actor
from jiedui.core.access.holdings import check_may, scope_of
from jiedui.core.access.models import User
from jiedui.core.access.rights import CHANGE
from jiedui.core.access.scope import Scope
from jiedui.core.store import lock
from jiedui.core.trail.operations import record_event
from jiedui.core.words.errors import Conflict, NotAllowed, NotFound, Refused
from jiedui.modules.projects.review import conflicts, hooks, queries
from jiedui.modules.projects.review.facts import facts_of, reason_against
from jiedui.modules.projects.review.keeping import LOCK, check_state, held, move, named, note, places_of, worded
from jiedui.modules.projects.review.lists import CONFLICTS, CRITERIA, DRAFT, SCORING, VETOES, WHOLE
from jiedui.modules.projects.review.models import ReviewCandidate, Reviewer, ReviewRecusal, ReviewRound

MOST_PROJECTS, MOST_REVIEWERS = 500, 30
LIMITS = {"fewest": (2, 15), "mark": (0, 100), "apart": (1, 100), "days": (3, 60)}


@transaction.atomic
def create(
    *, title: str, place: str, year: int, budget: int, by: User, fewest: int = 3, mark: int = 60, apart: int = 15,
    days: int = 5, address: str = "",
) -> ReviewRound:  # fmt: skip
    """A round of a place ("" for the municipal office) with the usual criteria and vetoes. budget: fen."""
    check_may(by, CHANGE)
    if place not in places_of(by):
        raise NotAllowed("review.not_own_place", _("只能为本单位所在的县、区建立评审；市办建立全市评审。"))
    numbers = _checked(budget=budget, fewest=fewest, mark=mark, apart=apart, days=days)
    made = ReviewRound.objects.create(
        title=worded(title, _("评审名称"))[:100], place=place, year=_year(year), **numbers,
        criteria=json.dumps(CRITERIA, ensure_ascii=False), vetoes=json.dumps(VETOES, ensure_ascii=False),
        at=timezone.now(), by=by.pk, by_name=by.display_name,
    )  # fmt: skip
    record_event(
        "review.created", actor=actor(by, address), scope=place, note={"review": made.title, "round": made.pk}
    )
    return made


@transaction.atomic
def change(
    id: int, *, title: str, year: int, budget: int, fewest: int, mark: int, apart: int, days: int,
    criteria: Sequence[tuple[str, int]], vetoes: Sequence[str], by: User, address: str = "",
) -> ReviewRound:  # fmt: skip
    """Other facts and rules of a round that has not begun. criteria: name and points; they must come to 100 together."""
    round = held(id, by, DRAFT)
    numbers = _checked(budget=budget, fewest=fewest, mark=mark, apart=apart, days=days)
    round.title, round.year = worded(title, _("评审名称"))[:100], _year(year)
    for name, value in numbers.items():
        setattr(round, name, value)
    round.criteria = json.dumps(_criteria(round, criteria), ensure_ascii=False)
    round.vetoes = json.dumps(_vetoes(round, vetoes), ensure_ascii=False)
    round.save()
    note(round, "review.changed", by=by, address=address)
    return round


def _checked(*, budget: int, **numbers: int) -> dict[str, int]:
    names = {"fewest": _("最少评分人数"), "mark": _("合格分"), "apart": _("离群分差"), "days": _("公示天数")}
    if budget <= 0:
        raise Refused("review.budget", _("请填写资金额度，须大于 0。"))
    for name, value in numbers.items():
        low, high = LIMITS[name]
        if not low <= value <= high:
            raise Refused(
                "review.number", _("{name}应在 {low} 至 {high} 之间。").format(name=names[name], low=low, high=high)
            )
    return {"budget": budget, **numbers}


def _year(year: int) -> int:
    if not 2015 <= year <= 2060:
        raise Refused("review.year", _("请填写四位年度，例如 2022。"))
    return year


def _criteria(round: ReviewRound, given: Sequence[tuple[str, int]]) -> list[list[Any]]:
    """Known names keep their ids. Refused where the points are not 100 together, or a name stands twice."""
    ids = {name: id for id, name, _points in queries.criteria(round)}
    kept = [(" ".join(name.split())[:40], points) for name, points in given if name.strip()]
    if any(points < 1 for _name, points in kept) or sum(points for _name, points in kept) != WHOLE:
        raise Refused(
            "review.weights",
            _("各项评分标准的分值合计应为 100，每项至少 1 分；现在合计 {sum}。").format(sum=sum(points for _n, points in kept)),
        )
    if len({name for name, _points in kept}) < len(kept):
        raise Refused("review.criteria_twice", _("评分标准的名称不能重复。"))
    return [[ids.get(name) or f"c{at}", name, points] for at, (name, points) in enumerate(kept, 1)]


def _vetoes(round: ReviewRound, given: Sequence[str]) -> list[list[str]]:
    ids = {name: id for id, name in queries.vetoes(round).items()}
    names = list(dict.fromkeys(" ".join(name.split())[:40] for name in given if name.strip()))
    return [[ids.get(name) or f"v{at}", name] for at, name in enumerate(names, 1)]


@transaction.atomic
def add_candidates(id: int, projects: Collection[int], *, by: User, address: str = "") -> int:
    """Take projects into a round; how many. Refused as a whole where one of them may not compete, with the reason."""
    round = held(id, by, DRAFT)
    wanted = set(projects) - set(round.candidates.values_list("project", flat=True))
    if not wanted:
        raise Refused("review.none_chosen", _("请勾选要参加评审的项目。"))
    if round.candidates.count() + len(wanted) > MOST_PROJECTS:
        raise Refused("review.too_many", _("一轮评审最多 {most} 个项目。").format(most=MOST_PROJECTS))
    reach = scope_of(by, action=CHANGE).intersect(Scope.of_region(round.place))
    rows = facts_of(wanted, reach)
    if set(rows) != wanted:
        raise NotFound("review.no_project", _("有项目不存在，或不在这轮评审的范围内。请刷新后重新选择。"))
    _check_may_compete(round, rows)
    _check_reviewers(round, [ReviewCandidate(round=round, **one) for one in rows.values()])
    ReviewCandidate.objects.bulk_create(ReviewCandidate(round=round, **one) for one in rows.values())
    note(round, "review.candidates", by=by, address=address, added=len(rows))
    return len(rows)


def _check_may_compete(round: ReviewRound, rows: dict[int, dict[str, Any]]) -> None:
    """Refused where a project may not compete (no amount, donated money, begun, in another round, in the library already)."""
    ids, settled = list(rows), queries.settled(list(rows))
    engaged, admitted = queries.engaged(ids, but=round.pk), hooks.admitted(ids)
    against = reason_against(ids, rows)
    for project, row in rows.items():
        why = against.get(project, "")
        if project in engaged:
            why = _("已参加“%(round)s”") % {"round": engaged[project].title}
        elif project in settled and settled[project].result == "library":
            why = _("已由“%(round)s”评审入库") % {"round": settled[project].round.title}
        elif not why and project not in admitted:
            why = _("项目流程没有走到竞争性评审")
        if why:
            raise Refused("review.may_not_compete", _("“{name}”不能参加评审：{why}。").format(name=row["name"], why=why))


def _check_reviewers(round: ReviewRound, candidates: Sequence[ReviewCandidate]) -> None:
    """Refused where somebody who is a reviewer already must not score one of the new projects."""
    known = {one.pk: one for one in User.objects.filter(pk__in=round.reviewers.values("user")).prefetch_related("grants")}
    for user in known.values():
        for candidate in candidates:
            if why := conflicts.conflict(queries.person(user), queries.case(candidate)):
                raise Refused(
                    "review.conflict_of_candidate",
                    _("评审人{who}与“{name}”有利害关系（{why}），请先取消该评审人，加入项目后再重新指定。").format(
                        who=user.display_name, name=candidate.name, why=CONFLICTS[why]
                    ),
                )


@transaction.atomic
def remove_candidate(id: int, candidate_id: int, *, by: User, address: str = "") -> None:
    """Take a project out of a round that has not begun."""
    round = held(id, by, DRAFT)
    one = queries.candidate(round, candidate_id)
    one.recusals.all().delete()
    one.delete()
    note(round, "review.candidates", by=by, address=address, project=one.number, removed=1)


@transaction.atomic
def add_reviewer(id: int, user_id: int, *, by: User, recuse: bool = False, address: str = "") -> Reviewer:
    """Name a reviewer, before or during scoring.

    Refused where the user does not see every project, made the round, or has an interest in a project; with `recuse` the
    reviewer is named all the same and kept from these projects, unless none would be left.
    """
    round = held(id, by, DRAFT, SCORING)
    user = User.objects.filter(pk=user_id, is_active=True).prefetch_related("grants").first()
    if user is None:
        raise NotFound("access.no_such_user", _("没有这个用户。请刷新后重新选择。"))
    if round.reviewers.filter(user=user.pk).exists():
        raise Conflict("review.reviewer_twice", _("{who}已经是这轮评审的评审人。").format(who=user.display_name))
    if user.pk in (round.by, by.pk):
        raise Refused("review.keeper_scores", _("主持评审的人不能同时担任评审人。"))
    candidates = list(round.candidates.all())
    if not candidates:
        raise Refused("review.projects_first", _("请先选定参评项目，再指定评审人：回避要对照项目检查。"))
    if round.reviewers.count() >= MOST_REVIEWERS:
        raise Refused("review.reviewers_many", _("一轮评审最多 {most} 名评审人。").format(most=MOST_REVIEWERS))
    if not queries.covers(scope_of(user), round):
        raise Refused(
            "review.out_of_reach",
            _("{who}看不到全部参评项目，不能评审。请联系安全管理员授予“查看”角色后再指定。").format(who=user.display_name),
        )
    found = conflicts.conflicts(queries.person(user), ((one.pk, queries.case(one)) for one in candidates))
    if found and (not recuse or len(found) == len(candidates)):
        raise Refused("review.conflict", _conflict_text(user, found, candidates))
    made = Reviewer.objects.create(
        round=round, user=user.pk, name=user.display_name, unit=user.organisation_name, at=timezone.now(),
        by_name=by.display_name,
    )  # fmt: skip
    ReviewRecusal.objects.bulk_create(
        ReviewRecusal(round=round, reviewer=made, candidate_id=pk, why=why, at=timezone.now(), by_name=by.display_name)
        for pk, why in found.items()
    )
    note(round, "review.reviewers", by=by, address=address, reviewer=made.name, added=1, recused=len(found))
    return made


def _conflict_text(user: User, found: dict[int, str], candidates: Sequence[ReviewCandidate]) -> str:
    """Whom, which projects, and why; and what can be done."""
    names = {one.pk: one.name for one in candidates}
    told = [
        _("%(names)s（%(why)s）") % {"names": named(names[pk] for pk, one in found.items() if one == why), "why": CONFLICTS[why]}
        for why in dict.fromkeys(found.values())
    ]
    sentence = _("{who}与参评项目有利害关系，不能评审：{which}。").format(who=user.display_name, which=_("；").join(told))
    if len(found) == len(candidates):
        return sentence + _("请另选评审人。")
    return sentence + _("请另选评审人，或勾选“只评审其余项目”。")


@transaction.atomic
def remove_reviewer(id: int, reviewer_id: int, *, by: User, address: str = "") -> None:
    """Take a reviewer off a round that has not begun."""
    round = held(id, by, DRAFT)
    one = round.reviewers.filter(pk=reviewer_id).first()
    if one is None:
        raise NotFound("review.no_reviewer", _("这轮评审没有这名评审人。"))
    one.recusals.all().delete()
    one.delete()
    note(round, "review.reviewers", by=by, address=address, reviewer=one.name, removed=1)


@transaction.atomic
def open_scoring(id: int, *, by: User, address: str = "") -> ReviewRound:
    """Begin the scoring. The projects are kept as they are now; Refused where one may not compete any more, or one has fewer
    reviewers than the round wants."""
    lock(LOCK)
    round = held(id, by, DRAFT)
    check_state(round, DRAFT)
    candidates = {one.project: one for one in round.candidates.all()}
    if not candidates:
        raise Refused("review.no_candidates", _("还没有参评项目，不能开始评分。"))
    rows = facts_of(candidates, Scope.everything())
    gone = [one.name for project, one in candidates.items() if project not in rows]
    if gone:
        raise Refused("review.gone", _("{names}已从台账中删除，请先移出这轮评审。").format(names=named(gone)))
    _check_may_compete(round, rows)
    for project, one in candidates.items():
        for name, value in rows[project].items():
            setattr(one, name, value)
        one.save()
    _check_enough(round, list(candidates.values()))
    move(round, SCORING, "review.opened", by=by, address=address, projects=len(candidates), reviewers=round.reviewers.count())
    return round


def _check_enough(round: ReviewRound, candidates: Sequence[ReviewCandidate]) -> None:
    """Refused where a conflict has come up since a reviewer was named, or too few are left for a project."""
    reviewers, out = list(round.reviewers.all()), queries.recused(round)
    users = {one.pk: one for one in User.objects.filter(pk__in=[one.user for one in reviewers]).prefetch_related("grants")}
    for one in reviewers:
        found = conflicts.conflicts(queries.person(users[one.user]), ((c.pk, queries.case(c)) for c in candidates))
        fresh = {pk: why for pk, why in found.items() if (one.pk, pk) not in out}
        if fresh:
            raise Refused("review.conflict", _conflict_text(users[one.user], fresh, candidates))
    short = [c.name for c in candidates if sum((one.pk, c.pk) not in out for one in reviewers) < round.fewest]
    if short:
        raise Refused(
            "review.too_few",
            _("每个项目至少要有 {fewest} 名评审人，{names}不够。请增加评审人。").format(fewest=round.fewest, names=named(short)),
        )
