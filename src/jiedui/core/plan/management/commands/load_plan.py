from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from jiedui.core.plan.loading import load_plan


class Command(BaseCommand):
    help = "载入工作计划：措施、目标和结对关系（文件未变时立即结束）"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, help="计划所在目录，默认为 plans/shenzhen-2021")

    def handle(self, *args: Any, folder: Path | None = None, verbosity: int = 1, **options: Any) -> None:
        changed = load_plan(folder)
        if verbosity:
            self.stdout.write("已载入工作计划" if changed else "工作计划没有变化")
