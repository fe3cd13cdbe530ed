"""What the project's flow demands of the other parts of the module: no payment without a project that both sides have
approved, no place in a competitive review before the county's appraisal; and where a frozen review leads."""

from collections.abc import Collection
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from jiedui.core.accounts.operations import open_balance, opened, reverse_opening
from jiedui.core.declare.registry import registry
from jiedui.core.flows import hooks as decided_hooks
from jiedui.core.flows.hooks import Decided
from jiedui.core.flows.operations import take_by_system
from jiedui.core.flows.policies import listing
from jiedui.core.flows.queries import not_payable, states
from jiedui.core.ledger.hooks import Written, add_follower
from jiedui.core.ledger.queries import facts_of
from jiedui.core.words.errors import Refused
from jiedui.modules.projects.review import hooks
from jiedui.modules.projects.review.lists import LIBRARY, ROLLED, VETOED


def approved_only(written: Written) -> None:
    """Refused where a new or changed payment belongs to a project in whose state nothing may be paid."""
    ids = written.new + written.changed
    if settings.UNSIGNED_PAYMENTS or not ids:
        return
    projects = facts_of("payments", ids, ["project_id"])["project_id"].drop_nulls().unique().to_list()
    wrong = not_payable("projects", projects)
    if not wrong:
        return
    ledger = registry.ledger("projects")
    numbers = dict(ledger._default_manager.filter(pk__in=list(wrong)[:1000]).values_list("pk", "number"))
    listed = listing(f"“{numbers.get(row, row)}”（{label}）" for row, label in sorted(wrong.items()))
    raise Refused(
        "payments.not_approved",
        _(
            "项目{projects}还没有走完双方签批、下达资金的流程，不能登记支付，没有写入任何内容。"
            "新项目请先在“签批”中办理；系统启用前已在实施的项目，请由双方签署“期初登记”。"
        ).format(projects=listed),
    )


def appraised(ids: Collection[int]) -> list[int]:
    """Those of the projects that the county has appraised and that are not beyond it."""
    return [row for row, state in states("projects", list(ids)).items() if state == "appraised"]


STEPS = {LIBRARY: "pass_review", ROLLED: "roll_over", VETOED: "fail_review"}


def go_on(frozen: hooks.Frozen) -> None:
    """What was taken goes on to be signed into the library, what was not waits for the next year, what was vetoed goes back."""
    for result, step in STEPS.items():
        rows = sorted(row for row, one in frozen.outcomes.items() if one == result)
        if rows:
            take_by_system("project", step, rows, actor=frozen.actor, reason=frozen.title)


def book_opening(decided: Decided) -> None:
    """What both sides signed as arrived and paid before the installation was used goes into the books, project by project;
    confirming a change books anew what was changed."""
    if decided.flow != "project" or decided.transition not in ("open", "confirm"):
        return
    standing = opened("projects", decided.rows)
    columns = ["opening_on", "opening_arrived", "opening_paid"]
    for row, day, arrived, paid in facts_of("projects", decided.rows, columns).iter_rows():
        booked = standing.get(row)
        wanted = (day, arrived, paid) if day and arrived else None
        if booked == wanted:
            continue
        if booked is not None:
            reverse_opening("projects", row, actor=decided.actor, event=decided.event)
        if wanted is not None:
            if len(day) != 10:
                raise Refused("projects.opening_day", _("“期初日期”须填到日（如 2021-03-31），现在是 {day}。").format(day=day))
            open_balance(
                "projects", row, day=date.fromisoformat(day), arrived=arrived, paid=paid or 0, actor=decided.actor,
                event=decided.event,
            )  # fmt: skip


add_follower("payments", approved_only)
decided_hooks.listeners.append(book_opening)
hooks.entrances.append(appraised)
hooks.listeners.append(go_on)
