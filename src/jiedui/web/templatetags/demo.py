"""The note on every page of a demonstration."""

from typing import Any

from django import template

from jiedui.demo.queries import is_demo

register = template.Library()


@register.inclusion_tag("web/parts/demo.html")
def demo_note() -> dict[str, Any]:
    """Says that the data are invented, where they are."""
    return {"demo": is_demo()}
