"""All regions and pairings in the test database, loaded once for a module."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command

from jiedui.core.places import queries as places


@pytest.fixture(scope="module")
def regions(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """All regions and pairings, once for this module."""
    with django_db_blocker.unblock():
        try:
            load_regions()
            yield
        finally:  # what these two loaded must not meet the tests that follow
            places.forget()
            call_command("flush", interactive=False, verbosity=0)


def load_regions() -> None:
    """All regions, pairings and the plan, committed: whoever calls this takes them away again."""
    call_command("load_places", verbosity=0)
    call_command("load_plan", verbosity=0)
    places.forget()
