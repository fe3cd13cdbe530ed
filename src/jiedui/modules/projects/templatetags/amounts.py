"""Amounts as the pages of the module write them."""

from typing import Any

from django import template

register = template.Library()


@register.filter
def wan(fen: int | None) -> str:
    """Fen as ten thousand yuan with two decimals: 1,234.50; a dash for nothing."""
    return "—" if fen is None else f"{fen / 1_000_000:,.2f}"


@register.filter
def points(hundredths: int | None) -> str:
    """Hundredths of a point as 85.33; a dash for nothing."""
    return "—" if hundredths is None else f"{hundredths / 100:.2f}"


@register.filter
def of(found: Any, key: Any) -> Any:
    """What a mapping holds under a key; None where it holds nothing."""
    return found.get(key)


@register.filter
def yuan(fen: int | None) -> str:
    """Fen as yuan with two decimals: 12,345.60; a dash for nothing."""
    return "—" if fen is None else f"{'-' if fen < 0 else ''}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"
