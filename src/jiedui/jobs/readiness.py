"""Whether the database is there, migrated and of this version: one clear sentence instead of a missing table."""

from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from jiedui.core.words.errors import Refused


def check_database() -> None:
    """Raise Refused where the database cannot be reached, was never migrated, or is older or newer than the program."""
    name = settings.DATABASES["default"]["NAME"]
    if connection.vendor == "sqlite" and not _in_memory(name) and not Path(name).is_file():
        message = _("数据目录 %(data)s 中还没有数据库。请先运行 jiedui migrate。")
        raise Refused("database.absent", message % {"data": settings.DATA})
    try:
        executor = MigrationExecutor(connection)
        executor.loader.check_consistent_history(connection)
        outdated = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        # What is on record but unknown to us was written by a newer program; apps that were taken out do not count.
        loader = executor.loader
        ours = loader.graph.nodes
        newer = [key for key in loader.applied_migrations if key[0] in loader.migrated_apps and key not in ours]
    except InconsistentMigrationHistory:
        outdated, newer = True, []
    except DatabaseError as error:
        raise unreachable(error) from error
    if newer:
        raise Refused("database.newer", _("数据库由更新版本的程序建立，本程序不能使用。请升级程序后再试。"))
    if outdated:
        raise Refused("database.outdated", _("数据库还没有升级到本程序的版本。请先运行 jiedui migrate。"))


def unreachable(error: DatabaseError) -> Refused:
    """The sentence for a database that does not answer; the driver's own first line is kept, it holds no row."""
    first = str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
    return Refused(
        "database.unreachable",
        _("连不上数据库：%(why)s。请检查 DATABASE_URL、数据库服务是否已启动，以及数据目录的权限。") % {"why": first},
    )


def _in_memory(name: object) -> bool:
    return ":memory:" in str(name) or "mode=memory" in str(name)
