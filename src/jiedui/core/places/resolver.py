"""From what a clerk wrote to a region: codes, full, short and former names, paths; suggestions for misspellings."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz.distance import Levenshtein

from jiedui.core.declare.columns import OFFICE
from jiedui.core.places import names
from jiedui.core.places.gazetteer import Gazetteer, Place
from jiedui.core.places.levels import Level, bare, level_of

MOST_CHOICES = 12
LONGEST = 100
"""What stands beyond so many characters is no name of a place."""

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
        hits = self.by_name.setdefault(names.clean(name), [])
        if all(hit.code != code for hit in hits):
            hits.append(_Hit(code, how, until))

    def get(self, name: str) -> list[_Hit]:
        return self.by_name.get(name, [])


class Resolver(Gazetteer):
    """Built once from the tables of regions; every answer after that needs no database.

    places: all regions down to the towns; aliases: (code, name, old, until); paired: codes of the counties and
    districts of the plan, preferred when a short name fits several places; villages: called once, at the first
    question about a village, and gives (code, name).
    """

    def __init__(
        self,
        places: Iterable[Place],
        *,
        aliases: Iterable[tuple[str, str, bool, date | None]] = (),
        paired: Collection[str] = (),
        villages: Callable[[], Iterable[tuple[str, str]]] = lambda: (),
    ) -> None:
        super().__init__(places, villages=villages)
        self._paired = frozenset(paired)
        self._index, self._towns = _Index(), _Index()
        self._village_indexes: dict[str, _Index] = {}
        # Only the home provinces are known down to the towns.
        self._home = frozenset(place.code[:2] for place in self._places.values() if place.level == Level.TOWN)
        self._fill(aliases)

    def _fill(self, aliases: Iterable[tuple[str, str, bool, date | None]]) -> None:
        present = [place for place in self._places.values() if not place.successor]
        for place in present:
            if place.level == Level.TOWN:
                self._towns.add(place.name, place.code, "exact")
                for key in names.town_keys(place.name):
                    self._towns.add(key, place.code, "short")
            else:
                self._index.add(place.name, place.code, "exact")
        for place in present:
            if place.level != Level.TOWN:
                for other in names.other_names(place.name, place.short, place.level):
                    self._index.add(other, place.code, "alias")
                self._index.add(place.short, place.code, "short")
        for code, name, old, until in aliases:
            self._index.add(name, code, "old" if old else "alias", until)
        for place in self._places.values():
            today = self.today(place.code) if place.successor else None
            if today is not None:
                for name in (place.name, *names.other_names(place.name, place.short, place.level), place.short):
                    self._index.add(name, today, "old", place.valid_to)

    def resolve(
        self, text: str, *, level: str | None, within: str | None = None, at: date | None = None, suggest: bool = True
    ) -> Resolution:
        """Find `text` at `level` (None or "any": at any level), inside `within` (a code) when given.

        "office" is a county or district, else a whole city. `at` only settles which former name was meant when several places bore it; the
        answer is today's code. Without `suggest` nothing is looked for that is only like `text`, which takes far longer than all else.
        """
        if level == OFFICE:
            found = self.resolve(text, level=Level.COUNTY, within=within, at=at, suggest=suggest)
            city = found if found.code else self.resolve(text, level=Level.CITY, within=within, at=at, suggest=suggest)
            return city if city.code else found
        wanted = None if level is None or level == "any" else Level(level)
        root = (self.today(within) or "") if within else ""
        spoken = names.clean(text[:LONGEST])
        if not spoken:
            return Resolution(None, "", "unknown")
        coded = self._by_code(spoken, wanted, root)
        if coded:
            return coded
        for attempt in dict.fromkeys((spoken, names.clean(names.without_brackets(spoken)))):
            hits = self._find(attempt, wanted, root)
            if hits:
                return self._decide(text, hits, wanted, at)
        return self._suggest(text, spoken, wanted, root) if suggest else Resolution(None, text.strip(), "unknown")

    def _by_code(self, text: str, wanted: Level | None, root: str) -> Resolution | None:
        text = text.upper()
        if not (text.isdigit() and text.isascii() and len(text) in (6, 9, 12)) and text not in self._places:
            return None
        code = self.today(text)
        if code is None or not self._fits(code, wanted) or not self.inside(code, root):
            return Resolution(None, text, "unknown")
        return Resolution(code, self.name_of(code), "code" if code == bare(text) else "old")

    def _fits(self, code: str, wanted: Level | None) -> bool:
        if wanted is None or level_of(code) == wanted:
            return True
        return wanted == Level.COUNTY and self.is_leaf_city(code)

    # -- finding ---------------------------------------------------------------------------------------------------

    def _find(self, text: str, wanted: Level | None, root: str) -> list[_Hit]:
        """All regions that `text` names, as a name or as a path; the best way of naming only."""
        found = [hit for hit in self._named(text, wanted, root) if self._fits(hit.code, wanted)]
        if not found:
            for above, rest in self._prefixes(text, wanted, root):
                for hit in self._find(rest, wanted, above.code):
                    old = "old" in (above.how, hit.how)
                    found.append(_Hit(hit.code, "old" if old else hit.how, hit.until or above.until))
        best = min((_TIERS[hit.how] for hit in found), default=0)
        return list({hit.code: hit for hit in found if _TIERS[hit.how] == best}.values())

    def _prefixes(self, text: str, wanted: Level | None, root: str) -> Iterator[tuple[_Hit, str]]:
        """Regions above the wanted level with which `text` begins, and what follows, the longest beginning first."""
        deepest = Level.TOWN.rank if wanted is None else wanted.rank - 1
        for end in range(len(text) - 1, 1, -1):
            for hit in self._named(text[:end], None, root):
                if level_of(hit.code).rank <= deepest:
                    yield hit, text[end:]

    def _named(self, text: str, wanted: Level | None, root: str) -> list[_Hit]:
        """Regions inside `root` that bear exactly this name, in any of its forms."""
        hits = self._below_root(self._index.get(text), root)
        if not hits and (wanted == Level.TOWN or (root and wanted is None)):
            for key, how in ((text, ""), *((key, "alias") for key in names.town_keys(text))):
                hits = hits or [_Hit(h.code, how or h.how) for h in self._below_root(self._towns.get(key), root)]
        if not hits and wanted == Level.VILLAGE:
            hits = self._villages_named(text, root)
        return hits

    def _below_root(self, hits: list[_Hit], root: str) -> list[_Hit]:
        return [hit for hit in hits if hit.code != root and self.inside(hit.code, root)]

    def _villages_named(self, text: str, root: str) -> list[_Hit]:
        deep = root and level_of(root).rank >= Level.COUNTY.rank
        counties = [root[:6]] if deep else dict.fromkeys(code[:6] for code in self.villages_in(root))
        indexes = [self._village_index(county) for county in counties]
        for key, how in ((text, ""), *((key, "alias") for key in names.village_keys(text))):
            hits = [hit for index in indexes for hit in self._below_root(index.get(key), root)]
            if hits:
                # 六联村 rather means 六联村委会 than 六联社区 where both exist.
                alike = [hit for hit in hits if names.is_community(self.villages[hit.code]) == names.is_community(text)]
                return [_Hit(hit.code, how or hit.how) for hit in (alike or hits)]
        return []

    def _village_index(self, county: str) -> _Index:
        index = self._village_indexes.get(county)
        if index is None:
            index = _Index()
            for code in self.villages_in(county):
                index.add(self.villages[code], code, "exact")
                for key in names.village_keys(self.villages[code]):
                    index.add(key, code, "short")
            self._village_indexes[county] = index
        return index

    # -- deciding --------------------------------------------------------------------------------------------------

    def _decide(self, text: str, hits: list[_Hit], wanted: Level | None, at: date | None) -> Resolution:
        if wanted == Level.COUNTY and all(hit.how == "old" for hit in hits):
            # 百色市 was once a county-level city; whoever writes it today means the prefecture, not one county of it.
            parts = self._counties_of_city(names.clean(text), "")
            if parts:
                return self._choose(text, "ambiguous", parts)
        hits = self._prefer(hits, at)
        if len(hits) == 1:
            return Resolution(hits[0].code, self.name_of(hits[0].code), hits[0].how)
        return self._choose(text, "ambiguous", sorted(hit.code for hit in hits))

    def _counties_of_city(self, text: str, root: str) -> list[str]:
        cities = [hit.code for hit in self._find(text, Level.CITY, root)]
        return [code for city in cities for code in self.children(city) if level_of(code) == Level.COUNTY]

    def _prefer(self, hits: list[_Hit], at: date | None) -> list[_Hit]:
        """Narrow several places of one name: the one around the others, the plan's own, home, the name's time."""
        if len(hits) > 1:
            wide = [h for h in hits if all(self.inside(o.code, h.code) for o in hits)]
            provinces = [h for h in hits if level_of(h.code) == Level.PROVINCE]
            hits = wide or provinces or hits
        tests: tuple[Callable[[_Hit], bool], ...] = (
            lambda hit: hit.code in self._paired,
            lambda hit: hit.code[:2] in self._home,
            lambda hit: at is not None and hit.until is not None and hit.until >= at,
        )
        for test in tests:
            if len(hits) > 1:
                hits = [hit for hit in hits if test(hit)] or hits
        return hits

    def _choose(self, text: str, how: str, codes: Iterable[str]) -> Resolution:
        choices = tuple((code, self.label_of(code)) for code in list(dict.fromkeys(codes))[:MOST_CHOICES])
        return Resolution(None, text.strip(), how if choices else "unknown", choices)

    # -- suggesting ------------------------------------------------------------------------------------------------

    def _suggest(self, text: str, spoken: str, wanted: Level | None, root: str) -> Resolution:
        """Suggestions for a text that names nothing: the nearest names where its beginning leads."""
        reached: list[str] = []
        for above, rest in self._leads(spoken, wanted, root):
            near = self._near(rest, wanted, above)
            if near:
                return self._choose(text, "fuzzy", near)
            reached += [above] if self._fits(above, wanted) else []
        if reached:
            return self._choose(text, "fuzzy", reached[:1])
        parts = self._counties_of_city(spoken, root) if wanted == Level.COUNTY else []
        if parts:
            return self._choose(text, "ambiguous", parts)
        near = self._near(spoken, wanted, root)
        if not near and wanted == Level.COUNTY:
            # 田阳区百育镇 in a column of counties: the county of the first part.
            near = [code for code, _rest in self._leads(spoken, None, root) if self._fits(code, wanted)]
        return self._choose(text, "fuzzy", near)

    def _leads(self, text: str, wanted: Level | None, root: str) -> Iterator[tuple[str, str]]:
        """Where the beginning of `text` leads, the deepest place first, with what is left of the text."""
        for above, rest in self._prefixes(text, wanted, root):
            yield from self._leads(rest, wanted, above.code)
            yield above.code, rest

    def _near(self, text: str, wanted: Level | None, root: str) -> list[str]:
        """Codes whose names are one slip away from `text`: the plan's own first, then home, then the rest."""
        if not root and wanted in (Level.TOWN, Level.VILLAGE):
            return []
        said = frozenset(text)
        pool = [code for code in self._pool(wanted, root) if not said.isdisjoint(self.name_of(code))]
        parts = [
            [code for code in pool if code in self._paired],
            [code for code in pool if code[:2] in self._home],
            # Among all the counties of China something is always near, and says nothing.
            [] if wanted == Level.COUNTY and not root else pool,
        ]
        for part in parts:
            scored = sorted((score, code) for code in part if (score := self._slip(text, code)) is not None)
            if scored:
                return [code for score, code in scored if score <= scored[0][0] + 1][:5]
        return []

    def _pool(self, wanted: Level | None, root: str) -> Iterator[str]:
        if wanted == Level.VILLAGE:
            yield from self.villages_in(root)
            return
        for place in self._places.values():
            if place.successor or (place.level == Level.TOWN and wanted != Level.TOWN and not root):
                continue
            if self._fits(place.code, wanted) and place.code != root and self.inside(place.code, root):
                yield place.code

    def _slip(self, text: str, code: str) -> int | None:
        """How far `text` is from a name of `code` (0: only the ending differs), or None when too far."""
        level, name = level_of(code), self.name_of(code)
        if level == Level.VILLAGE:
            stem, said = names.village_keys(name)[-1], names.village_keys(text)[-1]
        else:
            stem, said = self.short_of(code), names.short_name(text, level)
        distance = Levenshtein.distance(stem, said, score_cutoff=2)
        if distance == 0:
            return 0
        # One wrong character in two leaves little: then the ending must be the right one, or left out.
        same_ending = level == Level.VILLAGE or text == said or name[-1] == text[-1]
        longest = max(len(stem), len(said))
        if distance == 1 and longest > 1 and set(stem) & set(said) and (longest > 2 or same_ending):
            return 2 if same_ending else 3
        if distance == 2 and longest >= 5:
            return 4
        return 3 if len(text) > 3 and Levenshtein.distance(name, text, score_cutoff=1) <= 1 else None
