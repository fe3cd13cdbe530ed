"""The menu: pages register their entry here once, and every user sees the entries they may use.

menu.register(menu.DATA, "审计存证", "web:trail", icon="history", action=VIEW_TRAIL, order=40)
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jiedui.core.access.queries import may

Text = str | Promise

OVERVIEW, LEDGERS, DATA, SYSTEM = "overview", "ledgers", "data", "system"
SECTIONS: dict[str, Text] = {
    OVERVIEW: _("总览"),
    LEDGERS: _("协作台账"),
    DATA: _("数据与报告"),
    SYSTEM: _("系统"),
}


@dataclass(frozen=True)
class Entry:
    """One line of the menu. `url` is a URL name; `action` the right it needs, or `shown` a test of the user."""

    section: str
    label: Text
    url: str
    args: tuple[str, ...] = ()
    icon: str = "circle-check"
    action: str | None = None
    shown: Callable[[Any], bool] | None = None
    order: int = 50

    def is_for(self, user: Any) -> bool:
        if self.action is not None and not may(user, self.action):
            return False
        return self.shown is None or self.shown(user)


@dataclass(frozen=True)
class Line:
    """An entry as one user's page draws it."""

    label: Text
    href: str
    icon: str
    active: bool
    badge: int = 0


@dataclass(frozen=True)
class Section:
    """A titled group of lines."""

    key: str
    label: Text
    lines: tuple[Line, ...]


_entries: list[Entry] = []


def register(section: str, label: Text, url: str, **details: Any) -> None:
    """Add an entry (once, while Django starts); `details` are the other fields of Entry."""
    if section not in SECTIONS:
        raise ValueError(f"unknown section of the menu: {section}")
    entry = Entry(section, label, url, **details)
    if entry not in _entries:
        _entries.append(entry)


def menu_for(user: Any, path: str, badges: Mapping[str, int] | None = None) -> list[Section]:
    """The sections with at least one entry for this user; the line whose address is the longest start of `path` is on.

    badges: URL name -> how many things wait behind the entry (see web.todo).
    """
    waiting = badges or {}
    shown = [(entry, _address(entry)) for entry in sorted(_entries, key=lambda e: e.order) if entry.is_for(user)]
    here = max((href for _entry, href in shown if href and _holds(href, path)), key=len, default=None)
    sections = []
    for key, label in SECTIONS.items():
        lines = tuple(
            Line(entry.label, href, entry.icon, href == here, waiting.get(entry.url, 0) if not entry.args else 0)
            for entry, href in shown
            if entry.section == key and href
        )
        if lines:
            sections.append(Section(key, label, lines))
    return sections


def _holds(href: str, path: str) -> bool:
    return path == href or (href != "/" and path.startswith(href))


def _address(entry: Entry) -> str:
    try:
        return reverse(entry.url, args=entry.args)
    except NoReverseMatch:
        # A module may be switched off in settings while its entry is still registered.
        return ""
