"""The menu as HTML. Its 110 lines are the same on every page but for the one that is on and what waits behind a few: each
piece is drawn once a process for a language and an active line, and kept.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from jiedui.web import menu

MENUS, PARTS = 200, 600
"""Whole menus are kept for each line that is on and each set of badges that occurs, parts for each line of their own."""


def drawn(user: Any, path: str, badges: Mapping[str, int]) -> SafeString:
    """The whole menu of this user's page."""
    places = menu.places_for(user)
    waiting = frozenset((name, count) for name, count in badges.items() if count)
    return _menu(places, menu.active_of(places, path), waiting, get_language())


@lru_cache(maxsize=MENUS)
def _menu(places: menu.Places, here: str, badges: frozenset[tuple[str, int]], language: str | None) -> SafeString:
    found = menu.sections(places, here, dict(badges))
    pieces = [_section(one, tuple(_part(part, language) for part in one.parts)) for one in found]
    return mark_safe("".join(pieces))  # noqa: S308 (made of rendered templates)


def _section(section: menu.Section, parts: tuple[str, ...]) -> str:
    find = reverse("web:ledgers") if parts else ""
    return render_to_string("web/parts/menu.html", {"section": section, "parts": parts, "find": find})


@lru_cache(maxsize=PARTS)
def _part(part: menu.Part, language: str | None) -> SafeString:
    """One part; equal parts are drawn once for all who see them in this language."""
    return render_to_string("web/parts/menu_part.html", {"part": part})
