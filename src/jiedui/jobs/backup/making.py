"""Make a backup: one tar file with the database, the sealed files and a manifest with the SHA-256 of each."""

import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.trail.operations import SYSTEM, record_event
from jiedui.core.words.errors import Refused
from jiedui.jobs.backup import databases, keyfile

MANIFEST = "manifest.json"
FORMAT = 1
Say = Callable[[str], None]


class Hashing(io.RawIOBase):
    """A file that is read once while its SHA-256 is taken."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self.file.read(size)
        self.digest.update(piece)
        return piece


SUFFIX = ".tar"


@dataclass(frozen=True, slots=True)
class Backup:
    """What was written: the file, its SHA-256, and the key file (None: left out)."""

    path: Path
    sha256: str
    keys: Path | None


def target_of(given: str, now: str, *, with_keys: bool = True) -> Path:
    """The file to write: `given` where it ends in .tar, else jiedui-<time>.tar in the folder of that name.

    A name alone says nothing about what it is to be: taken for a file, last night's backup would be overwritten, or a
    folder named in a hurry would turn out to be one file without an ending.
    """
    path = Path(given).absolute()
    if path.is_dir() or path.suffix != SUFFIX or given.endswith(os.sep):
        if path.exists() and not path.is_dir():
            message = _("%(path)s 是一个文件。请给出目录，或以 .tar 结尾的新文件名。")
            raise Refused("backup.not_a_folder", message % {"path": path})
        path /= f"jiedui-{now}{SUFFIX}"
    for one in (path, path.with_suffix(".keys")) if with_keys else (path,):
        if one.exists():
            raise Refused("backup.exists", _("%(path)s 已存在，请换一个文件名。") % {"path": one})
    return path


def make(given: str, *, say: Say, with_keys: bool = True, passphrase: str = "") -> Backup:
    """Back up into a folder or file, and note it in the trail. The product may go on working meanwhile.

    The database is copied first, as of one moment; files are only ever added, so those it names are all there.
    """
    now = timezone.localtime()
    path = target_of(given, f"{now:%Y%m%d-%H%M%S}", with_keys=with_keys)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    entries: dict[str, dict[str, object]] = {}
    try:
        with (
            tempfile.TemporaryDirectory(prefix=".backup-", dir=path.parent) as temporary,
            open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out,
            tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar,
        ):
            say(_("复制数据库……"))
            database, counts = databases.dump(Path(temporary))
            entries[database.name] = _add(tar, database, database.name)
            stored = [p for p in sorted(Path(settings.FILES).rglob("*")) if p.is_file() and not p.name.startswith(".")]
            for number, file in enumerate(stored, 1):
                name = f"files/{file.relative_to(settings.FILES)}"
                entries[name] = _add(tar, file, name)
                if number % 200 == 0 or number == len(stored):
                    say(_("复制文件 %(done)d / %(total)d") % {"done": number, "total": len(stored)})
            manifest = {
                "format": FORMAT,
                "product": "jiedui",
                "version": _version(),
                "made_at": now.isoformat(timespec="seconds"),
                "engine": connection.vendor,
                "counts": counts,
                "keys": keyfile.fingerprint(keyfile.read_folder(Path(settings.KEYS))),
                "entries": entries,
            }
            content = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
            info = tarfile.TarInfo(MANIFEST)
            info.size, info.mtime, info.mode = len(content), int(now.timestamp()), 0o600
            tar.addfile(info, io.BytesIO(content))
            tar.close()
            out.flush()
            os.fsync(out.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    keys = None
    if with_keys:
        keys = path.with_suffix(".keys")
        keyfile.write(keys, made_at=now.isoformat(timespec="seconds"), passphrase=passphrase)
    _sync(path.parent)
    with path.open("rb") as written:
        digest = hashlib.file_digest(written, "sha256").hexdigest()
    with transaction.atomic():
        note = {"file": path.name, "keys": ("sealed" if passphrase else "plain") if with_keys else "none"}
        record_event("backup.made", actor=SYSTEM, file_digest=digest, note=note)
    return Backup(path, digest, keys)


def _add(tar: tarfile.TarFile, file: Path, name: str) -> dict[str, object]:
    with file.open("rb") as source:
        info = tar.gettarinfo(arcname=name, fileobj=source)
        info.mode, info.uid, info.gid, info.uname, info.gname = 0o600, 0, 0, "", ""
        reader = Hashing(source)
        tar.addfile(info, reader)
    return {"size": info.size, "sha256": reader.digest.hexdigest()}


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _version() -> str:
    try:
        return version("jiedui")
    except PackageNotFoundError:
        return ""
