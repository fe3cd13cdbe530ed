"""An installation with the demonstration, made once and copied to those who look at it: the journeys and the engines' comparison."""

import datetime as dt
from pathlib import Path

from tests import ready
from tests.installation import Databases, Installation

SIZES = ["--workers", "2000", "--households", "300", "--months", "12", "--projects", "120", "--seed", "1"]


def demonstration(databases: Databases, folder: Path) -> tuple[Installation, Path]:
    """One of one's own, and the folder of its sample workbooks."""
    samples = folder / "samples"
    if databases.server:
        return _loaded(databases, samples), samples

    def make(draft: Path) -> None:
        draft.mkdir()
        _loaded(databases, draft / "samples").data.rename(draft / "data")

    ready.take_installation(folder / "whole", make, "demonstration", day=str(dt.date.today()), keep=1)
    return Installation(folder / "whole" / "data"), folder / "whole" / "samples"


def _loaded(databases: Databases, samples: Path) -> Installation:
    made = databases.migrated()
    made.patience = 900  # on a busy machine
    made.done("demo", *SIZES, "--samples", str(samples))
    return made
