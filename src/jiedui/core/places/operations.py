"""Writes of places: organisations named by files, and what people confirm, correct, add or end.

`ensure` and `remove_unused` run inside the caller's write, whose permission is checked there; the others check the right
and the scope themselves, change and note the trail in one transaction.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from jiedui.core.places.matching import find_organisations
from jiedui.core.places.models import Organisation
from jiedui.core.places.names import match_name
from jiedui.core.places.pairings import (
    PairingFact,
    add_pairing,
    confirm_pairing,
    end_pairing,
    load_key_counties,
    load_pairings,
)
from jiedui.core.places.vouching import LOCK, add_alias, remove_alias, save_organisation
from jiedui.core.store import lock
from jiedui.core.words.errors import Refused

NamedOrganisation = tuple[str, str | None]
"""A name as written and a unified social credit code, or None."""


@dataclass(frozen=True, slots=True)
class Ensured:
    """ids: organisation by (name, credit code) as asked; created: those that did not exist before, for undo."""

    ids: dict[NamedOrganisation, int]
    created: list[int]


@transaction.atomic
def ensure(organisations: Iterable[NamedOrganisation]) -> Ensured:
    """Find or create the organisations that a file names; new ones are unconfirmed.

    A credit code decides first, then the name. A name known with another credit code is another organisation; a
    name known without a code is taken as the same one, whose record is left as it is.
    """
    asked = list(dict.fromkeys(organisations))
    if not asked:
        return Ensured({}, [])
    lock(LOCK)
    ids = find_organisations(asked)
    made: dict[str, Organisation] = {}
    waiting: dict[NamedOrganisation, Organisation] = {}
    # Those with a credit code first, so that the same name without one joins them instead of making a second record.
    for name, uscc in sorted((pair for pair in asked if pair not in ids), key=lambda pair: not pair[1]):
        key = match_name(name)
        if not key:
            raise Refused("organisation.no_name", _("单位名称不能为空。"))
        new = made.get(uscc or key)
        if new is None:
            new = Organisation(name=name.strip(), match_name=key, uscc=uscc or None)
            made[uscc or key] = new
            made.setdefault(key, new)
        waiting[name, uscc] = new
    fresh = list({id(new): new for new in made.values()}.values())
    Organisation.objects.bulk_create(fresh, batch_size=2000)
    return Ensured(ids | {pair: new.pk for pair, new in waiting.items()}, [new.pk for new in fresh])


@transaction.atomic
def remove_unused(ids: Iterable[int]) -> int:
    """Delete those of `ids` that nobody confirmed and no row of any ledger names any more; returns how many."""
    left = set(Organisation.objects.filter(pk__in=list(ids), confirmed=False).values_list("pk", flat=True))
    for relation in Organisation._meta.get_fields(include_hidden=True):
        if relation.auto_created and relation.is_relation and left:
            column = relation.field.name  # type: ignore[union-attr]
            model = relation.related_model
            used = model._default_manager.filter(**{f"{column}__in": left})  # type: ignore[union-attr]
            left -= set(used.order_by().values_list(column, flat=True).distinct())
    Organisation.objects.filter(pk__in=left).delete()
    return len(left)


__all__ = [
    "Ensured", "PairingFact", "add_alias", "add_pairing", "confirm_pairing", "end_pairing", "ensure", "load_key_counties",
    "load_pairings", "remove_alias", "remove_unused", "save_organisation",
]  # fmt: skip
