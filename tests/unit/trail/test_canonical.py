"""The bytes of a leaf, pinned: changing them would make every stored trail unverifiable."""

from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

import pytest

from jiedui.core.trail import canonical

DIGEST = bytes(range(32))
AT = datetime(2021, 3, 15, 10, 3, 4, 5, tzinfo=timezone(timedelta(hours=8)))


def test_a_leaf_byte_by_byte() -> None:
    expected = (
        "01"  # layout
        "0000000000000005"  # number
        "0000000000000002"  # event
        "0000000000000011"  # row id
        "6e"  # n
        "00000000"  # sheet
        "00000017" + DIGEST.hex() + "00" * 32 + "776f726b657273"  # row, digest, no changes, workers
    )
    found = canonical.leaf(5, 2, "workers", 17, "n", 0, 23, DIGEST, canonical.NO_CHANGES)
    assert found == sha256(b"\0" + bytes.fromhex(expected)).digest()


def test_many_leaves_are_the_same_leaves() -> None:
    salt = b"s" * 16
    entries = [
        ("workers", 17, "n", 0, 23, DIGEST, None),
        ("workers", 18, "c", None, None, DIGEST, '{"wage":[1,2]}'),
        ("projects", -1, "r", 3, 1_048_576, canonical.REMOVED, "{}"),
    ]
    expected = [
        canonical.leaf(5 + i, 2, *entry[:6], canonical.changes_hash(salt, 5 + i, entry[6]))
        for i, entry in enumerate(entries)
    ]
    assert canonical.leaves(5, 2, salt, entries) == expected


def test_every_fact_of_an_entry_counts() -> None:
    base = (5, 2, "workers", 17, "n", 0, 23, DIGEST, canonical.NO_CHANGES)
    others = [
        (6, 2, "workers", 17, "n", 0, 23, DIGEST, canonical.NO_CHANGES),
        (5, 3, "workers", 17, "n", 0, 23, DIGEST, canonical.NO_CHANGES),
        (5, 2, "worker", 17, "n", 0, 23, DIGEST, canonical.NO_CHANGES),
        (5, 2, "workers", 18, "n", 0, 23, DIGEST, canonical.NO_CHANGES),
        (5, 2, "workers", 17, "c", 0, 23, DIGEST, canonical.NO_CHANGES),
        (5, 2, "workers", 17, "n", None, 23, DIGEST, canonical.NO_CHANGES),
        (5, 2, "workers", 17, "n", 0, None, DIGEST, canonical.NO_CHANGES),
        (5, 2, "workers", 17, "n", 0, 23, DIGEST[::-1], canonical.NO_CHANGES),
        (5, 2, "workers", 17, "n", 0, 23, DIGEST, DIGEST),
    ]
    assert len({canonical.leaf(*facts) for facts in [base, *others]}) == 10


@pytest.mark.parametrize("digest", [b"", b"x" * 31, b"x" * 33])
def test_a_digest_of_another_size_is_refused(digest: bytes) -> None:
    with pytest.raises(ValueError, match="32"):
        canonical.leaf(1, 1, "workers", 1, "n", None, None, digest, canonical.NO_CHANGES)
    with pytest.raises(ValueError, match="32"):
        canonical.leaves(1, 1, b"", [("workers", 1, "n", None, None, digest, None)])


def test_changes_are_committed_to_with_the_salt_and_the_number() -> None:
    made = {canonical.changes_hash(salt, seq, text) for salt in (b"a", b"b") for seq in (1, 2) for text in ("x", "y")}
    assert len(made) == 8
    assert canonical.changes_hash(b"a", 1, None) == canonical.NO_CHANGES
    assert canonical.changes_hash(b"a", 1, "") != canonical.NO_CHANGES


def test_times_are_utc_whatever_the_zone() -> None:
    assert canonical.timestamp(AT) == "2021-03-15T02:03:04.000005+00:00" == canonical.timestamp(AT.astimezone(UTC))


def test_a_head_message() -> None:
    message = canonical.head_message(3, 9, DIGEST, AT).decode()
    assert message == f"jiedui trail head 1\n3\n9\n{DIGEST.hex()}\n2021-03-15T02:03:04.000005+00:00\n"
