# ruff: noqa: E402 (Django first)
"""Invented money in a migrated data folder: python -m benchmarks.money_world post VOUCHERS SINGLES | race THREADS 0 |
fill PROJECTS ENTRIES."""

import contextlib
import json
import os
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiedui.settings")

import django

django.setup()

import numpy as np
import polars as pl
from django.db import connection, connections, transaction
from django.db.models import F
from django.utils import timezone

from benchmarks.lists import PASSWORD
from jiedui.core import store
from jiedui.core.access.operations import GrantSpec, create_user
from jiedui.core.access.scope import Scope
from jiedui.core.accounts import booking, following, proving
from jiedui.core.accounts.models import Account, Entry
from jiedui.core.declare.registry import registry
from jiedui.core.flows import signing
from jiedui.core.flows.models import Signature
from jiedui.core.flows.operations import lay_before
from jiedui.core.intake.forms import save_record
from jiedui.core.ledger import digests, operations
from jiedui.core.ledger.comparing import compare
from jiedui.core.ledger.schema import storage_schema
from jiedui.core.places import queries as places
from jiedui.core.places.models import Organisation
from jiedui.core.trail.operations import SYSTEM
from jiedui.core.words.errors import JieduiError

SLICE = 20_000
SOURCE = operations.Source("import")


def put(ledger_id: str, rows: pl.DataFrame) -> None:
    """Rows in normal form, as an import writes them."""
    ledger = registry.ledger(ledger_id)
    rows = rows.with_columns(pl.int_range(pl.len(), dtype=pl.UInt32).alias("_index"), _sheet=0, _row=1)
    with store.roomy(), operations.writing(ledger):
        comparison = compare(ledger, rows, scope=Scope.everything())
        operations.apply(comparison, actor=SYSTEM, scope=Scope.everything(), source=SOURCE)


def world(projects: int, mark: str) -> list[str]:
    """Projects with an allotment and an arrival for each county; the counties."""
    counties = places.paired_counties(timezone.localdate())
    numbers = [f"{mark}{at:06d}" for at in range(projects)]
    where = [counties[at % len(counties)] for at in range(projects)]
    categories = ["industry", "labour", "infrastructure", "public_service"]
    put("projects", pl.DataFrame({"number": numbers, "name": numbers, "county": where, "fund_kind": "fiscal",
                                  "category": [categories[at % 4] for at in range(projects)]}))  # fmt: skip
    each = 10**12
    put("allotments", pl.DataFrame({
        "number": [f"{mark}A{code}" for code in counties], "county": counties, "fund_kind": "fiscal", "amount": each,
        "issued_on": "2021-03-01", "year": "2021", "tranche": "1", "source": "440304",
    }))  # fmt: skip
    put("arrivals", pl.DataFrame({
        "voucher": [f"{mark}D{code}" for code in counties], "allotment": [f"{mark}A{code}" for code in counties],
        "amount": each, "arrived_on": "2021-04-01",
    }))  # fmt: skip
    return numbers


def vouchers(numbers: list[str], count: int, mark: str) -> pl.DataFrame:
    choose = np.random.default_rng(7)
    return pl.DataFrame({
        "voucher": [f"{mark}{at:07d}" for at in range(count)], "project": [numbers[at] for at in choose.integers(0, len(numbers), count)],
        "payee": [f"第{at}建筑有限公司" for at in choose.integers(0, 400, count)], "amount": choose.integers(10_000, 9_000_000, count),
        "paid_on": [f"2021-10-{day:02d}" for day in choose.integers(1, 29, count)], "purpose": "工程款",
        "invoice": [f"{mark}{at:012d}" for at in range(count)],
    })  # fmt: skip


def posted(numbers: list[str], count: int, mark: str) -> dict[str, object]:
    ledger, scope = registry.ledger("payments"), Scope.everything()
    rows = vouchers(numbers, count, mark).with_columns(pl.int_range(pl.len(), dtype=pl.UInt32).alias("_index"), _sheet=0, _row=1)
    begun = time.perf_counter()
    parts: dict[str, float] = {}
    with store.roomy(), operations.writing(ledger):
        comparison = compare(ledger, rows, scope=scope)
        parts["compare"] = time.perf_counter() - begun
        from jiedui.core.intake.against import completed

        whole = completed(comparison)
        for check in ledger.info.cross_checks:
            assert check.run(whole, scope).is_empty(), check.id
        parts["checks"] = time.perf_counter() - begun - sum(parts.values())
        operations.apply(comparison, actor=SYSTEM, scope=scope, source=SOURCE)
        parts["apply"] = time.perf_counter() - begun - sum(parts.values())
    taken = time.perf_counter() - begun
    return {"whole": taken, "bare": bare(count, mark), "parts": {name: round(part, 2) for name, part in parts.items()}}


