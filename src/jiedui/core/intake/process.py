"""One pass of a file through intake: read, check, compare and, where asked, apply in the same transaction."""

import contextlib
import gc
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

import polars as pl
from django.utils.translation import gettext_noop as _

from jiedui.core import store
from jiedui.core.access.scope import Scope
from jiedui.core.declare.ledger import Ledger
from jiedui.core.intake import against, keys
from jiedui.core.intake.attachments import check_attachments
from jiedui.core.intake.checking import Checked, check
from jiedui.core.intake.findings import SCHEMA, Findings
from jiedui.core.intake.previews.building import Preview, build
from jiedui.core.intake.reading import read_workbook
from jiedui.core.intake.report import EMPTY, Report
from jiedui.core.ledger.comparing import CHANGED, DIFFERS, NEW, OLD, SAME, Comparison, compare
from jiedui.core.ledger.operations import Source, apply, writing
from jiedui.core.ledger.single import normal_schema
from jiedui.core.trail.operations import Actor
from jiedui.core.words.errors import JieduiError
from jiedui.core.words.findings import Level


class Progress(Protocol):
    """Told at each stage; `rows`: how many rows of the file it is about, once they are known."""

    def __call__(self, step: str, rows: int = 0, /) -> None: ...


def silent(_step: str, _rows: int = 0, /) -> None:
    """Nobody is told."""


KEEP_MISSING = "不删除"
FEW_MISSING, SHARE_MISSING = 20, 5
"""More missing rows than so many, and more than one in so many of the ledger's, are asked about with more care."""
MANY = _("超过台账现有行数的五分之一，请先确认这份表是完整的。")
PREVIEWED = 2000
"""How many changed rows the preview lists; the counts always cover all."""


@dataclass(frozen=True)
class Task:
    """What is to be imported and how. `partial`: good rows go in although others are refused."""

    ledger: type[Ledger]
    data: bytes
    name: str
    scope: Scope
    actor: Actor
    mode: str = "add"
    partial: bool = False
    answers: Mapping[str, str] = field(default_factory=dict)
    remembered: Mapping[str, str] = field(default_factory=dict)
    today: date = field(default_factory=date.today)
    basis: int | None = None
    scope_code: str = ""
    kind: str = "import"

    @property
    def replace(self) -> bool:
        return self.mode == "replace"


def refused(task: Task, error: JieduiError) -> Report:
    """The report of a file that could not be read at all."""
    findings = Findings()
    findings._plain.append(
        (None, None, None, None, None, error.id, Level.ERROR.value, None, str(error.message), None, None)
    )
    report = Report(task.ledger, task.name, hashlib.sha256(task.data).hexdigest(), rows=dict(EMPTY), ok=False)
    report.findings = findings.frame()
    return report


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for cycles: an import makes millions of objects, and none of them is part of one."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@_uncollected()
def run(
    task: Task, *, write: bool, progress: Progress | None = None, written: Callable[[Report], None] | None = None,
    previewed: Callable[[Preview], None] | None = None,
) -> Report:  # fmt: skip
    """Take a file through; with `write` its good rows go in, all in one transaction, or nothing does.

    Without `partial` an error or an open question refuses the whole file. A file that cannot be read gives a report
    with one finding, never an exception. `written` runs inside the transaction, after the rows are in; `previewed` is
    given every row with what would become of it, where nothing is written.
    """
    say = progress or silent
    try:
        say("读取文件")
        workbook = read_workbook(task.data, name=task.name)
    except JieduiError as error:
        return refused(task, error)
    say("核对内容", sum(len(sheet.frame) for sheet in workbook.sheets if not sheet.hidden))
    checked = check(
        workbook, task.ledger, scope=task.scope, answers=task.answers, remembered=task.remembered, today=task.today,
        keep=previewed is not None,
    )  # fmt: skip
    del workbook
    against.check_references(task.ledger, checked.normal, task.scope, checked.findings)
    if not write:
        say("比对台账", len(checked.normal))
        return _finish(task, checked, write=False, previewed=previewed)
    with store.roomy(), writing(task.ledger):
        say("比对并写入台账", len(checked.normal))
        report = _finish(task, checked, write=True)
        if written is not None:
            written(report)
        return report


def _complete(ledger: type[Ledger], normal: pl.DataFrame) -> pl.DataFrame:
    """Normal forms in the ledger's types, in declared order."""
    schema = normal_schema(ledger)
    own = [pl.col("_index"), pl.col("_sheet"), pl.col("_row")]
    return normal.select(*own, *(pl.col(n).cast(t) for n, t in schema.items() if n in normal.columns))


