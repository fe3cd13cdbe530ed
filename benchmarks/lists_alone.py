# ruff: noqa: E402 (Django first)
"""What each page of benchmarks.lists costs when nobody else asks, in the installation of the environment; printed as JSON."""

import json
import os
import statistics
import time
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiedui.settings")

import django

django.setup()

from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from jiedui.core.access.models import User
from jiedui.core.places import queries as places
from jiedui.web.ledgers import saved

ROUNDS = 9
ROWS = (1, 3, 100)
"""On pages of so many rows the statements are counted: there must not be more of them for more rows."""
COLUMNS = "w.id, w.name, w.resident_id_id, w.county, w.town, w.sex, w.tags, w.status, w.since, w.until, w.wage, w.phone_sealed, o.name"
FROM = "FROM ledger_workers w LEFT JOIN places_organisation o ON o.id = w.employer_id"
LATEST = "ORDER BY w.id DESC LIMIT 26"


def main() -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    clients = {}
    for name in ("shi-office", "xian-office"):
        clients[name] = Client()
        clients[name].force_login(
            User.objects.get(username=name), backend="allauth.account.auth_backends.AuthenticationBackend"
        )
    own = min(places.paired_counties(timezone.localdate()))
    first = clients["shi-office"].get("/ledgers/workers/?status=stable").content.decode()
    second = first.split('rel="next" href="')[1].split("after=")[1].split('"')[0].split("&")[0]
    m = "h.id, h.household, h.head_name, h.county, h.town, h.month, h.people, h.wage_income, h.monitoring, h.kind"
    told: list[tuple[str, str, str, str]] = [
        ("all counties, no filter", "shi-office", "", f"SELECT {COLUMNS} {FROM} {LATEST}"),
        ("all counties, one county", "shi-office", f"county={own}", f"SELECT {COLUMNS} {FROM} WHERE w.county = '{own}' {LATEST}"),
        ("all counties, by status", "shi-office", "status=stable,left", f"SELECT {COLUMNS} {FROM} WHERE w.status IN ('stable','left') {LATEST}"),
        ("all counties, second page by key", "shi-office", f"status=stable&after={second}",
         f"SELECT {COLUMNS} {FROM} WHERE w.status = 'stable' AND w.id < (SELECT max(id) - 60 FROM ledger_workers) {LATEST}"),
        ("all counties, a part of a name", "shi-office", "q=韦", f"SELECT {COLUMNS} {FROM} WHERE w.name LIKE '%%韦%%' {LATEST}"),
        ("all counties, a rare name", "shi-office", "q=韦覃卢", f"SELECT {COLUMNS} {FROM} WHERE w.name LIKE '%%韦覃卢%%' {LATEST}"),
        ("all counties, sorted by wage", "shi-office", "sort=-wage",
         sorted_by_wage("")),
        ("a county clerk, no filter", "xian-office", "", f"SELECT {COLUMNS} {FROM} WHERE w.county = '{own}' {LATEST}"),
        ("a county clerk, status and wage", "xian-office", "status=stable&wage.from=5000",
         f"SELECT {COLUMNS} {FROM} WHERE w.county = '{own}' AND w.status = 'stable' AND w.wage >= 500000 {LATEST}"),
        ("a county clerk, a rare name", "xian-office", "q=韦覃卢", f"SELECT {COLUMNS} {FROM} WHERE w.county = '{own}' AND w.name LIKE '%%韦覃卢%%' {LATEST}"),
        ("a county clerk, sorted by wage", "xian-office", "sort=-wage",
         sorted_by_wage(f"WHERE county = '{own}'")),
    ]  # fmt: skip
    found = [cost(clients[user], name, user, f"/ledgers/workers/?{query}", sql) for name, user, query, sql in told]
    for name, user, where in (
        ("household months, all counties, one month", "shi-office", "h.month = '2021-06'"),
        ("household months, a county clerk, one month", "xian-office", f"h.county = '{own}' AND h.month = '2021-06'"),
    ):
        sql = f"SELECT {m} FROM ledger_household_months h WHERE {where} ORDER BY h.id DESC LIMIT 26"
        found.append(cost(clients[user], name, user, "/ledgers/household_months/?month=2021-06", sql))
    print(json.dumps(found, ensure_ascii=False))


def sorted_by_wage(where: str) -> str:
    """Keys first: SQLite would look up a million firms before it sorts."""
    order = "wage IS NULL, wage DESC, id DESC"
    keys = f"SELECT id FROM ledger_workers {where} ORDER BY {order} LIMIT 26"
    return f"SELECT {COLUMNS} {FROM} WHERE w.id IN ({keys}) ORDER BY {order.replace('wage', 'w.wage').replace(' id', ' w.id')}"


def cost(client: Client, name: str, user: str, path: str, sql: str) -> dict[str, Any]:
    """Milliseconds, medians of some rounds: the page, its statements, and the one statement of the floor."""
    spent: list[float] = []
    queries: list[int] = []

    def timed(execute: Callable[..., Any], *rest: Any) -> Any:
        begun = time.perf_counter()
        try:
            return execute(*rest)
        finally:
            spent[-1] += time.perf_counter() - begun
            queries[-1] += 1

    client.get(path)
    whole, cpu, bare = [], [], []
    for _ in range(ROUNDS):
        spent.append(0.0)
        queries.append(0)
        with connection.execute_wrapper(timed):
            begun, worked = time.perf_counter(), time.process_time()
            assert client.get(path).status_code == 200, path
            whole.append(time.perf_counter() - begun)
            cpu.append(time.process_time() - worked)
        raw = connection.connection.cursor()
        begun = time.perf_counter()
        raw.execute(sql.replace("%%", "%"))
        raw.fetchall()
        bare.append(time.perf_counter() - begun)
    middle = {
        key: 1000 * statistics.median(values)
        for key, values in (("whole", whole), ("cpu", cpu), ("database", spent), ("floor", bare))
    }
    counts = []
    with patch.object(saved, "SIZES", ROWS), connection.execute_wrapper(timed):
        for size in ROWS:
            sized = f"{path}{'' if path.endswith('?') else '&'}size={size}"
            for _ in range(2):  # twice: what a process keeps is kept now
                queries.append(0)
                assert client.get(sized).status_code == 200, sized
            counts.append(queries[-1])
    told = {"name": name, "user": user, "path": path, "counts": counts}
    return {**told, "queries": int(statistics.median(queries[:ROUNDS])), **middle}


if __name__ == "__main__":
    main()
