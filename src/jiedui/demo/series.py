"""The numbers that an invented world gives out: worlds of different series share no person, firm, project or household."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Series:
    """`mark` stands before the serials of projects, vouchers and households. The numbers `first` up to `past` are the
    15th to 17th digits of resident IDs; both are even, for the last of these digits tells the sex."""

    mark: str
    first: int
    past: int
    code: int
    """Credit codes count from here."""
    invoices: tuple[int, int]
    """Between these the invoices of a county begin."""
    signs: str
    """The second sign of the names of firms."""


DEMO = Series("", 2, 900, 30_000_000, (10_000_000, 80_000_000), "达源发利通兴隆和泰丰旺辉盛茂昌益康宇腾翔远誉")
# 样 (yàng), for what the samples bring stands beside the demonstration.
SAMPLES = Series("Y", 900, 1000, 60_000_000, (90_000_000, 99_000_000), "韵朗锦麟曦琦瀚皓")
