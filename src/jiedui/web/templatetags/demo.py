"""The note on every page of a demonstration."""

from django import template

from jiedui.demo.queries import is_demo

register = template.Library()


@register.simple_tag
def demo_note() -> bool:
    """Whether the page must say that its data are invented."""
    return is_demo()
