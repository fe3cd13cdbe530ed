"""After scoring: close, decide what the machine does not, show the results to the public, answer objections, freeze."""

import datetime as dt
import hashlib
import json
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.access.audit import actor
from jiedui.core.access.holdings import check_may
from jiedui.core.access.models import User
from jiedui.core.access.rights import CHANGE
from jiedui.core.store import lock
from jiedui.core.words import clock
from jiedui.core.words.errors import Conflict, NotFound, Refused
from jiedui.modules.projects.review import conflicts, hooks, queries
from jiedui.modules.projects.review.keeping import LOCK, check_state, held, move, named, note, worded
from jiedui.modules.projects.review.lists import CANCELLED, CLOSED, DRAFT, FROZEN, NOTICE, SCORING
from jiedui.modules.projects.review.models import (
    ReviewAnswer,
    ReviewDecision,
    ReviewNotice,
    ReviewObjection,
    ReviewOutcome,
    ReviewRound,
)


@transaction.atomic
def close(id: int, *, by: User, address: str = "") -> ReviewRound:
    """End the scoring and open the scores. Refused while a reviewer owes a sheet, or scored what he must not have."""
    round = held(id, by, SCORING)
    sheets, out = queries.last_sheets(round), queries.recused(round)
    candidates, reviewers = list(round.candidates.all()), list(round.reviewers.all())
    users = {one.pk: one for one in User.objects.filter(pk__in=[one.user for one in reviewers]).prefetch_related("grants")}
    for one in reviewers:
        found = conflicts.conflicts(queries.person(users[one.user]), ((c.pk, queries.case(c)) for c in candidates))
        if fresh := [pk for pk in found if (one.pk, pk) not in out]:
            names = named(c.name for c in candidates if c.pk in fresh)
            raise Refused("review.conflict_found", _("{who}与{names}有利害关系，请先为其办理回避，再结束评分。").format(who=one.name, names=names))
    counts = {c.pk: sum((one.pk, c.pk) in sheets and (one.pk, c.pk) not in out for one in reviewers) for c in candidates}
    if short := [c.name for c in candidates if counts[c.pk] < round.fewest]:
        raise Refused(
            "review.sheets_missing",
            _("每个项目至少要有 {fewest} 份评分，{names}还不够，不能结束。").format(fewest=round.fewest, names=named(short)),
        )
    owing = [one.name for one in reviewers if any((one.pk, c.pk) not in sheets and (one.pk, c.pk) not in out for c in candidates)]
    if owing:
        raise Refused(
            "review.owing", _("评审人{names}还有项目没有评分。请催办，或为其办理回避后再结束。").format(names=named(owing))
        )
    move(round, CLOSED, "review.closed", by=by, address=address, sheets=len(sheets))
    return round


def _check_seen(round: ReviewRound, seen: int) -> None:
    """Conflict where somebody has decided since the page was made."""
    last = round.decisions.order_by("-id").first()
    if last is not None and last.pk != seen:
        raise Conflict(
            "review.decided_meanwhile",
            _("{who}刚刚作出了新的决定，您的决定没有保存。请刷新，看过之后再决定。").format(who=last.by_name),
        )


@transaction.atomic
def decide_veto(
    id: int, candidate_id: int, *, upheld: bool, reason: str, by: User, seen: int, vetoes: Collection[str] = (), address: str = ""
) -> ReviewDecision:
    """Whether a project is out for a veto. seen: number of the last decision that was on the page. The last one counts."""
    round = held(id, by, CLOSED)
    candidate = queries.candidate(round, candidate_id)
    _check_seen(round, seen)
    known = queries.vetoes(round)
    grounds = [one for one in known if one in vetoes]
    if upheld and not grounds:
        raise Refused("review.veto_ground", _("请勾选否决“{name}”的依据。").format(name=candidate.name))
    said = worded(reason, _("理由"))
    event = note(round, "review.decided", by=by, address=address, project=candidate.number, vetoed=upheld, reason=said)
    return ReviewDecision.objects.create(
        round=round, kind="veto", candidate=candidate, upheld=upheld, vetoes=json.dumps(grounds if upheld else []), reason=said,
        at=timezone.now(), by=by.pk, by_name=by.display_name, event=event.pk,
    )  # fmt: skip


