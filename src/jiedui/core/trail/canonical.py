"""The exact bytes behind every hash and signature of the trail; docs/reference/trail.md gives the same in words."""

import json
import struct
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256

NO_CHANGES = bytes(32)
"""Stands in a leaf for an entry without changes."""
REMOVED = bytes(32)
"""The digest in the entry of a row that was removed."""
NOWHERE = -1
"""Stands in a leaf for an entry without a sheet or a row of a source file."""

_ENTRY = struct.Struct(">BQQqcii32s32s")
_LAYOUT = 1

EntryFacts = tuple[str, int, str, int | None, int | None, bytes, str | None]
"""(ledger, row id, action, sheet, row, digest, changes)"""


def leaf(
    seq: int,
    event: int,
    ledger: str,
    row_id: int,
    action: str,
    sheet: int | None,
    row: int | None,
    digest: bytes,
    changes: bytes,
) -> bytes:
    """The leaf hash of one entry; `changes` is `changes_hash` of its changes. Raises ValueError on a wrong digest."""
    if len(digest) != 32 or len(changes) != 32:
        raise ValueError("a digest has 32 bytes")
    packed = _ENTRY.pack(
        _LAYOUT,
        seq,
        event,
        row_id,
        action.encode(),
        NOWHERE if sheet is None else sheet,
        NOWHERE if row is None else row,
        digest,
        changes,
    )
    return sha256(b"\0" + packed + ledger.encode()).digest()


def leaves(first: int, event: int, salt: bytes, entries: Iterable[EntryFacts]) -> list[bytes]:
    """The leaf hashes of an event's entries from number `first` on: `leaf` for many, without its calls."""
    pack, hashed = _ENTRY.pack, sha256
    codes = {code: code.encode() for code in "ncre"}
    made: list[bytes] = []
    for seq, (ledger, row_id, action, sheet, row, digest, changes) in enumerate(entries, first):
        if len(digest) != 32:
            raise ValueError("a digest has 32 bytes")
        packed = pack(
            _LAYOUT,
            seq,
            event,
            row_id,
            codes[action],
            NOWHERE if sheet is None else sheet,
            NOWHERE if row is None else row,
            digest,
            NO_CHANGES if changes is None else changes_hash(salt, seq, changes),
        )
        made.append(hashed(b"\0" + packed + ledger.encode()).digest())
    return made


def changes_hash(salt: bytes, seq: int, changes: str | None) -> bytes:
    """Commits to the changes of an entry without giving them away: the event's salt never leaves the database."""
    if changes is None:
        return NO_CHANGES
    return sha256(salt + seq.to_bytes(8, "big") + changes.encode()).digest()


def event_digest(
    salt: bytes,
    id: int,
    at: datetime,
    kind: str,
    actor_id: int | None,
    actor_name: str,
    address: str,
    ledger: str,
    scope: str,
    file_digest: str,
    note: str,
) -> bytes:
    """The salted commitment of an event's facts: it is the digest of the event's own entry."""
    facts = [id, timestamp(at), kind, actor_id, actor_name, address, ledger, scope, file_digest, note]
    return sha256(salt + json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()).digest()


def head_message(id: int, size: int, root: bytes, at: datetime) -> bytes:
    """What the signature of a head covers."""
    return f"jiedui trail head 1\n{id}\n{size}\n{root.hex()}\n{timestamp(at)}\n".encode()


def timestamp(at: datetime) -> str:
    """UTC with microseconds: 2021-03-15T02:03:04.000005+00:00."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
