"""A copy of the whole database as of one moment, and back: SQLite with VACUUM INTO, PostgreSQL with its own tools."""

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

from django.conf import settings
from django.db import connection, connections, transaction
from django.utils.translation import gettext as _

from jiedui.core.words.errors import Refused

NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


def dump(folder: Path) -> tuple[Path, dict[str, int]]:
    """Write the copy into `folder`; returns its path and the number of rows of each table in that same copy."""
    target = folder / NAMES[connection.vendor]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(target)])
        with open(target, "rb") as file:
            os.fsync(file.fileno())
        return target, counts_of_file(target)
    connection.close()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        _run(
            "pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--snapshot", snapshot, "--file", str(target)
        )
        return target, counts()


def load(source: Path) -> None:
    """Put the copy in place of an absent SQLite file or into an empty PostgreSQL database."""
    connections.close_all()
    if connection.vendor == "sqlite":
        target = sqlite_file()
        os.chmod(source, 0o600)
        source.replace(target)
        with open(target, "rb") as file:
            os.fsync(file.fileno())
    else:
        _run("pg_restore", "--exit-on-error", "--no-owner", "--no-privileges", "--single-transaction",
             "--dbname", str(settings.DATABASES["default"]["NAME"]), str(source))  # fmt: skip


def sqlite_file() -> Path:
    return Path(str(settings.DATABASES["default"]["NAME"]))


def is_empty() -> bool:
    """Whether nothing would be overwritten."""
    if connection.vendor == "sqlite":
        file = sqlite_file()
        return not file.exists() or not counts_of_file(file)
    return not connection.introspection.table_names()


def set_aside(folder: Path) -> None:
    """Make room: the SQLite files move into `folder`; PostgreSQL is dumped there, then its tables are dropped."""
    if connection.vendor == "sqlite":
        connections.close_all()
        name = sqlite_file()
        for path in (name, Path(f"{name}-wal"), Path(f"{name}-shm")):
            if path.exists():
                path.replace(folder / path.name)
        return
    dump(folder)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        schema = connection.ops.quote_name(cursor.fetchone()[0])
        cursor.execute(f"DROP SCHEMA {schema} CASCADE")
        cursor.execute(f"CREATE SCHEMA {schema}")


def counts() -> dict[str, int]:
    """Rows of every table of the database in use."""
    with connection.cursor() as cursor:
        tables = [t.name for t in connection.introspection.get_table_list(cursor) if t.type == "t"]
        result = {}
        for table in sorted(tables):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
            result[table] = cursor.fetchone()[0]
    return result


def counts_of_file(path: Path) -> dict[str, int]:
    """Rows of every table of a SQLite file; also proves that the file is whole."""
    own = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        broken = own.execute("PRAGMA quick_check(1)").fetchone()[0]
        if broken != "ok":
            raise Refused("backup.database_broken", _("数据库文件已损坏（%(why)s），未能备份。") % {"why": broken})
        tables = own.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        return {
            name: own.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in sorted(tables.fetchall())
        }
    finally:
        own.close()


def _run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's tools against our database; the password goes through the environment."""
    found = shutil.which(program) or next(
        (str(p) for p in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), reverse=True)), None
    )
    if found is None:
        message = _("找不到 %(program)s。请安装 PostgreSQL 客户端工具（postgresql-client）后重试。")
        raise Refused("backup.tools", message % {"program": program})
    own = settings.DATABASES["default"]
    named = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    env = {**os.environ, **{key: str(own[name]) for key, name in named.items() if own.get(name)}}
    done = subprocess.run([found, *arguments], env=env, stdin=subprocess.DEVNULL, capture_output=True)
    if done.returncode:
        # The first line names the fault; later ones may quote rows.
        line = (done.stderr.decode(errors="replace").strip().splitlines() or [""])[0][:300]
        raise Refused("backup.tool_failed", _("%(program)s 出错：%(why)s") % {"program": program, "why": line})
