"""A veil over everything personal: while it is drawn, what is covered comes out of the database hidden.

Drawn while somebody looks at the product through another person's eyes (web.people.seeing). It works below the pages: a
covered field is replaced as it is read, whoever asks, and nothing sealed opens, so a page that forgets is safe too.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.utils.translation import gettext_lazy as _

HIDDEN = _("（已隐去）")
_drawn: ContextVar[bool] = ContextVar("veil", default=False)


def drawn() -> bool:
    """Whether the veil is drawn for whoever asks now."""
    return _drawn.get()


@contextmanager
def draw() -> Iterator[None]:
    """Draw the veil for what is done inside."""
    token = _drawn.set(True)
    try:
        yield
    finally:
        _drawn.reset(token)


def text(value: Any) -> Any:
    """What stands in place of a text: that something is there is no secret, what it is is."""
    return str(HIDDEN) if value not in (None, "") else value


def nothing(value: Any) -> Any:
    """What stands in place of a pointer at a person, or of sealed bytes."""
    return None


def cover(field: Any, stand_in: Callable[[Any], Any]) -> None:
    """Have a model's field read as `stand_in(value)` while the veil is drawn: on objects, in values() and in functions over it.

    Costs nothing else: Django asks for a field's converters once a query.
    """
    given = field.get_db_converters

    def converters(connection: Any) -> list[Any]:
        if not _drawn.get():
            return list(given(connection))
        return [lambda value, expression, connection: stand_in(value)]

    field.get_db_converters = converters
