"""A migrated SQLite database, a migrated installation and one with the demonstration, kept between runs of the tests: migrating
150 tables takes long, the demonstration longer.

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
def alone(name: str = "lock") -> Iterator[None]:
    """One process makes it, the others wait and copy."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / name).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def take(target: Path) -> bool:
    """Copy the kept database to `target`; False where there is none yet."""
    if not kept().exists():
        return False
    shutil.copyfile(kept(), target)
    return True


def installation(name: str, day: str) -> Path:
    """Where a whole migrated installation is kept (regions, plan, keys), of this state of the source."""
    seen = hashlib.sha256(f"{django.__version__} {day}".encode())
    for path in sorted([*ROOT.glob("src/**/*.py"), *ROOT.glob("plans/**/*"), ROOT / ".build/places.parquet"]):
        if path.is_file():
            seen.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return FOLDER / f"{name}-{seen.hexdigest()[:16]}"


def take_installation(
    target: Path, make: Callable[[Path], None], name: str = "installation", *, day: str = "", keep: int = KEPT
) -> None:
    """Copy the installation that is kept under the name to `target`; `make` makes it in an empty folder where there is none yet.
    One whose content depends on the day is kept for it."""
    with alone(f"{name}.lock"):
        kept_one = installation(name, day)
        if not kept_one.exists():
            draft = FOLDER / f"making-{name}-{os.getpid()}"
            shutil.rmtree(draft, ignore_errors=True)
            make(draft)
            draft.replace(kept_one)
            for old in sorted(FOLDER.glob(f"{name}-*"), key=lambda path: path.stat().st_mtime)[:-keep]:
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
