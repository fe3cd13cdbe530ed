"""`jiedui keys list | rotate | reseal`."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jiedui.core.vault import keys
from jiedui.core.words.errors import JieduiError
from jiedui.jobs import rotating


class Command(BaseCommand):
    help = str(gettext_lazy("查看密钥版本，更换加密密钥"))
    requires_system_checks = ()  # they would load every page

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        commands = parser.add_subparsers(dest="command", required=True, parser_class=argparse.ArgumentParser)
        commands.add_parser("list", help=_("列出密钥目录和密钥版本"))
        commands.add_parser("rotate", help=_("新增一版加密密钥，并用它重新加密全部密文和文件"))
        commands.add_parser("reseal", help=_("用最新密钥继续重新加密（中断后，或更改 JIEDUI_CRYPTO 后）"))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            {"list": self._list, "rotate": self._rotate, "reseal": self._reseal}[options["command"]]()
        except JieduiError as error:
            raise CommandError(str(error)) from None

    def _list(self) -> None:
        own = keys.load()
        versions = "、".join(str(version) for version in sorted(own.seal))
        self.stdout.write(
            _("密钥目录：%(folder)s；加密密钥版本：%(versions)s，正在使用第 %(newest)d 版；算法：%(scheme)s。")
            % {"folder": keys.folder(), "versions": versions, "newest": own.newest, "scheme": keys.scheme()}
        )

    def _rotate(self) -> None:
        version = rotating.rotate(self._told)
        self.stdout.write(
            _("已启用第 %(version)d 版加密密钥。旧密钥仍用于打开历史密文，请勿删除；请立即备份密钥目录。")
            % {"version": version}
        )

    def _reseal(self) -> None:
        rotating.reseal(self._told)
        self.stdout.write(_("重新加密完成。"))

    def _told(self, name: str, count: int) -> None:
        self.stdout.write(_("%(name)s：已重新加密 %(count)d 项。") % {"name": name, "count": count})
