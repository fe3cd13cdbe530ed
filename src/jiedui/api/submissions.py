"""Handing in over HTTP: what is due, what was handed in, handing in, withdrawing, comparing; as on the pages."""

import datetime as dt
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from jiedui.api.callers import actor_of, caller_of
from jiedui.api.facts import Strict, Text
from jiedui.api.refusals import Faulty, Refusal, answer
from jiedui.api.rows import BIGGEST, MOST, REFUSALS
from jiedui.core.access.queries import Authenticated
from jiedui.core.access.rights import CHANGE, VIEW
from jiedui.core.declare.registry import registry
from jiedui.core.submissions import comparing, operations, queries, telling
from jiedui.core.submissions.asked import places
from jiedui.core.submissions.calendar import lines
from jiedui.core.submissions.models import Submission
from jiedui.core.submissions.periods import ended_by
from jiedui.core.words import clock
from jiedui.core.words.errors import NotFound

router = Router(tags=["submissions · 报送"])
PLACE = "[0-9]{6}([A-Z]{2})?"
"""A new area without a code of its own stands under its district's code and two letters (440307DP)."""
Place = Annotated[str, Query(pattern=f"^({PLACE})?$", description="Code of a county, district or city · 县、区、市代码")]
Id = Annotated[int, Field(ge=1, le=BIGGEST)]


class Withdrawn(Schema):
    """When, by whom and why a submission was taken back. 撤回。"""

    at: dt.datetime
    by: str
    reason: str


class SubmissionOut(Schema):
    """A ledger of a place as it was handed in for a period; it never changes. 一次报送。"""

    id: int
    ledger: str
    place: str
    place_name: str
    period: str = Field(description="YYYY-MM, YYYY-Qn or YYYY")
    rows: int
    digest: str = Field(description="SHA-256 over the states of all rows · 全部行状态的摘要")
    totals: dict[str, str | None] = Field(description="Sums by column, in its unit · 各列合计")
    reason: str
    before: int | None = Field(description="The submission it was compared with · 与之比较的上一次报送")
    at: dt.datetime
    by: str
    event: int
    withdrawn: Withdrawn | None


class SubmissionList(Schema):
    submissions: list[SubmissionOut]
    next: int | None


class DueLine(Schema):
    """A ledger that a place hands in: period, last day, state. 一项应报送的台账。"""

    place: str
    ledger: str
    title: str
    period: str
    due: dt.date
    state: str = Field(description="not_due, due, overdue, handed_in, corrected, before")
    submission: int | None


class Moved(Schema):
    """A number before and now; `much`: it has to be explained. 一项数字的变化。"""

    column: str | None
    label: str
    unit: str
    old: str | None
    new: str | None
    much: bool


class ChangedRows(Schema):
    """Ids of rows. 记录编号。"""

    new: list[int]
    changed: list[int]
    gone: list[int]


class Read(Schema):
    """A submission, and the rows corrected since. 一次报送及其后的更正。"""

    submission: SubmissionOut
    corrections: ChangedRows | None


class Compared(Schema):
    """Two submissions of one ledger and place. `rows` is null between two periods of a monthly ledger. 两次报送的比较。"""

    old: SubmissionOut
    new: SubmissionOut
    moves: list[Moved]
    rows: ChangedRows | None


class HandIn(Strict):
    ledger: Text = Field(max_length=60)
    place: str = Field(pattern=f"^{PLACE}$")
    period: str = Field(max_length=7, description="YYYY-MM, YYYY-Qn or YYYY")
    reason: Text = Field("", max_length=operations.LONGEST, description="Why numbers moved much · 变化较大时说明原因")


class TakeBack(Strict):
    reason: Text = Field(min_length=2, max_length=operations.LONGEST)


class Unexplained(Faulty):
    """Numbers moved much and nobody said why: send `reason`. 变化较大，须说明原因。"""

    moves: list[Moved] = []


def _reading(request: HttpRequest) -> Authenticated:
    caller = caller_of(request)
    caller.check_may(VIEW)
    return caller


def _handing(request: HttpRequest, place: str) -> Authenticated:
    """The caller, if the token may change rows and reaches the whole place."""
    caller = caller_of(request)
    caller.check_may(CHANGE)
    whole = caller.scope_for(CHANGE).whole
    if whole is not None and place not in whole:
        raise NotFound("region.not_found", _("没有找到这个地区，或它不在您的数据范围内。"))
    return caller


