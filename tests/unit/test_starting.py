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


def test_the_collector_rests_while_a_process_is_set_up() -> None:
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run([sys.executable, "-c", ASKED], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0", "True", "True"]
