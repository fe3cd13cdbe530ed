"""`jiedui demo`: invented data for all counties, loaded through intake, sample workbooks and accounts."""

import time
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from jiedui.core.declare.registry import registry
from jiedui.core.words.errors import JieduiError
from jiedui.demo.accounts import make_accounts
from jiedui.demo.geography import load_counties
from jiedui.demo.operations import Part, Sizes, check_may_load, findings_of, load
from jiedui.demo.planning import lead_plan
from jiedui.demo.samples import sample_workbooks
from jiedui.demo.stories import tell_stories
from jiedui.demo.submitting import hand_in_some
from jiedui.demo.tasks import set_tasks


class Command(BaseCommand):
    help = "装入虚构的演示数据（经由正式的导入程序），写出样例工作簿，建立演示账号。只用于空库。"
    requires_system_checks = ()  # they would load every page

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--workers", type=int, default=50_000, help="务工人员行数")
        parser.add_argument("--households", type=int, default=30_000, help="监测户数")
        parser.add_argument("--months", type=int, default=12, help="每户月数，止于 2021-12")
        parser.add_argument("--projects", type=int, default=400, help="项目数")
        parser.add_argument("--seed", type=int, default=1, help="种子：相同的种子和数量得到相同的数据")
        parser.add_argument("--samples", type=Path, default=settings.ROOT / "samples", help="样例工作簿的目录")

    def handle(self, *args: Any, **options: Any) -> None:
        sizes = Sizes(*(options[name] for name in ("workers", "households", "months", "projects", "seed")))
        folder: Path = options["samples"].resolve()
        if min(sizes.workers, sizes.households, sizes.projects, sizes.seed) < 0 or not 1 <= sizes.months <= 120:
            raise CommandError("数量不能为负，月数应在 1 至 120 之间。")
        if folder.is_relative_to(Path(settings.DATA).resolve()):
            raise CommandError("样例含有完整的身份证号，不能放在数据目录里。请用 --samples 另选目录。")
        try:
            check_may_load(sizes)
            counties = load_counties()
            written = sample_workbooks(folder, counties, sizes.seed, sizes.projects)
            self.stdout.write(f"样例工作簿 {len(written)} 个已写入 {folder}")
            self.load(sizes, counties)
            lines = make_accounts(counties)
            lead_plan()
            set_tasks()
            tell_stories()
            hand_in_some(counties)
        except JieduiError as error:
            raise CommandError(error.message) from error
        self.stdout.write("\n".join(lines))

    def load(self, sizes: Sizes, counties: list[Any]) -> None:
        """Load with a line for each workbook and a summary of what intake said."""
        started = time.monotonic()
        found: Counter[tuple[str, str]] = Counter()
        rows: Counter[str] = Counter()
        for part in load(sizes, counties):
            self.stdout.write(self.line(part, time.monotonic() - started))
            self.stdout.flush()
            if part.report:
                rows.update(part.report.rows)
                findings_of(part.report, lambda id, level, count: found.update({(id, level): count}))
        took = time.monotonic() - started
        self.stdout.write(f"演示数据装入完毕：读 {rows['read']} 行，新增 {rows['new']} 行，用时 {took:.0f} 秒")
        for (id, level), count in sorted(found.items()):
            self.stdout.write(f"  {level} {id}：{count}")

    def line(self, part: Part, seconds: float) -> str:
        title = registry.ledger(part.ledger).info.title
        what = f"新增 {part.report.rows['new']} 行" if part.report else "已在库中" if part.rows else "无"
        return f"{seconds:5.0f} 秒  {title} {part.name}：{what}"
