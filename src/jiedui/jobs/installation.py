"""What runs here: versions, database and disk, for who keeps the installation going."""

import platform
import shutil
import tomllib
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import django
from django.conf import settings
from django.db import connection

from jiedui.core.words.errors import Refused
from jiedui.jobs.readiness import check_database

SCARCE = 5 * 1024**3
"""Less room than this is too little for a backup and a large import."""


@dataclass(frozen=True, slots=True)
class Database:
    """name: SQLite 3.45 or PostgreSQL 16.2; size: bytes on disk, None where it is not told; fault: "" when it is as it should be."""

    name: str
    size: int | None
    fault: str


@dataclass(frozen=True, slots=True)
class Disk:
    """Bytes of the disk that holds the data folder."""

    folder: str
    total: int
    free: int

    @property
    def scarce(self) -> bool:
        return self.free < SCARCE

    @property
    def used_percent(self) -> int:
        return round(100 * (self.total - self.free) / self.total) if self.total else 0


def product_version() -> str:
    """The version of the product, "" where neither the package nor the folder it runs from says it."""
    try:
        return version("jiedui")
    except PackageNotFoundError:
        project = Path(__file__).resolve().parents[3] / "pyproject.toml"
        return tomllib.loads(project.read_text("utf-8"))["project"]["version"] if project.is_file() else ""


def versions() -> dict[str, str]:
    """The versions of what it stands on, by name."""
    return {"Python": platform.python_version(), "Django": django.get_version()}


def database() -> Database:
    """Which database, how large, and whether it fits this program."""
    fault = ""
    try:
        check_database()
    except Refused as error:
        fault = error.message
    if connection.vendor == "sqlite":
        import sqlite3

        return Database(f"SQLite {sqlite3.sqlite_version}", _file_size(settings.DATABASES["default"]["NAME"]), fault)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database()), current_setting('server_version')")
        size, server = cursor.fetchone()
    return Database(f"PostgreSQL {server.split(' ')[0]}", size, fault)


def _file_size(name: object) -> int | None:
    """The database with its journal."""
    files = [Path(f"{name}{suffix}") for suffix in ("", "-wal")]
    return sum(one.stat().st_size for one in files if one.is_file()) if files[0].is_file() else None


def disk() -> Disk:
    """The room where the data lie."""
    usage = shutil.disk_usage(settings.DATA)
    return Disk(str(settings.DATA), usage.total, usage.free)
