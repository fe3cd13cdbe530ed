"""Attachments: a file is uploaded first, then a row names its digest; whoever reaches the row may read the file.

A digest alone opens nothing: only the uploader can put a file into a row, and it is read through a row.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from jiedui.core.access.scope import Scope
from jiedui.core.declare.columns import AttachmentColumn
from jiedui.core.declare.ledger import Ledger
from jiedui.core.intake.findings import Findings
from jiedui.core.intake.models import Upload
from jiedui.core.intake.sniffing import PICTURES, WEBP, kind_of
from jiedui.core.ledger import queries
from jiedui.core.ledger.comparing import CHANGED, NEW, OLD, Comparison
from jiedui.core.trail.operations import Actor
from jiedui.core.vault import files
from jiedui.core.vault.sealing import TamperError
from jiedui.core.words.errors import NotFound, Refused

LARGEST = 20 << 20
SHOWN = frozenset({*(kind.type for kind in PICTURES.values()), WEBP.type})
"""Types that a page may show."""


@dataclass(frozen=True)
class About:
    """What is known of a stored file: the name it was uploaded under, its size in bytes, its type."""

    digest: str
    name: str
    size: int | None = None
    type: str = "application/octet-stream"

    @property
    def picture(self) -> bool:
        return self.type in SHOWN


def keep_upload(data: bytes, *, name: str, actor: Actor) -> str:
    """Store a file (encrypted) for its uploader to attach; its digest. Refused when empty, above 20 MB or of no allowed kind."""
    if not data:
        raise Refused("attachment.empty", "文件是空的，请重新选择文件。")
    if len(data) > LARGEST:
        raise Refused("attachment.too_large", f"附件最大 {LARGEST >> 20} MB，请压缩或拆分后再上传。")
    kind = kind_of(data, name)
    digest = files.put(data)
    told = {"name": _plain(name) or f"{digest[:8]}.{kind.suffix}", "size": len(data), "type": kind.type}
    about = files.put(json.dumps({"about": digest, **told}, ensure_ascii=False, sort_keys=True).encode())
    Upload.objects.update_or_create(
        digest=digest, actor_id=actor.user_id, defaults={"suffix": kind.suffix, "about": about}
    )
    return digest


def _plain(name: str) -> str:
    """A file's name without folders and what cannot be seen."""
    name = "".join(letter for letter in name.replace("\\", "/").rpartition("/")[2] if letter.isprintable())
    return name.strip(" .")[-120:]


def about(uploaded: Mapping[str, int | None]) -> dict[str, About]:
    """What is known of stored files, by digest, as the user named beside each uploaded them.

    Somebody else may have uploaded the same content under another name, which concerns nobody here. Whether the reader may
    know of a file is the caller's to check.
    """
    found = {digest: About(digest, digest[:8]) for digest in uploaded}
    notes = Upload.objects.filter(digest__in=sorted(uploaded)).exclude(about="")
    for digest, actor_id, note in notes.order_by("pk").values_list("digest", "actor_id", "about"):
        if actor_id != uploaded[digest]:
            continue
        try:
            told = json.loads(files.get(note))
        except (NotFound, TamperError, ValueError):
            continue
        found[digest] = About(digest, told["name"], told["size"], told["type"])
    return found


def read_attachment(ledger: type[Ledger], scope: Scope, row_id: int, field: str, digest: str) -> tuple[bytes, str]:
    """The content and a file name of an attachment of a row within the scope; NotFound for anything else."""
    row = queries.row(ledger, scope, row_id)
    column = ledger.columns.get(field)
    if not isinstance(column, AttachmentColumn) or digest not in (getattr(row, field) or "").split(","):
        raise NotFound("attachment.not_found", "这条记录没有这个附件。")
    suffix = Upload.objects.filter(digest=digest).exclude(suffix="").values_list("suffix", flat=True).first()
    return files.get(digest), f"{column.label}-{digest[:8]}" + (f".{suffix}" if suffix else "")


def check_attachments(comparison: Comparison, actor: Actor, findings: Findings) -> None:
    """A row may newly name only what its writer uploaded; what it held before stays."""
    for column in comparison.ledger.declared:
        if not isinstance(column, AttachmentColumn) or column.name not in comparison.present:
            continue
        rows = comparison.rows.filter(pl.col("_state").is_in([NEW, CHANGED]) & pl.col(column.name).is_not_null())
        fields = ["_index", column.name, OLD + column.name]
        fresh = {
            index: set(new.split(",")) - set((old or "").split(",")) for index, new, old in rows.select(fields).rows()
        }
        known = _uploaded(set().union(*fresh.values()), actor)
        for index, digests in fresh.items():
            if digests <= known:
                continue
            ((sheet, row),) = comparison.normal.filter(pl.col("_index") == index).select("_sheet", "_row").rows()
            findings.say(
                "attachment.unknown", index=index, row=row, sheet=sheet, heading=column.label, field=column.name,
                label=column.label,
            )  # fmt: skip


def _uploaded(digests: set[str], actor: Actor) -> set[str]:
    if actor.user_id is None:
        return {digest for digest in digests if files.exists(digest)}
    mine = Upload.objects.filter(actor_id=actor.user_id, digest__in=sorted(digests))
    return set(mine.values_list("digest", flat=True))
