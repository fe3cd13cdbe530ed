"""Files handed in through the API: the same way in as on the page and the command line, in one request."""

import hashlib
import json
from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import File, Form, Header, Query, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from jiedui.api.callers import actor_of, caller_of, within
from jiedui.api.facts import Text, both
from jiedui.api.findings import PlacedFinding
from jiedui.api.refusals import Refusal, WrongRequest
from jiedui.api.rows import BIGGEST, REFUSALS
from jiedui.core.access.queries import Authenticated
from jiedui.core.access.rights import IMPORT, UNDO, VIEW
from jiedui.core.access.scope import Scope
from jiedui.core.declare.ledger import Ledger
from jiedui.core.intake import queries
from jiedui.core.intake.models import Import
from jiedui.core.intake.operations import import_file, undo_import
from jiedui.core.intake.report import COUNTS
from jiedui.core.words.errors import Conflict, NotFound

TAG = "imports · 导入"
router = Router(tags=[TAG])


class ReportFile(Schema):
    name: str
    sha256: str


class Report(Schema):
    """What became of a file: the same object as `jiedui import --json`. 导入结果，与命令行 --json 相同。"""

    ledger: str
    file: ReportFile
    applied: bool
    batch: int | None
    sheets: list[dict[str, Any]]
    columns: list[dict[str, Any]]
    rows: dict[str, int]
    findings: list[PlacedFinding]


class ImportLine(Schema):
    """One import. 一次导入。"""

    id: int
    ledger: str
    file: str
    state: str = Field(description="received, working, checked, applied, unchanged, refused, undone, given_up")
    mode: str
    rows: dict[str, int]
    by: str
    received_at: datetime
    finished_at: datetime | None
    event: int | None = Field(description="Number of the event in the trail · 存证事件号")


class ImportList(Schema):
    imports: list[ImportLine]
    next: int | None


class Undone(Schema):
    """The import after its undoing, and the number of the trail event that took it back. 撤销后的导入和存证事件号。"""

    undone: ImportLine
    event: int


class ImportForm(Schema):
    mode: str = Field("add", pattern="^(add|replace)$", description="add 增补, replace 替换")
    partial: bool = Field(False, description="Good rows go in although others are refused · 有误的行除外，其余导入")
    dry_run: bool = Field(False, description="Count and judge, write nothing · 只核对，不写入")
    region: str = Field("", pattern="^([0-9]{6}|[0-9]{9})?$", description="Narrow to a region · 只导入此地区")
    answers: Text = Field("", description='JSON object from key to choice: {"column.fuzzy:…": "…"} · 对问题的回答')


def add_import(router: Router, ledger: type[Ledger]) -> None:
    """Add the operation that takes a file for this ledger."""
    info = ledger.info

    @router.post(
        "/imports", response={200: Report, 201: Report, **REFUSALS, 409: Refusal, 413: Refusal, 422: Report},
        operation_id=f"import_{info.id}", url_name=f"{info.id}_imports", tags=[both(info.title)],
        summary=f"Import a file · 导入{info.title}",
        description="201: rows went in. 200: a dry run, or nothing new in the file. 422: refused, see `findings`. With "
        "the header `Idempotency-Key` a repeated request gets the first one's result. 201 已写入；200 试运行或没有变化；"
        "422 未导入，见 `findings`。重发同一请求时带相同的 `Idempotency-Key`，不会重复导入。",
    )  # fmt: skip
    def import_rows(
        request: HttpRequest,
        file: File[UploadedFile],
        form: Form[ImportForm],
        idempotency_key: Annotated[str | None, Header(max_length=200)] = None,
    ) -> Any:
        caller = caller_of(request)
        caller.check_may(IMPORT, info.id)
        data, answers, scope = file.read(), _answers(form.answers), within(caller.scope_for(IMPORT), form.region)
        key = request_key(caller, info.id, form, idempotency_key)
        report = import_file(
            info.id, data, name=(file.name or "").strip()[-200:] or "api", scope=scope,
            actor=actor_of(request), mode=form.mode, partial=form.partial, answers=answers, dry_run=form.dry_run,
            scope_code=form.region or caller.region or _only_region(scope), organisation_id=caller.user.organisation_id, request_key=key,
        )  # fmt: skip
        if report.file_digest != hashlib.sha256(data).hexdigest():
            raise Conflict("import.key_reused", _("同一个 Idempotency-Key 已用于另一份文件。请为每份文件换一个新值。"))
        status = 201 if report.applied and report.event else 200
        return Status(status if report.ok else 422, report.as_dict())


