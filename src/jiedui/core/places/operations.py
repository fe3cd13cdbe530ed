"""Writes of places: loading regions, organisations named by files, confirming pairings.

Each function runs inside the caller's transaction; permission is the caller's to check.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from jiedui.core.places import queries
from jiedui.core.places.matching import find_organisations
from jiedui.core.places.models import KeyCounty, Organisation, Pairing
from jiedui.core.places.names import match_name
from jiedui.core.store import lock
from jiedui.core.words.errors import NotFound, Refused

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
    lock("places.organisation")
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


@transaction.atomic
def confirm_organisation(id: int, *, uscc: str | None = None, county: str | None = None, kind: str = "") -> None:
    """A person vouches for an organisation and may complete it; a credit code of another one is refused."""
    known = Organisation.objects.filter(pk=id).first()
    if known is None:
        raise NotFound("organisation.unknown", _("没有这个机构，可能已被删除。"))
    if uscc and Organisation.objects.filter(uscc=uscc).exclude(pk=id).exists():
        raise Refused(
            "organisation.uscc_taken", _("统一社会信用代码 {uscc} 已属于另一机构，请核对。").format(uscc=uscc)
        )
    known.uscc = uscc or known.uscc
    known.county = county or known.county
    known.kind = kind or known.kind
    known.confirmed = True
    known.save()


@dataclass(frozen=True, slots=True)
class PairingFact:
    """One pairing as a plan states it; uncertain ones wait for confirmation."""

    county: str
    district: str
    kind: str
    valid_from: date | None
    valid_to: date | None
    confidence: str
    certain: bool


@transaction.atomic
def load_pairings(facts: Iterable[PairingFact]) -> int:
    """Store pairings; returns how many stand in the facts.

    Loading again takes the dates of the facts (a pairing that ended gets its end) and keeps what people have confirmed.
    """
    count = 0
    for fact in facts:
        values = {"valid_from": fact.valid_from, "valid_to": fact.valid_to, "confidence": fact.confidence}
        known, created = Pairing.objects.get_or_create(
            county=fact.county,
            district=fact.district,
            kind=fact.kind,
            defaults={**values, "confirmed": fact.certain},
        )
        if not created:
            Pairing.objects.filter(pk=known.pk).update(**values, confirmed=known.confirmed or fact.certain)
        count += 1
    queries.forget()
    return count


@transaction.atomic
def load_key_counties(codes: Iterable[str], *, valid_from: date) -> int:
    """Store the national key counties of a list issued on `valid_from`."""
    return sum(KeyCounty.objects.get_or_create(code=code, defaults={"valid_from": valid_from})[1] for code in codes)


@transaction.atomic
def confirm_pairing(id: int) -> Pairing:
    """A person vouches for an uncertain pairing."""
    known = Pairing.objects.select_for_update().filter(pk=id).first()
    if known is None:
        raise NotFound("pairing.unknown", _("没有这条结对关系，可能已被删除。"))
    known.confirmed = True
    known.save(update_fields=["confirmed"])
    return known
