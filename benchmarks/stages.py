"""Where the time of an import goes: the product's functions are wrapped from outside, so unmeasured runs pay nothing."""

import functools
import importlib
import os
import time
from collections.abc import Callable
from typing import Any

STAGES = {
    "read": ["jiedui.core.intake.process:read_workbook"],
    "check": [
        "jiedui.core.intake.process:check",
        "jiedui.core.intake.against:check_references",
        "jiedui.core.intake.against:check_against",
    ],
    "compare": ["jiedui.core.intake.process:compare"],
    "seal": [
        "jiedui.core.vault.sealing:seal",
        "jiedui.core.vault.sealing:blind",
        "jiedui.core.people.operations:seal",
        "jiedui.core.people.operations:blind",
    ],
    "apply": ["jiedui.core.intake.process:apply"],
    "digests": ["jiedui.core.ledger.digests:commit"],
    "insert": ["jiedui.core.store:insert_rows", "jiedui.core.store:insert_frame"],
    "trail": ["jiedui.core.trail.operations:close_event"],
    "keep file": ["jiedui.core.vault.files:put"],
    "commit": ["django.db.backends.base.base:BaseDatabaseWrapper._commit"],
    "snapshot": ["jiedui.core.lake.operations:refresh"],
}
"""A function called by another one's stage counts for its own stage only."""


class Stages:
    """Wall and processor seconds by stage, each without the stages inside it."""

    def __init__(self) -> None:
        self.wall: dict[str, float] = {}
        self.cpu: dict[str, float] = {}
        self._inside: list[tuple[float, float]] = []

    def watch(self) -> None:
        for stage, names in STAGES.items():
            for name in names:
                module, _, path = name.partition(":")
                *owners, last = path.split(".")
                owner: Any = importlib.import_module(module)
                for part in owners:
                    owner = getattr(owner, part)
                setattr(owner, last, self._timed(stage, getattr(owner, last)))

    def _timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def timed(*arguments: Any, **options: Any) -> Any:
            wall, cpu = time.perf_counter(), _cpu()
            self._inside.append((0.0, 0.0))
            try:
                return function(*arguments, **options)
            finally:
                wall, cpu = time.perf_counter() - wall, _cpu() - cpu
                inner = self._inside.pop()
                self.wall[stage] = self.wall.get(stage, 0.0) + wall - inner[0]
                self.cpu[stage] = self.cpu.get(stage, 0.0) + cpu - inner[1]
                if self._inside:
                    outer = self._inside[-1]
                    self._inside[-1] = (outer[0] + wall, outer[1] + cpu)

        return timed


def _cpu() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
