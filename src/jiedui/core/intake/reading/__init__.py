"""Workbook bytes in, cells out: `read_workbook(data, name=...)` reads in a guarded child process.

The names are resolved on first use, because the child imports this package too and must not load polars or Django.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jiedui.core.intake.reading.guard import read_workbook
    from jiedui.core.intake.reading.workbook import Limits, Sheet, Workbook

__all__ = ["Limits", "Sheet", "Workbook", "read_workbook"]


def __getattr__(name: str) -> Any:
    if name == "read_workbook":
        from jiedui.core.intake.reading.guard import read_workbook

        return read_workbook
    if name in __all__:
        from jiedui.core.intake.reading import workbook

        return getattr(workbook, name)
    raise AttributeError(name)
