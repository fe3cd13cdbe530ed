"""The flow picture of a year: from the sources through the counties to what the money was used for, or where it still is."""

from django.utils.translation import gettext as _

from jiedui.core.places.shown import shown_name
from jiedui.core.words.saying import label
from jiedui.modules.projects.lists import PROJECT_CATEGORY
from jiedui.modules.projects.money.flows import Year
from jiedui.modules.projects.money.lines import Addresses
from jiedui.modules.projects.templatetags.amounts import wan
from jiedui.web.charts.sankey import Box, Sankey, sankey

BEFORE, HELD, WAY, LACK = "before", "held", "way", "lack"


def picture(found: Year, addresses: Addresses) -> Sankey:
    """Boxes lead to what stands behind them: a county to its page, a category to the county's payments."""
    sources: dict[str, int] = {}
    uses: dict[str, int] = {}
    links: dict[tuple[str, str], int] = {}

    def flow(one: str, other: str, amount: int) -> None:
        if amount > 0:
            links[one, other] = links.get((one, other), 0) + amount

    counties = sorted(found.counties.values(), key=lambda one: -(one.before + one.way_before + one.allotted + one.opened))
    for one in counties:
        key = f"county:{one.code}"
        given = {f"source:{code}": fen for code, fen in one.sources.items() if fen > 0}
        began = one.before + one.way_before + one.opened
        used = {f"use:{code}": fen for code, fen in one.uses.items() if fen > 0}
        kept = {HELD: one.held, WAY: one.way}
        # What was taken back, or paid before anything arrived, is told in the table; here both sides stay equal.
        lack = sum(used.values()) + sum(max(0, fen) for fen in kept.values()) - sum(given.values()) - max(0, began)
        for source, fen in [*given.items(), (BEFORE, began), (LACK, lack)]:
            flow(source, key, fen)
            sources[source] = sources.get(source, 0) + max(0, fen)
        for use, fen in [*used.items(), *kept.items()]:
            flow(key, use, fen)
            uses[use] = uses.get(use, 0) + max(0, fen)
    ordered = sorted(sources, key=lambda key: (key in (BEFORE, LACK), -sources[key]))
    ends = sorted(uses, key=lambda key: (key in (HELD, WAY), -uses[key]))
    return sankey(
        [
            [_source(key) for key in ordered],
            [
                Box(f"county:{one.code}", shown_name(one.code) or one.code, "size-1", addresses.county(one.code))
                for one in counties
            ],
            [_use(key) for key in ends],
        ],
        links, written=lambda fen: wan(fen),
    )  # fmt: skip


def _source(key: str) -> Box:
    if key == BEFORE:
        return Box(key, _("上年结转和期初"), "size-2")
    if key == LACK:
        return Box(key, _("来源未登记"), "bad")
    code = key.removeprefix("source:")
    return Box(key, shown_name(code) or _("未填来源"), "size-0")


def _use(key: str) -> Box:
    if key == HELD:
        return Box(key, _("在县未用"), "warn")
    if key == WAY:
        return Box(key, _("下达未到账"), "size-3")
    code = key.removeprefix("use:")
    return Box(key, label(PROJECT_CATEGORY, code) if code else _("未填类别"), "good")
