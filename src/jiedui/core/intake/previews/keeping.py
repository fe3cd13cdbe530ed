"""Storing a preview: blocks of rows in the encrypted file store, one sealed file each, and a head that says where what is.

A block is 16 random bytes, so that no two imports ever share one, and a Parquet file. The head names the blocks, what
they hold of which finding, and what the pages say above the rows. All of it goes when the import ends.
"""

import io
import json
import secrets
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import Any

import polars as pl
from django.db import transaction
from django.utils import timezone

from jiedui.core.intake.models import Import, StoredPreview
from jiedui.core.intake.previews.building import FINDINGS, Preview
from jiedui.core.vault import files
from jiedui.core.words.errors import NotFound

BLOCK = 10_000
SALT = 16
PAGE = 50
KEEP = timedelta(days=7)
"""A preview nobody came back to is made anew when somebody does."""


@dataclass(frozen=True)
class Page:
    """Some rows of one kind. `total`: how many there are of it (and of the finding asked for)."""

    rows: list[dict[str, Any]]
    total: int
    number: int
    pages: int
    found: dict[str, int] = field(default_factory=dict)
    """How many rows of the kind have each finding."""

    @property
    def first(self) -> int:
        return (self.number - 1) * PAGE + 1

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1


def keep(record: Import, preview: Preview, told: dict[str, Any]) -> None:
    """Store a preview in place of the one before. `told`: what else the head is to hold, as JSON takes it."""
    blocks: list[bytes] = []
    kinds: dict[str, list[dict[str, Any]]] = {}
    for kind, frame in preview.frames.items():
        for start in range(0, len(frame), BLOCK):
            part = frame.slice(start, BLOCK)
            kinds.setdefault(kind, []).append({"at": len(blocks), "rows": len(part), "found": _found(kind, part)})
            blocks.append(_packed(part))
    head = {**told, "headings": preview.headings, "kinds": kinds, "blocks": [sha256(one).hexdigest() for one in blocks]}
    first = secrets.token_hex(SALT).encode() + json.dumps(head, ensure_ascii=False).encode()
    digests = [sha256(first).hexdigest(), *head["blocks"]]
    before = parts_of(record)
    # Noted before they are stored, the head last: whatever stops this, no file is left that nobody knows of.
    StoredPreview.objects.update_or_create(
        record=record, defaults={"parts": ",".join(digests), "made_at": timezone.now()}
    )
    for data in (*blocks, first):
        files.put(data)
    # Two checks of one file at once: whose preview is not the noted one takes it away again.
    _remove_later(digests if parts_of(record) != digests else before)


def head_of(record: Import) -> dict[str, Any] | None:
    """The head of an import's preview; None when there is none (any more)."""
    parts = parts_of(record)
    if not parts:
        return None
    try:
        data = files.get(parts[0])
    except NotFound:
        return None
    head: dict[str, Any] = json.loads(data[2 * SALT :])
    return head


def parts_of(record: Import) -> list[str]:
    found = StoredPreview.objects.filter(record=record).values_list("parts", flat=True).first()
    return found.split(",") if found else []


def page(head: dict[str, Any], kind: str, *, finding: str = "", number: int = 1) -> Page:
    """Page `number` (from 1; beyond the end: the last one) of the rows of a kind, all or those with a finding."""
    blocks = head["kinds"].get(kind, [])
    found: Counter[str] = Counter()
    for block in blocks:
        found.update(block["found"])
    counts = [block["found"].get(finding, 0) if finding else block["rows"] for block in blocks]
    total = sum(counts)
    pages = max(1, -(-total // PAGE))
    number = min(max(number, 1), pages)
    skip = (number - 1) * PAGE
    rows: list[dict[str, Any]] = []
    for block, count in zip(blocks, counts, strict=True):
        if skip >= count:
            skip -= count
            continue
        part = _some(head["blocks"][block["at"]], kind, finding, skip, PAGE - len(rows))
        rows += part.to_dicts()
        skip = 0
        if len(rows) >= PAGE:
            break
    return Page(rows, total, number, pages, dict(found))


def forget(record: Import) -> None:
    """Remove the preview of an import, once the transaction holds."""
    parts = parts_of(record)
    StoredPreview.objects.filter(record=record).delete()
    _remove_later(parts)


def forget_old() -> int:
    """Remove previews that nobody came back to for a week; returns how many."""
    old = list(StoredPreview.objects.filter(made_at__lt=timezone.now() - KEEP).select_related("record"))
    for one in old:
        with transaction.atomic():
            forget(one.record)
    return len(old)


def _remove_later(digests: list[str]) -> None:
    def remove() -> None:
        for digest in digests:
            files.delete(digest)

    if digests:
        transaction.on_commit(remove)


def _packed(part: pl.DataFrame) -> bytes:
    out = io.BytesIO()
    part.write_parquet(out, compression="zstd", compression_level=1, row_group_size=PAGE * 20, statistics=False)
    return secrets.token_bytes(SALT) + out.getvalue()


def _some(digest: str, kind: str, finding: str, skip: int, most: int) -> pl.DataFrame:
    data = io.BytesIO(files.get(digest)[SALT:])
    if not finding:
        return pl.scan_parquet(data).slice(skip, most).collect()
    return pl.read_parquet(data).filter(_has(kind, finding)).slice(skip, most)


def _has(kind: str, finding: str) -> pl.Expr:
    if kind == FINDINGS:
        return pl.col("id") == finding
    return pl.col("_found").list.eval(pl.element().struct.field("id") == finding).list.any()


def _found(kind: str, part: pl.DataFrame) -> dict[str, int]:
    """How many rows of a block have each finding, each counted once a row."""
    if kind == FINDINGS:
        return dict(part.group_by("id").len().rows())
    if "_found" not in part.columns:
        return {}
    ids = part.select(pl.col("_found").list.eval(pl.element().struct.field("id")).list.unique().alias("id"))
    return dict(ids.explode("id").drop_nulls().group_by("id").len().rows())
