"""Pages of the preview of a file of 200,000 rows: python -m benchmarks.preview [--rows 200000].

For each tab random pages as the browser asks for them (rights, the head, the sealed block, the template), the first page
filtered by a finding, and beside them a bare read of the same rows: the same block, unsealed on disk, sliced. And what
the preview costs: its making on top of the check, its size. On a database of its own, in a fresh folder.
"""

import argparse
import csv
import io
import os
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import people

ASKED = 60


def file(count: int, *, known: int | None = None) -> bytes:
    """A CSV of invented workers: `known` as first imported; else every row, some changed, some spoilt, with a foot."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(people.HEADINGS)
    county = people.HEADINGS.index("户籍县")
    for number, row in enumerate(people.rows(count, changed=0 if known else 5)):
        if known and number >= known:
            break
        if not known and number % 50 == 7:
            row[county] = "不知道县"
        writer.writerow(row)
    if not known:
        writer.writerow(["合计", *[""] * (len(people.HEADINGS) - 1)])
    return ("\ufeff" + out.getvalue()).encode()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=200_000)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="jiedui-preview-"))
    os.environ |= {"JIEDUI_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "jiedui.settings", "DATABASE_URL": ""}
    try:
        measured(options.rows, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def measured(rows: int, folder: Path) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0, stdout=io.StringIO())
    from jiedui.core.access import roles
    from jiedui.core.access.scope import Scope
    from jiedui.core.intake import operations, process
    from jiedui.core.intake.previews import keeping
    from jiedui.core.trail.operations import SYSTEM, Actor
    from jiedui.core.vault import files
    from tests.accounts import make_user, sign_in

    everything = Scope.everything()
    assert operations.import_file(
        "workers", file(rows, known=rows * 3 // 4), name="known.csv", scope=everything, actor=SYSTEM
    ).applied
    user = make_user(roles.MUNICIPAL, "")
    actor = Actor(user.pk, user.display_name)
    record = operations.receive("workers", file(rows), name="preview.csv", actor=actor)
    task = operations._task(record, everything, actor, partial=True, basis=None)
    start = time.perf_counter()
    process.run(task, write=False)
    check = time.perf_counter() - start
    start = time.perf_counter()
    report = operations.preview(record, scope=everything, actor=actor)
    whole = time.perf_counter() - start
    head = keeping.head_of(record)
    assert head is not None
    parts = keeping.parts_of(record)
    size = sum((Path(settings.FILES) / one[:2] / one[2:]).stat().st_size for one in parts)
    print(f"{rows:,} rows of {len(people.HEADINGS)} columns: {report.rows}")
    print(f"  check and compare {check:.1f} s; with the preview made and stored {whole:.1f} s; {len(parts)} sealed files, "
          f"{size / 1e6:.1f} MB")  # fmt: skip
    client = _client(sign_in, user)
    choose = random.Random(3)
    told: list[float] = []
    for kind, blocks in head["kinds"].items():
        pages = -(-sum(block["rows"] for block in blocks) // keeping.PAGE)
        numbers = [choose.randint(1, pages) for _ in range(ASKED)]
        address = f"/imports/{record.pk}/preview/?tab={kind}&page="
        page = _times(lambda n, address=address: client(address + str(n)), numbers)
        plain = _plain(folder, [files.get(head["blocks"][block["at"]]) for block in blocks])
        bare = _times(lambda n, plain=plain: _bare(plain, keeping.BLOCK, keeping.PAGE, n), numbers)
        found = max(keeping.page(head, kind).found.items(), key=lambda one: one[1], default=("", 0))[0]
        filtered = _times(lambda n, a=address, f=found: client(f"{a}{n}&finding={f}"), numbers[:20]) if found else [0.0]
        told += page
        print(
            f"  {kind:<9}{pages:>6,} pages  page {_told(page)}   filtered {_told(filtered)}   bare read {_told(bare)}"
        )
    whole_page = _times(lambda _n: client(f"/imports/{record.pk}/"), list(range(20)))
    print(f"  the whole page of the import  {_told(whole_page)}")
    print(f"  all tabs together  {_told(told)} (limit 300 ms at 95 of 100)")


def _client(sign_in: Callable[..., object], user: object) -> Callable[[str], None]:
    from django.test import Client

    browser = Client()
    sign_in(browser, user)

    def ask(path: str) -> None:
        answer = browser.get(path, headers={"HX-Request": "true"} if "/preview/" in path else {})
        assert answer.status_code == 200, answer.status_code

    return ask


def _times(act: Callable[[int], object], numbers: list[int]) -> list[float]:
    times = []
    for number in numbers:
        start = time.perf_counter()
        act(number)
        times.append(1000 * (time.perf_counter() - start))
    return times


def _plain(folder: Path, blocks: list[bytes]) -> list[Path]:
    paths = []
    for number, data in enumerate(blocks):
        paths.append(folder / f"plain-{number}.parquet")
        paths[-1].write_bytes(data[16:])
    return paths


def _bare(paths: list[Path], block: int, page: int, number: int) -> int:
    import polars as pl

    at = (number - 1) * page
    return len(pl.scan_parquet(paths[at // block]).slice(at % block, page).collect().to_dicts())


def _told(times: list[float]) -> str:
    ordered = sorted(times)
    return f"{statistics.median(ordered):>6.1f} / {ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]:>6.1f} ms"


if __name__ == "__main__":
    main()