def request_key(caller: Authenticated, ledger_id: str, form: ImportForm, given: str | None) -> str | None:
    """The caller's key as intake keeps it: nobody can find another caller's import by guessing a key."""
    if not given or form.dry_run:
        return None
    text = json.dumps([caller.user.pk, caller.region, ledger_id, form.mode, form.region, given])
    return hashlib.sha256(text.encode()).hexdigest()


def _answers(text: str) -> dict[str, str]:
    try:
        given = json.loads(text) if text.strip() else {}
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict) or not all(isinstance(value, str) for value in given.values()):
        raise WrongRequest("import.answers", _("answers 须是一个 JSON 对象：问题的 key 对应所选的答案。"))
    return given


def _only_region(scope: Scope) -> str:
    """The one county or town that makes up a scope, so that the trail can say whose rows a file holds; else ""."""
    places = scope.towns or scope.counties or frozenset()
    return next(iter(places)) if len(places) == 1 and len(scope.counties or ()) == 1 else ""


def _reach(request: HttpRequest) -> tuple[Authenticated, dict[str, Any]]:
    caller = caller_of(request)
    caller.check_may(VIEW)
    # A token for one region must not show what its owner handed in for others.
    return caller, {"scope": caller.scope, "user_id": None if caller.region else caller.user.pk}


def _one(request: HttpRequest, import_id: int) -> tuple[Authenticated, Import]:
    caller, reach = _reach(request)
    if import_id > BIGGEST:
        raise NotFound("import.not_found", _("没有找到这次导入。"))
    return caller, queries.one_import(**reach, pk=import_id)


def line(record: Import) -> dict[str, Any]:
    """An import as the API shows it."""
    return {
        "id": record.pk, "ledger": record.ledger, "file": record.file_name, "state": record.state, "mode": record.mode,
        "rows": {name: many for name, many in json.loads(record.counts).items() if name in (*COUNTS, "left_out")}, "by": record.actor_name, "received_at": record.received_at,
        "finished_at": record.finished_at, "event": record.event,
    }  # fmt: skip


@router.get("", response={200: ImportList, **REFUSALS}, operation_id="list_imports", url_name="imports")
def list_imports(
    request: HttpRequest,
    ledger: Annotated[str, Query(max_length=60, pattern="^[a-z0-9_]*$")] = "",
    before: Annotated[int | None, Query(ge=1, le=BIGGEST)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Any:
    """Imports within reach, newest first; go on with `before` = `next`. 可见的导入，最近的在前。"""
    _caller, reach = _reach(request)
    found = queries.imports(**reach)
    found = found.filter(ledger=ledger) if ledger else found
    page = list((found.filter(pk__lt=before) if before else found)[: limit + 1])
    more = len(page) > limit
    return {"imports": [line(one) for one in page[:limit]], "next": page[limit - 1].pk if more else None}


@router.get("/{int:import_id}", response={200: ImportLine, **REFUSALS}, operation_id="read_import", url_name="import")
def read_import(request: HttpRequest, import_id: int) -> Any:
    """One import. 一次导入。"""
    return line(_one(request, import_id)[1])


@router.get(
    "/{int:import_id}/report", response={200: Report, **REFUSALS}, operation_id="read_report", url_name="import_report"
)
def read_report(request: HttpRequest, import_id: int) -> Any:
    """The report of an import as it was given. 导入时的结果。"""
    found = queries.report_of(_one(request, import_id)[1])
    if not found:
        raise NotFound("import.no_report", _("这次导入还没有结果。"))
    return found


@router.post(
    "/{int:import_id}/undo", response={200: Undone, 400: Refusal, **REFUSALS}, operation_id="undo_import",
    url_name="import_undo",
)  # fmt: skip
def undo(request: HttpRequest, import_id: int) -> Any:
    """Take an import back as a whole, while nothing later depends on it. 整批撤销一次导入。"""
    caller, record = _one(request, import_id)
    caller.check_may(UNDO, record.ledger)
    event = undo_import(record, scope=caller.scope_for(UNDO), actor=actor_of(request))
    record.refresh_from_db()
    return {"undone": line(record), "event": event}
