"""What waits around reviews: projects to score, rounds to take on, objections to answer."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jiedui.core.access.queries import may
from jiedui.core.access.rights import CHANGE, VIEW
from jiedui.core.words import clock
from jiedui.modules.projects.review import queries
from jiedui.modules.projects.review.keeping import places_of
from jiedui.modules.projects.review.lists import CLOSED, NOTICE
from jiedui.modules.projects.review.models import ReviewNotice, ReviewObjection
from jiedui.web import todo
from jiedui.web.todo import Item

BADGE = "projects:review_rounds"


def of_reviews(user: Any) -> Iterator[Item]:
    """A line a round: for its reviewers what is left to score, for who runs it what keeps it from going on."""
    if not may(user, VIEW):
        return
    for round, count in queries.waiting_for(user):
        words = ngettext("%(count)s 个项目待您评分", "%(count)s 个项目待您评分", count) % {"count": count}
        yield Item(words, _page(round.pk), note=round.title, icon="gavel", badge=BADGE, count=count)
    places = places_of(user) if may(user, CHANGE) else []
    if not places:
        return
    open_ones = list(queries.not_over(places).filter(state__in=(CLOSED, NOTICE)))
    if not open_ones:
        return
    ids = [one.pk for one in open_ones]
    unanswered: dict[int, int] = {}
    for round_id in ReviewObjection.objects.filter(round__in=ids, answer=None).values_list("round", flat=True):
        unanswered[round_id] = unanswered.get(round_id, 0) + 1
    until: dict[int, dt.date] = dict(ReviewNotice.objects.filter(round__in=ids).order_by("number").values_list("round", "last_day"))
    for one in open_ones:
        if one.state == CLOSED:
            yield Item(_("评分已结束，待决定和公示"), _page(one.pk), note=one.title, icon="gavel", badge=BADGE)
        elif count := unanswered.get(one.pk, 0):
            words = ngettext("%(count)s 条异议待答复", "%(count)s 条异议待答复", count) % {"count": count}
            yield Item(words, _page(one.pk) + "#objections", note=one.title, icon="message-circle", badge=BADGE, count=count)
        elif clock.today() > until[one.pk]:
            yield Item(_("公示期满，可以确定结果"), _page(one.pk), note=one.title, icon="gavel", badge=BADGE)


def _page(id: int) -> str:
    return reverse("projects:review_round", args=[id])


todo.register(of_reviews, kept=True)