def bare(count: int, mark: str) -> float:
    """The same rows, complete, into a table like that of the ledger with the same indexes: nothing else."""
    schema = storage_schema(registry.ledger("payments"))
    names = ["id", "revision", "salt", "digest", *schema, "event"]
    kinds = {"id": pl.Int64(), "revision": pl.Int64(), "salt": pl.Binary(), "digest": pl.Binary(), **schema, "event": pl.Int64()}
    frame = store.fetch_frame(f"SELECT {', '.join(names)} FROM ledger_payments WHERE voucher LIKE %s", [f"{mark}%"], kinds)
    assert len(frame) == count
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("CREATE TABLE bare (LIKE ledger_payments INCLUDING ALL)")
        else:
            cursor.execute("SELECT sql FROM sqlite_master WHERE tbl_name = 'ledger_payments' AND sql IS NOT NULL AND type <> 'trigger'")
            for (sql,) in cursor.fetchall():
                cursor.execute(sql.replace("ledger_payments", "bare").replace('INDEX "', 'INDEX "bare_'))
    begun = time.perf_counter()
    with store.roomy(), transaction.atomic():
        store.insert_frame("bare", frame, {"changed_at": connection.ops.adapt_datetimefield_value(timezone.now())})
    taken = time.perf_counter() - begun
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE bare")
    return taken


def post(count: int, singles: int) -> dict[str, object]:
    numbers = world(500, "B")
    posted(numbers, 1_000, "W")
    runs = [posted(numbers, count, mark) for mark in ("X", "Y", "Z")]
    begun = time.perf_counter()
    for at in range(singles):
        raw = {"voucher": f"S{at}", "project": numbers[at % 500], "payee": "第1建筑有限公司", "amount": "1234.50", "paid_on": "2021-10-09"}
        saved = save_record("payments", raw, scope=Scope.everything(), actor=SYSTEM)
        assert saved.row_id, saved.findings
    return {"runs": sorted(runs, key=lambda one: one["whole"])[1:2], "singles": singles / (time.perf_counter() - begun)}


def at_once(acts: list[Callable[[], object]]) -> tuple[list[object], float]:
    """What each gave or was refused with, each in a thread with a connection of its own; the seconds it took."""
    told: list[object] = [None] * len(acts)
    gate = threading.Barrier(len(acts) + 1)

    def run(at: int) -> None:
        gate.wait()
        try:
            told[at] = acts[at]()
        except Exception as error:
            told[at] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(at,)) for at in range(len(acts))]
    for one in threads:
        one.start()
    gate.wait()
    begun = time.perf_counter()
    for one in threads:
        one.join()
    return told, time.perf_counter() - begun


def in_turn(acts: list[Callable[[], object]]) -> float:
    begun = time.perf_counter()
    for act in acts:
        with contextlib.suppress(JieduiError):
            act()
    return time.perf_counter() - begun


def pays(project: str, threads: int, mark: str) -> list[Callable[[], object]]:
    def one(at: int) -> Callable[[], object]:
        raw = {"voucher": f"{mark}{at}", "project": project, "payee": "第1建筑有限公司", "amount": "90", "paid_on": "2021-10-09"}
        return lambda: save_record("payments", raw, scope=Scope.everything(), actor=SYSTEM)

    return [one(at) for at in range(threads)]


