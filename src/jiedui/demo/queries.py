"""Whether this database holds invented data."""

from jiedui.core.store import ask
from jiedui.core.store.once import once
from jiedui.demo.models import DemoMark


def is_demo() -> bool:
    """True when the data are invented: every page then says so."""
    return once("demo.mark", lambda: bool(ask(_MARKED)))


_MARKED = f"SELECT 1 FROM {DemoMark._meta.db_table} LIMIT 1"


def mark() -> DemoMark | None:
    """The mark of the demonstration, with its sizes and times; None in a real database."""
    return DemoMark.objects.first()
