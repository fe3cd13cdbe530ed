"""`jiedui trail verify | head | export`."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jiedui.core.trail import checkpoint
from jiedui.core.trail.exporting import export
from jiedui.core.trail.verification import Report, verify
from jiedui.core.words.errors import JieduiError


class Command(BaseCommand):
    help = str(gettext_lazy("核对审计存证，输出检查点，导出供外部核验的存证"))
    requires_system_checks = ()  # they would load every page

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        commands = parser.add_subparsers(dest="command", required=True, parser_class=argparse.ArgumentParser)
        check = commands.add_parser("verify", help=_("核对全部存证和台账事实；有问题时退出码为 1"))
        check.add_argument("--json", action="store_true", help=_("只输出一个 JSON 对象"))
        check.add_argument("--head", metavar="FILE", help=_("与外部保存的检查点对照，可发现被整体重建的存证链"))
        head = commands.add_parser("head", help=_("输出已签名的检查点，请保存在系统之外"))
        head.add_argument("--json", action="store_true", help=argparse.SUPPRESS)  # it is JSON in any case
        lines = commands.add_parser("export", help=_("导出存证（不含个人信息），供 tools/verify_trail.py 独立核验"))
        lines.add_argument("file", metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            {"verify": self._verify, "head": self._head, "export": self._export}[options["command"]](options)
        except JieduiError as error:
            raise CommandError(str(error)) from None

    def _verify(self, options: dict[str, Any]) -> None:
        point = checkpoint.read(_text(options["head"])) if options["head"] else None
        report = verify(None if options["json"] else self._progress, checkpoint=point)
        if not options["json"] and sys.stderr.isatty():
            self.stderr.write("\r\033[K", ending="")
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(report), ensure_ascii=False))
        else:
            self._print(report)
        if not report.ok:
            raise SystemExit(1)

    def _print(self, report: Report) -> None:
        for problem in report.problems:
            self.stdout.write(f"[{problem.id}] {problem.message}")
        hidden = sum(report.counts.values()) - len(report.problems)
        if hidden:
            self.stdout.write(_("另有 %(count)d 处同类问题未列出。") % {"count": hidden})
        for ledger in report.unchecked:
            self.stdout.write(_("台账 %(ledger)s 的模块未安装，其现有记录未核对。") % {"ledger": ledger})
        about = {"entries": report.entries, "heads": report.heads, "facts": report.facts}
        if report.ok:
            self.stdout.write(
                _("存证完好：%(entries)d 条存证、%(heads)d 个存证头、%(facts)d 条现有记录全部相符。") % about
            )
        else:
            self.stdout.write(
                _(
                    "发现 %(count)d 处问题（共核对 %(entries)d 条存证、%(facts)d 条现有记录）。请保留现场并报告审计管理员。"
                )
                % {"count": sum(report.counts.values()), **about}
            )

    def _head(self, options: dict[str, Any]) -> None:
        point = checkpoint.latest()
        if point is None:
            raise CommandError(_("还没有任何存证，暂无检查点可以输出。"))
        self.stdout.write(point.to_json())

    def _export(self, options: dict[str, Any]) -> None:
        path = Path(options["file"])
        try:
            count = export(path, self._progress)
        except OSError as error:
            raise CommandError(
                _("无法写入文件 %(path)s：%(error)s") % {"path": path, "error": error.strerror}
            ) from None
        self.stdout.write(_("已导出 %(count)d 条存证到 %(path)s。") % {"count": count, "path": path})

    def _progress(self, stage: str, done: int, total: int) -> None:
        if sys.stderr.isatty():
            share = f" / {total:,}" if total else ""
            self.stderr.write(f"\r\033[K{stage} {done:,}{share}", ending="")


def _text(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise CommandError(_("无法读取检查点文件 %(path)s，请检查路径。") % {"path": path}) from None


def _as_json(report: Report) -> dict[str, Any]:
    return {
        "ok": report.ok,
        "entries": report.entries,
        "heads": report.heads,
        "facts": report.facts,
        "counts": dict(report.counts),
        "problems": [{"id": problem.id, "message": problem.message} for problem in report.problems],
        "unchecked": report.unchecked,
    }
