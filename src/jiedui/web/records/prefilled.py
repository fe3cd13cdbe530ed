"""A new record that is begun from another: what the other says already is filled in (ReferenceColumn.fills)."""

from django.http import QueryDict

from jiedui.core.access.scope import Scope
from jiedui.core.declare.columns import ReferenceColumn
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.ledger import listing, queries
from jiedui.web import showing
from jiedui.web.records.fields import editable


def taken_over(ledger: type[Ledger], asked: QueryDict, scope: Scope) -> QueryDict | None:
    """What the form of a new row starts with where the address names a row for one of its references, else None.

    `?project=17` names the row 17 of the ledger that the column `project` refers to; NotFound where it is out of reach.
    """
    for column in ledger.declared:
        named = asked.get(column.name, "")
        if not isinstance(column, ReferenceColumn) or not named.isdecimal() or len(named) > 18:
            continue
        target = registry.ledger(column.to)
        row = queries.row(target, scope, int(named))
        shown = showing.texts(target, [row])[0]
        made = QueryDict(mutable=True)
        made[column.name] = listing.key_text(target, row)
        for own, other in column.fills.items():
            made[own] = editable(target.columns[other], row, shown)
        return made
    return None
