import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    """Rate limits live in the cache of the test process."""
    cache.clear()
