"""What hangs together with a record, as its page shows it: small tables, totals beside what the record says, the way to the list."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from jiedui.core.access.queries import may, scope_of
from jiedui.core.access.rights import CHANGE, VIEW
from jiedui.core.access.scope import Scope
from jiedui.core.declare.columns import MoneyColumn
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.ledger import linking, listing
from jiedui.core.words.saying import said
from jiedui.web.ledgers import columns
from jiedui.web.records.reading import rounded

SHOWN = 4
"""Columns of a small table besides name and place."""


@dataclass(frozen=True)
class Balance:
    """An amount of the record, what is left of it after the rows that refer to it, and how much is used, in percent."""

    label: str
    amount: str
    left: str
    over: bool
    used: int | None


def tables(ledger: type[Ledger], row: Any, scope: Scope, user: Any, shown: dict[str, str]) -> list[dict[str, Any]]:
    """The tables to show, in their order; what has no rows is left out, but for rows that are part of the record."""
    among = [one for one in registry.ledgers() if may(user, VIEW, one.info.id)]
    found = linking.links(ledger, row, scope, among)
    made = [_table(ledger, row, link, shown) for link in found if link.count or _is_part(link)]
    if may(user, CHANGE) and scope_of(user, action=CHANGE).covers(*_place(ledger, row)):
        for one, link in zip(made, (link for link in found if link.count or _is_part(link)), strict=True):
            if _is_part(link):
                one["new"] = f"{reverse('web:record_new', args=[link.ledger.info.id])}?{link.columns[0].name}={row.pk}"
    return made


def _place(ledger: type[Ledger], row: Any) -> tuple[str, str | None]:
    town = ledger.town_column()
    return getattr(row, ledger.scope_column()), getattr(row, town) if town else None


def _is_part(link: linking.Link) -> bool:
    """Whether the rows live within the record or come out of it, as payments and assets of a project do: then their lack
    is worth a word."""
    return link.how == linking.REFERENCE and any(getattr(link.columns[0], name, None) for name in ("scope", "fills"))


def _table(ledger: type[Ledger], row: Any, link: linking.Link, shown: dict[str, str]) -> dict[str, Any]:
    other, pointing = link.ledger, {column.name for column in link.columns}
    chosen = [column for column in columns.short(other) if column.name not in pointing or len(pointing) > 1][:SHOWN]
    return {
        "id": f"linked-{link.how}-{link.whose or link.columns[0].name}-{other.info.id}",
        "title": _title(ledger, link, shown),
        "ledger": other.info,
        "name_label": columns.name_label(other),
        "county_label": columns.county_label(other),
        "headings": columns.headings(chosen),
        "lines": columns.lines(other, link.rows, chosen),
        "count": link.count,
        "many": link.count > listing.MOST,
        "most": listing.MOST,
        "href": _list_of(ledger, row, link, shown) if link.count > len(link.rows) else "",
        "sums": [(said(column.label), rounded(total, column.unit)) for column, total in link.sums if total is not None],
        "balances": [_balance(column, row, total) for total in _one_sum(link) for column in _amounts(ledger, row)],
    }


def _title(ledger: type[Ledger], link: linking.Link, shown: dict[str, str]) -> str:
    title = said(link.ledger.info.title)
    if link.how == linking.PERSON:
        return _("同一人：%(title)s") % {"title": title}
    if link.how == linking.ORGANISATION:
        return _("%(name)s：%(title)s") % {"name": shown.get(link.whose, ""), "title": title}
    return title


def _list_of(ledger: type[Ledger], row: Any, link: linking.Link, shown: dict[str, str]) -> str:
    """The list of just these rows; of a person there is none, for nothing in an address may lead to a person."""
    if link.how == linking.PERSON or len(link.columns) > 1:
        return ""
    text = listing.key_text(ledger, row) if link.how == linking.REFERENCE else shown.get(link.whose, "")
    address = reverse("web:ledger", args=[link.ledger.info.id])
    return f"{address}?{urlencode({link.columns[0].name: text})}" if text else ""


def _one_sum(link: linking.Link) -> list[int]:
    """The total of the only amount of the rows; with several nobody knows which to set against the record's."""
    return [total for _column, total in link.sums if total is not None] if len(link.sums) == 1 else []


def _amounts(ledger: type[Ledger], row: Any) -> list[MoneyColumn]:
    return [c for c in ledger.declared if isinstance(c, MoneyColumn) and getattr(row, c.name) is not None]


def _balance(column: MoneyColumn, row: Any, total: int) -> Balance:
    amount = getattr(row, column.name)
    used = round(total * 100 / amount) if amount > 0 else None
    left = rounded(abs(amount - total), column.unit)
    return Balance(said(column.label), rounded(amount, column.unit), left, total > amount, used)
