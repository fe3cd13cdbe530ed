"""What a first page costs: everything it loads, compressed as it is sent, fits into 400 KB."""

from pathlib import Path

import brotli
import pytest
from django.conf import settings

LIMIT = 400 * 1024
LOADED = ("assets/app.css", "assets/app.js", "assets/icons.svg", "map/map.svg")
PAGE = 40 * 1024
"""Room for the page itself: the fullest (22 counties with map, table and imports) has some 15 KB."""


def test_a_first_page_is_light() -> None:
    files = [Path(settings.BUILD) / name for name in LOADED]
    missing = [file.name for file in files if not file.is_file()]
    if missing:
        pytest.skip(f"not built: {missing}; run ./run --prepare")
    sizes = {file.name: len(brotli.compress(file.read_bytes())) for file in files}
    assert sum(sizes.values()) + PAGE <= LIMIT, sizes
    assert sizes["map.svg"] <= 48 * 1024
