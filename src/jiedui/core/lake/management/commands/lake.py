"""jiedui lake: bring the analytical snapshots up to date now, instead of at the next look at a figure."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from jiedui.core.lake import operations
from jiedui.core.words.errors import JieduiError


class Command(BaseCommand):
    requires_system_checks = ()  # they would load every page
    help = "更新分析快照：jiedui lake [台账编号 …] [--rebuild]"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("ledgers", nargs="*", metavar="台账编号", help="只更新这些台账；不填为全部")
        parser.add_argument("--rebuild", action="store_true", help="全部重建（数据不是经本平台写入时使用）")

    def handle(self, *args: Any, **options: Any) -> None:
        ids = options["ledgers"] or None
        try:
            if options["rebuild"]:
                operations.mark_all(ids)
            count = operations.refresh(ids, self._progress)
        except JieduiError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_("已更新 %d 个分区。") % count)

    def _progress(self, done: int, total: int) -> None:
        self.stderr.write(_("%(done)d / %(total)d") % {"done": done, "total": total}, ending="\r")
        if done == total:
            self.stderr.write("")
