"""`jiedui worker`: run background jobs until ended."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from jiedui.jobs.supervisor import end_with_supervisor
from jiedui.jobs.worker import Worker


class Command(BaseCommand):
    help = "运行后台任务（./run 和 jiedui serve 会自动启动它）。"
    requires_system_checks = ()  # they would load every page

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="做完已排队的任务就退出")

    def handle(self, *args: Any, **options: Any) -> None:
        end_with_supervisor()
        worker = Worker()
        worker.listen()
        done = worker.run(once=options["once"])
        if options["once"]:
            self.stdout.write(f"完成 {done} 个任务。")