@transaction.atomic
def decide_tie(
    id: int, *, chosen: Collection[int], reason: str, by: User, seen: int, address: str = ""
) -> ReviewDecision:
    """Which of the equal projects at the line are taken. Refused where there is no such tie, or they need more than is left."""
    round = held(id, by, CLOSED)
    _check_seen(round, seen)
    tie = queries.result(round).ranking.tie
    if tie is None:
        raise Refused("review.no_tie", _("入库线上没有同分的项目，不需要选定。"))
    if not set(chosen) <= set(tie.ids):
        raise NotFound("review.no_candidate", _("这轮评审没有这个项目。"))
    group = {one.pk: one for one in round.candidates.filter(pk__in=tie.ids)}
    asked = sum(group[one].amount for one in set(chosen))
    if asked > tie.left:
        raise Refused(
            "review.tie_too_much",
            _("选定的项目共需 {asked} 万元，只剩 {left} 万元。请少选一些。").format(asked=_wan(asked), left=_wan(tie.left)),
        )
    said = worded(reason, _("选定的理由"), least=4)
    numbers = [group[one].number for one in sorted(set(chosen))]
    event = note(round, "review.decided", by=by, address=address, chosen=numbers, reason=said)
    return ReviewDecision.objects.create(
        round=round, kind="tie", among=json.dumps(sorted(tie.ids)), chosen=json.dumps(sorted(set(chosen))), reason=said,
        at=timezone.now(), by=by.pk, by_name=by.display_name, event=event.pk,
    )  # fmt: skip


def _wan(fen: int) -> str:
    return f"{fen / 1_000_000:,.2f}"


@transaction.atomic
def publish(id: int, *, by: User, first_day: dt.date | None = None, address: str = "") -> ReviewNotice:
    """Show the results to the public for the round's days, from `first_day` (today) on. Refused while a veto or tie is open."""
    round = held(id, by, CLOSED)
    found = queries.result(round)
    if waiting := [one.candidate.name for one in found.judged.values() if one.undecided]:
        raise Refused("review.veto_open", _("评审人对{names}提出了否决，请先逐个决定，再公示。").format(names=named(waiting)))
    if short := [one.candidate.name for one in found.judged.values() if not one.vetoed and one.spread.count < round.fewest]:
        raise Refused(
            "review.sheets_left",
            _("{names}的有效评分少于 {fewest} 份，不能公示。请作废这轮评审，另开一轮。").format(names=named(short), fewest=round.fewest),
        )
    if found.ranking.open and found.ranking.tie:
        raise Refused(
            "review.tie_open",
            _("入库线上有 {count} 个项目同为 {score} 分，资金不够全部入库。请先选定并说明理由，系统不代为决定。").format(
                count=len(found.ranking.tie.ids), score=f"{found.ranking.tie.score / 100:.2f}"
            ),
        )
    day = first_day or clock.today()
    if day < clock.today():
        raise Refused("review.notice_past", _("公示开始日期不能早于今天。"))
    number = round.notices.count() + 1
    digest = _digest(round, found.ranking)
    event = note(round, "review.results", by=by, address=address, number=number, digest=digest)
    made = ReviewNotice.objects.create(
        round=round, number=number, first_day=day, last_day=day + dt.timedelta(days=round.days - 1), digest=digest,
        at=timezone.now(), by_name=by.display_name, event=event.pk,
    )  # fmt: skip
    ReviewOutcome.objects.bulk_create(
        ReviewOutcome(
            round=round, notice=made, candidate_id=one.entry.id, rank=one.rank, result=one.result, why=one.why,
            score=None if one.entry.vetoed else one.entry.score,
        )
        for one in found.ranking.places
    )  # fmt: skip
    move(round, NOTICE, "review.published", by=by, address=address, **{"from": str(made.first_day), "until": str(made.last_day)})
    return made


def _digest(round: ReviewRound, found: queries.ranking.Ranking) -> str:
    rows = [[one.entry.number, one.entry.amount, one.entry.score, one.rank, one.result, one.why] for one in found.places]
    return hashlib.sha256(json.dumps([round.pk, round.budget, rows], ensure_ascii=False).encode()).hexdigest()


