"""`jiedui import LEDGER FILE`: take an Excel file into a ledger."""

import json
import os
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from jiedui.core.access.scope import Scope
from jiedui.core.intake.books.whole import write_whole
from jiedui.core.intake.operations import import_file
from jiedui.core.intake.report import Report
from jiedui.core.trail.operations import SYSTEM
from jiedui.core.words.errors import JieduiError, Refused
from jiedui.core.words.room import no_room

SHOWN = 30
SYSTEM_ID = "system.database"


class Command(BaseCommand):
    help = "导入表格：核对、比对、写入台账。有错误或未回答的问题时整份不导入（加 --partial 可先导入没有问题的行）。"
    requires_system_checks = ()  # they would load every page

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("ledger", help="台账，例如 workers")
        parser.add_argument("file", help="文件：.xlsx .xls .ods .csv")
        parser.add_argument(
            "--scope",
            default="",
            help="只接受这个地区的行，其他地区的行算作错误：填省、市、县或结对区的 6 位代码，或乡镇的 9 位代码；不填为全部",
        )
        parser.add_argument("--mode", choices=["add", "replace"], default="add", help="add 增补，replace 替换")
        parser.add_argument("--dry-run", action="store_true", help="只核对，不写入")
        parser.add_argument("--partial", action="store_true", help="有问题的行不导入，其余照常导入")
        parser.add_argument("--answers", help="回答问题的 JSON 文件：{问题的 key: 选择}")
        parser.add_argument("--returned", metavar="文件", help="把标出问题的原表写到这个 .xlsx 文件")
        parser.add_argument("--json", action="store_true", help="只输出一个 JSON 对象")

    def handle(self, *args: Any, **options: Any) -> None:
        as_json = options["json"]
        progress = None if as_json else lambda step, _rows=0: self.stderr.write(f"{step} …")
        try:
            data = _read(options["file"])
            if options["returned"]:
                _check_writable(options["returned"])
            report = import_file(
                options["ledger"],
                data,
                name=Path(options["file"]).name,
                scope=Scope.of_region(options["scope"]) if options["scope"] else Scope.everything(),
                scope_code=options["scope"],
                actor=SYSTEM,
                mode=options["mode"],
                partial=options["partial"],
                answers=_answers(options["answers"]),
                dry_run=options["dry_run"],
                progress=progress,
            )
        except Exception as error:
            refusal = error if isinstance(error, JieduiError) else no_room(error)
            if refusal is None:
                raise
            if as_json:
                self.refuse(options, refusal)
                sys.exit(1)
            raise CommandError(str(refusal.message), returncode=1) from error
        unwritten = _return(options["returned"], data, report) if options["returned"] and report.sheets else ""
        if as_json:
            self.stdout.write(json.dumps(report.as_dict(), ensure_ascii=False))
        else:
            self._tell(report, dry_run=options["dry_run"])
        if unwritten:
            self.stderr.write(unwritten)
        if unwritten or not report.ok:
            sys.exit(1)

    def refuse(self, options: dict[str, Any], refusal: JieduiError) -> None:
        """The one object of --json where nothing could be read at all."""
        self.stdout.write(json.dumps(_nothing(options, refusal), ensure_ascii=False))

    def _tell(self, report: Report, *, dry_run: bool) -> None:
        rows = report.rows
        self.stdout.write(f"{report.ledger.info.title}　{report.file_name}")
        left_out = f"（其中按回答未导入 {len(report.left_out)}）" if report.left_out else ""
        removing = f"（{'将删除' if dry_run else '删除'} {report.removing} 行）" if report.removing else ""
        self.stdout.write(
            f"读入 {rows['read']} 行：新增 {rows['new']}，修改 {rows['changed']}，相同 {rows['same']}，"
            f"未导入 {rows['refused']}{left_out}；另有合计、表尾、空行 {rows['dropped']} 行，"
            f"台账有而表中没有 {rows['missing']} 行{removing}。"
        )
        names = {"error": "错误", "warning": "提醒", "question": "待回答"}
        rank = {"error": 0, "question": 1, "warning": 2}
        # What stops the file first: thirty remarks must not hide the one error.
        for one in sorted(report.finding_dicts(), key=lambda one: rank[one["level"]])[:SHOWN]:
            parts = (one["sheet"], f"第 {one['row']} 行" if one["row"] else "", one["column"])
            place = " ".join(part for part in parts if part)
            told = f"{place}：{one['message']}" if place else one["message"]
            self.stdout.write(f"[{names[one['level']]}] {told}（{one['id']}）")
            if "key" in one:
                self.stdout.write(f"    请选择：{' / '.join(one['choices'])}　（--answers 的键：{one['key']}）")
        left = len(report.findings) - SHOWN
        if left > 0:
            self.stdout.write(f"另有 {left} 条，加 --json 可看全部。")
        if {"column.unknown", "column.missing"} & set(report.findings["id"].to_list()):
            self.stdout.write(
                '列名认得不对时，可在 --answers 中指定：{"column.map:表中列名": "台账列名或不导入这一列"}。'
            )
        if dry_run:
            self.stdout.write("这是试运行，没有写入任何内容。" if report.ok else "试运行：这份文件不会被导入。")
        elif report.applied:
            self.stdout.write(
                f"已导入，批次号 {report.batch}。" if report.batch else "与台账一致，没有需要写入的内容。"
            )
        else:
            self.stdout.write("没有导入任何内容。请改正后重新导入，或加 --partial 先导入没有问题的行。")


