"""Tables of what no ledger holds a row of: the paired counties, for rules that miss something in a county."""

from collections.abc import Iterable
from typing import Any


def counties(codes: Iterable[str]) -> Any:
    """An Ibis table with the one column `county`; the codes are written into the query itself."""
    import ibis

    return ibis.array(sorted(codes)).unnest().name("county").as_table()
