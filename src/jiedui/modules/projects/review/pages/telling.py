"""Rounds, candidates and results in words, as the pages draw them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from jiedui.core.places.shown import shown_name
from jiedui.core.words.saying import listed, said
from jiedui.modules.projects.review import queries
from jiedui.modules.projects.review.lists import (
    CANCELLED,
    CONFLICTS,
    CRITERIA,
    RESULTS,
    STATES,
    VETOES,
    WHYS,
    Text,
)
from jiedui.modules.projects.review.models import ReviewCandidate, Reviewer, ReviewOutcome, ReviewRound, ReviewSheet

USUAL = {name for _id, name, _points in CRITERIA} | {name for _id, name in VETOES}


def word(name: str) -> str:
    """A criterion or veto: the usual ones in the reader's language, others as they were typed."""
    return said(name) if name in USUAL else name


def place_name(code: str) -> str:
    """Whose round it is."""
    return shown_name(code) or code if code else _("全市")


@dataclass(frozen=True)
class Line:
    """A round as a line of a list."""

    round: ReviewRound
    place: str
    label: Text
    tone: str


def line(round: ReviewRound) -> Line:
    label, tone = STATES[round.state]
    return Line(round, place_name(round.place), label, tone)


def way(state: str) -> list[tuple[Text, str]]:
    """The states in order, each with what it is to the present one: done, here, ahead."""
    order = [one for one in STATES if one != CANCELLED]
    if state == CANCELLED:
        return []
    here = order.index(state)
    return [(STATES[one][0], "done" if at < here else "here" if at == here else "ahead") for at, one in enumerate(order)]


def where(candidate: ReviewCandidate) -> str:
    """County, town and village in a row."""
    parts = [shown_name(candidate.county), shown_name(candidate.town) if candidate.town else "", candidate.village]
    return " · ".join(one for one in parts if one)


@dataclass(frozen=True)
class Row:
    """A candidate as a line: what is known of it in the round's present state."""

    candidate: ReviewCandidate
    where: str
    sheets: int
    needed: int
    rank: int | None = None
    score: int | None = None
    low: int | None = None
    high: int | None = None
    range: int | None = None
    outliers: int = 0
    result: Text = ""
    tone: str = ""
    why: Text = ""
    proposed: int = 0
    undecided: bool = False
    line_above: bool = False
    """The first that is not taken: the line runs above it."""
    note: Text = ""
    """Why, where the rank alone does not say it."""


def rows(round: ReviewRound, found: queries.Result | None) -> list[Row]:
    """The candidates in the order of their ranking, or by number while scores are a secret (then only how many sheets)."""
    if found is None:
        sheets, out = queries.last_sheets(round), queries.recused(round)
        reviewers = list(round.reviewers.all())
        return [
            Row(
                one, where(one), sum((r.pk, one.pk) in sheets and (r.pk, one.pk) not in out for r in reviewers),
                sum((r.pk, one.pk) not in out for r in reviewers),
            )
            for one in round.candidates.all()
        ]  # fmt: skip
    made, below = [], False
    for place in found.ranking.places:
        one = found.judged[place.entry.id]
        label, tone = RESULTS[place.result]
        first = not below and place.result in ("rolled", "open")
        below = below or first
        made.append(
            Row(
                one.candidate, where(one.candidate), one.spread.count, one.spread.count, place.rank, one.spread.score,
                one.spread.low, one.spread.high, one.spread.range, len(one.spread.outliers), label, tone, WHYS[place.why],
                len(one.proposed), one.undecided, first,
                "" if place.why in ("within", "vetoed", "after_line") else WHYS[place.why],
            )
        )
    return made


@dataclass(frozen=True)
class Judge:
    """A reviewer as a line. done of owed: how many projects are scored; lean: hundredths of a point that the reviewer's sheets
    lie above the means of the projects, known after the close."""

    reviewer: Reviewer
    done: int
    owed: int
    out: int
    lean: int | None = None
    out_of: str = ""


def judges(round: ReviewRound, found: queries.Result | None) -> list[Judge]:
    sheets, out = queries.last_sheets(round), queries.recused(round)
    candidates = {one.pk: one for one in round.candidates.all()}
    made = []
    for one in round.reviewers.all():
        away = {pk: out[one.pk, pk] for pk in candidates if (one.pk, pk) in out}
        done = sum((one.pk, pk) in sheets for pk in candidates if pk not in away)
        lean = _lean(one, found) if found else None
        told = listed(_("%(name)s（%(why)s）") % {"name": candidates[pk].name, "why": CONFLICTS[why]} for pk, why in away.items())
        made.append(Judge(one, done, len(candidates) - len(away), len(away), lean, told))
    return made


def _lean(reviewer: Reviewer, found: queries.Result) -> int | None:
    apart = [
        100 * sheet.total - (one.spread.score or 0)
        for one in found.judged.values() for sheet in one.sheets if sheet.reviewer_id == reviewer.pk
    ]  # fmt: skip
    return round(sum(apart) / len(apart)) if apart else None


@dataclass(frozen=True)
class Given:
    """One sheet of a project in the table of all sheets: points in the order of the criteria, with their names."""

    reviewer: str
    points: list[tuple[int, str]]
    total: int
    far: bool
    vetoes: str
    comment: str
    reviewer_id: int


def given(round: ReviewRound, judged: queries.Judged, names: dict[int, str]) -> list[Given]:
    known, order = queries.vetoes(round), [(id, word(name)) for id, name, _points in queries.criteria(round)]
    made = []
    for at, sheet in enumerate(judged.sheets):
        points = json.loads(sheet.points)
        vetoes = listed(word(known.get(one, one)) for one in json.loads(sheet.vetoes))
        made.append(
            Given(
                names[sheet.reviewer_id], [(points[id], name) for id, name in order], sheet.total, at in judged.spread.outliers, vetoes,
                sheet.comment, sheet.reviewer_id,
            )
        )
    return made


@dataclass(frozen=True)
class Mine:
    """A project as its reviewer sees it: own sheet, or why there is none to give."""

    candidate: ReviewCandidate
    where: str
    sheet: ReviewSheet | None
    why: Text


def mine(round: ReviewRound, reviewer: Reviewer) -> list[Mine]:
    sheets, out = queries.last_sheets(round), queries.recused(round)
    return [
        Mine(one, where(one), sheets.get((reviewer.pk, one.pk)), CONFLICTS[out[reviewer.pk, one.pk]] if (reviewer.pk, one.pk) in out else "")
        for one in round.candidates.all()
    ]  # fmt: skip


@dataclass(frozen=True)
class Published:
    """What a notice says of a project. The implementer is left out: it may be one person's own name."""

    outcome: ReviewOutcome
    where: str
    result: Text
    tone: str
    why: Text


def published(outcomes: Iterable[ReviewOutcome]) -> list[Published]:
    return [Published(one, where(one.candidate), *RESULTS[one.result], WHYS[one.why]) for one in outcomes]


def rules(round: ReviewRound) -> dict[str, Any]:
    """Criteria and vetoes in words."""
    return {
        "criteria": [(word(name), points) for _id, name, points in queries.criteria(round)],
        "vetoes": [word(name) for name in queries.vetoes(round).values()],
    }
