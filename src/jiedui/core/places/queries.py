"""Reads of places: the resolver, organisations, pairings."""

import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from jiedui.core.access.scope import Scope
from jiedui.core.places.gazetteer import Place
from jiedui.core.places.levels import Level
from jiedui.core.places.models import KeyCounty, Loaded, Organisation, OrganisationAlias, Pairing, Region, RegionName
from jiedui.core.places.names import match_name
from jiedui.core.places.organisations import (
    mark_of,
    may_change,
    organisation,
    organisations,
    rows_naming,
    same_name,
)
from jiedui.core.places.resolver import Resolution, Resolver
from jiedui.core.store import ask
from jiedui.core.store.once import forget as once_forget
from jiedui.core.store.once import once
from jiedui.core.words import veil
from jiedui.core.words.errors import NotFound

__all__ = [
    "Resolution", "Resolver", "label_of", "mark_of", "may_change", "name_of", "organisation", "organisations", "resolver",
    "rows_naming", "same_name",
]  # fmt: skip

_cached: tuple[object, Resolver] | None = None
_pairings: dict[date, tuple[object, Sequence[Pairing]]] = {}
"""Of a day: under which state they were read, and the pairings in force."""
_dropped = 0
"""How often they were dropped: tests put other regions under the same state."""
_lock = threading.Lock()
CHUNK = 800
DAYS = 400
"""Of so many days the pairings are kept; figures by month ask for each month's last."""


def loaded_digest() -> str:
    """The digest of the region data in the database; empty when nothing is loaded."""
    state = _state()
    return state[0] if state else ""


def _state() -> tuple[str, object] | None:
    """Digest and time of what is loaded; the time also moves on with every change of a pairing."""
    return once("places.state", lambda: next(iter(ask(_STATE)), None))


_STATE = f"SELECT digest, at FROM {Loaded._meta.db_table} ORDER BY id LIMIT 1"


def resolver() -> Resolver:
    """The resolver of this process; rebuilt when other region data were loaded or a pairing changed, also by another
    process. Costs one small query when cached."""
    global _cached
    state = _state()
    with _lock:
        if _cached is None or _cached[0] != state:
            _cached = (state, _build())
        return _cached[1]


def _current() -> Resolver:
    return _cached[1] if _cached else resolver()


def version() -> object:
    """Another value after every change of regions or pairings; a key for what is made of their names."""
    return _state(), _dropped


def forget() -> None:
    """Drop the cached resolver (after loading regions, and between tests) and what this request has read of regions."""
    global _cached, _dropped
    _dropped += 1
    once_forget("places.")
    _pairings.clear()
    with _lock:
        _cached = None


def _build() -> Resolver:
    rows = Region.objects.exclude(level=Level.VILLAGE).values_list(
        "code", "name", "short", "level", "parent", "valid_to", "successor"
    )
    paired = set(Pairing.objects.values_list("county", flat=True)) | set(
        Pairing.objects.values_list("district", flat=True)
    )
    return Resolver(
        (Place(*row) for row in rows.iterator(chunk_size=10_000)),
        aliases=RegionName.objects.values_list("region", "name", "old", "valid_to"),
        paired=paired,
        villages=lambda: Region.objects.filter(level=Level.VILLAGE).values_list("code", "name").order_by("code"),
    )


def name_of(code: str | None) -> str:
    """The name of a region for a page; empty for None. Needs no query once the resolver is built."""
    return _current().name_of(code) if code else ""


def label_of(code: str | None) -> str:
    """The whole path of a region for a page; empty for None."""
    return _current().label_of(code) if code else ""


# -- organisations ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Known:
    """An organisation as import and lists need it."""

    id: int
    name: str
    match_name: str
    uscc: str | None
    confirmed: bool


def _chunks(values: Iterable[str]) -> Iterator[list[str]]:
    distinct = sorted(set(values))
    for start in range(0, len(distinct), CHUNK):
        yield distinct[start : start + CHUNK]


def organisations_by_name(names: Iterable[str]) -> dict[str, list[Known]]:
    """Organisations by match name (aliases included), for names as written; the one to prefer stands first."""
    found: dict[str, list[Known]] = {}
    fields = ("id", "name", "match_name", "uscc", "confirmed")
    for chunk in _chunks(match_name(name) for name in names):
        for row in Organisation.objects.filter(match_name__in=chunk).values_list(*fields):
            found.setdefault(row[2], []).append(Known(*row))
        aliases = OrganisationAlias.objects.filter(match_name__in=chunk).select_related("organisation")
        for alias in aliases:
            other = alias.organisation
            found.setdefault(alias.match_name, []).append(
                Known(other.id, other.name, other.match_name, other.uscc, other.confirmed)
            )
    for known in found.values():
        known.sort(key=lambda o: (not o.confirmed, o.uscc is not None, o.id))
    return found


