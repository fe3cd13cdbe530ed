"""Two counties and people who try what is not theirs to do."""

from tests.integration.web.conftest import country, enter, longan, mashan

__all__ = ["country", "enter", "longan", "mashan"]
