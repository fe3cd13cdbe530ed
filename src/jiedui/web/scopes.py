"""Roles and regions as a person reads them."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.access import queries, roles
from jiedui.core.access.models import Grant, User
from jiedui.core.places import queries as places
from jiedui.core.places.shown import shown_label, shown_name
from jiedui.core.words.saying import with_note


def region_name(code: str) -> str:
    """The full path of a region; "" is all of them."""
    return shown_label(code) if code else _("全部")


def region_options() -> list[tuple[str, str]]:
    """Code and name of what roles are usually granted for: the paired districts, their counties and these cities."""
    day = timezone.localdate()
    pairings = places.pairings_at(day)
    codes = [
        *sorted({pairing.district for pairing in pairings}),
        *places.paired_cities(day),
        *(pairing.county for pairing in pairings),
    ]
    return [(code, shown_name(code)) for code in codes]


def code_and_name(code: str) -> str:
    """A region as its field shows it: 450124 马山县; "" stays empty."""
    return f"{code} {shown_name(code)}" if code else ""


def grant_line(grant: Grant) -> str:
    """One grant in a line: 县乡村振兴局（马山县），至 2026-12-31."""
    role = roles.BY_CODE[grant.role]
    parts = [with_note(role.label, "" if role.level in {"all", "none"} else region_name(grant.region))]
    today = timezone.localdate()
    if grant.valid_from > today:
        parts.append(_("%(day)s 起") % {"day": _day(grant.valid_from)})
    if grant.valid_to:
        parts.append(
            (_("%(day)s 止") if grant.valid_to >= today else _("已于 %(day)s 到期")) % {"day": _day(grant.valid_to)}
        )
    return _("，").join(parts)


def grant_lines(user: User) -> list[str]:
    """All grants of a user, expired and future ones too."""
    return [grant_line(grant) for grant in user.grants.all()]


def scope_lines(user: Any) -> list[str]:
    """The grants of the signed-in user that count today."""
    return [grant_line(grant) for grant in queries.grants_of(user)]


def _day(day: dt.date) -> str:
    return day.isoformat()
