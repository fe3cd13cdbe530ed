"""Regions: names and codes as written to today's code, through the resolver of places."""

from typing import NamedTuple

from django.utils.translation import gettext_noop as _

from jiedui.core.declare.columns import ANY, TOWN, VILLAGE, RegionColumn
from jiedui.core.intake import keys
from jiedui.core.intake.values import local
from jiedui.core.intake.values.cells import Cell, is_nothing
from jiedui.core.intake.values.context import Context, Places
from jiedui.core.intake.values.faults import AS_IS, LEAVE_EMPTY, LEAVE_OUT_ALL, Fault, Faults, rejected, shorten
from jiedui.core.intake.values.shown import shown
from jiedui.core.places.resolver import Resolution
from jiedui.core.vault.masking import scrub

SURE = frozenset({"exact", "alias", "short", "code", "old"})


class Place(NamedTuple):
    """`code`: today's; `text`: what was written, for a town or village that is not in the list."""

    code: str | None
    text: str | None = None


def level_name(level: str) -> str:
    """What people call a level."""
    names = {"province": _("省份"), "city": _("市"), "county": _("县（市、区）"), "town": _("乡镇（街道）"),
             "village": _("村（社区）"), "office": _("县（市、区）或市")}  # fmt: skip
    return names.get(level, _("地区"))


def parse_region(
    cell: Cell, column: RegionColumn, context: Context, within: str | None = None
) -> tuple[Place | None, Faults]:
    """The region named in the cell, inside `within` (a code) when given; for a column of any level that is only the
    county from which 本县 and the like are meant.

    A misspelt county or town becomes a question with suggestions; a town or village that no list holds is kept as
    written. Villages are never guessed: two villages of a township often differ in one character.
    """
    text = shown(cell, context.date1904)
    places = context.resolver
    if is_nothing(text):
        return None, []
    if places is None:
        raise ValueError("a region column needs a resolver")
    if column.level == ANY:
        if within and text in local.WORDS:
            return _ask_local(text, within, column, context)
        within = None
    found = places.resolve(text, level=column.level, within=within, at=context.today)
    if found.how in SURE and found.code:
        return Place(found.code), _old(text, found)
    listed = column.level in (TOWN, VILLAGE)
    if listed and within and (other := _elsewhere(text, column, context, places)):
        where = {"within": places.name_of(within), "read": places.name_of(other)}
        return None, [Fault("region.outside", shorten(text), where)]
    if found.how in ("fuzzy", "ambiguous") and found.choices and not (column.level == VILLAGE and found.how == "fuzzy"):
        return _ask(text, found, column, context, within)
    if listed:
        where = {"within": places.name_of(within) if within else _("名录")}
        return Place(None, scrub(text)), [Fault("region.unlisted", shorten(text), where)]
    return None, [Fault("region.unknown", shorten(text), {"level": level_name(column.level)})]


def _old(text: str, found: Resolution) -> Faults:
    return [Fault("region.old_name", shorten(text), {"read": found.name})] if found.how == "old" else []


def _elsewhere(text: str, column: RegionColumn, context: Context, places: Places) -> str | None:
    """The code of a town that surely lies in another county, or of any code written out; names of villages recur."""
    if column.level == VILLAGE and not text[:6].isdigit():
        return None
    found = places.resolve(text, level=column.level, at=context.today)
    return found.code if found.how in SURE else None


def _ask_local(text: str, own: str, column: RegionColumn, context: Context) -> tuple[Place | None, Faults]:
    """What 本县 and the like mean, asked once for all rows: the place of the row itself, or any place that is named."""
    choices = local.meant(text)
    answer = context.answers.get(keys.key("region.misspelt" if choices else "region.ambiguous", text), "").strip()
    if answer not in choices:
        found = Resolution(None, text, "fuzzy" if choices else "ambiguous", tuple((one, one) for one in choices))
        return _ask(text, found, column, context, None)
    code = local.place(answer, own)
    # While its county is asked for, the row waits anyway.
    return (Place(code) if code else None), []


def _ask(
    text: str, found: Resolution, column: RegionColumn, context: Context, within: str | None
) -> tuple[Place | None, Faults]:
    """The choice among suggestions: applied when answered (a label, a code or any name that is sure), else asked."""
    listed = column.level in (TOWN, VILLAGE)
    others = [AS_IS] if listed else [] if column.required else [LEAVE_EMPTY]
    id = "region.misspelt" if found.how == "fuzzy" else "region.ambiguous"
    key = keys.key(id, *([within] if listed and within else []), text)
    answer = context.answers.get(key, "").strip()
    for code, label in found.choices:
        if answer and answer in (code, label):
            return Place(code), []
    if answer == LEAVE_OUT_ALL:
        return None, [rejected(shorten(text))]
    if answer and answer in others:
        return (Place(None, scrub(text)) if listed else None), []
    if answer and context.resolver is not None:
        named = context.resolver.resolve(answer, level=column.level, within=within, at=context.today)
        if named.how in SURE and named.code:
            return Place(named.code), []
    choices = [*(label for _code, label in found.choices), *others, LEAVE_OUT_ALL]
    params = {"level": level_name(column.level), "suggestion": "”或“".join(label for _code, label in found.choices[:3])}
    return None, [Fault(id, shorten(text), params, key, choices)]