@transaction.atomic
def take_back(id: int, *, reason: str, by: User, address: str = "") -> ReviewRound:
    """Take the notice back, for a reason, to decide anew; what it said stays readable, and the next notice has the next number."""
    round = held(id, by, NOTICE)
    move(round, CLOSED, "review.taken_back", by=by, reason=worded(reason, _("撤回公示的理由")), address=address)
    return round


@transaction.atomic
def object_to(
    id: int, *, text: str, by: User, candidate_id: int | None = None, address: str = ""
) -> ReviewObjection:
    """Record an objection that came in during the notice, of whoever reads the notice and may change. Who objected is not kept."""
    check_may(by, CHANGE)
    lock(LOCK)
    round, notice = queries.notice_of(by, id)
    check_state(round, NOTICE)
    day = clock.today()
    if not notice.first_day <= day <= notice.last_day:
        raise Refused(
            "review.notice_over",
            _("公示期为 {first} 至 {last}，今天不能登记异议。").format(first=notice.first_day, last=notice.last_day),
        )
    candidate = queries.candidate(round, candidate_id) if candidate_id else None
    said = worded(text, _("异议内容"), least=4)
    event = note(round, "review.objection", by=by, address=address, **({"project": candidate.number} if candidate else {}))
    return ReviewObjection.objects.create(
        round=round, notice=notice, candidate=candidate, text=said, day=day, at=timezone.now(), by_name=by.display_name,
        event=event.pk,
    )  # fmt: skip


@transaction.atomic
def answer(id: int, objection_id: int, *, text: str, upheld: bool, by: User, address: str = "") -> ReviewAnswer:
    """What was found about an objection. One that is upheld keeps the results from being frozen as they are."""
    round = held(id, by, NOTICE)
    found = round.objections.filter(pk=objection_id).first() if objection_id < 2**63 else None
    if found is None:
        raise NotFound("review.no_objection", _("这轮评审没有这条异议。"))
    known = ReviewAnswer.objects.filter(objection=found).first()
    if known is not None:
        raise Conflict("review.answered", _("这条异议已由 {who} 答复，您的答复没有保存。").format(who=known.by_name))
    said = worded(text, _("答复"), least=4)
    event = note(round, "review.answered", by=by, address=address, objection=found.pk, upheld=upheld)
    return ReviewAnswer.objects.create(
        round=round, objection=found, text=said, upheld=upheld, at=timezone.now(), by_name=by.display_name, event=event.pk
    )


@transaction.atomic
def freeze(id: int, *, by: User, address: str = "") -> ReviewRound:
    """Fix the results, once the notice is over and every objection is answered; then the projects go their ways."""
    round = held(id, by, NOTICE)
    notice = queries.last_notice(round)
    if clock.today() <= notice.last_day:
        raise Refused("review.notice_runs", _("公示到 {last} 结束，此后才能确定结果。").format(last=notice.last_day))
    objections = list(notice.objections.select_related("answer"))
    if waiting := [one for one in objections if not hasattr(one, "answer")]:
        raise Refused("review.objections_open", _("还有 {count} 条异议没有答复，不能确定结果。").format(count=len(waiting)))
    if any(one.answer.upheld for one in objections):
        raise Refused("review.upheld", _("有异议成立，结果不能照原样确定。请撤回公示，重新决定后再次公示。"))
    outcomes = queries.outcomes(notice)
    counts = {result: sum(one.result == result for one in outcomes) for result in ("library", "rolled", "vetoed")}
    event = move(round, FROZEN, "review.frozen", by=by, address=address, digest=notice.digest, **counts)
    said = {one.candidate.project: one.result for one in outcomes}
    hooks.after_frozen(hooks.Frozen(round.pk, round.title, round.place, round.year, event.pk, actor(by, address), by, said))
    return round


@transaction.atomic
def cancel(id: int, *, reason: str, by: User, address: str = "") -> ReviewRound:
    """Give a round up, for a reason; everything in it stays readable, its projects may compete elsewhere."""
    round = held(id, by, DRAFT, SCORING, CLOSED, NOTICE)
    move(round, CANCELLED, "review.cancelled", by=by, reason=worded(reason, _("作废的理由"), least=4), address=address)
    return round
