"""jiedui alerts: what is open, as lines or as JSON; with --check the rules are checked first."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from jiedui.core.access.scope import Scope
from jiedui.core.alerts import operations, queries
from jiedui.core.alerts.telling import messages, rule_of
from jiedui.core.places.queries import name_of
from jiedui.core.words.errors import JieduiError


class Command(BaseCommand):
    requires_system_checks = ()
    help = "列出预警：jiedui alerts [--check] [--scope 450124] [--rules 规则…] [--closed] [--json]"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="先按台账现状重新检查全部规则")
        parser.add_argument("--scope", default="", metavar="代码", help="只列这个地区，填区划代码；不填为全部")
        parser.add_argument("--rules", nargs="+", metavar="规则", help="只列这些规则；不填为全部")
        parser.add_argument("--closed", action="store_true", help="列出已解除的预警")
        parser.add_argument("--json", action="store_true", help="输出 JSON 数组")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["check"]:
                operations.refresh(options["rules"])
            state = queries.CLOSED if options["closed"] else queries.OPEN
            found = list(queries.alerts(Scope.of_region(options["scope"]), state=state, rules=options["rules"]))
        except JieduiError as error:
            raise CommandError(str(error)) from error
        said = messages(found)
        if options["json"]:
            facts = [
                {
                    "id": one.pk, "rule": one.rule, "county": one.county, "ledger": one.ledger or None, "row": one.row,
                    "values": queries.values(one), "message": said[one.pk], "opened_at": one.opened_at.isoformat(),
                    "closed_at": one.closed_at.isoformat() if one.closed_at else None,
                }
                for one in found
            ]  # fmt: skip
            self.stdout.write(json.dumps(facts, ensure_ascii=False, indent=1))
            return
        for one in found:
            rule = rule_of(one)
            self.stdout.write(
                f"{name_of(one.county) or one.county}  {rule.title if rule else one.rule}：{said[one.pk]}"
            )
        self.stdout.write(_("共 %(count)s 条。") % {"count": len(found)})
