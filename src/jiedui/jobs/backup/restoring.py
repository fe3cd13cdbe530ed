"""Restore a backup into an empty installation and prove it: every digest, every count, then the whole trail."""

import fcntl
import hashlib
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.trail.operations import SYSTEM, record_event
from jiedui.core.words.errors import Refused
from jiedui.jobs.backup import databases, keyfile
from jiedui.jobs.backup.making import FORMAT, MANIFEST

Say = Callable[[str], None]
LOCK = "server.lock"


@contextmanager
def running() -> Iterator[None]:
    """Held by the server while it runs, so that no restore pulls the data from under it."""
    with open(Path(settings.DATA) / LOCK, "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        yield


@contextmanager
def stopped() -> Iterator[None]:
    """Refused where a server runs on this data folder."""
    with open(Path(settings.DATA) / LOCK, "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Refused("restore.running", _("平台正在使用这个数据目录，请先结束它（Ctrl-C）再恢复。")) from None
        yield


def restore(
    source: Path, *, say: Say, keys: Path | None = None, passphrase: str = "", force: bool = False
) -> dict[str, Any]:
    """Check the backup, then put database, files and keys in place; returns its manifest.

    Nothing is touched before every digest was found right. With `force` what was there is set aside, not deleted.
    """
    data = Path(settings.DATA)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=data) as temporary:
        folder = Path(temporary)
        say(_("检查备份……"))
        manifest = unpack(source, folder)
        if manifest["engine"] != connection.vendor:
            message = _("备份来自 %(from)s，现在的数据库是 %(to)s。请按备份的数据库类型设置 DATABASE_URL。")
            raise Refused("restore.engine", message % {"from": manifest["engine"], "to": connection.vendor})
        own = keyfile.read_folder(Path(settings.KEYS))
        wanted = (
            None
            if own and keyfile.fingerprint(own) == manifest["keys"]
            else found_keys(source, keys, manifest, passphrase)
        )
        occupied = (
            not databases.is_empty() or any(Path(settings.FILES).rglob("*")) or (wanted is not None and bool(own))
        )
        if occupied and not force:
            raise Refused(
                "restore.not_empty",
                _(
                    "数据目录 %(data)s 或数据库不是空的。请换一个空目录（JIEDUI_DATA），或加 --force（原有内容移到旁边，不删除）。"
                )
                % {"data": data},
            )
        if occupied:
            aside = data / f"before-restore-{timezone.localtime():%Y%m%d-%H%M%S}"
            aside.mkdir(mode=0o700)
            say(_("原有内容移到 %(path)s") % {"path": aside})
            set_aside(aside, keys=wanted is not None)
        say(_("装入数据库……"))
        if wanted is not None:
            keyfile.install(wanted)
        Path(settings.FILES).mkdir(mode=0o700, parents=True, exist_ok=True)
        for entry in sorted((folder / "files").iterdir()) if (folder / "files").is_dir() else []:
            shutil.move(entry, Path(settings.FILES) / entry.name)
        databases.load(folder / databases.NAMES[connection.vendor])
    check_counts(manifest["counts"])
    return manifest


def note_restored(source: Path, manifest: dict[str, Any]) -> None:
    """Tell in the restored trail that it was restored: what came after the backup is gone from it."""
    with source.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    with transaction.atomic():
        note = {"file": source.name, "made_at": manifest["made_at"]}
        record_event("backup.restored", actor=SYSTEM, file_digest=digest, note=note)


def unpack(source: Path, folder: Path) -> dict[str, Any]:
    """Extract into `folder` and compare every file with the manifest; Refused at the first difference."""
    found: dict[str, dict[str, object]] = {}
    manifest: dict[str, Any] = {}
    try:
        with tarfile.open(source, mode="r:") as tar:
            for member in tar:
                stream = tar.extractfile(member) if member.isfile() else None
                name = Path(member.name)
                if stream is None or name.is_absolute() or ".." in name.parts:
                    raise damaged(source, member.name)
                if member.name == MANIFEST:
                    manifest = json.load(stream)
                    continue
                target = folder / name
                target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                digest = hashlib.sha256()
                with open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                    while piece := stream.read(1 << 20):
                        digest.update(piece)
                        out.write(piece)
                    out.flush()
                    os.fsync(out.fileno())
                found[member.name] = {"size": member.size, "sha256": digest.hexdigest()}
    except (OSError, tarfile.TarError, ValueError) as error:
        if isinstance(error, FileNotFoundError) and not source.exists():
            raise Refused("restore.absent", _("找不到备份文件 %(path)s。") % {"path": source}) from None
        raise damaged(source, type(error).__name__) from None
    if manifest.get("product") != "jiedui" or manifest.get("format") != FORMAT:
        raise Refused("restore.foreign", _("%(path)s 不是本平台的备份，或由更新的版本制作。") % {"path": source})
    for name in sorted({*found, *manifest["entries"]}):
        if found.get(name) != manifest["entries"].get(name):
            raise damaged(source, name)
    return manifest


def found_keys(source: Path, given: Path | None, manifest: dict[str, Any], passphrase: str) -> dict[str, bytes]:
    """The keys that belong to the backup: from the file given, or the one beside the backup."""
    path = given or source.with_suffix(".keys")
    if not path.exists():
        raise Refused(
            "restore.no_keys",
            _("没有与备份相配的密钥，恢复后也无法解密。请用 --keys 给出密钥文件，或先把原密钥目录放到 %(folder)s。")
            % {"folder": settings.KEYS},
        )
    keys = keyfile.read(path, passphrase=passphrase)
    if keyfile.fingerprint(keys) != manifest["keys"]:
        raise Refused("restore.other_keys", _("密钥文件 %(path)s 不属于这份备份。") % {"path": path})
    return keys


def set_aside(folder: Path, *, keys: bool) -> None:
    """Move what is in the way into `folder`."""
    databases.set_aside(folder)
    for path, wanted in ((Path(settings.FILES), True), (Path(settings.LAKE), True), (Path(settings.KEYS), keys)):
        if wanted and path.exists():
            shutil.move(path, folder / path.name)


def check_counts(expected: dict[str, int]) -> None:
    """Compare the rows of every table with those the backup was made from."""
    actual = databases.counts()
    wrong = [t for t in sorted({*expected, *actual}) if expected.get(t) != actual.get(t)]
    if wrong:
        listed = "；".join(f"{t}: {expected.get(t)} → {actual.get(t)}" for t in wrong[:5])
        raise Refused("restore.counts", _("恢复后的行数与备份不符：%(listed)s") % {"listed": listed})


def damaged(source: Path, where: str) -> Refused:
    return Refused(
        "restore.damaged", _("备份 %(path)s 已损坏（%(where)s），没有改动任何数据。") % {"path": source, "where": where}
    )
