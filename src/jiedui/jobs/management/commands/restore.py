"""`jiedui restore FILE`: an empty installation becomes what was backed up, and is verified."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from jiedui.core.words.errors import Refused
from jiedui.jobs.backup.restoring import note_restored, restore, stopped
from jiedui.jobs.management.commands.migrate import make_data_folder
from jiedui.jobs.readiness import check_database


class Command(BaseCommand):
    help = "从备份恢复到空的数据目录，并核对摘要、行数和存证链。"
    needs_database = False
    requires_system_checks: list[str] = []  # they would make the very file that must not be there

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", type=Path, metavar="备份文件")
        parser.add_argument("--keys", type=Path, metavar="文件", help="密钥文件，默认取备份旁边同名的 .keys")
        parser.add_argument(
            "--force", action="store_true", help="目录不空也恢复；原有内容移到 before-restore-时间 目录"
        )
        add_passphrase(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        make_data_folder()
        with stopped():
            manifest = restore(
                options["source"],
                say=self.stdout.write,
                keys=options["keys"],
                passphrase=passphrase_of(options),
                force=options["force"],
            )
            self.stdout.write(f"行数一致：{len(manifest['counts'])} 张表，{sum(manifest['counts'].values())} 行。")
            try:
                check_database()
            except Refused as refusal:
                if refusal.id != "database.outdated":
                    raise
                self.stdout.write("备份来自较早的版本，正在升级数据库……")
                call_command("migrate", verbosity=0)
            self.stdout.write("核对存证链……")
            call_command("trail", "verify", stdout=self.stdout, stderr=self.stderr)
            note_restored(options["source"], manifest)
            rebuild_lake(self.stdout.write)
        self.stdout.write(f"恢复完成：{manifest['made_at']} 的备份。")


def rebuild_lake(say: Any) -> None:
    """The analytical snapshots are derived: they are made again, not restored."""
    from jiedui.core.lake import operations

    say("重建分析数据……")
    operations.mark_all()
    operations.refresh()


def add_passphrase(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="文件",
        help="给密钥文件加（解）口令：读该文件第一行；也可用环境变量 JIEDUI_BACKUP_PASSPHRASE",
    )


def passphrase_of(options: dict[str, Any]) -> str:
    """The passphrase, or "" where none was given."""
    file: Path | None = options["passphrase_file"]
    if file is None:
        return os.environ.get("JIEDUI_BACKUP_PASSPHRASE", "")
    try:
        words = file.read_text().splitlines()
    except OSError as error:
        raise CommandError(f"读不到口令文件 {file}：{error.strerror}") from error
    if not words or not words[0].strip():
        raise CommandError(f"口令文件 {file} 的第一行是空的。")
    return words[0].strip()
