"""Writes of places: loading regions, organisations named by files, confirming pairings.

Each function runs inside the caller's transaction; permission is the caller's to check.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from jiedui.core.places import queries
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
    asked = list(dict.fromkeys((name, uscc or None) for name, uscc in organisations))
    if not asked:
        return Ensured({}, [])
    lock("places.organisation")
    by_uscc = queries.organisations_by_uscc(uscc for _name, uscc in asked if uscc)
    by_name = queries.organisations_by_name(name for name, _uscc in asked)
    ids: dict[NamedOrganisation, int] = {}
    fresh: dict[tuple[str, str | None], Organisation] = {}
    waiting: dict[NamedOrganisation, Organisation] = {}
    # Those with a credit code first, so that the same name without one joins them instead of making a second record.
    for name, uscc in sorted(asked, key=lambda pair: pair[1] is None):
        key = match_name(name)
        if not key:
            raise Refused("organisation.no_name", _("单位名称不能为空。"))
        known = by_uscc.get(uscc) if uscc else None
        if known is None:
            same = [o for o in by_name.get(key, []) if uscc is None or o.uscc is None]
            known = same[0] if same else None
        if known is not None:
            ids[name, uscc] = known.id
            continue
        made = fresh.get((key, uscc)) or (fresh.get(("", uscc)) if uscc else None)
        if made is None and uscc is None:
            made = next((o for (k, _u), o in fresh.items() if k == key), None)
        if made is None:
            made = Organisation(name=name.strip(), match_name=key, uscc=uscc)
            fresh[key, uscc] = made
            if uscc:
                fresh["", uscc] = made
        waiting[name, uscc] = made
    distinct = list({id(made): made for made in fresh.values()}.values())
    Organisation.objects.bulk_create(distinct, batch_size=2000)
    ids.update({pair: made.pk for pair, made in waiting.items()})
    return Ensured(ids, [made.pk for made in distinct])


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
        raise Refused("organisation.uscc_taken", _("统一社会信用代码 {uscc} 已属于另一机构，请核对。").format(uscc=uscc))
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
    """Store pairings; loading again keeps what people have confirmed meanwhile. Returns how many stand in the facts."""
    count = 0
    for fact in facts:
        values = {"valid_from": fact.valid_from, "valid_to": fact.valid_to, "confidence": fact.confidence}
        known, created = Pairing.objects.get_or_create(
            county=fact.county,
            district=fact.district,
            kind=fact.kind,
            defaults={**values, "confirmed": fact.certain},
        )
        if not created and not known.confirmed:
            Pairing.objects.filter(pk=known.pk).update(**values, confirmed=fact.certain)
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
