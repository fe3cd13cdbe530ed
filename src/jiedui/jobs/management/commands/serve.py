"""`jiedui serve`: the web server and the worker, until one of them or a signal ends both."""

import os
import sys
import time
import urllib.error
import urllib.request
from argparse import ArgumentParser
from collections.abc import Callable
from threading import Thread
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from jiedui.core.words.errors import Refused
from jiedui.jobs.backup.restoring import running
from jiedui.jobs.readiness import check_database
from jiedui.jobs.server import check_port
from jiedui.jobs.supervisor import supervise


class Command(BaseCommand):
    help = "启动网站和后台任务；结束其中一个，另一个随之结束。"
    requires_system_checks = ()  # they would load every page

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_address(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            check_database()
            check_port(options["host"], options["port"])
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        serve(options["host"], options["port"], lambda: None)


def add_address(parser: ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000, help="端口，默认 8000")
    parser.add_argument(
        "--host", default="127.0.0.1", help="监听地址，默认只接受本机访问；0.0.0.0 为所有网卡（并设置 JIEDUI_HOSTS）"
    )


def serve(host: str, port: int, announce: Callable[[], None]) -> None:
    """Run server and worker; `announce` prints what follows the address once the first page is answered."""
    connections.close_all()
    children = {
        "网站": [sys.executable, "-m", "jiedui.jobs.server", host, str(port)],
        "后台任务": [sys.executable, "-m", "jiedui", "worker"],
    }
    shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104
    address = f"http://{f'[{shown}]' if ':' in shown else shown}:{port}/"

    def when_answering() -> None:
        if not answers(address):
            return
        print(f"\n结对平台已启动 · Jiedui is running: {address}")
        announce()
        print("按 Ctrl-C 结束 · Ctrl-C ends it\n", flush=True)

    with running():
        code = supervise(children, started=lambda: Thread(target=when_answering, daemon=True).start())
    raise SystemExit(code)


def answers(address: str, *, patience: float = 60.0) -> bool:
    """Wait until the server gives a page; False, and a sentence about it, where it fails or gives none in time."""
    deadline = time.monotonic() + patience
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    host = os.environ.get("JIEDUI_HOSTS", "").split(",")[0].lstrip(".")
    headers = {"Host": host} if host and host != "*" else {}
    while time.monotonic() < deadline:
        try:
            opener.open(urllib.request.Request(address, headers=headers), timeout=10).close()  # noqa: S310
        except urllib.error.HTTPError as error:
            if error.code < 500:
                return True
            print(f"网站没有正常启动：首页返回错误 {error.code}，请查看上面的日志。", file=sys.stderr, flush=True)
            return False
        except OSError:
            time.sleep(0.1)
            continue
        return True
    print(f"网站启动 {patience:.0f} 秒后仍没有应答，请查看上面的日志。", file=sys.stderr, flush=True)
    return False
