"""`jiedui backup FOLDER|FILE`: everything in one file, the keys in a second one; the product may go on working."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from jiedui.jobs.backup.making import make
from jiedui.jobs.management.commands.restore import add_passphrase, passphrase_of


class Command(BaseCommand):
    help = "备份数据库、文件和密钥。密钥单独成一个文件，请分开保管：两者在一起才能读出数据。"
    requires_system_checks = ()  # they would load every page

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "target",
            metavar="目录或文件",
            help="以 .tar 结尾的是文件名；其余都当作目录，没有就新建，在其中自动取名 jiedui-时间.tar",
        )
        parser.add_argument("--without-keys", action="store_true", help="不写密钥文件（密钥已另行保管）")
        add_passphrase(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        secret = passphrase_of(options)
        made = make(options["target"], say=self.stdout.write, with_keys=not options["without_keys"], passphrase=secret)
        size = made.path.stat().st_size / 1e6
        self.stdout.write(f"备份完成：{made.path}（{size:.1f} MB）\nSHA-256 {made.sha256}")
        keys = made.keys
        if keys and secret:
            self.stdout.write(f"密钥（口令加密）：{keys}")
        elif keys:
            self.stdout.write(
                f"密钥：{keys}\n  请把它移到别处保管：得到这两个文件的人可以读出全部数据。也可用 --passphrase-file 给密钥加口令。"
            )
        else:
            self.stdout.write("备份不含密钥；没有密钥无法恢复。")
