"""Invented numbers with valid check digits: resident IDs (GB 11643), credit codes (GB 32100, GB 11714), phones.

Nobody can be reached by them: phones use prefixes that no operator had been given by 2021.
"""

import numpy as np

from jiedui.demo.series import DEMO, Series

ID_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
ID_CHECKS = np.array(list("10X98765432"))
USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
UNASSIGNED_PREFIXES = ("142", "143", "154")


def check_digit(body: str) -> str:
    """The 18th character of a resident ID of 17 digits (MOD 11-2)."""
    return str(ID_CHECKS[int(np.dot(ID_WEIGHTS, [int(c) for c in body])) % 11])


class Identities:
    """Gives out resident IDs so that no two invented people share one."""

    def __init__(self, series: Series = DEMO) -> None:
        self.series = series
        self.taken: set[str] = set()

    def draw(self, rng: np.random.Generator, prefixes: np.ndarray, births: np.ndarray, male: np.ndarray) -> list[str]:
        """IDs for arrays of 6-digit prefixes, births as yyyymmdd integers and sexes; none was given before."""
        made = []
        first, past = self.series.first, self.series.past
        sequences = 2 * rng.integers(first // 2, past // 2, len(births)) + male
        bodies = [f"{p}{b}" for p, b in zip(prefixes, births, strict=True)]
        for body, sequence in zip(bodies, sequences.tolist(), strict=True):
            while f"{body}{sequence:03d}" in self.taken:
                sequence = first + (sequence + 2 - first) % (past - first)
            self.taken.add(f"{body}{sequence:03d}")
            made.append(f"{body}{sequence:03d}")
        digits = np.frombuffer("".join(made).encode(), dtype=np.uint8).reshape(-1, 17).astype(np.int64) - 48
        return [m + c for m, c in zip(made, ID_CHECKS[(digits @ ID_WEIGHTS) % 11], strict=True)]


def uscc(region: str, serial: int, kind: str = "91") -> str:
    """A valid 18-character unified credit code; `kind` 91 is a company, 93 a farmers' cooperative, 12 a public body."""
    body = f"{serial % 100_000_000:08d}"
    remainder = 11 - sum(w * int(c) for w, c in zip(ORG_WEIGHTS, body, strict=True)) % 11
    organisation = body + {10: "X", 11: "0"}.get(remainder, str(remainder))
    head = kind + region[:6] + organisation
    total = sum(w * USCC_ALPHABET.index(c) for w, c in zip(USCC_WEIGHTS, head, strict=True))
    return head + USCC_ALPHABET[(31 - total % 31) % 31]


def phones(rng: np.random.Generator, count: int) -> list[str]:
    """Eleven-digit mobile numbers that belong to nobody."""
    prefixes = rng.choice(UNASSIGNED_PREFIXES, count)
    return [f"{p}{n:08d}" for p, n in zip(prefixes, rng.integers(0, 100_000_000, count), strict=True)]
