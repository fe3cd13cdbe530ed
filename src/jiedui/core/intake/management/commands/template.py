"""`jiedui template LEDGER`: a workbook to fill in."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.intake.books.template import template_workbook
from jiedui.core.intake.books.whole import write_whole
from jiedui.core.words.errors import JieduiError


class Command(BaseCommand):
    help = "生成台账的填报模板（.xlsx，含下拉选项和填写说明）。"
    requires_system_checks = ()  # they would load every page

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("ledger", help="台账，例如 workers")
        parser.add_argument("-o", "--output", help="写到哪个文件；缺省为当前目录下“台账名-模板.xlsx”")
        parser.add_argument("--scope", default="", help="下拉选项只列这个地区的县和乡镇")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            ledger = registry.ledger(options["ledger"])
            data = template_workbook(ledger, Scope.of_region(options["scope"]))
            path = Path(options["output"] or f"{ledger.info.title}-模板.xlsx")
            write_whole(path, data)
        except JieduiError as error:
            raise CommandError(str(error.message)) from error
        self.stdout.write(f"模板已写到 {path}")
