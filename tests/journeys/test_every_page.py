"""Every page of the resolver, seen by somebody who may open it: no fault under WCAG A and AA, no wider than a phone.

A page that is added is tried by itself. One that nobody here may open fails the test.
"""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import APIResponse, Page

from jiedui.core.access import roles
from jiedui.core.access.models import User
from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.intake.operations import import_file
from jiedui.core.ledger.operations import Source, save
from jiedui.core.plan.models import Measure, Plan, Target
from jiedui.core.trail.models import Event
from jiedui.core.trail.operations import SYSTEM, Actor
from jiedui.modules.projects.review.lists import DRAFT, SCORING
from jiedui.modules.projects.review.models import ReviewCandidate, Reviewer, ReviewRound
from tests.integration.country import MASHAN
from tests.integration.scope import addresses, world
from tests.integration.scope.world import Side
from tests.journeys.conftest import faults_of
from tests.workbooks.draft import people as invented
from tests.workbooks.plain import book

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Enter = Callable[..., Page]

WHO = [
    (roles.COUNTY, MASHAN), (roles.MUNICIPAL, ""), (roles.AUDITOR, ""), (roles.AUDIT_ADMIN, ""),
    (roles.SECURITY_ADMIN, ""), (roles.SYSTEM_ADMIN, ""),
]  # fmt: skip
"""In this order: whoever may open a page first is the one who looks at it."""

NO_PAGE = {
    "mfa_authenticate", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
}  # fmt: skip
"""Pages of who has a second factor; tests/integration/access looks at them."""
OF_ANOTHER = {"web:download_file", "web:ledger_view", "web:record_detach", "web:record_file"}
"""Files and redirections that only the person who made the thing is given: no page to look at."""
ASKED_WITH = {"web:hand_in_new": f"?place={MASHAN}&month=2021-03&ledger=workers"}


def before_the_notice(own: Side, judge: User) -> dict[str, str]:
    """Where the pages are that a round at its notice, as that of the world, has no more: one is made, one is scored by `judge`."""
    told = {"at": timezone.now(), "by_name": "经办人"}
    asked = {"place": MASHAN, "year": 2022, "budget": 1, "criteria": '[["c1", "效益", 100]]', "vetoes": "[]", "by": own.clerk.pk, **told}
    made, scored = (ReviewRound.objects.create(title=title, **asked) for title in ("筹备的评审", "评分的评审"))
    facts = {"number": "P9", "name": "产业园", "county": MASHAN, "amount": 1, "revision": 1, "digest": ""}
    one = ReviewCandidate.objects.create(round=scored, project=own.rows["projects"], **facts)
    Reviewer.objects.create(round=scored, user=judge.pk, name=judge.display_name, **told)
    ReviewRound.objects.filter(pk=scored.pk).update(state=SCORING)
    assert made.state == DRAFT
    return {
        **{f"projects:review_{name}": f"/projects/review/{made.pk}/{name}/" for name in ("edit", "candidates", "reviewers")},
        "projects:review_score": f"/projects/review/{scored.pk}/projects/{one.pk}/score/",
        "web:flow": "/flows/projects/",
    }


def test_every_page_in_both_widths(enter: Enter) -> None:
    (own,) = world.build(foreign=False)
    many = import_file("workers", book(invented(30, seed=4)), name="先前.xlsx", scope=Scope.everything(), actor=SYSTEM)
    assert many.applied, "more rows than a page of a list has"
    plan = Plan.objects.create(slug="p", title="工作计划", year=2021)
    measure = Measure.objects.create(plan=plan, slug="m5", number="5", title="劳务协作", strength="H")
    facts = {"op": ">=", "value": "100", "unit": "人", "valid_from": dt.date(2021, 1, 1)}
    Target.objects.bulk_create(Target(measure=measure, indicator=one.id, **facts) for one in registry.indicators())
    clerk = Actor(own.clerk.pk, own.clerk.display_name)
    changed: dict[str, Any] = {"actor": clerk, "scope": Scope.of_region(own.county), "source": Source("form")}
    save(registry.ledger("workers"), {"post": "普工"}, row_id=own.rows["workers"], revision=1, **changed)
    edit = Event.objects.filter(kind="form").latest("id")
    people = [enter(*who, bypass_csp=True) for who in WHO]
    # Of the county nobody may score its own project.
    elsewhere = before_the_notice(own, User.objects.filter(username__startswith=roles.MUNICIPAL).latest("pk"))
    wrong: dict[str, Any] = {}
    unseen: set[str] = set()
    seen: set[str] = set()
    for address in addresses.foreign_addresses(own, ["workers"], user=own.clerk.pk, token=0, event=0):
        if address.name == "web:event_undo":
            address = replace(address, path=f"/ledgers/workers/events/{edit.pk}/undo/")
        address = replace(address, path=elsewhere.get(address.name, address.path))
        address = replace(address, path=address.path + ASKED_WITH.get(address.name, ""))
        if address.api or address.name in NO_PAGE | OF_ANOTHER | seen or address.name == "account_logout":
            continue
        page, answers = None, []
        for one in people:  # nobody is asked any more once somebody may look
            answers.append(one.request.get(address.path, max_redirects=0))
            if is_page(answers[-1]):
                page = one
                break
        if page is None:
            # Files, data and what only a POST reaches are no pages; who is sent elsewhere or refused has seen none.
            if not any(answer.status in (200, 204, 302, 405) for answer in answers):
                unseen.add(address.name)
            continue
        seen.add(address.name)
        page.goto(address.path)
        if faults := faults_of(page):
            wrong[address.path] = faults
        page.set_viewport_size({"width": 390, "height": 844})
        if faults := faults_of(page, axe=False):
            wrong[f"{address.path} at 390"] = faults
        page.set_viewport_size({"width": 1440, "height": 900})
    assert not wrong, json.dumps(wrong, ensure_ascii=False, indent=1)
    assert not unseen, "somebody of WHO must be able to open it"
    assert len(seen) > 30


def is_page(answer: APIResponse) -> bool:
    """Parts that a page fetches into itself (an import's preview) are seen where they stand, by the other journeys."""
    return answer.status == 200 and answer.headers.get("content-type", "").startswith("text/html") and "<title" in answer.text()
