"""Pieces of a page that are drawn once a process and kept: {% kept "web/parts/who.html" name=user.display_name roles=my_roles %}

A piece is drawn with the values named in the tag and nothing else: what it does not name it cannot show, so that what was
drawn for one person never holds another's. Equal values in the same language are the same piece. Values are texts,
numbers, switches, or rows of these.

What is another one on every page stands behind the word `late`, and is put into the kept piece each time, escaped:
{% kept "web/parts/language.html" late next=request.get_full_path %}. A late value can only be printed: no test, no filter. The
token against forged requests is late by itself, so {% csrf_token %} works.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.template import Context, Engine, Node, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Token, token_kwargs
from django.urls import get_script_prefix
from django.utils.html import conditional_escape
from django.utils.translation import get_language

register = template.Library()
PIECES = 2000
EDGE = "\ue000"
"""Stands around the name of a late value in a kept piece: of a private area, and taken out of every value."""
TOKEN = "csrf_token"  # noqa: S105 (the name of a variable)


@register.tag
def kept(parser: Parser, token: Token) -> "Kept":
    """See the module."""
    words = token.split_contents()[1:]
    if not words:
        raise TemplateSyntaxError("kept needs the name of a template")
    name = parser.compile_filter(words.pop(0))
    at = words.index("late") if "late" in words else len(words)
    now, late = words[:at], words[at + 1 :]
    found = token_kwargs(now, parser), token_kwargs(late, parser)
    if now or late:
        raise TemplateSyntaxError(f"kept takes name=value, not {(now or late)[0]!r}")
    return Kept(name, *found)


class Kept(Node):
    """The node of one such tag."""

    def __init__(
        self, name: FilterExpression, now: dict[str, FilterExpression], late: dict[str, FilterExpression]
    ) -> None:
        self.name, self.now, self.late = name, now, late

    def render(self, context: Context) -> str:
        values = tuple((name, plain(value.resolve(context))) for name, value in self.now.items())
        draw = _drawn.__wrapped__ if settings.DEBUG else _drawn
        engine = context.template.engine  # type: ignore[attr-defined]
        text = draw(engine, self.name.resolve(context), get_language(), get_script_prefix(), values, tuple(self.late))
        if _mark(TOKEN) in text:
            text = text.replace(_mark(TOKEN), conditional_escape(context.get(TOKEN, "")))
        for name, value in self.late.items():
            text = text.replace(_mark(name), conditional_escape(value.resolve(context)))
        return text


def plain(value: Any) -> Any:
    """A value as a piece is kept by: switches and numbers as they are, anything else as text; a row of values as a tuple."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, (list, tuple)) or (isinstance(value, Iterable) and not hasattr(value, "strip")):
        return tuple(plain(one) for one in value)
    return str(value).replace(EDGE, "")


@lru_cache(maxsize=PIECES)
def _drawn(
    engine: Engine, name: str, language: str | None, prefix: str, values: tuple[Any, ...], late: tuple[str, ...]
) -> str:
    marks = {name: _mark(name) for name in (TOKEN, *late)}
    return str(engine.get_template(name).render(Context(marks | dict(values))))


def _mark(name: str) -> str:
    return f"{EDGE}{name}{EDGE}"
