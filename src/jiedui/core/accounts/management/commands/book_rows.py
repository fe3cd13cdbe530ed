"""jiedui book_rows: books the rows of ledgers that were there before the books were kept. `jiedui migrate` runs it."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from jiedui.core.accounts.operations import catch_up
from jiedui.core.trail.operations import SYSTEM


class Command(BaseCommand):
    requires_system_checks = ()
    help = "把启用资金账之前登记的下达、到账和支付记入资金账。可重复运行，已记账的不再记。"

    def handle(self, *args: Any, **options: Any) -> None:
        count = catch_up(SYSTEM)
        if count or options["verbosity"] > 1:
            self.stdout.write(_("已补记 %(count)s 行。") % {"count": count})
