"""Workbooks for tests: one builder for each mess of domain section 12, and some more. See `draft` for the form.

from tests.workbooks import BUILDERS, EXTRAS, HOSTILE
ledger, data, name, expected = BUILDERS["mess_01_id_as_number"]()
"""

from collections.abc import Callable
from types import ModuleType

from jiedui.demo.hostile import HOSTILE
from tests.workbooks import extras, messes_files, messes_layout, messes_people, messes_values, odd
from tests.workbooks.draft import Draft, Made, people, some_months, some_payments, some_projects

__all__ = [
    "BUILDERS",
    "EXTRAS",
    "HOSTILE",
    "Draft",
    "Made",
    "people",
    "some_months",
    "some_payments",
    "some_projects",
]


def _named(start: str, *modules: ModuleType) -> dict[str, Callable[..., Made]]:
    found = {name: make for module in modules for name, make in vars(module).items() if name.startswith(start)}
    return dict(sorted(found.items()))


BUILDERS = _named("mess_", messes_people, messes_layout, messes_values, messes_files)
EXTRAS = _named("extra_", extras, odd)
