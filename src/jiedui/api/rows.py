"""The operations on the rows of one ledger, made alike for every declared ledger; no ledger is known by name here."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field, create_model

from jiedui.api import facts, numbers
from jiedui.api.callers import actor_of, caller_of, within
from jiedui.api.findings import Finding, Stopped, stopped
from jiedui.api.refusals import Faulty, Refusal, WrongRequest
from jiedui.core.access.rights import CHANGE, REVEAL, VIEW
from jiedui.core.declare.ledger import Ledger
from jiedui.core.intake.operations import save_record
from jiedui.core.ledger import listing, queries
from jiedui.core.words.errors import NotFound
from jiedui.core.words.saying import in_english

MOST = 500
BIGGEST = 2**63 - 1
RESERVED = frozenset({"q", "region", "month", "after", "limit"})
REFUSALS: dict[int, Any] = {401: Refusal, 403: Refusal, 404: Refusal, 422: Faulty, 429: Refusal}


class Number(Schema):
    """A resident ID, telephone or card number; it travels in the body, for addresses are logged. 完整号码。"""

    number: Annotated[facts.Text, Field(min_length=1, max_length=40)]


def router_of(ledger: type[Ledger]) -> Router:
    """The operations under /ledgers/{id}: list, find, read, create and change rows."""
    info, router = ledger.info, Router(tags=[facts.both(ledger.info.title)])
    row_model, list_model, filter_model = _row(ledger), _rows(ledger), _filters(ledger)
    create_body, change_body, saved_model = _create(ledger), _change(ledger), _saved(ledger)

    def reading(request: HttpRequest) -> Any:
        caller = caller_of(request)
        caller.check_may(VIEW, info.id)
        return caller

    @router.get(
        "/rows", response={200: list_model, **REFUSALS}, operation_id=f"list_{info.id}", url_name=f"{info.id}_rows",
        summary=f"List rows · 查询{info.title}",
        description="Rows within reach by ascending id; go on with `after` = `next`. 按编号升序，`next` 为下一页的 `after`。",
    )  # fmt: skip
    def list_rows(request: HttpRequest, wanted: Query[filter_model]) -> Any:  # type: ignore[valid-type]
        scope = within(reading(request).scope, wanted.region)  # type: ignore[attr-defined]
        found = listing.find(ledger, scope, _wanted(ledger, wanted)).filter(pk__gt=wanted.after)  # type: ignore[attr-defined]
        limit: int = wanted.limit  # type: ignore[attr-defined]
        page = list(listing.with_related(ledger, found.order_by("id"))[: limit + 1])
        more = len(page) > limit
        return {"rows": as_json(ledger, page[:limit]), "next": page[limit - 1].pk if more else None}

    @router.post(
        "/find", response={200: list_model, **REFUSALS}, operation_id=f"find_{info.id}", url_name=f"{info.id}_find",
        summary=f"Find by a personal number · 按完整号码查找{info.noun}",
        description="Exact look-up by blind index; at most 25 rows. 按身份证号、电话或卡号精确查找，最多 25 行。",
    )  # fmt: skip
    def find_rows(request: HttpRequest, asked: Number) -> Any:
        found = listing.by_number(ledger, reading(request).scope, asked.number)
        return {"rows": as_json(ledger, found), "next": None}

    @router.get(
        "/rows/{int:row_id}", response={200: row_model, **REFUSALS}, operation_id=f"read_{info.id}",
        url_name=f"{info.id}_row", summary=f"Read a row · 查看一条{info.noun}",
        description="`reveal=1` shows personal numbers whole: it needs the right to and a `reason`, and is noted in the "
        "trail. `reveal=1` 显示完整号码，须有相应权限并填写 `reason`，每次查看都会留痕。",
    )  # fmt: skip
    def read_row(
        request: HttpRequest, row_id: int, reveal: bool = False, reason: Annotated[str, Query(max_length=200)] = ""
    ) -> Any:
        caller = reading(request)
        if not reveal:
            return as_json(ledger, [fetch(ledger, caller.scope, row_id)])[0]
        caller.check_may(REVEAL, info.id)
        row = fetch(ledger, caller.scope.intersect(caller.scope_for(REVEAL)), row_id)
        actor = actor_of(request)
        return _one(ledger, row, numbers.revealed(ledger, row, by=caller.user, reason=reason, address=actor.address))

    @router.post(
        "/rows", response={201: saved_model, **REFUSALS, 422: Stopped}, operation_id=f"create_{info.id}",
        summary=f"Create a row · 新增{info.noun}",
        description="Texts are taken as in a form. Errors and open questions save nothing (422); answer questions in "
        "`answers`, key to choice. 与表单相同的校验；有错误或待回答的问题时不写入（422），在 `answers` 中回答。",
    )  # fmt: skip
    def create_row(request: HttpRequest, body: create_body) -> Any:  # type: ignore[valid-type]
        return _save(ledger, request, body, None, 201)

    @router.patch(
        "/rows/{int:row_id}", response={200: saved_model, **REFUSALS, 409: Refusal, 422: Stopped},
        operation_id=f"change_{info.id}", summary=f"Change a row · 修改{info.noun}",
        description="Only the facts given change; null erases. `revision` is the one you read: 409 when somebody else "
        "changed the row meanwhile. A new key (document, project number) needs a `reason`. 只改给出的字段，null 为清空；`revision` "
        "不是最新时返回 409；更正编号须填 `reason`。",
    )  # fmt: skip
    def change_row(request: HttpRequest, row_id: int, body: change_body) -> Any:  # type: ignore[valid-type]
        return _save(ledger, request, body, row_id, 200)

    return router


def fetch(ledger: type[Ledger], scope: Any, row_id: int) -> Any:
    """One row within the scope, or NotFound, also for a number that no row can have."""
    if row_id > BIGGEST:
        raise NotFound("row.not_found", _("没有找到这条记录。"))
    return queries.row(ledger, scope, row_id)


def as_json(ledger: type[Ledger], rows: Sequence[Any]) -> list[dict[str, Any]]:
    """Rows as the API gives them, personal numbers masked."""
    return [_one(ledger, row, one) for row, one in zip(rows, numbers.masked(ledger, rows), strict=True)]


def _one(ledger: type[Ledger], row: Any, known: numbers.Numbers) -> dict[str, Any]:
    return {
        "id": row.pk,
        "revision": row.revision,
        "changed_at": row.changed_at,
        "county": getattr(row, ledger.scope_column()),
        "facts": facts.to_json(ledger, row, known),
    }


def _save(ledger: type[Ledger], request: HttpRequest, body: Any, row_id: int | None, status: int) -> HttpResponse | Any:
    caller = caller_of(request)
    caller.check_may(VIEW, ledger.info.id)
    caller.check_may(CHANGE, ledger.info.id)
    scope = caller.scope_for(CHANGE)
    if row_id is not None:
        fetch(ledger, scope, row_id)
    saved = save_record(
        ledger.info.id, facts.to_texts(ledger, body.facts), scope=scope, actor=actor_of(request), kind="api",
        row_id=row_id, revision=getattr(body, "revision", None), answers=body.answers,
        reason=getattr(body, "reason", ""),
    )  # fmt: skip
    if saved.row_id is None:
        return stopped(saved.findings)
    row = queries.row(ledger, scope, saved.row_id)
    return Status(status, {"row": as_json(ledger, [row])[0], "findings": saved.findings})


def _wanted(ledger: type[Ledger], given: Any) -> listing.Wanted:
    conditions = {}
    for column in facts.chosen_codes(ledger):
        text = getattr(given, column.name)
        if text:
            code = column.codes.resolve(text)
            if code is None:
                message = _("“%(value)s”不在“%(label)s”的可选范围内，可选代码见 /api/codes/%(list)s。")
                raise WrongRequest(
                    "code.unknown", message % {"value": text, "label": column.label, "list": column.codes.id}
                )
            conditions[column.name] = listing.Condition(values=(code,))
    if month := getattr(given, "month", ""):
        conditions[ledger.info.period] = listing.Condition(low=month, high=month)
    return listing.Wanted(text=given.q.strip(), conditions=conditions)


def _title(ledger: type[Ledger]) -> str:
    return "".join(part.title() for part in ledger.info.id.split("_"))


@cache
def _row(ledger: type[Ledger]) -> type[Schema]:
    return create_model(  # type: ignore[no-any-return]
        f"{_title(ledger)}Row", __base__=Schema, __doc__=f"One row of the ledger {in_english(ledger.info.title)}. {ledger.info.title}的一行。",
        id=(int, ...), revision=(int, ...), changed_at=(datetime, ...),
        county=(str | None, Field(description="County code: who may see the row · 所属县代码")),
        facts=(facts.facts_out(ledger), ...),
    )  # type: ignore[call-overload]  # fmt: skip


def _rows(ledger: type[Ledger]) -> type[Schema]:
    return create_model(  # type: ignore[no-any-return]
        f"{_title(ledger)}Rows", __base__=Schema, rows=(list[_row(ledger)], ...), next=(int | None, ...)  # type: ignore[misc]
    )  # type: ignore[call-overload]  # fmt: skip


def _saved(ledger: type[Ledger]) -> type[Schema]:
    return create_model(  # type: ignore[no-any-return]
        f"{_title(ledger)}Saved", __base__=Schema, row=(_row(ledger), ...), findings=(list[Finding], ...)
    )  # type: ignore[call-overload]  # fmt: skip


@cache
def _create(ledger: type[Ledger]) -> type[Schema]:
    return create_model(  # type: ignore[no-any-return]
        f"{_title(ledger)}Create", __base__=facts.Strict, facts=(facts.facts_in(ledger), ...),
        answers=(dict[str, str], Field(default={}, description="Answers to questions, key to choice · 对问题的回答")),
    )  # type: ignore[call-overload]  # fmt: skip


def _change(ledger: type[Ledger]) -> type[Schema]:
    return create_model(  # type: ignore[no-any-return]
        f"{_title(ledger)}Change", __base__=_create(ledger), revision=(Annotated[int, Field(ge=1, le=BIGGEST)], ...),
        reason=(facts.Text, Field("", max_length=200, description="Why, needed to change the key · 事由，更正编号时必填")),
    )  # type: ignore[call-overload]  # fmt: skip


def _filters(ledger: type[Ledger]) -> type[Schema]:
    """The query parameters of the list: text, region, month where the ledger has one, every coded column."""
    fields: dict[str, Any] = {
        "q": (facts.Text, Field("", max_length=60, description="Part of a name or key · 名称或编号的一部分")),
        "region": (str, Field("", pattern="^([0-9]{6}|[0-9]{9})?$", description="Region code · 行政区划代码")),
        "after": (int, Field(0, ge=0, le=BIGGEST, description="Rows with a greater id · 只取此编号之后的行")),
        "limit": (int, Field(100, ge=1, le=MOST)),
    }
    if ledger.info.period:
        fields["month"] = (str, Field("", pattern="^([0-9]{4}-(0[1-9]|1[0-2]))?$", description="YYYY-MM"))
    for column in facts.chosen_codes(ledger):
        if column.name in RESERVED:
            raise TypeError(f"{ledger.info.id}.{column.name}: the name is a parameter of every list in the API")
        fields[column.name] = (
            facts.Text,
            Field("", max_length=100, description=f"{facts.both(column.label)}: {facts.note(column)}"),
        )
    return create_model(f"{_title(ledger)}Filters", __base__=Schema, **fields)  # type: ignore[no-any-return]
