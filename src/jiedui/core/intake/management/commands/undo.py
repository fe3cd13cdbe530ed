"""`jiedui undo BATCH`: take an import back as a whole."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from jiedui.core.access.scope import Scope
from jiedui.core.intake.operations import undo_import
from jiedui.core.intake.queries import one_import
from jiedui.core.trail.operations import SYSTEM
from jiedui.core.words.errors import JieduiError


class Command(BaseCommand):
    help = "整批撤销一次导入（之后没有人改动过这些行时）。"
    requires_system_checks = ()  # they would load every page

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("batch", type=int, help="批次号")

    def handle(self, *args: Any, **options: Any) -> None:
        scope = Scope.everything()
        try:
            undo_import(one_import(scope, None, options["batch"]), scope=scope, actor=SYSTEM)
        except JieduiError as error:
            raise CommandError(str(error.message)) from error
        self.stdout.write(f"批次 {options['batch']} 已撤销。")
