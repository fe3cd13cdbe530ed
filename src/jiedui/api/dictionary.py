"""The data dictionary: every ledger with its columns, every coded list."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from jiedui.api import facts
from jiedui.api.callers import caller_of
from jiedui.api.refusals import Refusal
from jiedui.core.access.rights import VIEW
from jiedui.core.declare.columns import CodeColumn, Column
from jiedui.core.declare.ledger import Ledger
from jiedui.core.ledger.queries import counts
from jiedui.core.words.codes import code_lists
from jiedui.core.words.errors import NotFound
from jiedui.core.words.saying import in_english

REFUSALS: dict[int, Any] = {401: Refusal, 403: Refusal, 404: Refusal, 429: Refusal}


class ColumnEntry(Schema):
    """A column as declared. `value`: what it looks like in JSON. 一列的定义。"""

    name: str
    label: str
    english: str
    also: Sequence[str]
    kind: str
    required: bool
    personal: bool
    unit: str
    codes: str | None = Field(description="Id of the coded list · 代码表编号")
    several: bool
    to: str | None = Field(description="Ledger it refers to · 所指台账")
    value: str
    help: str


class LedgerEntry(Schema):
    """A ledger as declared, with the number of rows within reach. 一个台账的定义和可见行数。"""

    id: str
    title: str
    english: str
    noun: str
    key: Sequence[str]
    name: str
    period: str
    measures: Sequence[int]
    rows: int
    columns: list[ColumnEntry]


class CodeEntry(Schema):
    code: str
    label: str
    english: str
    aliases: Sequence[str]
    parent: str | None


class CodeListEntry(Schema):
    """A coded list. 代码表。"""

    id: str
    title: str
    english: str
    source: str
    codes: list[CodeEntry]


def _column(column: Column) -> dict[str, Any]:
    coded = isinstance(column, CodeColumn)
    return {
        "name": column.name, "label": column.label, "english": in_english(column.label), "also": column.also, "kind": column.kind,
        "required": column.required, "personal": column.personal, "unit": facts.unit_of(column),
        "codes": column.codes.id if coded else None, "several": coded and column.several,  # type: ignore[attr-defined]
        "to": getattr(column, "to", None), "value": facts.note(column), "help": column.help,
    }  # fmt: skip


def _ledger(ledger: type[Ledger], rows: int) -> dict[str, Any]:
    info = ledger.info
    return {
        "id": info.id, "title": info.title, "english": in_english(info.title), "noun": info.noun, "key": info.key, "name": info.name, "period": info.period,
        "measures": info.measures, "rows": rows, "columns": [_column(column) for column in ledger.declared],
    }  # fmt: skip


def router_of(ledgers: Sequence[type[Ledger]]) -> Router:
    """The operations of the dictionary over these ledgers."""
    router = Router(tags=["dictionary · 数据字典"])

    @router.get(
        "/ledgers", response={200: list[LedgerEntry], **REFUSALS}, operation_id="list_ledgers", url_name="ledgers"
    )
    def list_ledgers(request: HttpRequest) -> Any:
        """Every ledger with its columns and the number of rows within reach. 全部台账及其各列。"""
        caller = caller_of(request)
        caller.check_may(VIEW)
        reached = counts(caller.scope)
        return [_ledger(ledger, reached[ledger.info.id]) for ledger in ledgers]

    @router.get(
        "/codes/{list_id}", response={200: CodeListEntry, **REFUSALS}, operation_id="read_codes", url_name="codes"
    )
    def read_codes(request: HttpRequest, list_id: str) -> Any:
        """A coded list. 一张代码表。"""
        caller_of(request).check_may(VIEW)
        found = next((one for one in code_lists() if one.id == list_id), None)
        if found is None:
            raise NotFound("api.no_such_list", _("没有这张代码表。代码表编号见 /api/ledgers 中各列的 codes。"))
        codes = [
            {"code": c.code, "label": c.label, "english": in_english(c.label, found.id), "aliases": c.aliases, "parent": c.parent}
            for c in found.codes
        ]
        return {
            "id": found.id, "title": found.title, "english": in_english(found.title), "source": found.source, "codes": codes,
        }  # fmt: skip

    return router
