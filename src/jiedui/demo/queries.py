"""Whether this database holds invented data."""

from jiedui.core.store.once import once
from jiedui.demo.models import DemoMark


def is_demo() -> bool:
    """True when the data are invented: every page then says so."""
    return once("demo.mark", DemoMark.objects.exists)


def mark() -> DemoMark | None:
    """The mark of the demonstration, with its sizes and times; None in a real database."""
    return DemoMark.objects.first()
