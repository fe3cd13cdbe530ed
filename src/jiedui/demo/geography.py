"""Where the invented people live: the counties of the pairing plan with towns and villages that exist."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from jiedui.core.places import queries as places
from jiedui.core.words.errors import Refused

TownsOf = Mapping[str, Sequence[tuple[str, Sequence[str]]]]

LAST_DAY = date(2021, 12, 31)
"""The day on which the invented world stands still."""

# Until that year a newborn got the prefix of the old prefecture (地区), see "pairings" for the prefixes.
PREFECTURE_UNTIL = {"南宁市": 2002, "桂林市": 1998, "百色市": 2002, "河池市": 2002}
# Counties that were renamed later once more: until that year their second old prefix was given.
RENAMED_UNTIL = {"451003": 2019, "451081": 2015}
# Prefixes of people who married in or were registered elsewhere as children. All exist or existed.
FOREIGN_PREFIXES = ("522327", "522328", "532627", "532628", "431129", "430524", "440881", "450881", "450923", "441825")


@dataclass(frozen=True)
class County:
    """One paired county: codes, its Shenzhen district and its towns with their villages."""

    code: str
    name: str
    city: str
    district_code: str
    district: str
    key: bool
    old_prefixes: tuple[str, ...]
    towns: tuple[tuple[str, tuple[str, ...]], ...]
    district_place: str = ""
    """The district's own code where it is longer than the six digits of `district_code` (大鹏新区: 440307DP)."""

    @property
    def short(self) -> str:
        """The name as people say it: 环江 for 环江毛南族自治县."""
        name = self.name.removesuffix("自治县")
        for group in ("各族", "仫佬族", "毛南族", "瑶族"):
            name = name.removesuffix(group)
        return name.removesuffix("县").removesuffix("区").removesuffix("市")

    def id_prefixes(self, rng: np.random.Generator, years: np.ndarray) -> np.ndarray:
        """Six-digit ID prefixes for people of this county born in `years`; a prefix is kept for life."""
        old = self.old_prefixes or (self.code,)
        middle = old[1] if len(old) > 1 else self.code
        later = np.where(years <= RENAMED_UNTIL.get(self.code, 0), middle, self.code)
        prefixes = np.where(years <= PREFECTURE_UNTIL.get(self.city, 0), old[0], later)
        registered_late = rng.random(len(years)) < 0.08
        prefixes = np.where(registered_late, middle, prefixes)
        foreign = rng.random(len(years)) < 0.02
        return np.where(foreign, rng.choice(FOREIGN_PREFIXES, len(years)), prefixes)

    def draw_homes(self, rng: np.random.Generator, count: int) -> tuple[list[str | None], list[str | None]]:
        """Towns and villages of `count` people; None where the county's towns are not known."""
        pairs = [(town, village) for town, villages in self.towns for village in (villages or (None,))]
        if not pairs:
            return [None] * count, [None] * count
        picks = rng.integers(0, len(pairs), count)
        return [pairs[i][0] for i in picks], [pairs[i][1] for i in picks]


def counties_from(pairings: Sequence[Mapping[str, Any]], towns: TownsOf) -> list[County]:
    """Counties from rows (code, name, city, district_code, district, key_county, old_id_prefixes joined by `;`) and a
    mapping code -> [(town, [villages])]: a geography without a database."""
    return [
        County(
            code=str(row["code"]),
            name=str(row["name"]),
            city=str(row["city"]),
            district_code=str(row["district_code"])[:6],
            district=str(row["district"]),
            key=str(row["key_county"]) in {"1", "True"},
            old_prefixes=tuple(p for p in str(row["old_id_prefixes"]).split(";") if p),
            towns=tuple((town, tuple(villages)) for town, villages in towns.get(str(row["code"]), ())),
            district_place=str(row["district_code"]),
        )
        for row in pairings
    ]


def load_counties(day: date = LAST_DAY) -> list[County]:
    """The counties paired on `day`, with the towns and villages that the database knows. Refused where none is."""
    resolver = places.resolver()
    villages: dict[str, list[str]] = {}
    counties = {pairing.county for pairing in places.pairings_at(day)}
    for code, name in resolver.villages.items():
        if code[:6] in counties:
            villages.setdefault(code[:9], []).append(_spoken(resolver, code, name))
    old: dict[str, list[str]] = {}
    # Prefectures (地区, 45 21 … 45 27) before counties that were renamed later: the order of time.
    for prefix in (str(number) for number in range(452999, 450000, -1)):
        today = resolver.today(prefix)
        if today and today != prefix:
            old.setdefault(today, []).append(prefix)
    keys = places.key_counties(day)
    made = [
        County(
            code=pairing.county,
            name=resolver.name_of(pairing.county),
            city=resolver.name_of(resolver.ancestors(pairing.county)[0]),
            district_code=pairing.district[:6],
            district=resolver.name_of(pairing.district),
            key=pairing.county in keys,
            old_prefixes=tuple(old.get(pairing.county, ())),
            towns=tuple(
                (resolver.name_of(town), tuple(villages.get(town, ()))) for town in resolver.children(pairing.county)
            ),
            district_place=pairing.district,
        )
        for pairing in places.pairings_at(day)
    ]
    if not made:
        raise Refused("demo.no_pairings", _("数据库里还没有结对关系。请先运行 jiedui migrate 载入地区和规划。"))
    return made


def _spoken(resolver: places.Resolver, code: str, name: str) -> str:
    """The village as clerks write it, 新兴社区 for 新兴社区居委会, as long as that names no other one."""
    spoken = re.sub("(居民委员会|村民委员会|居委会|居委员会|委会)$", "", name)
    found = resolver.resolve(spoken, level="village", within=code[:9], suggest=False)
    return spoken if spoken.endswith(("村", "社区")) and found.code == code else name


def share_out(total: int, weights: Sequence[float]) -> list[int]:
    """`total` split into whole parts by weight; the parts add up to it (largest remainder)."""
    scale = sum(weights)
    exact = [total * w / scale for w in weights]
    parts = [int(e) for e in exact]
    rest = sorted(range(len(parts)), key=lambda i: exact[i] - parts[i], reverse=True)
    for i in rest[: total - sum(parts)]:
        parts[i] += 1
    return parts
