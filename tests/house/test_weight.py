"""What a browser has to fetch for a first page: style, script and icons, as the server sends them compressed."""

import brotli
import pytest

from tests.house.test_structure import ROOT

MOST = 400 * 1024
HTML = 30 * 1024
"""What a page itself may weigh beside them."""
FILES = ("app.css", "app.js", "icons.svg")


def test_a_first_page_is_light() -> None:
    folder = ROOT / ".build" / "assets"
    if not folder.is_dir():
        pytest.skip("run ./run --prepare first")
    sizes = {name: len(brotli.compress((folder / name).read_bytes())) for name in FILES}
    assert sum(sizes.values()) + HTML <= MOST, sizes
