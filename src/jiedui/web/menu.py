"""The menu: pages register their entry here once, and every user sees the entries they may use.

menu.register(menu.DATA, "审计存证", "web:trail", icon="history", action=VIEW_TRAIL, order=40)

A section of many entries is divided: `divide(menu.LEDGERS, "labour", "劳务协作", icon="briefcase")`, then register with
`part="labour"`. What depends on the rights only is worked out once for all who hold the same; web.menudrawing draws it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
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


@dataclass(frozen=True, eq=False)
class Entry:
    """One line of the menu. `url` is a URL name; `action` the right it needs, or `shown` a test of the user; `part` the
    part of a divided section that it stands in."""

    section: str
    label: Text
    url: str
    args: tuple[str, ...] = ()
    icon: str = "circle-check"
    action: str | None = None
    shown: Callable[[Any], bool] | None = None
    order: int = 50
    part: str = ""


@dataclass(frozen=True)
class Line:
    """An entry as one user's page draws it."""

    label: Text
    href: str
    icon: str
    active: bool
    badge: int = 0


@dataclass(frozen=True)
class Part:
    """Lines of a section under a title of their own, closed until somebody opens it or stands on one of them."""

    key: str
    label: Text
    icon: str
    lines: tuple[Line, ...]

    @property
    def active(self) -> bool:
        return any(line.active for line in self.lines)


@dataclass(frozen=True)
class Section:
    """A titled group of lines. own: those that stand in none of its parts."""

    key: str
    label: Text
    lines: tuple[Line, ...]
    own: tuple[Line, ...] = ()
    parts: tuple[Part, ...] = ()


_entries: list[Entry] = []
_parts: dict[tuple[str, str], tuple[Text, str]] = {}
"""(section, part) -> title and icon, in the order of the menu."""


def register(section: str, label: Text, url: str, **details: Any) -> None:
    """Add an entry (once, while Django starts); `details` are the other fields of Entry."""
    if section not in SECTIONS:
        raise ValueError(f"unknown section of the menu: {section}")
    entry = Entry(section, label, url, **details)
    if (section, url, entry.args) not in {(one.section, one.url, one.args) for one in _entries}:
        _entries.append(entry)


def divide(section: str, part: str, label: Text, *, icon: str) -> None:
    """Add a part to a section, after those it has."""
    _parts[section, part] = (label, icon)


def menu_for(user: Any, path: str, badges: Mapping[str, int] | None = None) -> list[Section]:
    """The sections with at least one entry for this user; the line whose address is the longest start of `path` is on.

    badges: URL name -> how many things wait behind the entry (see web.todo).
    """
    places = places_for(user)
    return sections(places, active_of(places, path), badges or {})


@dataclass(frozen=True, eq=False)
class Places:
    """Entries with their addresses, in order; one object for all who may use the same, and so a key to keep things by."""

    entries: tuple[tuple[Entry, str], ...]


def places_for(user: Any) -> Places:
    """The entries that this user may use."""
    held = {action: may(user, action) for action in {entry.action for entry in _entries if entry.action}}
    seen = tuple(
        entry
        for entry in _entries
        if (entry.action is None or held[entry.action]) and (entry.shown is None or entry.shown(user))
    )
    return _places(seen, get_script_prefix(), get_urlconf())


def active_of(places: Places, path: str) -> str:
    """The address whose line is on; "" where none is."""
    return max((href for _entry, href in places.entries if _holds(href, path)), key=len, default="")


def sections(places: Places, here: str, badges: Mapping[str, int]) -> list[Section]:
    """The sections with something in them."""
    found = []
    for key, label in SECTIONS.items():
        lines: dict[str, list[Line]] = {}
        for entry, href in places.entries:
            if entry.section == key:
                badge = badges.get(entry.url, 0) if not entry.args else 0
                lines.setdefault(entry.part, []).append(Line(entry.label, href, entry.icon, href == here, badge))
        own = tuple(lines.get("", ()))
        parts = tuple(
            Part(part, title, icon, tuple(lines[part]))
            for (section, part), (title, icon) in _parts.items()
            if section == key and part in lines
        )
        if lines:
            found.append(Section(key, label, own + tuple(line for part in parts for line in part.lines), own, parts))
    return found


@lru_cache(maxsize=64)
def _places(seen: tuple[Entry, ...], _prefix: str, _urlconf: str | None) -> Places:
    found = ((entry, _address(entry)) for entry in sorted(seen, key=lambda entry: entry.order))
    return Places(tuple((entry, href) for entry, href in found if href))


def _holds(href: str, path: str) -> bool:
    return path == href or (href != "/" and path.startswith(href))


def _address(entry: Entry) -> str:
    try:
        return reverse(entry.url, args=entry.args)
    except NoReverseMatch:
        # A module may be switched off in settings while its entry is still registered.
        return ""
