"""The outlines drawn at set-up (tools/build_map.py): where everything stands in the picture."""

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

Point = tuple[float, float]


@dataclass(frozen=True)
class Outlines:
    """Size of the picture, frame of the enlarged inset, codes drawn on either side, and a point for every region."""

    width: int
    height: int
    inset: tuple[int, int, int, int]
    enlarged: float
    main: tuple[str, ...]
    helping: tuple[str, ...]
    cities: tuple[str, ...]
    points: Mapping[str, Point]


def outlines() -> Outlines | None:
    """None where set-up has not drawn the map: pages then show the table alone."""
    file = Path(settings.BUILD) / "map" / "map.json"
    try:
        return _read(file, file.stat().st_mtime_ns)
    except FileNotFoundError:
        return None


@functools.lru_cache(2)
def _read(file: Path, _written: int) -> Outlines:
    facts = json.loads(file.read_text(encoding="utf-8"))
    return Outlines(
        facts["width"],
        facts["height"],
        tuple(facts["inset"]),
        facts["enlarged"],
        tuple(facts["main"]),
        tuple(facts["helping"]),
        tuple(facts["cities"]),
        {code: (x, y) for code, (x, y) in facts["points"].items()},
    )
