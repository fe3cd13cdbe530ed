"""Loading the regions: the built file, our own history of changes, and the regions that the standard does not list."""

import csv
import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import polars as pl
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from jiedui.core.places import queries
from jiedui.core.places.levels import level_of
from jiedui.core.places.models import Loaded, Region, RegionName
from jiedui.core.places.names import short_name
from jiedui.core.store import insert_rows, lock
from jiedui.core.words.errors import Refused

FORM = "1"
"""Raise it when this module fills the tables in another way, so that every installation loads again."""

HISTORY = Path(__file__).with_name("history.csv")
ALIASES = Path(__file__).with_name("aliases.csv")
NAME_ONLY = ("name", "misprint")
"""Changes in history.csv that leave no code behind: a name changed while the code stayed, or was printed wrongly."""

COLUMNS = ("code", "name", "short", "level", "parent", "valid_from", "valid_to", "successor")
Row = tuple[str, str, str, str, str, date | None, date | None, str]


def built_file() -> Path:
    """Where the set-up step writes the regions."""
    return Path(settings.BUILD) / "places.parquet"


def digest_of(*paths: Path) -> str:
    """One digest over the contents of the sources and the form of loading."""
    total = hashlib.sha256(FORM.encode())
    for path in paths:
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def load_regions(source: Path | None = None, *, history: Path = HISTORY, aliases: Path = ALIASES) -> int:
    """Fill the tables of regions when the sources changed; returns how many regions were written (0: unchanged).

    source: Parquet with code, name, level, parent, as written by tools/build_places.py.
    """
    source = source or built_file()
    if not source.is_file():
        raise Refused("places.not_built", _("没有找到地区数据 {path}，请先运行 ./run --prepare。").format(path=source))
    digest = digest_of(source, history, aliases)
    if queries.loaded_digest() == digest:
        return 0
    with transaction.atomic():
        lock("places.load")
        if queries.loaded_digest() == digest:
            return 0
        rows = list(_rows(source, history, aliases))
        Region.objects.all().delete()
        RegionName.objects.all().delete()
        insert_rows(Region._meta.db_table, COLUMNS, rows)
        RegionName.objects.bulk_create(_other_names(aliases, history))
        Loaded.objects.all().delete()
        Loaded.objects.create(digest=digest)
    queries.forget()
    return len(rows)


def _rows(source: Path, history: Path, aliases: Path) -> Iterator[Row]:
    frame = pl.read_parquet(source)
    past, extra = list(_read(history)), list(_read(aliases))
    began = {r["successor"]: _until(r["until"]) + timedelta(days=1) for r in past if r["change"] == "renamed"}
    seen: set[str] = set()
    moved = {r["code"]: r["parent"] for r in extra if r["kind"] == "part"}
    local = [(r["code"], r["name"], level_of(r["code"]).value, r["parent"]) for r in extra if r["kind"] == "local"]
    for code, name, level, parent in [*local, *frame.select("code", "name", "level", "parent").iter_rows()]:
        seen.add(code)
        yield code, name, short_name(name, level), level, moved.get(code, parent), began.get(code), None, ""
    for r in past:
        # A code that the standard gave away again belongs to its bearer of today.
        if r["code"] not in seen and r["change"] not in NAME_ONLY:
            seen.add(r["code"])
            level = level_of(r["code"]).value
            short = short_name(r["name"], level)
            yield r["code"], r["name"], short, level, r["parent"], None, _until(r["until"]), r["successor"]


def _other_names(aliases: Path, history: Path) -> Iterator[RegionName]:
    for r in _read(aliases):
        if r["kind"] == "alias":
            yield RegionName(region=r["code"], name=r["name"])
    for r in _read(history):
        if r["change"] in NAME_ONLY:
            yield RegionName(region=r["successor"], name=r["name"], old=True, valid_to=_until(r["until"]))


def _read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _until(text: str) -> date:
    """The last day: a full date, or the end of a year where only the year is certain."""
    return date.fromisoformat(text) if len(text) == 10 else date(int(text), 12, 31)
