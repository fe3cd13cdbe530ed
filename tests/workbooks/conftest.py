"""All regions and pairings in the test database, loaded once for a module."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command

from jiedui.core.places import queries as places


@pytest.fixture(scope="module")
def regions(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """All regions and pairings, once for this module."""
    with django_db_blocker.unblock():
        load_regions()
        yield
        # What these two loaded must not meet the tests that follow.
        for app in ("plan", "places"):
            for model in reversed(list(apps.get_app_config(app).get_models())):
                model._default_manager.all().delete()
        places.forget()


def load_regions() -> None:
    """All regions, pairings and the plan, committed: whoever calls this takes them away again."""
    call_command("load_places", verbosity=0)
    call_command("load_plan", verbosity=0)
    places.forget()