def organisations_by_uscc(codes: Iterable[str]) -> dict[str, Known]:
    """Organisations by unified social credit code."""
    fields = ("id", "name", "match_name", "uscc", "confirmed")
    return {
        row[3]: Known(*row)
        for chunk in _chunks(codes)
        for row in Organisation.objects.filter(uscc__in=chunk).values_list(*fields)
    }


def organisation_names(ids: Iterable[int]) -> dict[int, str]:
    """Names by id, for lists and exports."""
    distinct = sorted(set(ids))
    found: dict[int, str] = {}
    for start in range(0, len(distinct), CHUNK):
        found.update(Organisation.objects.filter(pk__in=distinct[start : start + CHUNK]).values_list("pk", "name"))
    return found


# -- pairings --------------------------------------------------------------------------------------------------------


def _in_force(day: date) -> Q:
    return (Q(valid_from=None) | Q(valid_from__lte=day)) & (Q(valid_to=None) | Q(valid_to__gte=day))


def pairings(scope: Scope, *, text: str = "", confirmed: bool | None = None) -> list[Pairing]:
    """The pairings of the counties in scope, past ones too, by county and then the latest first; `text` is a part of the
    county's or the district's name."""
    found = Pairing.objects.all()
    if scope.counties is not None:  # a township belongs to its county's pairing too
        found = found.filter(county__in=sorted(scope.counties))
    if confirmed is not None:
        found = found.filter(confirmed=confirmed)
    wanted = [one for one in found if text in f"{name_of(one.county)} {name_of(one.district)}"]
    return sorted(wanted, key=lambda one: (one.county, -(one.valid_from or date.min).toordinal(), -one.pk))


def pairing(scope: Scope, id: int) -> Pairing:
    """One pairing of a county in scope; NotFound."""
    found = Pairing.objects.filter(scope.q("county"), pk=id).first() if id < 2**63 else None
    if found is None:
        raise NotFound("pairing.unknown", _("没有这条结对关系，可能已被删除。请返回列表重新选择。"))
    return found


def pairings_at(day: date) -> Sequence[Pairing]:
    """The pairings in force on `day`, by county; those with `confirmed` False are shown as 待确认. Kept, as the resolver
    is, until one is changed."""
    return once(f"places.pairings.{day}", lambda: _pairings_kept(day))


def _pairings_kept(day: date) -> Sequence[Pairing]:
    state, found = _state(), _pairings.get(day)
    if state is not None and found is not None and found[0] == state:
        return found[1]
    read = list(Pairing.objects.filter(_in_force(day)).order_by("county"))
    if not veil.drawn():  # what is read while something is covered is not kept for others
        if len(_pairings) >= DAYS:
            _pairings.clear()
        _pairings[day] = (state, read)
    return read


def counties_of_district(district: str, day: date) -> list[str]:
    """Codes of the counties paired with a district on `day`."""
    return list(
        Pairing.objects.filter(_in_force(day), district=district).order_by("county").values_list("county", flat=True)
    )


def district_of(county: str, day: date) -> str | None:
    """Code of the district paired with a county on `day`, or None."""
    found = Pairing.objects.filter(_in_force(day), county=county).order_by("-valid_from", "pk")
    return found.values_list("district", flat=True).first()


def paired_counties(day: date) -> list[str]:
    """Codes of all paired counties on `day`."""
    return [pairing.county for pairing in pairings_at(day)]


def offices(day: date) -> set[str]:
    """Codes of the districts that help on `day`, and of the cities of both sides."""
    found = pairings_at(day)
    cities = {chain[0] for one in found for code in (one.county, one.district) if (chain := _current().ancestors(code))}
    return {one.district for one in found} | cities


def paired_cities(day: date) -> list[str]:
    """Codes of the cities in which paired counties lie."""
    known = _current()
    return sorted({known.ancestors(county)[0] for county in paired_counties(day) if known.ancestors(county)})


def key_counties(day: date) -> set[str]:
    """Codes of the national key counties on `day`; empty before the list was issued."""
    return set(KeyCounty.objects.filter(_in_force(day)).values_list("code", flat=True))
