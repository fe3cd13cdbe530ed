"""Which events of the trail a person may see."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from jiedui.core.access import roles
from jiedui.core.access.queries import roles_of, scope_of
from jiedui.core.access.rights import VIEW_TRAIL
from jiedui.core.trail.models import Event
from jiedui.core.trail.queries import events
from jiedui.core.words.errors import NotFound

AUDITING = frozenset({roles.AUDITOR, roles.AUDIT_ADMIN})
LEDGER_KINDS = (
    "import", "form", "api", "bulk", "undo", "export", "export.fetched", "reveal", "raw_file", "plan.target", "places.pairing_added",
    "places.pairing_confirmed", "places.pairing_ended", "places.organisation_confirmed", "places.organisation_changed",
    "places.alias_added", "places.alias_removed", "plan.loaded", "plan.sent", "plan.comment", "plan.answer", "plan.issued",
    "plan.measure", "plan.task", "plan.task_changed", "plan.task_done", "plan.task_reopened", "plan.evidence", "plan.copied",
    "allotment.proposed", "allotment.exported", "review.created", "review.changed", "review.candidates", "review.reviewers", "review.opened", "review.scored", "review.recused",
    "review.closed", "review.decided", "review.results", "review.published", "review.taken_back", "review.objection",
    "review.answered", "review.frozen", "review.cancelled",
)  # fmt: skip
"""Events about ledgers, the plan and places; the others are about accounts and the system and are for auditing roles."""


@dataclass(frozen=True)
class Reach:
    """counties: the codes whose events are seen besides one's own (None: all). kinds: only these (empty: all)."""

    counties: frozenset[str] | None
    own: int | None
    kinds: tuple[str, ...] = field(default=())

    def find(self, *, kind: str = "", among: Collection[str] = (), **wanted: Any) -> list[Event]:
        """Events within reach, as core.trail.queries.events finds them; of one kind, or of those `among` which."""
        asked = (kind,) if kind else tuple(among)
        kinds = tuple(one for one in asked if not self.kinds or one in self.kinds) if asked else self.kinds
        if asked and not kinds:
            return []
        return events(counties=self.counties, own=self.own, kinds=kinds, **wanted)

    def event(self, id: int) -> Event:
        """One event within reach, or NotFound."""
        found = self.find(before=id + 1, limit=1)
        if not found or found[0].pk != id:
            raise NotFound("trail.no_event", _("没有找到这条留痕。"))
        return found[0]


EVERYTHING = Reach(None, None)


def is_auditing(user: Any) -> bool:
    """Whether the person holds an auditing role: these see everything and may have the trail verified."""
    return any(role.code in AUDITING for role in roles_of(user))


def reach_of(user: Any) -> Reach:
    """The audit administrator sees every event; an auditor those of the granted region; others ledger events of their
    counties (whole ones) and their own."""
    if any(role.code == roles.AUDIT_ADMIN for role in roles_of(user)):
        return Reach(None, user.pk)
    scope = scope_of(user, action=VIEW_TRAIL)
    if scope.counties is None:
        return Reach(None, user.pk, () if is_auditing(user) else LEDGER_KINDS)
    return Reach(scope.whole or frozenset(), user.pk)
