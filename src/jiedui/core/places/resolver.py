"""From what a clerk wrote to a region: codes, full, short and former names, paths; suggestions for misspellings."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz.distance import Levenshtein

from jiedui.core.places import names
from jiedui.core.places.levels import Level, bare, level_of

MOST_CHOICES = 12
_TIERS = {"exact": 0, "alias": 1, "short": 2, "old": 3}


@dataclass(frozen=True, slots=True)
class Resolution:
    """The answer to one text.

    code: today's code, or None; name: its full name (or the text, when None).
    how: exact, alias, short, code: the code is sure. old: sure, but written with a former name or code.
    fuzzy, ambiguous: a person must choose among `choices` (code, full label). unknown: nothing fits.
    """

    code: str | None
    name: str
    how: str
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Place:
    """A region as the resolver keeps it; `successor` is set for one that no longer exists."""

    code: str
    name: str
    short: str
    level: str
    parent: str
    valid_to: date | None = None
    successor: str = ""


@dataclass(frozen=True, slots=True)
class _Hit:
    code: str
    how: str
    until: date | None = None


@dataclass(slots=True)
class _Index:
    """Names to regions; a name may stand for several."""

    by_name: dict[str, list[_Hit]] = field(default_factory=dict)

    def add(self, name: str, code: str, how: str, until: date | None = None) -> None:
        hits = self.by_name.setdefault(name, [])
        if all(hit.code != code for hit in hits):
            hits.append(_Hit(code, how, until))

    def get(self, name: str) -> list[_Hit]:
        return self.by_name.get(name, [])


class Resolver:
    """Built once from the tables of regions; every answer after that needs no database.

    places: all regions down to the counties and the towns; aliases: (code, name, old, until); paired: codes of the
    counties and districts of the plan, preferred when a short name fits several places; villages: called once, at
    the first question about a village, and gives (code, name).
    """

    def __init__(
        self,
        places: Iterable[Place],
        *,
        aliases: Iterable[tuple[str, str, bool, date | None]] = (),
        paired: Collection[str] = (),
        villages: Callable[[], Iterable[tuple[str, str]]] = lambda: (),
    ) -> None:
        self._places = {place.code: place for place in places}
        self._paired = frozenset(paired)
        self._read_villages = villages
        self._villages: dict[str, str] | None = None
        self._village_index: dict[str, _Index] = {}
        self._index, self._towns = _Index(), _Index()
        self._below: dict[str, list[str]] = {}
        for place in self._places.values():
            if not place.successor:
                self._below.setdefault(place.parent, []).append(place.code)
        # Only the home provinces are known down to the towns.
        self._home = frozenset(place.code[:2] for place in self._places.values() if place.level == Level.TOWN)
        self._fill(aliases)

    def _fill(self, aliases: Iterable[tuple[str, str, bool, date | None]]) -> None:
        gone: list[Place] = []
        for place in self._places.values():
            if place.successor:
                gone.append(place)
            elif place.level == Level.TOWN:
                self._towns.add(place.name, place.code, "exact")
                for key in names.town_keys(place.name):
                    self._towns.add(key, place.code, "short")
            else:
                self._index.add(place.name, place.code, "exact")
        for place in self._places.values():
            if not place.successor and place.level != Level.TOWN:
                for other in names.other_names(place.name, place.short, place.level):
                    self._index.add(other, place.code, "alias")
                self._index.add(place.short, place.code, "short")
        for code, name, old, until in aliases:
            self._index.add(name, code, "old" if old else "alias", until)
        for place in gone:
            today = self.today(place.code)
            if today is not None:
                for name in (place.name, *names.other_names(place.name, place.short, place.level), place.short):
                    self._index.add(name, today, "old", place.valid_to)

    # -- codes -----------------------------------------------------------------------------------------------------

    def today(self, code: str) -> str | None:
        """Today's code for a code old or new (padded or not); None when the code was never known."""
        code = bare(code)
        for _ in range(8):
            if len(code) == 12:
                return code if code in self.villages else None
            place = self._places.get(code)
            if place is None or not place.successor:
                return place.code if place else None
            code = place.successor
        raise ValueError(f"the successors of {code} run in a circle")

    @property
    def villages(self) -> Mapping[str, str]:
        """All villages, code to name; read at the first use."""
        if self._villages is None:
            self._villages = dict(self._read_villages())
        return self._villages

    def name_of(self, code: str) -> str:
        """The full name; of a region that is gone, the name it had; of an unknown code, the code."""
        code = bare(code)
        if len(code) == 12:
            return self.villages.get(code, code)
        place = self._places.get(code)
        return place.name if place else code

    def short_of(self, code: str) -> str:
        """The everyday name: 田阳, 罗城."""
        place = self._places.get(bare(code))
        return place.short if place else names.short_name(self.name_of(code), Level.VILLAGE)

    def label_of(self, code: str) -> str:
        """The whole path: 广西壮族自治区百色市田阳区."""
        code = bare(code)
        return "".join(self.name_of(part) for part in (*reversed(self.ancestors(code)), code))

    def ancestors(self, code: str) -> list[str]:
        """The codes above `code`, the nearest first."""
        code = bare(code)
        chain: list[str] = []
        parent = code[:9] if len(code) == 12 else self._parent(code)
        while parent and len(chain) < 5:
            chain.append(parent)
            parent = self._parent(parent)
        return chain

    def _parent(self, code: str) -> str:
        place = self._places.get(code)
        return place.parent if place else ""

    def county_of(self, code: str) -> str | None:
        """The county of a county, town or village; for a town of a city without counties (东莞) that city."""
        code = bare(code)
        level = level_of(code)
        if level.rank > Level.COUNTY.rank:
            chain = self.ancestors(code)
            return next((c for c in chain if level_of(c).rank <= Level.COUNTY.rank), None)
        return code if level == Level.COUNTY or self._is_leaf_city(code) else None

    def children(self, code: str) -> list[str]:
        """The codes directly below `code`, in order; "" gives the provinces."""
        if len(code) == 9:
            return sorted(c for c in self.villages if c.startswith(code))
        return sorted(self._below.get(code, []))

    def id_prefix_region(self, prefix: str) -> str | None:
        """Today's county of the first six digits of a resident ID, or None; no reason to refuse a number."""
        return self.today(prefix)

    def _is_leaf_city(self, code: str) -> bool:
        place = self._places.get(code)
        if place is None or place.level != Level.CITY:
            return False
        return all(self._places[c].level != Level.COUNTY for c in self._below.get(code, []))

    def _inside(self, code: str, root: str) -> bool:
        return not root or code == root or code.startswith(root) or root in self.ancestors(code)

    # -- names -----------------------------------------------------------------------------------------------------

    def resolve(
        self, text: str, *, level: str | None, within: str | None = None, at: date | None = None
    ) -> Resolution:
        """Find `text` at `level` (None or "any": at any level), inside `within` (a code) when given.

        `at` only settles which former name was meant when several places bore it; the answer is today's code.
        """
        wanted = None if level in (None, "any") else Level(level)  # type: ignore[arg-type]
        root = (self.today(within) or "") if within else ""
        spoken = names.clean(text)
        if not spoken:
            return Resolution(None, "", "unknown")
        coded = self._by_code(spoken, wanted, root)
        if coded:
            return coded
        for attempt in dict.fromkeys((spoken, names.clean(names.without_brackets(spoken)))):
            hits = self._find(attempt, wanted, root)
            if hits:
                return self._decide(text, hits, wanted, at)
        return self._suggest(text, spoken, wanted, root)

    def _by_code(self, text: str, wanted: Level | None, root: str) -> Resolution | None:
        text = text.upper()
        if not (text[:6].isdigit() and len(text) in (6, 8, 9, 12)) or (len(text) == 8 and not text.endswith("DP")):
            return None
        code = self.today(text)
        if code is None or not self._fits(code, wanted) or not self._inside(code, root):
            return Resolution(None, text, "unknown")
        return Resolution(code, self.name_of(code), "code" if code == bare(text) else "old")

    def _fits(self, code: str, wanted: Level | None) -> bool:
        if wanted is None or level_of(code) == wanted:
            return True
        return wanted == Level.COUNTY and self._is_leaf_city(code)

    def _find(self, text: str, wanted: Level | None, root: str) -> list[_Hit]:
        """All regions that `text` names, as a name or as a path; the best way of naming only."""
        found = [hit for hit in self._named(text, wanted, root) if self._fits(hit.code, wanted)]
        if not found:
            for above, rest in self._prefixes(text, wanted, root):
                found += [
                    _Hit(hit.code, max(hit.how, above.how, key=_TIERS.__getitem__), hit.until or above.until)
                    for hit in self._find(rest, wanted, above.code)
                    if hit.code != above.code
                ]
        best = min((_TIERS[hit.how] for hit in found), default=0)
        return list({hit.code: hit for hit in found if _TIERS[hit.how] == best}.values())

    def _prefixes(self, text: str, wanted: Level | None, root: str) -> Iterator[tuple[_Hit, str]]:
        """Regions above the wanted level with which `text` begins, and what follows, the longest beginning first."""
        deepest = Level.TOWN.rank if wanted in (None, Level.VILLAGE) else (wanted or Level.VILLAGE).rank - 1
        for end in range(len(text) - 1, 1, -1):
            taken = set()
            for hit in self._named(text[:end], None, root):
                if level_of(hit.code).rank <= deepest and hit.code != root and hit.code not in taken:
                    taken.add(hit.code)
                    yield hit, text[end:]

    def _named(self, text: str, wanted: Level | None, root: str) -> list[_Hit]:
        """Regions inside `root` that bear exactly this name, in any of its forms."""
        hits = [hit for hit in self._index.get(text) if hit.code != root and self._inside(hit.code, root)]
        if not hits and wanted in (None, Level.TOWN) and (root or wanted):
            hits = self._towns_named(text, root)
        if not hits and wanted == Level.VILLAGE:
            hits = self._villages_named(text, root)
        return hits

    def _towns_named(self, text: str, root: str) -> list[_Hit]:
        for key, how in ((text, ""), *((key, "alias") for key in names.town_keys(text))):
            hits = [hit for hit in self._towns.get(key) if hit.code != root and self._inside(hit.code, root)]
            if hits:
                return [_Hit(hit.code, how or hit.how) for hit in hits]
        return []

    def _villages_named(self, text: str, root: str) -> list[_Hit]:
        indexes = list(self._indexes_of_villages(root))
        for key, how in ((text, ""), *((key, "alias") for key in names.village_keys(text))):
            hits = [hit for index in indexes for hit in index.get(key) if self._inside(hit.code, root)]
            if hits:
                # 六联村 rather means 六联村委会 than 六联社区 where both exist.
                alike = [hit for hit in hits if names.is_community(self.villages[hit.code]) == names.is_community(text)]
                return [_Hit(hit.code, how or hit.how) for hit in (alike or hits)]
        return []

    def _indexes_of_villages(self, root: str) -> Iterator[_Index]:
        if not self._village_index:
            for code, name in self.villages.items():
                index = self._village_index.setdefault(code[:6], _Index())
                index.add(name, code, "exact")
                for key in names.village_keys(name):
                    index.add(key, code, "short")
        if root and level_of(root).rank >= Level.COUNTY.rank:
            return iter([self._village_index.get(root[:6], _Index())])
        return iter([index for county, index in self._village_index.items() if self._inside(county, root)])

    # -- deciding and suggesting -----------------------------------------------------------------------------------

    def _decide(self, text: str, hits: list[_Hit], wanted: Level | None, at: date | None) -> Resolution:
        if wanted == Level.COUNTY and all(hit.how == "old" for hit in hits):
            # 百色市 was once a county-level city; whoever writes it today means the prefecture, not one county of it.
            cities = [hit.code for hit in self._index.get(names.clean(text)) if level_of(hit.code) == Level.CITY]
            if cities and not any(self._is_leaf_city(code) for code in cities):
                return self._choose(text, "ambiguous", [c for city in cities for c in self.children(city)])
        hits = self._prefer(hits, at)
        if len(hits) == 1:
            return Resolution(hits[0].code, self.name_of(hits[0].code), hits[0].how)
        return self._choose(text, "ambiguous", sorted(hit.code for hit in hits))

    def _prefer(self, hits: list[_Hit], at: date | None) -> list[_Hit]:
        """Narrow several places of one name: the one around the others, the plan's own, home, the name's time."""
        if len(hits) > 1:
            wide = [h for h in hits if all(h is o or self._inside(o.code, h.code) for o in hits)]
            provinces = [h for h in hits if level_of(h.code) == Level.PROVINCE]
            hits = wide or provinces or hits
        for keep in (
            lambda hit: hit.code in self._paired,
            lambda hit: hit.code[:2] in self._home,
            lambda hit: at is not None and hit.until is not None and hit.until >= at,
        ):
            if len(hits) > 1:
                hits = [hit for hit in hits if keep(hit)] or hits
        return hits

    def _choose(self, text: str, how: str, codes: Iterable[str]) -> Resolution:
        choices = tuple((code, self.label_of(code)) for code in list(dict.fromkeys(codes))[:MOST_CHOICES])
        return Resolution(None, text.strip(), how if choices else "unknown", choices)

    def _suggest(self, text: str, spoken: str, wanted: Level | None, root: str) -> Resolution:
        """Suggestions for a text that names nothing: the nearest names where its beginning leads."""
        for above, rest in self._prefixes(spoken, wanted, root):
            near = self._near(rest, wanted, above.code)
            if near:
                return self._choose(text, "fuzzy", near)
            if self._fits(above.code, wanted):
                return self._choose(text, "fuzzy", [above.code])
        if wanted == Level.COUNTY:
            cities = [hit.code for hit in self._named(spoken, Level.CITY, root) if level_of(hit.code) == Level.CITY]
            inside = [code for city in cities for code in self.children(city)]
            if inside:
                return self._choose(text, "ambiguous", inside)
            # 田阳区百育镇 in a column of counties: the county of the first part.
            wider = [hit for hit, _ in self._prefixes(spoken, None, root) if self._fits(hit.code, wanted)]
            if wider:
                return self._choose(text, "fuzzy", [hit.code for hit in wider])
        return self._choose(text, "fuzzy", self._near(spoken, wanted, root))

    def _near(self, text: str, wanted: Level | None, root: str) -> list[str]:
        """Codes whose names are one slip away from `text`: the plan's own first, then home, never all of China."""
        if not root and wanted in (Level.TOWN, Level.VILLAGE):
            return []
        pool = list(self._pool(wanted, root))
        for part in (
            [code for code in pool if code in self._paired],
            [code for code in pool if code[:2] in self._home],
            pool,
        ):
            scored = sorted((score, code) for code in part if (score := self._slip(text, code)) is not None)
            if scored:
                return [code for score, code in scored if score <= scored[0][0] + 1][:5]
        return []

    def _pool(self, wanted: Level | None, root: str) -> Iterator[str]:
        if wanted == Level.VILLAGE:
            yield from (code for code in self.villages if self._inside(code, root))
            return
        for place in self._places.values():
            if place.successor or (place.level == Level.TOWN and (wanted != Level.TOWN and not root)):
                continue
            if self._fits(place.code, wanted) and place.code != root and self._inside(place.code, root):
                yield place.code

    def _slip(self, text: str, code: str) -> int | None:
        """How far `text` is from the name of `code` (0: only the ending differs), or None when too far."""
        level = level_of(code)
        stem, said = self.short_of(code), names.short_name(text, level)
        if level == Level.VILLAGE:
            stem, said = names.village_keys(self.name_of(code))[-1], names.village_keys(text)[-1]
        longest = max(len(stem), len(said))
        most = 0 if longest < 2 else 1 if longest < 5 else 2
        distance = Levenshtein.distance(stem, said, score_cutoff=most)
        whole = Levenshtein.distance(self.name_of(code), text, score_cutoff=1)
        if len(stem) > 1 and len(said) > 1 and distance <= most and (distance == 0 or set(stem) & set(said)):
            return distance * 2 + (names.clean(self.name_of(code))[-1:] != text[-1:])
        return 2 if whole <= 1 and len(text) > 2 else None
