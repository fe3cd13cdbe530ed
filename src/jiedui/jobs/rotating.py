"""Replacing the sealing key of an installation, with its trail: who can read the key folder may ask when and by whom."""

from collections import Counter
from collections.abc import Callable

from django.db import transaction

from jiedui.core.trail.operations import SYSTEM, record_event
from jiedui.core.vault import keys, rotation

Progress = Callable[[str, int], None]


def rotate(progress: Progress) -> int:
    """Add a sealing key and seal everything anew with it; returns its version."""
    with transaction.atomic():
        # The event first: a database that cannot take it leaves no key behind.
        record_event("keys.rotated", actor=SYSTEM, note={"version": keys.load().newest + 1})
        version = keys.add_seal_version()
    reseal(progress)
    return version


def reseal(progress: Progress) -> None:
    """Seal anew what does not carry the newest key; goes on where an interrupted rotation stopped."""
    counts: Counter[str] = Counter()

    def told(name: str, count: int) -> None:
        counts[name] += count
        progress(name, count)

    rotation.reseal(told)
    with transaction.atomic():
        note = {"version": keys.load().newest, "sealed": dict(counts)}
        record_event("keys.resealed", actor=SYSTEM, note=note)
