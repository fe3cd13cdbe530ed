"""jiedui accounts: the proof of the books, the trial balance, the end of a year."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from jiedui.core.accounts import naming, operations, proving, queries
from jiedui.core.declare.registry import registry
from jiedui.core.ledger.agreement import money
from jiedui.core.words.errors import JieduiError
from jiedui.core.words.saying import said


class Command(BaseCommand):
    requires_system_checks = ()
    help = "资金账：jiedui accounts check（核验）| trial（试算平衡）| close 年度（结账）| reopen 年度 --reason 原因（重新开账）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=("check", "trial", "close", "reopen"))
        parser.add_argument("year", nargs="?", type=int)
        parser.add_argument("--reason", default="", metavar="原因", help="重新开账的原因")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            {"check": self._check, "trial": self._trial, "close": self._close, "reopen": self._reopen}[options["what"]](
                options
            )
        except JieduiError as error:
            raise CommandError(str(error)) from error

    def _check(self, options: Any) -> None:
        """Fails where something is wrong."""
        found = proving.prove()
        for problem in proving.problems_of(found):
            self.stdout.write(problem)
        told = {"accounts": found.accounts, "entries": found.entries, "rows": found.rows, "seconds": found.seconds}
        if not found.holds:
            raise CommandError(_("账目有误，请立即报告系统管理员并停止登记资金。"))
        self.stdout.write(
            _("账目无误：%(accounts)s 个账户、%(entries)s 笔分录、%(rows)s 行台账，用时 %(seconds)s 秒。") % told
        )

    def _trial(self, options: Any) -> None:
        trial = queries.trial_balance()
        for kind, kind_of_money, held, came, gone in trial.kinds:
            title = said(registry.account_kind(kind).title)
            self.stdout.write(
                f"{title}（{naming.money_label(kind_of_money)}）  {held}  {money(came, '元')}  {money(gone, '元')}  "
                f"{money(came - gone, '元')}"
            )
        self.stdout.write(_("合计：%(sum)s 元") % {"sum": money(trial.incoming - trial.outgoing, "元")})

    def _close(self, options: Any) -> None:
        operations.close_year(self._year(options), by=None)
        self.stdout.write(_("%(year)s 年度已结账。") % {"year": options["year"]})

    def _reopen(self, options: Any) -> None:
        operations.reopen_year(self._year(options), by=None, reason=options["reason"])
        self.stdout.write(_("%(year)s 年度已重新开账。") % {"year": options["year"]})

    def _year(self, options: Any) -> int:
        if options["year"] is None:
            raise CommandError(_("请写明年度，例如 jiedui accounts close 2021。"))
        return int(options["year"])
