"""Writes of the books that follow from no row of a ledger: openings, the end of a year. Each leaves its event in the trail."""

import datetime as dt
from collections.abc import Sequence

import polars as pl
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core import store
from jiedui.core.access.audit import actor as acting
from jiedui.core.access.holdings import check_may
from jiedui.core.access.models import User
from jiedui.core.access.rights import MANAGE_PLAN
from jiedui.core.accounts import following, queries, refusing
from jiedui.core.accounts.booking import BATCH, book, locked
from jiedui.core.accounts.models import Account, ClosedYear, Entry
from jiedui.core.declare.bookings import BEFORE, CARRIED, CARRIED_IN, CARRIED_OUT, OPENED, OPENED_PAID, PRIOR
from jiedui.core.declare.registry import registry
from jiedui.core.ledger.queries import facts_of
from jiedui.core.trail.operations import Actor, record_event
from jiedui.core.words import clock
from jiedui.core.words.errors import NotFound, Refused

YEAR = "accounts.year"
"""Stands in entries of a year's end where others name a ledger; the row is the year."""
YEARS = "accounts.years"


@transaction.atomic
def open_balance(
    ledger_id: str, row_id: int, *, day: dt.date, arrived: int, paid: int, actor: Actor, event: int | None = None
) -> int:
    """Book what a project that was running before had by the end of `day`: so much arrived, so much of it paid (fen).

    The number of the event (a new one unless `event` names that of the decision). What is dated up to `day` is then within
    these sums and refused in the ledgers. Whoever calls has made sure that both sides signed. Raises NotFound for a row
    that is not there; Refused where more is paid than arrived, or the row was opened or booked before.
    """
    opening = next((one for one in registry.openings() if one.ledger == ledger_id), None)
    if opening is None:
        raise Refused("accounts.no_opening", _("这个台账不办理期初。"))
    county, money = _facts(ledger_id, row_id, opening.county, opening.money)
    name = refusing.who(ledger_id, row_id)
    if min(arrived, paid) < 0 or not arrived:
        raise Refused("accounts.opening_sum", _("%(who)s的期初到账应大于 0，期初已付不能为负数，请核对。") % {"who": name})
    if paid > arrived:
        raise Refused(
            "accounts.opening_paid",
            _("%(who)s的期初已付大于期初到账，不能登记。请核对两个数和单位（元、万元）。") % {"who": name},
        )
    if day > clock.today():
        raise Refused("accounts.opening_day", _("期初日期不能晚于今天。"))
    key = f"{opening.kind}:{money}:{county}::{row_id}"
    before, prior = f"{BEFORE.id}:{money}:{county}::0", f"{PRIOR.id}:{money}:{county}::0"
    known = locked([before, key, prior]).filter(pl.col("key") == key)
    if known["opened"][0]:
        raise Refused("accounts.opened", _("%(who)s已经办理过期初。数字有误的，请先冲回期初，再重新办理。") % {"who": name})
    _check_nothing_before(ledger_id, int(known["id"][0]), day, name)
    turn = following.last_turns(ledger_id, [row_id]).get(row_id, 0) + 1
    if event is None:
        note = {"row": row_id, "day": day.isoformat(), "arrived": arrived, "paid": paid}
        event = record_event("accounts.opened", actor=actor, ledger=ledger_id, scope=county, note=note).pk
    steps = [(0, OPENED.id, arrived, before, key), (1, OPENED_PAID.id, paid, key, prior)]
    rows = [
        (ledger_id, row_id, turn, part, False, kind, amount, credit, debit, day.isoformat(), day.year, county, money, "",
         part == 0)
        for part, kind, amount, credit, debit in steps if amount
    ]  # fmt: skip
    book(pl.DataFrame(rows, schema=BATCH, orient="row"), event=event)
    Account.objects.filter(key=key).update(opened=day.isoformat())
    return event


def opened(ledger_id: str, rows: Sequence[int]) -> dict[int, tuple[str, int, int]]:
    """Row -> its standing opening: the day, and what had arrived and was paid by then, in fen; those without one are left out."""
    found: dict[int, tuple[str, int, int]] = {}
    for row, part, amount, day in following.standing(ledger_id, rows).select("row", "part", "amount", "day").iter_rows():
        _day, arrived, paid = found.get(row, ("", 0, 0))
        found[row] = (day, amount, paid) if part == 0 else (day, arrived, amount)
    return found


@transaction.atomic
def reverse_opening(ledger_id: str, row_id: int, *, actor: Actor, event: int | None = None) -> int:
    """Take the opening of a row back; Refused where its money has been used since, NotFound where there is none."""
    there = following.standing(ledger_id, [row_id])
    if there.is_empty():
        raise NotFound("accounts.not_opened", _("这个项目没有办理过期初。"))
    county = str(there["county"][0])
    if event is None:
        record = record_event(
            "accounts.opening_reversed", actor=actor, ledger=ledger_id, scope=county, note={"row": row_id}
        )
        event = record.pk
    Account.objects.filter(key=there["debit"][0]).update(opened="")
    book(following.reversed_(ledger_id, there), event=event)
    return event


def _facts(ledger_id: str, row_id: int, county: str, money: str) -> tuple[str, str]:
    ledger = registry.ledger(ledger_id)
    names = [ledger.columns[name].storage[0] for name in (county, money)]
    found = facts_of(ledger_id, [row_id], names)
    if found.is_empty():
        raise NotFound("row.not_found", "没有找到这条记录。")
    return str(found[names[0]][0]), str(found[names[1]][0] or "")


