"""Ledgers that the user's own place has to hand in: overdue, or within days."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from jiedui.core.access.queries import may
from jiedui.core.access.rights import CHANGE
from jiedui.core.places.shown import shown_name
from jiedui.core.submissions.asked import own_places
from jiedui.core.submissions.calendar import SOON, State, plain
from jiedui.core.words import clock
from jiedui.web import todo
from jiedui.web.todo import Item


def of_submissions(user: Any) -> Iterator[Item]:
    """One line for what is overdue, one for what is due soon, for each of the user's own places."""
    if not may(user, CHANGE):
        return
    day = clock.today()
    mine = own_places(user)
    found = plain(mine, day) if mine else []
    for place in mine:
        href = f"{reverse('web:hand_in')}?place={place}"
        late = [one for one in found if one.place == place and one.state == State.OVERDUE]
        soon = [one for one in found if one.place == place and one.state == State.DUE and one.days <= SOON]
        if late:
            text = ngettext("%(count)s 个台账逾期未报送", "%(count)s 个台账逾期未报送", len(late)) % {
                "count": len(late)
            }
            yield Item(text, href, note=shown_name(place), icon="writing-sign", badge="web:hand_in", count=len(late))
        if soon:
            text = ngettext("%(count)s 个台账应在 %(day)s 前报送", "%(count)s 个台账应在 %(day)s 前报送", len(soon)) % {
                "count": len(soon),
                "day": min(one.period.due for one in soon).isoformat(),
            }
            yield Item(text, href, note=shown_name(place), icon="writing-sign", badge="web:hand_in", count=len(soon))


todo.register(of_submissions, kept=True)