def race(threads: int, _nothing: int) -> dict[str, object]:
    """Each pays 90 yuan, and there is money for a third of them; and all sign one decision, half of them for each side."""
    ledger = registry.ledger("projects")
    for number, county in enumerate(places.paired_counties(timezone.localdate())[:2]):
        put("projects", pl.DataFrame({"number": [f"R{number}"], "name": "冷库", "county": county, "fund_kind": "donation"}))
        put("allotments", pl.DataFrame({"number": [f"RA{number}"], "county": county, "fund_kind": "donation", "amount": 90_00 * threads // 3,
                                        "issued_on": "2021-03-01", "source": "440304"}))  # fmt: skip
        put("arrivals", pl.DataFrame({"voucher": [f"RD{number}"], "allotment": [f"RA{number}"], "amount": 90_00 * threads // 3, "arrived_on": "2021-04-01"}))
    told, taken = at_once(pays("R0", threads, "RX"))
    strange = [repr(one) for one in told if isinstance(one, Exception) and not isinstance(one, JieduiError)]
    served = sum(getattr(one, "row_id", None) is not None for one in told)
    low = Account.objects.filter(incoming__lt=F("outgoing")).exclude(kind__in=("source", "before")).count()
    wrong = strange[:1] + ([f"{low} accounts below zero"] if low else []) + ([] if served == threads // 3 else ["not a third was served"])
    paid = {"what": "payments", "at_once": taken, "in_turn": in_turn(pays("R1", threads, "RY")), "served": served, "wrong": wrong}
    return {"races": [paid, signed(ledger, threads)]}


def signed(ledger: Any, threads: int) -> dict[str, object]:
    county = places.paired_counties(timezone.localdate())[0]
    district = places.district_of(county, timezone.localdate()) or ""
    people = []
    for at in range(threads):
        side = ("county", county) if at % 2 else ("district", district)
        people.append(create_user(username=f"signer-{at}", display_name=f"签署人{at}", password=PASSWORD, by=None, must_change_password=False,
                                  grants=[GrantSpec(*side)]))  # fmt: skip
    found: list[float] = []
    wrong: list[str] = []
    served = 0
    for turn in range(2):
        put("projects", pl.DataFrame({"number": [f"RS{turn}"], "name": "水渠", "county": county, "fund_kind": "fiscal", "planned_fund": 90_000_000,
                                      "actual_start": "2020-01-01"}))  # fmt: skip
        row = ledger._default_manager.get(number=f"RS{turn}")
        flow = registry.flow("project")
        with transaction.atomic():
            store.lock("ledger:projects", shared=True)
            decision = lay_before(flow, flow.transition("open"), [row], actor=SYSTEM)
        digest = signing.current(decision).digest
        acts = [lambda by=by, id=decision.pk, digest=digest: signing.sign(id, digest=digest, by=by, factor="password") for by in people]
        if turn:
            found.append(in_turn(acts))
            continue
        told, taken = at_once(acts)
        found.append(taken)
        given = list(Signature.objects.filter(decision=decision).values_list("gate", "side"))
        decision.refresh_from_db()
        served = sum(isinstance(one, Signature) for one in told)
        wrong = [repr(one) for one in told if isinstance(one, Exception) and not isinstance(one, JieduiError)][:1]
        if not (len(given) == len(set(given)) == served == 4 and decision.outcome == "done"):
            wrong.append(f"{given} {decision.outcome}")
    return {"what": "signatures", "at_once": found[0], "in_turn": found[1], "served": served, "wrong": wrong}


def fill(projects: int, entries: int) -> dict[str, object]:
    """Payments by bulk inserts, without trail; booked as the books do it."""
    begun = time.perf_counter()
    numbers, ledger = world(projects, "P"), registry.ledger("payments")
    rows = dict(registry.ledger("projects")._default_manager.filter(number__startswith="P").values_list("number", "pk"))
    county = dict(registry.ledger("projects")._default_manager.filter(number__startswith="P").values_list("pk", "county"))
    firms = [one.pk for one in Organisation.objects.bulk_create(Organisation(name=f"甲{at}", match_name=f"甲{at}") for at in range(2000))]
    choose, made = np.random.default_rng(3), 0
    days = [f"2021-{month:02d}-{day:02d}" for month in range(1, 13) for day in range(1, 29)]
    while made < entries // 2:
        named = choose.integers(0, projects, SLICE)
        project = [rows[numbers[at]] for at in named]
        ids = list(store.next_ids(ledger, SLICE))
        frame = pl.DataFrame({
            "id": ids, "revision": 1, "salt": [b"0" * 16] * SLICE, "voucher": [f"M{id:08d}" for id in ids], "project_id": project,
            "county": [county[one] for one in project], "paid_on": [days[at] for at in choose.integers(0, len(days), SLICE)],
            "payee_id": [firms[at] for at in choose.integers(0, len(firms), SLICE)], "amount": choose.integers(100, 100_000, SLICE), "purpose": "工程款",
        })  # fmt: skip
        absent = [pl.lit(None, dtype).alias(name) for name, dtype in storage_schema(ledger).items() if name not in frame.columns]
        frame = frame.with_columns(absent)
        frame = frame.with_columns(pl.Series("digest", digests.commit(ledger, frame), dtype=pl.Binary))
        with store.roomy(), transaction.atomic():
            operations.insert_complete(ledger, frame, 1)
            booking.book(following.unbooked(registry.booking("payments"), ids), event=1)
        made += SLICE
    for name, role, region in (("shi", "municipal", ""), ("xian", "county", places.paired_counties(timezone.localdate())[0])):
        create_user(username=name + "-office", display_name=name, password=PASSWORD, by=None, must_change_password=False, grants=[GrantSpec(role, region)])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    proof = proving.prove()
    account = Account.objects.filter(kind="county", place=places.paired_counties(timezone.localdate())[0]).order_by("pk").first()
    return {
        "projects": projects, "entries": Entry.objects.count(), "seconds": time.perf_counter() - begun, "proof": proof.seconds,
        "problems": proving.problems_of(proof), "account": account.pk if account else 0,
    }  # fmt: skip


if __name__ == "__main__":
    what, first, second = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    print(json.dumps({"post": post, "race": race, "fill": fill}[what](first, second)))
