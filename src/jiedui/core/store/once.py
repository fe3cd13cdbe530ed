"""Small facts that one request asks for again and again (which regions are loaded, who is paired): read once in it.

with steady():                                   # the web does it around every request
    pairs = once("places.pairings", read_pairings)   # the second call in here costs nothing

Outside of `steady` nothing is remembered: a command or a job that runs for hours sees every change. Who changes such a
fact calls `forget`, so that the same request does not go on with what it was before.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar, cast

T = TypeVar("T")
_facts: ContextVar[dict[str, Any] | None] = ContextVar("facts", default=None)


@contextmanager
def steady() -> Iterator[None]:
    """Until it ends, what `once` has read stays as it is."""
    token = _facts.set({})
    try:
        yield
    finally:
        _facts.reset(token)


def once(key: str, read: Callable[[], T]) -> T:
    """What `read` gives, or gave earlier within the same `steady`."""
    facts = _facts.get()
    if facts is None:
        return read()
    if key not in facts:
        facts[key] = read()
    return cast(T, facts[key])


def forget(prefix: str) -> None:
    """Read anew whatever begins with `prefix`: it was changed."""
    for key in [key for key in _facts.get() or {} if key.startswith(prefix)]:
        del (_facts.get() or {})[key]
