"""The regions by code: names, short names, paths, what lies above and below, today's code for an old one."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from jiedui.core.places import names
from jiedui.core.places.levels import Level, bare, level_of, reach


@dataclass(slots=True)
class Place:
    """A region as the gazetteer keeps it; `successor` is set for one that no longer exists."""

    code: str
    name: str
    short: str
    level: str
    parent: str
    valid_to: date | None = None
    successor: str = ""


class Gazetteer:
    """Regions down to the towns in memory; villages (code, name) are read at the first question about one."""

    def __init__(
        self, places: Iterable[Place], *, villages: Callable[[], Iterable[tuple[str, str]]] = lambda: ()
    ) -> None:
        self._places = {place.code: place for place in places}
        self._read_villages = villages
        self._villages: dict[str, str] | None = None
        self._villages_by_county: dict[str, list[str]] = {}
        self._below: dict[str, list[str]] = {}
        for place in self._places.values():
            if not place.successor:
                self._below.setdefault(place.parent, []).append(place.code)

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
            read = dict(self._read_villages())
            by_county: dict[str, list[str]] = {}
            for code in read:
                by_county.setdefault(code[:6], []).append(code)
            self._villages_by_county, self._villages = by_county, read
        return self._villages

    def villages_in(self, code: str) -> list[str]:
        """The codes of the villages inside a region ("": all that are known)."""
        by_county = self._villages_by_county if self.villages else {}
        if code and level_of(code).rank >= Level.COUNTY.rank:
            found = by_county.get(code[:6], [])
            return found if len(code) == 6 else [village for village in found if self.inside(village, code)]
        return [village for county, found in by_county.items() if self.inside(county, code) for village in found]

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
        parent = self._parent(code)
        while parent and len(chain) < 5:
            chain.append(parent)
            parent = self._parent(parent)
        return chain

    def _parent(self, code: str) -> str:
        place = self._places.get(code)
        if place is None:
            above = code[:9] if len(code) == 12 else code[:6] if len(code) == 9 else ""
            return above if above in self._places else ""
        return place.parent

    def county_of(self, code: str) -> str | None:
        """The county of a county, town or village; for a town of a city without counties (东莞) that city."""
        code = bare(code)
        level = level_of(code)
        if level.rank > Level.COUNTY.rank:
            chain = self.ancestors(code)
            return next((c for c in chain if level_of(c).rank <= Level.COUNTY.rank), None)
        return code if level == Level.COUNTY or self.is_leaf_city(code) else None

    def children(self, code: str) -> list[str]:
        """The codes directly below `code`, in order; "" gives the provinces."""
        if len(code) == 9:
            return sorted(self.villages_in(code))
        return sorted(self._below.get(code, []))

    def named_like(self, text: str) -> list[str]:
        """Codes of today's regions above the towns whose name, or whole path, holds `text`."""
        found = (p for p in self._places.values() if not p.successor and level_of(p.code).rank <= Level.COUNTY.rank)
        return [p.code for p in found if text in p.name or (len(text) > 3 and text in self.label_of(p.code))]

    def id_prefix_region(self, prefix: str) -> str | None:
        """Today's county of the first six digits of a resident ID, or None; no reason to refuse a number."""
        return self.today(prefix)

    def is_leaf_city(self, code: str) -> bool:
        """True for a city that has towns but no counties (东莞, 中山): it serves as its own county."""
        place = self._places.get(code)
        if place is None or place.level != Level.CITY:
            return False
        return all(self._places[c].level != Level.COUNTY for c in self._below.get(code, []))

    def inside(self, code: str, root: str) -> bool:
        """True when `code` is `root` or lies in it; everything lies in ""."""
        if code.startswith(reach(root)):
            return True
        # Only a local code such as 440307DP holds parts that do not begin with it.
        return not root.isdigit() and root in self.ancestors(code)
