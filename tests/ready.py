"""A migrated SQLite database, and a migrated installation, kept between runs of the tests: migrating 150 tables takes long.

Kept under .build/, named after everything that the migrations are made of; a changed migration makes a new one.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".build" / "test-databases"
KEPT = 3  # what other branches left goes


def kept() -> Path:
    """Where the database of this state of the migrations is kept."""
    seen = hashlib.sha256(django.__version__.encode())
    parts = sorted([*ROOT.glob("src/**/migrations/*.py"), *ROOT.glob("tests/**/migrations/*.py")])
    # What migrations call: triggers, and what `migrate` does afterwards.
    parts += sorted([*ROOT.glob("src/**/guards.py"), *ROOT.glob("src/**/migrating.py"), *ROOT.glob("src/**/commands/migrate.py"), ROOT / "requirements/base.txt"])
    for path in parts:
        seen.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return FOLDER / f"{seen.hexdigest()[:16]}.sqlite3"


@contextmanager
def alone() -> Iterator[None]:
    """One process makes it, the others wait and copy."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def take(target: Path) -> bool:
    """Copy the kept database to `target`; False where there is none yet."""
    if not kept().exists():
        return False
    shutil.copyfile(kept(), target)
    return True


def installation() -> Path:
    """Where a whole migrated installation is kept (regions, plan, keys), of this state of the source."""
    seen = hashlib.sha256(django.__version__.encode())
    for path in sorted([*ROOT.glob("src/**/*.py"), *ROOT.glob("plans/**/*"), ROOT / ".build/places.parquet"]):
        if path.is_file():
            seen.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return FOLDER / f"installation-{seen.hexdigest()[:16]}"


def take_installation(target: Path, make: Callable[[Path], None]) -> None:
    """Copy the kept installation to `target`; `make` makes it in an empty folder where there is none yet."""
    with alone():
        kept_one = installation()
        if not kept_one.exists():
            draft = FOLDER / f"making-{os.getpid()}"
            shutil.rmtree(draft, ignore_errors=True)
            make(draft)
            draft.replace(kept_one)
            for old in sorted(FOLDER.glob("installation-*"), key=lambda path: path.stat().st_mtime)[:-KEPT]:
                shutil.rmtree(old)
        shutil.copytree(kept_one, target)


def keep(made: Path) -> None:
    """Keep a freshly migrated database, whole or not at all."""
    draft = FOLDER / f"draft-{os.getpid()}"
    draft.unlink(missing_ok=True)
    with sqlite3.connect(made) as connection:
        connection.execute("VACUUM INTO ?", [str(draft)])
    connection.close()
    draft.replace(kept())
    for old in sorted(FOLDER.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime)[:-KEPT]:
        old.unlink()
