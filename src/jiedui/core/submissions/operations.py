"""Handing in and withdrawing. Both only add: what was handed in stays as it was."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.access.audit import actor
from jiedui.core.access.holdings import check_may, scope_of
from jiedui.core.access.models import User
from jiedui.core.access.rights import CHANGE
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.ledger.operations import writing
from jiedui.core.places.queries import name_of
from jiedui.core.submissions import frozen, queries
from jiedui.core.submissions.asked import ledgers_of, own_places
from jiedui.core.submissions.comparing import Move, moves, totals_of
from jiedui.core.submissions.models import Submission, Withdrawal
from jiedui.core.submissions.periods import Period, parse
from jiedui.core.trail.operations import Actor, record_event
from jiedui.core.vault import files
from jiedui.core.vault.masking import scrub
from jiedui.core.words import clock
from jiedui.core.words.errors import Conflict, NotAllowed, NotFound, Refused

LONGEST = 1000


class Unexplained(Refused):
    """Numbers moved much since the submission before, and nobody has said why. `moves`: which."""

    def __init__(self, found: list[Move]) -> None:
        super().__init__("submission.unexplained", _("与上次报送相比变化较大，请说明原因后再报送。"))
        self.moves = found


@dataclass(frozen=True)
class Draft:
    """What would be handed in now. before: the submission it is compared with; same: nothing has changed since that one,
    which is of the same period."""

    ledger: type[Ledger]
    place: str
    period: Period
    rows: int
    totals: dict[str, int | None]
    before: Submission | None
    moves: list[Move]
    same: bool

    @property
    def unexplained(self) -> list[Move]:
        return [one for one in self.moves if one.much]


def check_may_hand_in(user: User, place: str) -> None:
    """NotFound for a place out of reach, NotAllowed for one that hands in itself."""
    check_may(user, CHANGE)
    if place in own_places(user):
        return
    if scope_of(user, action=CHANGE).covers(place):
        raise NotAllowed(
            "submission.not_own", _("%(place)s的台账由该地自己报送。") % {"place": name_of(place) or place}
        )
    raise NotFound("region.not_found", _("没有找到这个地区，或它不在您的数据范围内。"))


def draft(ledger_id: str, place: str, period: str) -> Draft:
    """What handing in now would freeze; Refused for a period of another kind, or one that has not begun."""
    return _draft(ledger_id, place, period)[0]


def _draft(ledger_id: str, place: str, period: str) -> tuple[Draft, bytes]:
    ledger, asked = registry.ledger(ledger_id), parse(period)
    if asked.frequency != ledger.info.frequency:
        raise Refused("submission.period", _("报告期与这个台账的报送周期不符。请返回“报送”重新选择。"))
    if asked.start > clock.today():
        raise Refused("submission.future", _("%(period)s还没有开始，不能报送。") % {"period": asked.label})
    if ledger not in ledgers_of(place):
        raise Refused("submission.not_kept", _("这个台账由各县填报，区、市不单独报送。"))
    found = frozen.packed(frozen.states(ledger, place, asked))
    before = queries.before(place, ledger_id)
    totals = frozen.totals(ledger, place, asked)
    rows = len(found) // frozen.STATE.size
    compared = moves(ledger, (before.rows, totals_of(before)), (rows, totals)) if before else []
    same = before is not None and before.period == period and before.digest == frozen.digest_of(found)
    return Draft(ledger, place, asked, rows, totals, before, compared, same), found


def hand_in(ledger_id: str, place: str, period: str, *, by: User, reason: str = "", address: str = "") -> Submission:
    """Hand a ledger in as it is now. Nobody writes the ledger meanwhile, so rows, totals and digest belong together.

    Refused where nothing changed since the same period was handed in; Unexplained where numbers moved much without a
    reason. Numbers of persons in the reason are masked.
    """
    check_may_hand_in(by, place)
    return freeze(ledger_id, place, period, actor=actor(by, address), reason=reason)


def freeze(ledger_id: str, place: str, period: str, *, actor: Actor, reason: str = "") -> Submission:
    """The same without asking who may: for whoever has asked already."""
    said = scrub(" ".join(reason.split()))[:LONGEST]
    with writing(registry.ledger(ledger_id)):
        made, found = _draft(ledger_id, place, period)
        if made.same:
            raise Refused("submission.same", _("自上次报送以来没有变化，不必重报。"))
        if made.unexplained and len(said) < 2:
            raise Unexplained(made.unexplained)
        digest = files.put(found)
        event = record_event(
            "submission",
            actor=actor,
            ledger=ledger_id,
            scope=place,
            file_digest=digest,
            note={"period": period, "rows": made.rows, **({"reason": said} if said else {})},
        )
        return Submission.objects.create(
            ledger=ledger_id,
            place=place,
            period=period,
            rows=made.rows,
            digest=digest,
            totals=frozen.totals_text(made.totals),
            reason=said,
            before=made.before,
            at=timezone.now(),
            by=actor.user_id,
            by_name=actor.name,
            event=event.pk,
        )


@transaction.atomic
def withdraw(id: int, *, reason: str, by: User, address: str = "") -> Withdrawal:
    """Take a submission back, with the reason. It stays, and counts no longer."""
    check_may(by, CHANGE)
    found = Submission.objects.filter(scope_of(by, action=CHANGE).q("place"), pk=id).first() if id < 2**63 else None
    if found is None:
        raise NotFound("submission.unknown", _("没有这次报送。请返回列表重新选择。"))
    check_may_hand_in(by, found.place)
    return take_back(found, actor=actor(by, address), reason=reason)


@transaction.atomic
def take_back(found: Submission, *, actor: Actor, reason: str) -> Withdrawal:
    """The same without asking who may: for whoever has asked already."""
    said = scrub(" ".join(reason.split()))
    if not 2 <= len(said) <= LONGEST:
        raise Refused("submission.reason", _("请填写撤回原因，2 至 {longest} 个字。").format(longest=LONGEST))
    if Withdrawal.objects.filter(submission=found).exists():
        raise Conflict("submission.withdrawn", _("这次报送已经撤回。"))
    event = record_event(
        "submission.withdrawn",
        actor=actor,
        ledger=found.ledger,
        scope=found.place,
        note={"period": found.period, "rows": found.rows, "reason": said},
    )
    return Withdrawal.objects.create(
        submission=found, reason=said, at=timezone.now(), by=actor.user_id, by_name=actor.name, event=event.pk
    )
