"""Reads of reviews, always within what the reader may see. Scores come out only once the scoring is closed."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from jiedui.core.access import roles
from jiedui.core.access.holdings import grants_of, scope_of
from jiedui.core.access.models import User
from jiedui.core.access.queries import valid_grants
from jiedui.core.access.scope import Scope
from jiedui.core.words.errors import NotFound
from jiedui.modules.projects.review import ranking
from jiedui.modules.projects.review.conflicts import Case, Person
from jiedui.modules.projects.review.lists import CANCELLED, CLOSED, DRAFT, FROZEN, LIBRARY, NOTICE, ROLLED, SCORING
from jiedui.modules.projects.review.models import (
    ReviewCandidate,
    ReviewDecision,
    Reviewer,
    ReviewNotice,
    ReviewOutcome,
    ReviewRecusal,
    ReviewRound,
    ReviewSheet,
)

OPENED = (CLOSED, NOTICE, FROZEN)
"""The states in which scores are no secret."""


def rounds(user: Any) -> QuerySet[ReviewRound]:
    """The rounds that a user sees whole: of places in reach, and those in which the user scores."""
    scope = scope_of(user)
    if not scope:
        return ReviewRound.objects.none()
    if scope.counties is None:  # an empty Q is no "everything" beside an `|`
        return ReviewRound.objects.all()
    mine = Reviewer.objects.filter(user=user.pk).values("round")
    return ReviewRound.objects.filter(scope.q("place") | Q(pk__in=mine))


def round(user: Any, id: int) -> ReviewRound:
    """One round that the user sees whole; NotFound. A reviewer whose reach no longer holds every project sees it no more."""
    found = rounds(user).filter(pk=id).first() if id < 2**63 else None
    scope = scope_of(user)
    if found is None or not (_reaches(scope, found.place) or covers(scope, found)):
        raise NotFound("review.unknown", _("没有这轮评审，或它不在您的数据范围内。"))
    return found


def _reaches(scope: Scope, place: str) -> bool:
    whole = scope.whole
    return whole is None or place in whole


def covers(scope: Scope, round: ReviewRound) -> bool:
    """Whether every project of the round lies in counties that are in reach whole."""
    whole = scope.whole
    return whole is None or set(round.candidates.values_list("county", flat=True)) <= whole


def shown_to_public(user: Any) -> QuerySet[ReviewRound]:
    """The rounds whose notice a user may read: those of a place in reach, and those in which a project in reach took part."""
    scope = scope_of(user)
    if not scope:
        return ReviewRound.objects.none()
    shown = ReviewRound.objects.filter(state__in=(NOTICE, FROZEN))
    if scope.counties is None:
        return shown
    mine = ReviewCandidate.objects.filter(scope.q("county", "town")).values("round")
    return shown.filter(Q(pk__in=mine) | scope.q("place"))


def notice_of(user: Any, id: int) -> tuple[ReviewRound, ReviewNotice]:
    """A round with the notice that counts, for whoever may read it; NotFound."""
    found = shown_to_public(user).filter(pk=id).first() if id < 2**63 else None
    if found is None:
        raise NotFound("review.no_notice", _("没有这份公示，或它不在您的数据范围内。"))
    return found, last_notice(found)


def last_notice(round: ReviewRound) -> ReviewNotice:
    return round.notices.latest("number")


def outcomes(notice: ReviewNotice) -> list[ReviewOutcome]:
    """What a notice says, in its order: ranks first, vetoed ones at the end."""
    found = notice.outcomes.select_related("candidate")
    return sorted(found, key=lambda one: (one.rank is None, one.rank or 0, one.candidate.number))


def criteria(round: ReviewRound) -> list[tuple[str, str, int]]:
    """Id, name and most points of each criterion."""
    return [(id, name, points) for id, name, points in json.loads(round.criteria)]


def vetoes(round: ReviewRound) -> dict[str, str]:
    """Id and name of each veto."""
    return dict(json.loads(round.vetoes))


def candidate(round: ReviewRound, id: int) -> ReviewCandidate:
    """One candidate of the round; NotFound."""
    found = round.candidates.filter(pk=id).first() if id < 2**63 else None
    if found is None:
        raise NotFound("review.no_candidate", _("这轮评审没有这个项目。"))
    return found


def reviewer_of(round: ReviewRound, user: Any) -> Reviewer | None:
    """The user as a reviewer of the round."""
    return round.reviewers.filter(user=user.pk).first()


def last_sheets(round: ReviewRound) -> dict[tuple[int, int], ReviewSheet]:
    """(reviewer, candidate) -> the sheet that stands. Whoever shows points asks `opened` first."""
    return {(one.reviewer_id, one.candidate_id): one for one in round.sheets.order_by("id")}


def recused(round: ReviewRound) -> dict[tuple[int, int], str]:
    """(reviewer, candidate) -> why that reviewer does not score it."""
    return dict(
        ((reviewer, candidate), why)
        for reviewer, candidate, why in round.recusals.values_list("reviewer_id", "candidate_id", "why")
    )


def opened(round: ReviewRound) -> bool:
    """Whether the scores may be seen by others than who gave them."""
    return round.state in OPENED


@dataclass(frozen=True)
class Judged:
    """One candidate with the sheets that count (only once scoring is closed), their spread, the vetoes proposed and decided."""

    candidate: ReviewCandidate
    sheets: tuple[ReviewSheet, ...]
    spread: ranking.Spread
    proposed: tuple[tuple[Reviewer, tuple[str, ...], str], ...]
    decision: ReviewDecision | None

    @property
    def vetoed(self) -> bool:
        return self.decision is not None and self.decision.upheld

    @property
    def undecided(self) -> bool:
        """Somebody proposed a veto after which nobody has decided."""
        return bool(self.proposed) and self.decision is None


@dataclass(frozen=True)
class Result:
    """Everything that follows from the sheets and decisions of a round as they stand."""

    judged: dict[int, Judged]
    ranking: ranking.Ranking
    tie_decision: ReviewDecision | None
    last_decision: int


def result(round: ReviewRound) -> Result:
    """The ranking of a round whose scoring is closed. A fixed number of queries."""
    reviewers = {one.pk: one for one in round.reviewers.all()}
    sheets, out = last_sheets(round), recused(round)
    decisions = list(round.decisions.order_by("id"))
    of_vetoes = {one.candidate_id: one for one in decisions if one.kind == "veto"}
    ties = {frozenset(json.loads(one.among)): one for one in decisions if one.kind == "tie"}
    judged: dict[int, Judged] = {}
    for one in round.candidates.all():
        some = [
            sheet for (reviewer, candidate), sheet in sorted(sheets.items())
            if candidate == one.pk and (reviewer, candidate) not in out
        ]  # fmt: skip
        proposed = tuple(
            (reviewers[sheet.reviewer_id], tuple(json.loads(sheet.vetoes)), sheet.comment)
            for sheet in some if json.loads(sheet.vetoes)
        )  # fmt: skip
        spread = ranking.spread([sheet.total for sheet in some], round.apart)
        judged[one.pk] = Judged(one, tuple(some), spread, proposed, of_vetoes.get(one.pk))
    entries = [
        ranking.Entry(one.candidate.pk, one.candidate.number, one.candidate.amount, one.spread.score, one.vetoed)
        for one in judged.values()
    ]
    chosen = {among: json.loads(one.chosen) for among, one in ties.items()}
    found = ranking.rank(entries, budget=round.budget, mark=round.mark * 100, chosen=chosen)
    decided = ties.get(frozenset(found.tie.ids)) if found.tie and not found.open else None
    return Result(judged, found, decided, decisions[-1].pk if decisions else 0)


def person(user: User) -> Person:
    """A user as the check for conflicts of interest sees one."""
    offices: set[str] = set()
    for grant in grants_of(user):
        if grant.role == roles.COUNTY:
            offices |= Scope.of_region(grant.region).counties or frozenset()
        elif grant.role == roles.TOWNSHIP and grant.region:
            offices.add(grant.region)
    return Person(user.pk, user.organisation_name, user.organisation_id, frozenset(offices))


def case(candidate: ReviewCandidate) -> Case:
    """A candidate as the check for conflicts of interest sees one."""
    return Case(
        candidate.county, candidate.town, candidate.implementer, candidate.implementer_name, candidate.entered_by,
        candidate.entered_unit,
    )  # fmt: skip


def possible_reviewers(round: ReviewRound) -> list[User]:
    """Active users who see every project of the round and do not score in it yet. Administrators are none of them."""
    wanted = {grant.user_id for grant in valid_grants() if grant.role not in roles.ADMINISTRATORS}
    taken = set(round.reviewers.values_list("user", flat=True)) | {round.by}
    users = User.objects.filter(pk__in=wanted - taken).prefetch_related("grants").order_by("display_name", "pk")
    needed = set(round.candidates.values_list("county", flat=True))
    found = []
    for user in users:
        whole = scope_of(user).whole
        if whole is None or (needed <= whole if needed else round.place in whole):
            found.append(user)
    return found


def engaged(projects: Collection[int], *, but: int | None = None) -> dict[int, ReviewRound]:
    """Projects that another round which is not over holds -> that round."""
    held = ReviewCandidate.objects.filter(project__in=list(projects), round__state__in=(DRAFT, SCORING, CLOSED, NOTICE))
    held = held.exclude(round=but) if but else held
    return {one.project: one.round for one in held.select_related("round")}


def settled(projects: Collection[int] | None = None) -> dict[int, ReviewOutcome]:
    """Project -> what the last frozen round said of it."""
    found = ReviewOutcome.objects.filter(round__state=FROZEN).select_related("candidate", "notice", "round").order_by("id")
    if projects is not None:
        found = found.filter(candidate__project__in=list(projects))
    last = {one.round_id: one.notice.number for one in found}
    return {one.candidate.project: one for one in found if one.notice.number == last[one.round_id]}


def in_library(scope: Scope) -> list[ReviewOutcome]:
    """The projects in reach that a frozen round put into the library, the best score first."""
    found = [
        one for one in settled().values()
        if one.result == LIBRARY and scope.covers(one.candidate.county, one.candidate.town)
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-(one.score or 0), one.candidate.number))


def rolled_over(scope: Scope) -> list[int]:
    """Rows of projects in reach that the last frozen round could not fund: they compete again."""
    return [
        project for project, one in settled().items()
        if one.result == ROLLED and scope.covers(one.candidate.county, one.candidate.town)
    ]  # fmt: skip


def waiting_for(user: Any) -> list[tuple[ReviewRound, int]]:
    """Rounds in which the user still has projects to score, and how many. Three queries, whatever there is."""
    mine = list(Reviewer.objects.filter(user=user.pk, round__state=SCORING).select_related("round"))
    if not mine:
        return []
    ids = [one.pk for one in mine]
    done: set[tuple[int, int]] = set(ReviewSheet.objects.filter(reviewer__in=ids).values_list("reviewer_id", "candidate_id"))
    done |= set(_recusals(ids))
    held: dict[int, list[int]] = {}
    for round_id, candidate_id in ReviewCandidate.objects.filter(round__in=[one.round_id for one in mine]).values_list("round", "pk"):
        held.setdefault(round_id, []).append(candidate_id)
    counts = [(one.round, sum((one.pk, id) not in done for id in held.get(one.round_id, []))) for one in mine]
    return [(round, count) for round, count in counts if count]


def _recusals(reviewers: Iterable[int]) -> Iterable[tuple[int, int]]:
    return ReviewRecusal.objects.filter(reviewer__in=list(reviewers)).values_list("reviewer_id", "candidate_id")


def not_over(places: Collection[str]) -> QuerySet[ReviewRound]:
    """The rounds of these places that are neither frozen nor cancelled."""
    return ReviewRound.objects.filter(place__in=list(places)).exclude(state__in=(FROZEN, CANCELLED))
