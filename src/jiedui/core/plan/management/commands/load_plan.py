from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from jiedui.core.plan.loading import load_plan
from jiedui.core.words.errors import Refused


class Command(BaseCommand):
    help = "载入工作计划：措施、目标和结对关系（文件未变时立即结束）"
    requires_system_checks = ()  # they would load every page

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, metavar="FOLDER", help="计划所在目录，默认为设置中的 PLAN")
        parser.add_argument("--folder", type=Path, help="同上")

    def handle(self, *args: Any, path: Path | None = None, folder: Path | None = None, **options: Any) -> None:
        verbosity = options.get("verbosity", 1)
        try:
            changed = load_plan(path or folder)
        except Refused as refusal:
            raise CommandError(refusal.message) from refusal
        if verbosity:
            self.stdout.write("已载入工作计划" if changed else "工作计划没有变化")
