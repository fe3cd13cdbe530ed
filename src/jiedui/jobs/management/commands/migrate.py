"""`jiedui migrate`: tables, keys, regions, coded lists and the plan; on an empty folder the folder too."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import Tags
from django.core.management import call_command, get_commands
from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import DatabaseError, connections

from jiedui.jobs.readiness import unreachable


class Command(migrate.Command):
    help = "建立或升级数据库，生成密钥，装入行政区划、代码表和计划。可重复运行。"
    needs_database = False
    requires_system_checks = (Tags.database, Tags.models)  # those of addresses would load every page

    def execute(self, *args: Any, **options: Any) -> str | None:
        make_data_folder()  # before Django's checks, which open the database
        return super().execute(*args, **options)

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate; then load what every installation holds, unless one app or a mere look was asked for."""
        try:
            connections[options["database"]].ensure_connection()
        except DatabaseError as error:
            raise CommandError(str(unreachable(error))) from error
        super().handle(*args, **options)
        partial = options["app_label"] or options["plan"] or options["check_unapplied"] or options["fake"]
        if settings.LOAD_ON_MIGRATE and not partial:
            known = get_commands()
            for command in settings.LOAD_ON_MIGRATE:
                if command in known:
                    call_command(command, verbosity=options["verbosity"], stdout=self.stdout, stderr=self.stderr)


def make_data_folder() -> None:
    """The data folder, readable by its owner only: it holds the database, sealed files and, by default, the keys."""
    folder = Path(settings.DATA)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for part in (Path(settings.FILES), Path(settings.LAKE)):
            part.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise CommandError(f"无法建立数据目录 {folder}：{error.strerror}。请换一个目录（JIEDUI_DATA）。") from error
