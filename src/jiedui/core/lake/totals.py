"""The totals of a list of any size, from the lake: as new as the ledger, within the scope, for conditions that it can tell."""

import functools
import hashlib
import operator
from typing import Any

from django.db.models import Q, QuerySet

from jiedui.core.access.scope import Scope
from jiedui.core.declare.ledger import Ledger
from jiedui.core.lake.layout import layout
from jiedui.core.lake.models import Partition
from jiedui.core.lake.queries import open_lake
from jiedui.core.ledger.filtering import Wanted, meaning
from jiedui.core.ledger.totals import SUM, Totals, amounts, distinct_column, totalled
from jiedui.core.store import ask


class UntoldError(LookupError):
    """The lake does not hold what a condition asks for."""


def state(ledger: type[Ledger], scope: Scope) -> str:
    """Another text after every change of rows in reach: what was computed under it holds as long as it stays."""
    versions = ",".join(map("/".join, _versions(ledger, scope)))
    reach = "" if scope.places is None else f"{sorted(scope.places)}{sorted(scope.towns or ())}"
    return hashlib.sha256(f"{ledger.info.id}|{versions}|{reach}".encode()).hexdigest()[:24]


def _versions(ledger: type[Ledger], scope: Scope) -> list[tuple[str, str]]:
    """County and version of the parts in reach, by county."""
    sql, within = f"SELECT county, version FROM {Partition._meta.db_table} WHERE ledger = %s", sorted(scope.places or ())
    if scope.places is None:
        return ask(f"{sql} ORDER BY county", [ledger.info.id])
    if not within:
        return []
    marks = ", ".join(["%s"] * len(within))
    return ask(f"{sql} AND county IN ({marks}) ORDER BY county", [ledger.info.id, *within])


def of_lake(ledger: type[Ledger], scope: Scope, wanted: Wanted) -> Totals | None:
    """The totals of what is asked for; None where it asks for something that never enters the lake, such as a name."""
    names = {column.source: column.name for column in layout(ledger) if not column.scrub}
    texts = {column.source: column.name for column in layout(ledger) if column.scrub}
    try:
        conditions = [_told(condition, names, texts) for condition in meaning(ledger, wanted)]
    except UntoldError:
        return None
    columns = totalled(ledger, wanted)
    distinct = distinct_column(ledger)
    with open_lake(scope, [ledger]) as lake:
        table = lake.table(ledger.info.id)
        for condition in conditions:
            table = table.filter(condition)
        asked = {"count": table.count()}
        if distinct is not None:
            asked["distinct"] = table[names[distinct.storage[0]]].nunique()
        for column, how in columns:
            value = table[names[column.storage[0]]]
            asked[f"{column.name}_value"] = value.sum() if how == SUM else value.mean()
            asked[f"{column.name}_filled"] = value.count()
        told = dict(zip(asked, lake.fetch(table.aggregate(**asked))[0], strict=True))
    return Totals(told["count"], told.get("distinct"), amounts(columns, told))


def _told(condition: Q, names: dict[str, str], texts: dict[str, str]) -> Any:
    """A condition on the fields of a ledger as one on its lake table."""
    parts = [
        _told(child, names, texts) if isinstance(child, Q) else _compared(*child, names, texts)  # type: ignore[call-arg, misc]
        for child in condition.children
    ]
    joined = functools.reduce(operator.and_ if condition.connector == Q.AND else operator.or_, parts)
    return ~joined if condition.negated else joined


def _compared(path: str, value: Any, names: dict[str, str], texts: dict[str, str]) -> Any:
    from ibis import _ as row  # loading it takes a second

    field, _dash, lookup = path.partition("__")
    name = names.get(field) or names.get(f"{field}_id") or texts.get(field)
    if not name or "__" in lookup:
        raise UntoldError(path)
    if (field in texts) and lookup != "isnull" and any(letter.isdigit() for letter in str(value)):
        raise UntoldError(path)  # long numbers are struck out of texts
    asked = row[name]
    if isinstance(value, QuerySet):
        value = list(value.values_list("pk", flat=True))
    match lookup:
        case "isnull":
            return asked.isnull() if value else asked.notnull()
        case "in":
            return asked.isin(value)
        case "gte":
            return asked >= value
        case "lte":
            return asked <= value
        case "lt":
            return asked < value
        case "startswith":
            return asked.startswith(value)
        case "endswith":
            return asked.endswith(value)
        case "contains":
            return asked.contains(value)
        case "icontains":
            return asked.lower().contains(value.lower())
        case "":
            return asked == value
    raise UntoldError(path)
