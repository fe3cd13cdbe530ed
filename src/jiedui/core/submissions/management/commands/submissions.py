"""`jiedui submissions due | list | hand-in | withdraw | compare`: handing in without a browser."""

import argparse
import json
import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.places.queries import name_of
from jiedui.core.submissions import comparing, operations, queries, telling
from jiedui.core.submissions.asked import places
from jiedui.core.submissions.calendar import LABELS, lines
from jiedui.core.submissions.comparing import Move
from jiedui.core.submissions.frozen import Changes
from jiedui.core.submissions.models import Submission
from jiedui.core.submissions.periods import ended_by, parse
from jiedui.core.trail.operations import SYSTEM
from jiedui.core.words import clock
from jiedui.core.words.errors import JieduiError, NotFound, Refused

LIMIT = 100


class Command(BaseCommand):
    help = "报送：列出应报送的台账和报送记录，报送、撤回、比较两次报送。"
    requires_system_checks = ()  # they would load every page

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        given = argparse.ArgumentParser(add_help=False)
        given.add_argument("--scope", default="", metavar="代码", help="只在这个地区之内，填省、市、县或结对区的 6 位代码；不填为全部")
        given.add_argument("--json", action="store_true", help="输出 JSON")
        commands = parser.add_subparsers(dest="command", required=True, parser_class=argparse.ArgumentParser)
        due = commands.add_parser("due", parents=[given], help="列出应报送的台账及其状态")
        due.add_argument("--month", default="", metavar="月份", help="截至哪个月，如 2021-12；不填为最近结束的一个月")
        due.add_argument("--open", action="store_true", help="只列待报送和逾期未报的")
        listed = commands.add_parser("list", parents=[given], help="列出报送记录，新的在前，含已撤回的")
        listed.add_argument("--ledger", default="", metavar="台账", help="只列这个台账，例如 workers")
        listed.add_argument("--limit", type=int, default=LIMIT, metavar="条数", help="最多列出的条数")
        hand_in = commands.add_parser("hand-in", parents=[given], help="报送一个地区一个报告期的台账")
        hand_in.add_argument("ledger", metavar="台账", help="例如 workers")
        hand_in.add_argument("place", metavar="地区", help="县、区、市的 6 位代码")
        hand_in.add_argument("period", metavar="报告期", help="2021-12、2021-Q4 或 2021，与台账的报送周期一致")
        hand_in.add_argument("--reason", default="", metavar="说明", help="数字变化较大时说明原因")
        withdraw = commands.add_parser("withdraw", parents=[given], help="撤回一次报送；原来的报送仍然保留")
        withdraw.add_argument("id", type=int, metavar="编号", help="报送编号")
        withdraw.add_argument("--reason", required=True, metavar="原因", help="撤回原因")
        compare = commands.add_parser("compare", parents=[given], help="与上一次或另一次报送比较，并列出报送后的更正")
        compare.add_argument("id", type=int, metavar="编号", help="报送编号")
        compare.add_argument("--with", type=int, dest="other", metavar="编号", help="另一次报送的编号，须为同一地区的同一台账；不填为上一次")

    def handle(self, *args: Any, **options: Any) -> None:
        act = {
            "due": self._due, "list": self._list, "hand-in": self._hand_in, "withdraw": self._withdraw, "compare": self._compare,
        }[options["command"]]  # fmt: skip
        try:
            act(Scope.of_region(options["scope"]), options)
        except operations.Unexplained as refusal:
            moved = "；".join(_moved(one) for one in refusal.moves)
            raise CommandError(f"{refusal.message}{moved}。请加 --reason 说明原因。") from None
        except JieduiError as error:
            raise CommandError(str(error.message)) from None

    def _due(self, scope: Scope, options: dict[str, Any]) -> None:
        day, month = clock.today(), options["month"]
        if month and not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", month):
            raise Refused("submission.period", f"“{month}”不是月份。请填写如 2021-12。")
        found = lines(places(scope), day, (int(month[:4]), int(month[5:])) if month else ended_by(day))
        found = [one for one in found if one.state.open or not options["open"]]
        if options["json"]:
            self._json([telling.line_as_dict(one) for one in found])
            return
        for one in found:
            self.stdout.write(
                f"{name_of(one.place)}  {one.ledger.info.title}  {one.period.label}  截止 {one.period.due}  {LABELS[one.state]}"
            )
        self.stdout.write(_("共 %(count)s 条。") % {"count": len(found)})

    def _list(self, scope: Scope, options: dict[str, Any]) -> None:
        found = list(queries.submissions(scope, ledger=options["ledger"], limit=max(options["limit"], 0)))
        if options["json"]:
            self._json([telling.as_dict(one) for one in found])
            return
        for one in found:
            self.stdout.write(_said(one))
        self.stdout.write(_("共 %(count)s 条。") % {"count": len(found)})

    def _hand_in(self, scope: Scope, options: dict[str, Any]) -> None:
        if options["place"] not in places(scope):
            raise NotFound("region.not_found", f"“{options['place']}”不是报送台账的地区，或不在 --scope 之内。")
        made = operations.freeze(
            options["ledger"], options["place"], options["period"], actor=SYSTEM, reason=options["reason"]
        )
        self._tell(made, options)

    def _withdraw(self, scope: Scope, options: dict[str, Any]) -> None:
        operations.take_back(queries.submission(scope, options["id"]), actor=SYSTEM, reason=options["reason"])
        self._tell(queries.submission(scope, options["id"]), options)

    def _compare(self, scope: Scope, options: dict[str, Any]) -> None:
        found = queries.submission(scope, options["id"])
        since = queries.corrections(found)
        old = new = None
        if options["other"] or found.before_id:
            old, new = queries.pair(scope, options["id"], options["other"])
        moves = comparing.between(registry.ledger(found.ledger), old, new) if old and new else []
        rows = queries.difference(old, new) if old and new else None
        if options["json"]:
            self._json({
                "old": telling.as_dict(old) if old else None, "new": telling.as_dict(new or found),
                "moves": telling.moves_as_dicts(moves), "rows": telling.changes_as_dict(rows),
                "corrections": telling.changes_as_dict(since),
            })  # fmt: skip
            return
        for one in (old, new or found):
            if one:
                self.stdout.write(_said(one))
        for move in moves:
            self.stdout.write(f"  {_moved(move)}")
        if rows is not None:
            self.stdout.write(f"  两次报送之间：{_rows(rows)}。")
        if since is not None:
            self.stdout.write(f"  报送 {found.pk} 之后：{_rows(since)}。" if since.count else f"  报送 {found.pk} 之后没有更正。")

    def _tell(self, record: Submission, options: dict[str, Any]) -> None:
        if options["json"]:
            self._json(telling.as_dict(record))
        else:
            self.stdout.write(_said(record))

    def _json(self, facts: Any) -> None:
        self.stdout.write(json.dumps(facts, ensure_ascii=False, indent=1, cls=DjangoJSONEncoder))


def _said(record: Submission) -> str:
    title, back = registry.ledger(record.ledger).info.title, getattr(record, "withdrawal", None)
    end = f"，已撤回：{back.reason}" if back else ""
    return f"{record.pk}  {name_of(record.place)}  {title}  {parse(record.period).label}  {record.rows} 行  {record.by_name}{end}"


def _moved(move: Move) -> str:
    (one,) = telling.moves_as_dicts([move])
    old, new = ("无" if value is None else value + one["unit"] for value in (one["old"], one["new"]))
    return f"{one['label']} {old} → {new}"


def _rows(changes: Changes) -> str:
    return f"新增 {len(changes.new)} 行，修改 {len(changes.changed)} 行，删除 {len(changes.gone)} 行"