def _check_nothing_before(opened_ledger: str, account: int, day: dt.date, name: str) -> None:
    """No row up to the day is booked already: the sums of the opening hold it, and it would count twice."""
    early = queries.lines(account).filter(day__lte=day.isoformat()).exclude(day="").exclude(ledger=opened_ledger).first()
    if early is not None:
        told = _("%(who)s在期初日期 %(day)s 之前已经登记了%(row)s，会与期初数重复。请改用更早的期初日期，或先撤销这些记录。")
        raise Refused(
            "accounts.opening_late",
            told % {"who": name, "day": day.isoformat(), "row": refusing.who(early.ledger, early.row)},
        )


@transaction.atomic
def close_year(year: int, *, by: User | None, address: str = "") -> int:
    """Carry what is left of a year over to the next and let nothing more be booked to it; the number of the event.

    Refused for a year that has not ended, that is closed, or that follows one that is open and has entries.
    """
    if by is not None:
        check_may(by, MANAGE_PLAN)
    store.lock(YEARS)
    if year >= clock.today().year:
        raise Refused("accounts.year_running", _("%(year)s 年度还没有结束，不能结账。") % {"year": year})
    known = ClosedYear.objects.filter(year=year).first()
    if known is not None and known.closed:
        raise Refused("accounts.year_closed", _("%(year)s 年度已经结账。") % {"year": year})
    open_before = [one for one in queries.years_booked() if one < year and not queries.is_closed(one)]
    if open_before:
        told = _("%(first)s 年度还没有结账，请按年度先后结账。")
        raise Refused("accounts.year_order", told % {"first": min(open_before)})
    if not queries.years_booked() or year not in queries.years_booked():
        raise Refused("accounts.year_empty", _("%(year)s 年度没有任何资金记录，不用结账。") % {"year": year})
    turn = known.turn + 1 if known else 1
    left = queries.left_of(year)
    event = record_event(
        "accounts.year_closed", actor=acting(by, address), note={"year": year, "accounts": len(left), "left": sum(left.values())}
    )  # fmt: skip
    book(_carry(year, turn, left), event=event.pk)
    ClosedYear.objects.update_or_create(
        year=year,
        defaults={
            "turn": turn, "closed": True, "at": timezone.now(), "by": by.pk if by else None,
            "by_name": by.display_name if by else "", "event": event.pk,
        },
    )  # fmt: skip
    return event.pk


def _carry(year: int, turn: int, left: dict[str, int]) -> pl.DataFrame:
    """Out of the year and into the next by way of an account that is empty afterwards."""
    rows: list[tuple[object, ...]] = []
    for at, (key, amount) in enumerate(sorted(left.items())):
        _kind, money, place, _origin, _subject = key.split(":")
        between = f"{CARRIED.id}:{money}:{place}::0"
        steps = ((CARRIED_OUT.id, f"{year}-12-31", year, key, between), (CARRIED_IN.id, f"{year + 1}-01-01", year + 1, between, key))
        for part, (kind, day, booked, credit, debit) in enumerate(steps):
            one, other = (credit, debit) if amount > 0 else (debit, credit)
            rows.append(
                (YEAR, year, turn, 2 * at + part + 10, False, kind, abs(amount), one, other, day, booked, place, money, "", False)
            )
    return pl.DataFrame(rows, schema=BATCH, orient="row")


@transaction.atomic
def reopen_year(year: int, *, by: User | None, reason: str, address: str = "") -> int:
    """Open a closed year again: what was carried over is taken back. Refused while a later year is closed."""
    if by is not None:
        check_may(by, MANAGE_PLAN)
    store.lock(YEARS)
    known = ClosedYear.objects.filter(year=year, closed=True).first()
    if known is None:
        raise Refused("accounts.year_open", _("%(year)s 年度没有结账。") % {"year": year})
    if ClosedYear.objects.filter(year__gt=year, closed=True).exists():
        raise Refused("accounts.year_order_back", _("后面的年度已经结账，请从最近的年度开始重新开账。"))
    said = " ".join(reason.split())
    if not 2 <= len(said) <= 200:
        raise Refused("accounts.reason", _("请填写重新开账的原因，2 至 200 个字。"))
    event = record_event(
        "accounts.year_reopened", actor=acting(by, address), note={"year": year, "reason": said}
    )
    carried = following.standing(YEAR, [year]).filter(pl.col("turn") == known.turn)
    ClosedYear.objects.filter(year=year).update(
        closed=False, at=timezone.now(), by=by.pk if by else None, by_name=by.display_name if by else "", event=event.pk
    )
    book(following.reversed_(YEAR, carried), event=event.pk)
    return event.pk


@transaction.atomic
def catch_up(actor: Actor) -> int:
    """Book the rows that were there before the books were kept; how many. Accounts that they overdraw stay unheld."""
    batches: list[pl.DataFrame] = []
    for one in registry.bookings():
        ledger = registry.ledger(one.ledger)
        store.lock(f"ledger:{one.ledger}")
        known = set(Entry.objects.filter(ledger=one.ledger, part=0).values_list("row", flat=True).distinct())
        ids = [id for id in ledger._default_manager.order_by("pk").values_list("pk", flat=True) if id not in known]
        batches.append(following.unbooked(one, ids))
    rows = pl.concat(batches) if batches else pl.DataFrame(schema=BATCH)
    if rows.is_empty():
        return 0
    event = record_event("accounts.caught_up", actor=actor, note={"rows": len(rows)})
    book(rows, event=event.pk, lenient=True)
    return len(rows)
