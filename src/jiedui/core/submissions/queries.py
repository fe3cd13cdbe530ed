"""Reads of submissions, always within a scope."""

from collections.abc import Collection

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.submissions import frozen
from jiedui.core.submissions.frozen import Changes
from jiedui.core.submissions.models import Submission
from jiedui.core.submissions.periods import parse
from jiedui.core.words import veil
from jiedui.core.words.errors import NotFound


def submissions(scope: Scope, *, place: str = "", ledger: str = "", limit: int | None = None) -> QuerySet[Submission]:
    """Submissions in reach, withdrawn ones too, the newest first."""
    found = Submission.objects.filter(scope.q("place")).select_related("withdrawal").order_by("-id")
    if place:
        found = found.filter(place=place)
    if ledger:
        found = found.filter(ledger=ledger)
    return found[:limit]


def submission(scope: Scope, id: int) -> Submission:
    """One submission in reach; NotFound."""
    known = Submission.objects.filter(scope.q("place"), pk=id) if id < 2**63 else Submission.objects.none()
    found = known.select_related("withdrawal", "before").first()
    if found is None:
        raise NotFound("submission.unknown", _("没有这次报送。请返回列表重新选择。"))
    return found


def pair(scope: Scope, id: int, other: int | None = None) -> tuple[Submission, Submission]:
    """A submission and the one it is compared with (its forerunner, or another of the same ledger and place), the older
    one first; NotFound."""
    found = submission(scope, id)
    # Only of the same ledger and place: what else exists is nobody's business here.
    known = submissions(scope, place=found.place, ledger=found.ledger).exclude(pk=found.pk)
    beside = known.filter(pk=other).first() if other else found.before
    if beside is None and other:
        raise NotFound("submission.unknown", _("没有这次报送。请返回列表重新选择。"))
    if beside is None:
        raise NotFound("submission.first", _("这是第一次报送，没有可以比较的上一次报送。"))
    old, new = sorted((beside, found), key=lambda one: one.pk)
    return old, new


def standing(places: Collection[str]) -> dict[tuple[str, str, str], Submission]:
    """The submission that counts by place, ledger and period: the last one that was not withdrawn. One query."""
    found = Submission.objects.filter(place__in=sorted(places), withdrawal=None).order_by("id")
    return {(one.place, one.ledger, one.period): one for one in found}


def before(place: str, ledger: str) -> Submission | None:
    """The last submission of a place and ledger that counts: what the next one is compared with."""
    return Submission.objects.filter(place=place, ledger=ledger, withdrawal=None).order_by("-id").first()


def corrections(submission: Submission) -> Changes | None:
    """The rows corrected since, found by comparing every one; None while the veil is drawn."""
    if veil.drawn():
        return None
    ledger = registry.ledger(submission.ledger)
    now = frozen.states(ledger, submission.place, parse(submission.period))
    return frozen.changes(frozen.kept(submission.digest), now)


def difference(old: Submission, new: Submission) -> Changes | None:
    """The rows that differ between two submissions; None while the veil is drawn, and where a monthly ledger was handed
    in for two periods, which have no row in common."""
    if veil.drawn() or (registry.ledger(new.ledger).info.period and old.period != new.period):
        return None
    return frozen.changes(frozen.kept(old.digest), frozen.kept(new.digest))
