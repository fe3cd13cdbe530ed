"""`jiedui start`: what ./run does after set-up: migrate, fill or open an empty database, then serve."""

import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from jiedui.core.access.models import SetupToken
from jiedui.core.access.scope import Scope
from jiedui.core.access.setup import issue_setup_token
from jiedui.core.ledger.queries import counts
from jiedui.core.words.errors import Refused
from jiedui.jobs.management.commands.migrate import make_data_folder
from jiedui.jobs.management.commands.serve import add_address, serve
from jiedui.jobs.server import check_port

# Large enough to look like a year's work, small enough that the first start takes a minute or two.
SIZES = {"workers": 6000, "households": 2000, "months": 12, "projects": 240, "seed": 1}


class Command(BaseCommand):
    help = "升级数据库并启动；空库先装入演示数据（--empty 则引导建立管理员）。"
    requires_system_checks = ()  # they would load every page
    needs_database = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_address(parser)
        parser.add_argument("--empty", action="store_true", help="不装演示数据")

    def execute(self, *args: Any, **options: Any) -> str | None:
        make_data_folder()  # before Django's checks, which open the database
        return super().execute(*args, **options)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            check_port(options["host"], options["port"])
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        call_command("migrate", verbosity=0)
        filled = self.fill(empty=options["empty"])
        lines = [] if filled else self.greeting(options["port"])  # the load ended with the accounts
        serve(options["host"], options["port"], lambda: print("\n".join(lines)))

    def fill(self, *, empty: bool) -> bool:
        """Demonstration data into an empty database, once; a load that was cut off is taken up again.

        True when something was loaded.
        """
        mark = apps.get_model("demo", "DemoMark")._default_manager.first()
        sizes = SIZES if mark is None else mark.made_with
        if mark is None:
            # A set-up token means that somebody chose --empty here before: never put invented people beside real work.
            chosen = empty or SetupToken.objects.exists() or get_user_model()._default_manager.exists()
            if chosen or any(counts(Scope.everything()).values()):
                return False
        elif mark.finished_at and get_user_model()._default_manager.exists():
            return False
        elif empty:
            raise CommandError(
                "上次装入演示数据没有完成，这里不是空库。请换一个数据目录（--data），或去掉 --empty 继续装完。"
            )
        print("装入演示数据（虚构人员，约一两分钟）…… · loading invented demonstration data …", flush=True)
        connections.close_all()
        # A process of its own: its memory is given back before the server starts.
        options = [part for name, number in sizes.items() for part in (f"--{name}", str(number))]
        done = subprocess.run([sys.executable, "-m", "jiedui", "demo", *options])
        if done.returncode:
            raise CommandError(
                "演示数据没有装完，原因见上。再次运行 ./run 会接着装；不需要演示数据请用 ./run --empty --data 新目录。"
            )
        return True

    def greeting(self, port: int) -> list[str]:
        """The accounts of the demonstration, or the way to the first administrator."""
        if not get_user_model()._default_manager.exists():
            token = issue_setup_token()
            return [
                "还没有用户。请打开下面的地址建立管理员（链接只能用一次） · create the first administrators here:",
                f"  http://127.0.0.1:{port}/setup/?token={token}",
            ]
        accounts = Path(settings.DATA) / "demo-accounts.txt"
        if not accounts.is_file():
            return []
        samples = "  样例工作簿在 samples 目录 · sample workbooks are in samples/"
        return ["演示数据，人员均为虚构 · invented data", *accounts.read_text(encoding="utf-8").splitlines(), samples]
