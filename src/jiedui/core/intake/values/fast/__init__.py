"""Whole columns at once: what is clean is read by column arithmetic, the rest is left to the definition.

Every path says which rows it has read; for those it gives exactly what the definition gives, without faults
(tests/unit/intake/values/test_fast.py proves it on arbitrary input).
"""

from collections.abc import Callable
from typing import Any

import polars as pl

from jiedui.core.intake.values.context import Context
from jiedui.core.intake.values.fast import amounts, identity, texts
from jiedui.core.intake.values.fast.dates import without_time
from jiedui.core.intake.values.fast.quick import Quick

Path = Callable[[pl.DataFrame, Any, list[str], Context], Quick]
PATHS: dict[str, Path] = {
    "text": texts.quick_text,
    "long_text": texts.quick_text,
    "organisation": texts.quick_organisation,
    "key": texts.quick_key,
    "reference": texts.quick_key,
    "name": texts.quick_name,
    "phone": texts.quick_phone,
    "bank_card": texts.quick_bank_card,
    "resident_id": identity.quick_resident_id,
    "uscc": identity.quick_uscc,
    "money": amounts.quick_money,
    "number": amounts.quick_number,
}

__all__ = ["PATHS", "Quick", "without_time"]
