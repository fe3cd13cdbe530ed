"""`jiedui export LEDGER`: the rows of a ledger as a workbook."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.intake.books.exporting import export_workbook
from jiedui.core.intake.books.whole import write_whole
from jiedui.core.trail.operations import SYSTEM
from jiedui.core.words.errors import JieduiError, Refused


class Command(BaseCommand):
    help = "导出台账（.xlsx 或 .csv）。证件号、电话默认遮挡；加 --reason 写明事由才完整导出，并留痕。"
    requires_system_checks = ()  # they would load every page

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("ledger", help="台账，例如 workers")
        parser.add_argument("-o", "--output", help="写到哪个文件（.xlsx 或 .csv）；缺省为当前目录下“台账名.xlsx”")
        parser.add_argument("--scope", default="", help="只导出这个地区")
        parser.add_argument("--reason", default="", help="完整导出证件号和电话的事由")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            ledger = registry.ledger(options["ledger"])
            path = Path(options["output"] or f"{ledger.info.title}.xlsx")
            if path.suffix.lower() not in (".xlsx", ".csv"):
                raise Refused("export.kind", f"只能导出为 .xlsx 或 .csv，不能写成“{path.name}”。请改用这两种后缀。")
            data = export_workbook(
                ledger,
                Scope.of_region(options["scope"]),
                actor=SYSTEM,
                reason=options["reason"],
                kind="csv" if path.suffix.lower() == ".csv" else "xlsx",
            )
            write_whole(path, data)
        except JieduiError as error:
            raise CommandError(str(error.message)) from error
        self.stdout.write(f"已导出到 {path}")
