"""A process of its own is set up without walks of the collector, which works again afterwards."""

import os
import subprocess
import sys

ASKED = """
import gc
walks = []
gc.callbacks.append(lambda phase, facts: walks.append(facts["generation"]) if phase == "start" else None)
from jiedui.starting import start
walks.clear()
start()
print(len(walks), gc.isenabled(), gc.get_freeze_count() > 100_000)
"""


def said_by(program: str) -> list[str]:
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_the_collector_rests_while_a_process_is_set_up() -> None:
    assert said_by(ASKED) == ["0 True True"]

PAGES_ONLY = """
import sys
from jiedui.starting import start
start()
from django.urls import resolve, reverse
reverse("web:organisations"), resolve("/ledgers/workers/")
print("ninja" in sys.modules)
print(reverse("api:workers_rows"), resolve("/api/ledgers/workers/rows").view_name)
"""
COMMANDS = """
from jiedui.starting import start
start()
from django.core.management import get_commands, load_command_class
own = {name: app for name, app in get_commands().items() if str(app).startswith("jiedui.")}
tags = {tag for name, app in own.items() for tag in load_command_class(app, name).requires_system_checks}
print(len(own), *sorted(tags))
"""


def test_pages_do_not_wait_for_the_interface() -> None:
    """Its several hundred operations are made when one is asked for, by address or by name."""
    assert said_by(PAGES_ONLY) == ["False", "/api/ledgers/workers/rows api:workers_rows"]


def test_no_command_loads_every_page_to_check_it() -> None:
    number, *tags = said_by(COMMANDS)[-1].split()
    assert int(number) > 15
    assert tags == ["database", "models"]
