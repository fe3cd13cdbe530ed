from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from jiedui.core.places.loading import load_regions


class Command(BaseCommand):
    help = "载入行政区划（数据未变时立即结束）"
    requires_system_checks = ()  # they would load every page

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--source", type=Path, help="tools/build_places.py 生成的文件，默认为 .build/places.parquet"
        )

    def handle(self, *args: Any, source: Path | None = None, verbosity: int = 1, **options: Any) -> None:
        count = load_regions(source)
        if verbosity:
            self.stdout.write(f"已载入地区 {count} 个" if count else "地区数据没有变化")
