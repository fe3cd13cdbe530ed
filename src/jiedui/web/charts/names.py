"""Short names of regions for labels: 隆安 for 隆安县, Long'an."""

from jiedui.core.places.levels import level_of
from jiedui.core.places.names import short_name
from jiedui.core.places.queries import name_of
from jiedui.core.places.romanising import pinyin
from jiedui.core.words.saying import in_chinese


def short(code: str | None) -> str:
    """The name without what its level adds; the code where the region is unknown, "" for None."""
    name = name_of(code)
    if not code or name == code:
        return name
    stem = short_name(name, level_of(code))
    return stem if in_chinese() else pinyin(stem)