def _place(caller: Authenticated, place: str) -> list[str]:
    """The one place asked for, or all in reach."""
    known = places(caller.scope)
    if place and place not in known:
        raise NotFound("region.not_found", _("没有找到这个地区，或它不在您的数据范围内。"))
    return [place] if place else known


@router.get("", response={200: SubmissionList, **REFUSALS}, operation_id="list_submissions", url_name="submissions")
def list_submissions(
    request: HttpRequest,
    place: Place = "",
    ledger: Annotated[str, Query(max_length=60, pattern="^[a-z0-9_]*$")] = "",
    before: Annotated[int, Query(ge=0, le=BIGGEST, description="Only with a smaller id; 0: from the newest · 只取此编号之前的")] = 0,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 100,
) -> Any:
    """What was handed in, the newest first, withdrawn ones too; go on with `before` = `next`. 报送记录。"""
    scope = _reading(request).scope
    found = queries.submissions(scope, place=place, ledger=ledger)
    page = list((found.filter(pk__lt=before) if before else found)[: limit + 1])
    shown = [telling.as_dict(one) for one in page[:limit]]
    return {"submissions": shown, "next": shown[-1]["id"] if len(page) > limit else None}


@router.get("/due", response={200: list[DueLine], **REFUSALS}, operation_id="due", url_name="submissions_due")
def due(
    request: HttpRequest,
    place: Place = "",
    month: Annotated[str, Query(pattern="^(20[0-9]{2}-(0[1-9]|1[0-2]))?$", description="Up to this month · 截至月份")] = "",
) -> Any:
    """What each place in reach has to hand in, with its state. 应报送的台账及其状态。"""
    known, day = _place(_reading(request), place), clock.today()
    asked = (int(month[:4]), int(month[5:])) if month else ended_by(day)
    return [telling.line_as_dict(one) for one in lines(known, day, asked)]


@router.get("/{int:submission_id}", response={200: Read, **REFUSALS}, operation_id="submission", url_name="submission")
def read(request: HttpRequest, submission_id: int) -> Any:
    """One submission with the rows corrected since. 一次报送及其后更正的记录。"""
    found = queries.submission(_reading(request).scope, submission_id)
    return {"submission": telling.as_dict(found), "corrections": telling.changes_as_dict(queries.corrections(found))}


@router.get(
    "/{int:submission_id}/compare", response={200: Compared, **REFUSALS}, operation_id="compare_submissions",
    url_name="submission_compare",
)  # fmt: skip
def compare(
    request: HttpRequest,
    submission_id: int,
    other: Annotated[int, Query(alias="with", ge=0, le=BIGGEST, description="Another one; 0: the one before · 另一次报送")] = 0,
) -> Any:
    """How it differs from the one before, or from another of the same ledger and place. 与上一次或另一次报送比较。"""
    scope = _reading(request).scope
    old, new = queries.pair(scope, submission_id, other or None)
    return {
        "old": telling.as_dict(old), "new": telling.as_dict(new),
        "moves": telling.moves_as_dicts(comparing.between(registry.ledger(new.ledger), old, new)),
        "rows": telling.changes_as_dict(queries.difference(old, new)),
    }  # fmt: skip


@router.post(
    "", response={201: SubmissionOut, **REFUSALS, 400: Refusal, 422: Unexplained}, operation_id="hand_in", url_name="submissions"
)
def hand_in(request: HttpRequest, body: HandIn) -> Any:
    """Hand a ledger in as it is now; 422 `submission.unexplained` asks for `reason`. 报送一个台账。"""
    caller = _handing(request, body.place)
    try:
        made = operations.hand_in(
            body.ledger, body.place, body.period, by=caller.user, reason=body.reason, address=actor_of(request).address
        )
    except operations.Unexplained as refusal:
        return answer(refusal.id, refusal.message, 422, moves=telling.moves_as_dicts(refusal.moves))
    return Status(201, telling.as_dict(made))


@router.post(
    "/{int:submission_id}/withdraw", response={200: SubmissionOut, **REFUSALS, 400: Refusal, 409: Refusal},
    operation_id="withdraw_submission", url_name="submission_withdraw",
)  # fmt: skip
def withdraw(request: HttpRequest, submission_id: int, body: TakeBack) -> Any:
    """Take a submission back, with the reason; it stays as it was and counts no longer. 撤回一次报送。"""
    caller = caller_of(request)
    caller.check_may(CHANGE)
    queries.submission(caller.scope_for(CHANGE), submission_id)
    operations.withdraw(submission_id, reason=body.reason, by=caller.user, address=actor_of(request).address)
    found: Submission = queries.submission(caller.scope_for(CHANGE), submission_id)
    return telling.as_dict(found)
