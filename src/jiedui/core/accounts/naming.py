"""How accounts and the rows behind entries are called in sentences and on pages."""

from collections.abc import Collection, Iterable
from functools import cache

from django.utils.translation import gettext as _

from jiedui.core.declare.registry import registry
from jiedui.core.places.queries import organisation_names
from jiedui.core.places.shown import shown_name
from jiedui.core.words.saying import label, said

ORGANISATION = "organisation"
PART = 500
"""So many ids stand in one statement."""


def money_label(money: str) -> str:
    """The kind of money in words."""
    codes = registry.moneys
    return label(codes, money) if codes is not None and money else _("未填资金类别")


def account_names(keys: Iterable[str]) -> dict[str, str]:
    """Names of accounts by key: 县级资金（马山县，财政援助）."""
    asked = [(key, *key.split(":")) for key in dict.fromkeys(keys)]
    subjects: dict[str, dict[int, str]] = {}
    for kind in registry.account_kinds():
        wanted = {int(one[5]) for one in asked if one[1] == kind.id and int(one[5]) > 0}
        if kind.subject == ORGANISATION:
            subjects[kind.id] = organisation_names(wanted)
        elif kind.subject:
            subjects[kind.id] = row_names(kind.subject, wanted)
    words = _Words()
    return {
        key: words.account(kind, subjects.get(kind, {}).get(int(subject), ""), place, origin, money)
        for key, kind, money, place, origin, subject in asked
    }


class _Words:
    """The words of many accounts: they share a few kinds and places, each of which is looked up once."""

    def __init__(self) -> None:
        self.whole, self.comma = _("%(kind)s（%(of)s）"), _("，")
        self.kind = cache(lambda kind: said(registry.account_kind(kind).title))
        self.place, self.money = cache(shown_name), cache(money_label)

    def account(self, kind: str, subject: str, place: str, origin: str, money: str) -> str:
        parts = (subject, self.place(place), self.place(origin), self.money(money))
        return self.whole % {"kind": self.kind(kind), "of": self.comma.join(part for part in parts if part)}


def row_names(ledger_id: str, ids: Collection[int]) -> dict[int, str]:
    """What people call rows of a ledger, by id; rows that are gone are left out."""
    ledger = registry.ledger(ledger_id)
    key = ledger.columns[ledger.info.key[-1]].storage[0]
    wanted = sorted(ids)
    named: dict[int, str] = {}
    for start in range(0, len(wanted), PART):
        some = ledger._default_manager.filter(pk__in=wanted[start : start + PART])
        named.update((int(id), str(value)) for id, value in some.values_list("pk", key))
    return named
