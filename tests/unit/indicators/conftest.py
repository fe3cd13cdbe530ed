"""Pairings of three counties, and a lake folder of the test's own."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from jiedui.core.places.models import Pairing


@pytest.fixture
def paired(db: None, settings: Any, tmp_path: Path) -> None:
    """马山 with 福田, and 田东 and 德保 with 坪山; 德保 only from July."""
    settings.LAKE = tmp_path / "lake"
    for county, district, since in (
        ("450124", "440304", None),
        ("451022", "440310", None),
        ("451024", "440310", dt.date(2021, 7, 1)),
    ):
        Pairing.objects.create(county=county, district=district, kind="不变", valid_from=since, confidence="plan")
