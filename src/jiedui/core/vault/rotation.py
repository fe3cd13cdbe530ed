"""Replacing the sealing key: a new version is added, everything registered is sealed anew, old versions still open."""

from collections.abc import Callable

from jiedui.core.vault import keys

Reseal = Callable[[], int]
_registered: dict[str, Reseal] = {}


def register(fn: Reseal, *, name: str) -> None:
    """Register a function that seals its values again with the newest key, in transactions of its own choosing.

    `name` is what people read about it (a ledger's title). It returns how many values it sealed, skips those that
    already carry `sealing.current()`, and so may be run twice.
    """
    _registered[name] = fn


def rotate(progress: Callable[[str, int], None] | None = None) -> int:
    """Add a key version and seal everything registered anew; returns the new version."""
    version = keys.add_seal_version()
    reseal(progress)
    return version


def reseal(progress: Callable[[str, int], None] | None = None) -> None:
    """Seal again what does not carry the newest key and the scheme in use; also finishes an interrupted rotation."""
    for name, fn in sorted(_registered.items()):
        done = fn()
        if progress:
            progress(name, done)
