"""Roots of the complete subtrees of 1024 leaves, kept so that a proof need not read the whole trail.

They need not be trusted: a proof is checked against the signed root, and wrong siblings lead to another root.
"""

import struct
from collections.abc import Mapping

from jiedui.core.trail import canonical, merkle
from jiedui.core.trail.reading import chunks

HEIGHT = merkle.TILE
SPAN = 1 << HEIGHT
UNREADABLE = bytes(32)
_LEAVES = (
    "SELECT e.seq, e.event_id, e.ledger, e.row_id, e.action, e.sheet, e.row, e.digest, e.changes, v.salt "
    "FROM trail_entry e LEFT JOIN trail_event v ON v.id = e.event_id WHERE e.seq > %s AND e.seq <= %s ORDER BY e.seq"
)


def leaves(start: int, end: int) -> list[bytes]:
    """The leaf hashes of the entries with these places (from 0, end not included), computed from what is stored now."""
    found = [UNREADABLE] * (end - start)
    for chunk in chunks(_LEAVES, [start, end]):
        for seq, event, ledger, row_id, action, sheet, row, digest, changes, salt in chunk:
            try:
                hashed = canonical.changes_hash(bytes(salt or b""), seq, changes)
                leaf = canonical.leaf(seq, event, ledger, row_id, action, sheet, row, bytes(digest), hashed)
            except (ValueError, TypeError, AttributeError, struct.error):
                continue  # somebody wrote into the entry: its leaf is another one
            found[seq - 1 - start] = leaf
    return found


def missing(size: int, known: Mapping[int, bytes]) -> dict[int, bytes]:
    """The roots of the complete tiles of a tree of `size` leaves that are not known, computed from the entries."""
    return {
        number: merkle.root(leaves(number * SPAN, (number + 1) * SPAN))
        for number in range(size >> HEIGHT)
        if number not in known
    }
