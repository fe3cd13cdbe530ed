"""How accounts and the rows behind entries are called in sentences and on pages."""

from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

from jiedui.core.declare.registry import registry
from jiedui.core.ledger.queries import facts_of
from jiedui.core.places.queries import organisation_names
from jiedui.core.places.shown import shown_name
from jiedui.core.words.saying import label, said

ORGANISATION = "organisation"


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
    return {
        key: _("%(kind)s（%(of)s）")
        % {
            "kind": said(registry.account_kind(kind).title),
            "of": _("，").join(
                part
                for part in (
                    subjects.get(kind, {}).get(int(subject), ""), shown_name(place), shown_name(origin), money_label(money),
                )
                if part
            ),
        }
        for key, kind, money, place, origin, subject in asked
    }  # fmt: skip


def row_names(ledger_id: str, ids: Collection[int]) -> dict[int, str]:
    """What people call rows of a ledger, by id; rows that are gone are left out."""
    ledger = registry.ledger(ledger_id)
    key = ledger.columns[ledger.info.key[-1]].storage[0]
    facts = facts_of(ledger_id, sorted(ids), [key])
    return {id: str(value) for id, value in facts.iter_rows()}
