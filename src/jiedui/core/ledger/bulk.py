"""One column of many rows at once: which columns and rows may be chosen, what would change, which rows have moved on."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from jiedui.core.access.scope import Scope
from jiedui.core.declare.columns import Column
from jiedui.core.declare.ledger import Ledger
from jiedui.core.ledger.comparing import OLD, Comparison, states
from jiedui.core.ledger.queries import PART, rows
from jiedui.core.ledger.schema import storage_schema
from jiedui.core.ledger.storing import to_storage
from jiedui.core.ledger.undoing import stored_rows
from jiedui.core.words.errors import NotFound, Refused

LIMIT = 20_000
"""So many rows are changed at once, and no more: a person still has to answer for each of them."""


def changeable(ledger: type[Ledger]) -> list[Column]:
    """The columns that many rows may share: no key or name, nothing of a person, no file, nothing that decides who sees a row."""
    fixed = {*ledger.info.key, ledger.info.name, ledger.scope_column(), ledger.town_column() or ""}
    return [
        column
        for column in ledger.declared
        if column.name not in fixed
        and not column.personal
        and column.kind != "attachment"
        and not getattr(column, "scope", False)
    ]


def ids_of(found: QuerySet[Any]) -> list[int]:
    """The ids of scoped rows in order. Refused where there are more than LIMIT."""
    ids = list(found.order_by("pk").values_list("pk", flat=True)[: LIMIT + 1])
    if len(ids) > LIMIT:
        raise Refused(
            "bulk.too_many",
            _("一次最多批量修改 %(most)s 条，当前筛选的结果超过了这个数。请缩小筛选范围，分几次修改。")
            % {"most": f"{LIMIT:,}"},
        )
    return ids


def stored_within(ledger: type[Ledger], ids: Sequence[int], scope: Scope) -> pl.DataFrame:
    """Those of the rows that are within the scope, in storage form with id, revision and event, in the order of ids."""
    found = stored_rows(ledger, sorted(set(ids)))
    names = [name for name in (ledger.scope_column(), ledger.town_column()) if name]
    places = found.select(names).unique()
    within = places.filter(pl.Series([scope.covers(*place) for place in places.rows()], dtype=pl.Boolean))
    return found.join(within, on=names, how="semi", nulls_equal=True).sort("id")


def check_within(ledger: type[Ledger], ids: Sequence[int], scope: Scope) -> None:
    """NotFound where one of the ids names no row within reach: nothing is told of it, and nothing is changed."""
    wanted = sorted(set(ids))
    parts = [wanted[start : start + PART] for start in range(0, len(wanted), PART)]
    there = sum(rows(ledger, scope).filter(pk__in=part).count() for part in parts)
    if lacking := len(wanted) - there:
        message = _(
            "选中的记录中有 %(count)s 条不在您可以修改的范围内，或者已经删除。没有写入任何内容，请回到列表重新选择。"
        )
        raise NotFound("bulk.not_found", message % {"count": lacking})


def compare_rows(ledger: type[Ledger], normal: pl.DataFrame, old: pl.DataFrame) -> Comparison:
    """What writing `normal` would do to the rows `old` (storage form, the same rows in the same order). Empty erases."""
    new = to_storage(ledger, normal)
    schema = storage_schema(ledger)
    present = tuple(name for name in schema if name in new.columns)
    renamed = old.rename({"id": "_id", "revision": "_revision", "event": "_event", **{n: OLD + n for n in schema}})
    both = pl.concat([new, renamed], how="horizontal")
    return Comparison(ledger, normal, states(ledger, both, present, (), erase=True), present)


def only(comparison: Comparison, ids: Sequence[int]) -> Comparison:
    """The comparison of these rows alone."""
    kept = comparison.rows.filter(pl.col("_id").is_in(list(ids)))
    normal = comparison.normal.join(kept.select("_index"), on="_index", how="semi")
    return Comparison(comparison.ledger, normal, kept, comparison.present)


def moved(stored: pl.DataFrame, expected: Mapping[int, int]) -> list[int]:
    """Ids whose row is gone, out of reach, or no longer of the expected revision."""
    there = dict(stored.select("id", "revision").iter_rows())
    return sorted(id for id, revision in expected.items() if there.get(id) != revision)
