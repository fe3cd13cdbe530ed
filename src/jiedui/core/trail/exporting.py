"""The trail as JSON lines, for a verifier that has neither our database nor our keys. No personal data goes out."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jiedui.core.trail import canonical
from jiedui.core.trail.chain import ENTRIES
from jiedui.core.trail.checkpoint import FORMAT, public_key
from jiedui.core.trail.facts import Progress
from jiedui.core.trail.models import Event, Head, State
from jiedui.core.trail.reading import chunks, snapshot


def export(path: Path, progress: Progress | None = None) -> int:
    """Write the public key, every entry (changes only as their hash) and every head; returns how many entries."""
    temp = path.with_name(f".{path.name}.part")
    count = 0
    try:
        with temp.open("w", encoding="utf-8") as file, snapshot():
            total = State.objects.values_list("size", flat=True).first() or 0
            for line in _lines():
                file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
                count += "seq" in line
                if progress and count % 20_000 == 0:
                    progress("", count, total)
        temp.replace(path)
    finally:
        temp.unlink(missing_ok=True)
    return count


def _lines() -> Iterator[dict[str, Any]]:
    yield {"format": FORMAT, "public_key": public_key()}
    heads = Head.objects.order_by("id").iterator(chunk_size=5_000)
    head = next(heads, None)
    for chunk in chunks(ENTRIES):
        salts = _salts(sorted({row[1] for row in chunk if row[8] is not None}))
        for seq, event, ledger, row_id, action, sheet, row, digest, changes in chunk:
            hashed = None if changes is None else canonical.changes_hash(salts[event], seq, changes).hex()
            yield {
                "seq": seq,
                "event": event,
                "ledger": ledger,
                "row_id": row_id,
                "action": action,
                "sheet": sheet,
                "row": row,
                "digest": bytes(digest).hex(),
                "changes": hashed,
            }
            while head is not None and head.size <= seq:
                yield _head(head)
                head = next(heads, None)
    while head is not None:
        yield _head(head)
        head = next(heads, None)


def _head(head: Head) -> dict[str, Any]:
    return {
        "head": head.pk,
        "size": head.size,
        "root": bytes(head.root).hex(),
        "at": canonical.timestamp(head.at),
        "signature": bytes(head.signature).hex(),
    }


def _salts(ids: list[int]) -> dict[int, bytes]:
    found: dict[int, bytes] = dict.fromkeys(ids, b"")
    for start in range(0, len(ids), 500):
        query = Event.objects.filter(pk__in=ids[start : start + 500])
        found.update((id, bytes(salt)) for id, salt in query.values_list("pk", "salt"))
    return found