def _check_writable(path: str) -> None:
    """Before anything is imported: a place that cannot be written must not be found out afterwards."""
    folder = Path(path).resolve().parent
    if not folder.is_dir() or not os.access(folder, os.W_OK) or Path(path).is_dir():
        raise Refused("file.missing", f"“{path}”写不进去，请换一个位置存放标出问题的表。没有导入任何内容。")


def _return(path: str, data: bytes, report: Report) -> str:
    """Write the clerk's own workbook with what is wrong marked; what to say where it could not be written."""
    # Loaded when it is needed: the writers of workbooks take longer to load than a small file to import.
    from jiedui.core.intake.books.returned import mark

    try:
        write_whole(Path(path), mark(data, report.file_name, json.loads(report.dumps()))[1])
    except Refused as refusal:
        done = "没有问题的行已经导入，不受影响；再导入一次这份文件，只会重新得到这张表。" if report.applied else ""
        return f"标出问题的表没有写成：{refusal.message}{done}"
    return ""


def _read(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise Refused("file.missing", f"打不开文件“{path}”：{error.strerror}。请核对路径。") from error


def _answers(path: str | None) -> dict[str, str]:
    if not path:
        return {}
    try:
        answers = json.loads(_read(path))
    except ValueError as error:
        raise Refused("answers.unreadable", f"“{path}”不是正确的 JSON：{error}") from error
    if not isinstance(answers, dict) or not all(isinstance(value, str) for value in answers.values()):
        raise Refused("answers.unreadable", "回答文件应是一个 JSON 对象：{问题的 key: 选择}。")
    return answers


def _nothing(options: dict[str, Any], error: JieduiError) -> dict[str, Any]:
    """The answer where not even the ledger, the scope or the database is known."""
    id = SYSTEM_ID if error.id.startswith("database.") else error.id
    finding = {"sheet": None, "row": None, "column": None, "field": None, "id": id, "level": "error"}
    return {
        "ledger": options["ledger"], "file": {"name": Path(options["file"]).name, "sha256": None}, "applied": False,
        "batch": None, "sheets": [], "columns": [],
        "rows": dict.fromkeys(("read", "new", "changed", "same", "refused", "dropped", "missing"), 0),
        "findings": [{**finding, "value": None, "message": str(error.message)}],
    }  # fmt: skip
