"""Whether others can work while a large file goes in: a second process reads one county and writes a word, again and again."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiedui.settings")

COUNTY = "450123"


def answering(where: Any, file: Path) -> None:
    """Start the import, ask meanwhile, and tell how long a read and a write took at most. A failure ends the run."""
    env = {**where.env, "DJANGO_SETTINGS_MODULE": "jiedui.settings"}
    before = ask(env, "count")
    importing = subprocess.Popen(
        [sys.executable, "-m", "jiedui", "import", "workers", str(file), "--json"], env=env, stdout=subprocess.DEVNULL
    )
    asker = subprocess.Popen([sys.executable, "-m", "benchmarks.pages"], env=env, stdin=subprocess.PIPE,
                             stdout=subprocess.PIPE, text=True)  # fmt: skip
    assert asker.stdin and asker.stdout
    code = importing.wait()
    asker.stdin.write("end\n")
    asker.stdin.close()
    told = asker.stdout.read().strip()
    assert code == 0 and asker.wait() == 0, told
    print(f"  meanwhile, {before} before and {ask(env, 'count')} rows after: {told}")


def ask(env: dict[str, str], what: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.pages", what], env=env, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout.strip()


def main() -> None:
    import django

    django.setup()
    from jiedui.core.access.scope import Scope
    from jiedui.core.declare.registry import registry
    from jiedui.core.ledger import queries
    from jiedui.core.trail.operations import SYSTEM, record_event

    ledger, scope = registry.ledger("workers"), Scope.of_region(COUNTY)
    if sys.argv[1:] == ["count"]:
        print(queries.rows(ledger, Scope.everything()).count())
        return
    over = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), over.set()), daemon=True).start()
    reads: list[float] = []
    writes: list[float] = []
    while not over.is_set():
        start = time.perf_counter()
        list(queries.rows(ledger, scope).values_list("id")[:25])
        reads.append(time.perf_counter() - start)
        start = time.perf_counter()
        record_written(record_event, SYSTEM)
        writes.append(time.perf_counter() - start)
        time.sleep(0.05)
    reads.sort()
    print(f"{len(reads)} lists of 25 rows, half within {1000 * reads[len(reads) // 2]:.0f} ms, the slowest "
          f"{1000 * reads[-1]:.0f} ms; {len(writes)} small writes, the longest waited {max(writes):.1f} s, none failed")  # fmt: skip


def record_written(record_event: Any, actor: Any) -> None:
    from django.db import transaction

    with transaction.atomic():
        record_event("benchmark", actor=actor)


if __name__ == "__main__":
    main()
