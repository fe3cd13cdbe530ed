"""What all integration tests share."""

from collections.abc import Iterator

import pytest

from tests import reading


@pytest.fixture(autouse=True, scope="module")
def files_read_here() -> Iterator[None]:
    """The child that reads a file is tried by tests/unit/intake/reading, tests/faults, tests/workbooks and the journeys."""
    with reading.here():
        yield
