"""Changed values for the preview, as people read them: labels, units, masks."""

from typing import Any

import polars as pl

from jiedui.core.declare.columns import Column
from jiedui.core.declare.ledger import Ledger
from jiedui.core.intake.values import describe
from jiedui.core.ledger.comparing import DIFFERS, OLD
from jiedui.core.places.queries import organisation_names

CHANGED_NUMBER = "（已登记的号码）"
NEW_NUMBER = "（新的号码）"


def change_list(
    ledger: type[Ledger], changed: pl.DataFrame, flags: list[str], normal: pl.DataFrame
) -> list[dict[str, Any]]:
    """One record a changed value: sheet, row, id of the ledger's row, field, column, old, new."""
    if changed.is_empty():
        return []
    plain = changed.select("_index").join(normal, on="_index", how="left", maintain_order="left")
    found: list[dict[str, Any]] = []
    for column in ledger.declared:
        shown = [name for name in column.storage if name in flags and not name.endswith(("_blind", "_sealed"))]
        names = _names(column, changed) if column.kind == "organisation" else {}
        for name in shown:
            where = changed[DIFFERS + name].arg_true().to_list()
            for at in where:
                old, new = changed[OLD + name][at], changed[name][at]
                if column.kind in ("phone", "bank_card"):
                    old, new = (CHANGED_NUMBER if old else None), (NEW_NUMBER if new else None)
                elif column.kind == "organisation":
                    old, new = names.get(old), plain[column.name][at]
                elif column.kind in ("reference", "resident_id"):
                    old, new = (CHANGED_NUMBER if old else None), (NEW_NUMBER if new else None)
                else:
                    old, new = describe(column, old), describe(column, new)
                found.append(
                    {
                        "sheet": changed["_sheet"][at], "row": changed["_row"][at], "id": changed["_id"][at],
                        "field": column.name, "column": column.label, "old": old or None, "new": new or None,
                    }
                )  # fmt: skip
    return sorted(found, key=lambda one: (one["sheet"], one["row"]))


def _names(column: Column, changed: pl.DataFrame) -> dict[int | None, str]:
    ids = changed[OLD + column.storage[0]].drop_nulls().unique().to_list()
    return {id: name for id, name in organisation_names(ids).items()}
