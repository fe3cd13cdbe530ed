"""Invented resident IDs for tests that need a few of them."""

import numpy as np

from jiedui.demo.identity import Identities


def draw_ids(count: int, *, seed: int, prefix: str = "452127") -> list[str]:
    """Valid resident IDs of people who do not exist; the same for the same seed."""
    rng = np.random.default_rng(seed)
    births = rng.integers(1960, 2000, count) * 10_000 + rng.integers(1, 13, count) * 100 + rng.integers(1, 29, count)
    return Identities().draw(rng, np.full(count, prefix), births, rng.integers(0, 2, count))
