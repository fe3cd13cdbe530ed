"""A reviewer's own acts: give points, propose a veto, withdraw from a project. Nobody else sees the points before the close."""

import hashlib
import json
import secrets
from collections.abc import Collection, Mapping

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.access.holdings import check_may, scope_of
from jiedui.core.access.models import User
from jiedui.core.access.rights import VIEW
from jiedui.core.store import lock
from jiedui.core.words.errors import Conflict, NotAllowed, NotFound, Refused
from jiedui.modules.projects.review import conflicts, queries
from jiedui.modules.projects.review.keeping import LOCK, check_state, held, note, worded
from jiedui.modules.projects.review.lists import CLOSED, CONFLICTS, SCORING
from jiedui.modules.projects.review.models import ReviewCandidate, Reviewer, ReviewRecusal, ReviewRound, ReviewSheet


def check_reviewer(by: User, round: ReviewRound, candidate: ReviewCandidate) -> Reviewer:
    """The user as reviewer of this project; NotAllowed where not one, or kept from it. Asked again at every act."""
    check_may(by, VIEW)
    one = queries.reviewer_of(round, by)
    if one is None:
        raise NotAllowed("review.not_reviewer", _("您不是这轮评审的评审人。"))
    why = queries.recused(round).get((one.pk, candidate.pk), "")
    if not why and not queries.covers(scope_of(by), round):
        raise NotAllowed("review.reach_lost", _("您的数据范围不再包含全部参评项目，不能继续评分。请联系主办单位。"))
    why = why or conflicts.conflict(queries.person(by), queries.case(candidate))
    if why:
        raise NotAllowed(
            "review.recused", _("您须回避“{name}”：{why}。").format(name=candidate.name, why=CONFLICTS[why])
        )
    return one


@transaction.atomic
def score(
    id: int, candidate_id: int, *, points: Mapping[str, int | None], by: User, vetoes: Collection[str] = (),
    comment: str = "", seen: int = 0, address: str = "",
) -> ReviewSheet:  # fmt: skip
    """Hand in a sheet; a later one takes its place until the close. seen: version of one's own last sheet that was on the page.

    Refused unless every criterion has whole points within its limit; a proposed veto needs its facts in the comment. The trail
    holds a salted digest, not the points.
    """
    lock(LOCK)
    round = queries.round(by, id)
    candidate = queries.candidate(round, candidate_id)
    reviewer = check_reviewer(by, round, candidate)
    check_state(round, SCORING)
    last = round.sheets.filter(reviewer=reviewer, candidate=candidate).aggregate(last=Max("version"))["last"] or 0
    if seen != last:
        raise Conflict("review.sheet_moved", _("您在别的窗口已经提交过这个项目的评分。请刷新后核对。"))
    given = _points(round, points)
    known = queries.vetoes(round)
    proposed = [one for one in known if one in vetoes]
    said = worded(comment, _("评语"), least=4 if proposed else 0)
    sheet = {"points": given, "vetoes": proposed, "comment": said}
    text, salt = json.dumps(sheet, ensure_ascii=False, sort_keys=True), secrets.token_hex(16)
    digest = hashlib.sha256(f"{salt} {reviewer.pk} {candidate.pk} {text}".encode()).hexdigest()
    event = note(round, "review.scored", by=by, address=address, project=candidate.number, digest=digest)
    return ReviewSheet.objects.create(
        round=round, reviewer=reviewer, candidate=candidate, version=last + 1, points=json.dumps(given), total=sum(given.values()),
        vetoes=json.dumps(proposed), comment=said, salt=salt, digest=digest, at=timezone.now(), event=event.pk,
    )  # fmt: skip


def _points(round: ReviewRound, given: Mapping[str, int | None]) -> dict[str, int]:
    found: dict[str, int] = {}
    for id, name, most in queries.criteria(round):
        value = given.get(id)
        if value is None or not 0 <= value <= most:
            raise Refused("review.points", _("“{name}”请填写 0 至 {most} 的整数。").format(name=name, most=most))
        found[id] = value
    return found


@transaction.atomic
def declare(id: int, candidate_id: int, *, reason: str, by: User, address: str = "") -> ReviewRecusal:
    """A reviewer withdraws from a project, saying why; it cannot be taken back."""
    lock(LOCK)
    round = queries.round(by, id)
    candidate = queries.candidate(round, candidate_id)
    reviewer = queries.reviewer_of(round, by)
    if reviewer is None:
        raise NotAllowed("review.not_reviewer", _("您不是这轮评审的评审人。"))
    check_state(round, SCORING)
    return _recuse(round, reviewer, candidate, "declared", worded(reason, _("回避的理由")), by, address)


@transaction.atomic
def excuse(id: int, candidate_id: int, reviewer_id: int, *, reason: str, by: User, address: str = "") -> ReviewRecusal:
    """Who runs the round keeps a reviewer from a project, after an objection for example; the sheet no longer counts."""
    round = held(id, by, SCORING, CLOSED)
    candidate = queries.candidate(round, candidate_id)
    reviewer = round.reviewers.filter(pk=reviewer_id).first()
    if reviewer is None:
        raise NotFound("review.no_reviewer", _("这轮评审没有这名评审人。"))
    return _recuse(round, reviewer, candidate, "excused", worded(reason, _("回避的理由")), by, address)


def _recuse(
    round: ReviewRound, reviewer: Reviewer, candidate: ReviewCandidate, why: str, reason: str, by: User, address: str
) -> ReviewRecusal:
    if (reviewer.pk, candidate.pk) in queries.recused(round):
        raise Conflict("review.recused_already", _("{who}已经回避这个项目。").format(who=reviewer.name))
    note(round, "review.recused", by=by, address=address, project=candidate.number, reviewer=reviewer.name, reason=reason)
    return ReviewRecusal.objects.create(
        round=round, reviewer=reviewer, candidate=candidate, why=why, reason=reason, at=timezone.now(), by_name=by.display_name
    )
