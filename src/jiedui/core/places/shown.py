"""Names of regions for a page, in the language of its reader."""

from jiedui.core.places.levels import level_of
from jiedui.core.places.queries import label_of, name_of, resolver
from jiedui.core.places.romanising import romanised
from jiedui.core.words.saying import in_chinese


def shown_name(code: str | None) -> str:
    """The name of a region: 马山县, Mashan County; empty for None; the code where it is unknown."""
    name = name_of(code)
    return name if in_chinese() or not code or name == code else romanised(name, level_of(code))


def shown_label(code: str | None) -> str:
    """The whole path of a region: 广西壮族自治区南宁市马山县, "Mashan County, Nanning City, Guangxi"; empty for None."""
    if in_chinese() or not code:
        return label_of(code)
    return ", ".join(map(shown_name, (code, *resolver().ancestors(code))))