def _finish(task: Task, checked: Checked, *, write: bool, previewed: Callable[[Preview], None] | None = None) -> Report:
    ledger, findings = task.ledger, checked.findings
    report = Report(ledger, task.name, hashlib.sha256(task.data).hexdigest())
    report.sheets, report.columns, report.positions = checked.sheets, checked.columns, checked.positions
    report.headings = checked.headings
    comparison: Comparison | None = None
    keep = pl.DataFrame()
    removing = False
    if not checked.normal.is_empty() and not findings.blocking():
        normal = _complete(ledger, checked.normal)
        repeated = list(findings.repeated)
        normal = normal.filter(~pl.col("_index").is_in(repeated)) if repeated else normal
        comparison = compare(ledger, normal, scope=task.scope, replace=task.replace)
        against.check_against(comparison, task.scope, findings, task.answers, task.basis, mine=task.actor.user_id)
        check_attachments(comparison, task.actor, findings)
        removing = task.replace and _may_remove(task, checked, comparison, report)
        report.removing = len(comparison.missing) if removing else 0
    stopped = checked.stopped() - findings.repeated
    report.findings, report.conflicts = findings.frame(), findings.conflicts
    levels = set(report.findings["level"].unique().to_list())
    clean = Level.ERROR.value not in levels and Level.QUESTION.value not in levels and not checked.held
    report.ok = not findings.blocking() and (clean or task.partial)
    if comparison is not None:
        keep = comparison.rows.filter(~pl.col("_index").is_in(list(stopped))) if stopped else comparison.rows
        county = ledger.scope_column()
        if county in comparison.rows.columns:
            report.counties = set(comparison.rows[county].drop_nulls().unique().to_list())
    report.rows = _counts(checked, comparison, keep, stopped)
    _preview(report, checked, comparison, keep, stopped)
    if previewed is not None:
        previewed(build(report, checked, comparison, keep, stopped))
    if write and report.ok and comparison is not None:
        good = Comparison(ledger, comparison.normal, keep, comparison.present, comparison.missing)
        source = Source(task.kind, report.file_digest, task.scope_code, _note(task, report))
        report.event = apply(good, actor=task.actor, scope=task.scope, source=source, remove_missing=removing)
        report.applied = True
    return report


def _note(task: Task, report: Report) -> dict[str, Any]:
    note: dict[str, Any] = {"file": task.name, "mode": task.mode, "rows": report.rows}
    if report.left_out:
        note["left_out"] = len(report.left_out)
    if why := against.reasons(task.answers):
        note["reasons"] = why
    return note


def _may_remove(task: Task, checked: Checked, comparison: Comparison, report: Report) -> bool:
    """Whether the rows that the file lacks are to be removed: only after a person confirmed just this number of just these.

    Their digest is part of the key, so an answer given to other rows is none. Where they are many, a page has the number
    typed: a file that came cut off must not empty a ledger by one click.
    """
    count = len(comparison.missing)
    if not count:
        return False
    digest = hashlib.sha256(",".join(map(str, comparison.missing["id"].to_list())).encode()).hexdigest()[:8]
    key, agree = keys.key("replace.missing", digest), f"删除 {count} 行"
    there = count + comparison.rows["_id"].drop_nulls().n_unique()
    many = count > FEW_MISSING and count * SHARE_MISSING > there
    unread = _unread_keys(checked)
    answer = task.answers.get(key)
    if answer == agree and not unread:
        return True
    if answer != KEEP_MISSING:
        choices = [KEEP_MISSING] if unread else [agree, KEEP_MISSING]
        checked.findings.ask("replace.missing", key, choices, count=count, share=MANY if many else "")
        report.typed = [key] if many and not unread else []
    return False


def _unread_keys(checked: Checked) -> bool:
    """A row whose key could not be read may be one of those that seem to be missing."""
    keys = [name for name in checked.ledger.info.key if name in checked.normal.columns]
    return bool(checked.normal.select(pl.any_horizontal(pl.col(keys).is_null()).any()).item())


def _counts(checked: Checked, comparison: Comparison | None, keep: pl.DataFrame, stopped: set[int]) -> dict[str, int]:
    # Hidden rows that a person left out were never read; they count as left out like any other.
    unread = len(checked.left_out)
    read = len(checked.normal) + unread
    if comparison is None:
        return {**EMPTY, "read": read, "refused": read, "dropped": checked.dropped}
    states = dict(keep.group_by("_state").len().rows())
    return {
        "read": read,
        "new": states.get(NEW, 0),
        "changed": states.get(CHANGED, 0),
        "same": states.get(SAME, 0) + len(checked.findings.repeated),
        "refused": len(stopped) + unread,
        "dropped": checked.dropped,
        "missing": len(comparison.missing),
    }


def _where(checked: Checked, indexes: set[int]) -> list[tuple[int, int]]:
    """(sheet, Excel row) of rows of the file."""
    if not indexes:
        return []
    return checked.normal.filter(pl.col("_index").is_in(list(indexes))).select("_sheet", "_row").rows()


def _preview(
    report: Report, checked: Checked, comparison: Comparison | None, keep: pl.DataFrame, stopped: set[int]
) -> None:
    """Old and new values of changed rows, and where the refused rows stand."""
    report.left_out = _where(checked, checked.findings.rejected) + checked.left_out
    report.stopped = _where(checked, stopped - checked.findings.rejected)
    if comparison is None:
        return
    report.missing = comparison.missing["name"].head(PREVIEWED).to_list() if len(comparison.missing) else []
    changed = keep.filter(pl.col("_state") == CHANGED).head(PREVIEWED)
    from jiedui.core.intake.display import change_list

    report.changes = change_list(comparison.ledger, changed, comparison.flags(), comparison.normal)


__all__ = ["DIFFERS", "OLD", "SCHEMA", "Progress", "Task", "refused", "run"]
