"""What a log is asked for: read from an address, and written into one."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone

from jiedui.core.access import roles
from jiedui.core.access.queries import may, roles_of, scope_of
from jiedui.core.access.rights import VIEW_TRAIL
from jiedui.web.trailpages.reach import Reach, reach_of

MOST_PERSONS = 20


@dataclass(frozen=True)
class Asked:
    """actors: numbers of users; kind, ledger: one of each or ""; since, until: days as typed; before: the last id seen."""

    actors: tuple[int, ...]
    kind: str
    ledger: str
    since: str
    until: str
    before: int | None

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Asked":
        actors = tuple(int(one) for one in given.get("actor", "").split(",") if one.isdecimal() and len(one) < 16)
        before = given.get("before", "")
        return cls(
            actors[:MOST_PERSONS], given.get("kind", ""), given.get("ledger", ""), given.get("since", ""),
            given.get("until", ""), int(before) if before.isdecimal() and len(before) < 16 else None,
        )  # fmt: skip

    def wanted(self) -> dict[str, Any]:
        """As Reach.find takes it."""
        return {
            "kind": self.kind, "ledger": self.ledger, "actors": self.actors, "since": day(self.since, 0),
            "until": day(self.until, 1), "before": self.before,
        }  # fmt: skip

    def address(self, **other: Any) -> str:
        """The query of the address that asks for this, with some parts changed."""
        given = {
            "actor": ",".join(map(str, self.actors)), "kind": self.kind, "ledger": self.ledger, "since": self.since,
            "until": self.until, **other,
        }  # fmt: skip
        return urlencode({name: value for name, value in given.items() if value})


def day(text: str, later: int) -> dt.datetime | None:
    """Midnight of a day given as YYYY-MM-DD, or of `later` days after it."""
    try:
        found = dt.date.fromisoformat(text) + dt.timedelta(days=later)
    except (ValueError, OverflowError):
        return None
    return timezone.make_aware(dt.datetime.combine(found, dt.time()))


def operations_within(user: Any) -> Reach:
    """Whose operations one may see: as in the trail; without the right to it one's own."""
    return reach_of(user) if may(user, VIEW_TRAIL) else Reach(frozenset(), user.pk)


def sign_ins_within(user: Any) -> Reach:
    """Whose sign-ins one may see: the audit administrator and an auditor of everything all of them, others their own."""
    held = {role.code for role in roles_of(user)}
    everywhere = roles.AUDITOR in held and scope_of(user, action=VIEW_TRAIL).counties is None
    return Reach(None, user.pk) if everywhere or roles.AUDIT_ADMIN in held else Reach(frozenset(), user.pk)
