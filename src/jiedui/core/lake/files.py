"""The Parquet files under settings.LAKE: whole or absent, named by the state they hold, removed when outdated."""

import contextlib
import fcntl
import os
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from django.conf import settings
from django.utils.translation import gettext as _

from jiedui.core.words.errors import Refused

KEEP_SECONDS = 600
"""How long an outdated file stays for readers that have already named it."""


@dataclass(frozen=True, order=True)
class Slice:
    """One county of a ledger at one version; `shape` is the layout's."""

    ledger: str
    county: str
    version: str
    shape: str

    @property
    def path(self) -> Path:
        return folder(self.ledger) / f"{self.county}.{self.version}.{self.shape}.parquet"


def folder(ledger: str) -> Path:
    return Path(settings.LAKE) / ledger


def present(ledger: str) -> set[str]:
    """Names of the files there are for the ledger."""
    try:
        return set(os.listdir(folder(ledger)))
    except FileNotFoundError:
        return set()


@contextlib.contextmanager
def building() -> Iterator[None]:
    """Let one process or thread at a time rebuild files, so that waiting readers find the work done."""
    root = Path(settings.LAKE)
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(root / ".lock", "a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def write(part: Slice, frame: pl.DataFrame) -> None:
    """Put the file in place: temporary name, flushed to disk, renamed."""
    path = part.path
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = path.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with open(temporary, "wb") as handle:
            frame.write_parquet(handle, compression="zstd")
            handle.flush()
            os.fsync(handle.fileno())
        os.replace(temporary, path)
        _flush_folder(path.parent)
    except (OSError, pl.exceptions.ComputeError) as error:  # polars has its own for a full disk
        temporary.unlink(missing_ok=True)
        message = _("分析快照写入失败：%(path)s（%(reason)s）。请检查磁盘剩余空间和目录权限后重试，台账数据不受影响。")
        raise Refused("lake.write_failed", message % {"path": path, "reason": getattr(error, "strerror", None) or error}) from error


def _flush_folder(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_outdated(parts: list[Slice]) -> None:
    """Remove older files of the counties in `parts`, and temporary files left by a process that was killed."""
    before = time.time() - KEEP_SECONDS
    current = {part.path for part in parts}
    for ledger in {part.ledger for part in parts}:
        counties = {part.county for part in parts if part.ledger == ledger}
        for path in folder(ledger).iterdir():
            ours = path.name.split(".")[0] in counties or path.suffix == ".tmp"
            with contextlib.suppress(FileNotFoundError):
                if ours and path not in current and path.stat().st_mtime < before:
                    path.unlink()
