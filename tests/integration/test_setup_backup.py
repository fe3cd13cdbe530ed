"""The restore drill: backup, restore elsewhere, every digest, count and the trail verified; damage is noticed."""

import hashlib
import json
import tarfile
from pathlib import Path

import pytest

from tests.installation import Databases, Installation

WRITE = """
from jiedui.core.access.operations import GrantSpec, create_user
from jiedui.core.vault import files
create_user(username="shiban", display_name="test", password="river-stone-42-x", by=None, grants=[GrantSpec("auditor")])
print(files.put(b"a clerk's workbook" * 1000))
"""
READ = """
from jiedui.core.access.models import User
from jiedui.core.vault import files
print(User.objects.get().username, files.get("{digest}") == b"a clerk's workbook" * 1000)
"""


@pytest.fixture(scope="module")
def source(databases: Databases) -> Installation:
    own = databases.migrated()
    own.digest = own.done("shell", "--no-imports", "-c", WRITE).split()[-1]  # type: ignore[attr-defined]
    return own


@pytest.fixture(scope="module")
def archive(source: Installation, databases: Databases) -> Path:
    folder = databases.folder / "archive"
    folder.mkdir()
    source.done("backup", str(folder))
    return next(folder.glob("jiedui-*.tar"))


EVENTS = """
import json
from jiedui.core.trail.models import Event
found = Event.objects.filter(kind__startswith="backup.").order_by("id")
print(json.dumps([[one.kind, one.file_digest, json.loads(one.note)] for one in found]))
"""


def events(installation: Installation) -> list[object]:
    """What the trail tells of backups: kind, digest, note."""
    told = installation.done("shell", "--no-imports", "-c", EVENTS).strip().splitlines()[-1]
    return json.loads(told)  # type: ignore[no-any-return]


def made_at(archive: Path) -> str:
    with tarfile.open(archive) as tar:
        manifest = tar.extractfile("manifest.json")
        assert manifest
        return str(json.load(manifest)["made_at"])


def shell(installation: Installation, digest: str) -> str:
    return installation.done("shell", "--no-imports", "-c", READ.format(digest=digest)).strip()


@pytest.mark.both_databases
def test_what_was_backed_up_comes_back_and_is_verified(source, archive: Path, databases: Databases) -> None:  # type: ignore[no-untyped-def]
    target = databases.new()
    told = target.done("restore", str(archive))
    assert "行数一致" in told and "恢复完成" in told
    assert shell(target, source.digest) == "shiban True"
    target.done("trail", "verify")
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    assert events(target) == [["backup.restored", digest, {"file": archive.name, "made_at": made_at(archive)}]]
    assert ["backup.made", digest, {"file": archive.name, "keys": "plain"}] in events(source)
    # What is there is never overwritten without being asked to, and then it is set aside.
    again = target.run("restore", str(archive))
    assert again.returncode == 1 and "--force" in again.stderr
    target.done("restore", str(archive), "--force")
    aside = next(target.data.glob("before-restore-*"))
    assert any(aside.glob("*sqlite3")) or any(aside.glob("*.dump"))
    assert shell(target, source.digest) == "shiban True"


def test_the_backup_alone_opens_nothing(source, archive: Path, databases: Databases, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with tarfile.open(archive) as tar:
        assert not [name for name in tar.getnames() if "key" in name]
    lone = tmp_path / archive.name
    lone.write_bytes(archive.read_bytes())
    target = databases.new()
    done = target.run("restore", str(lone))
    assert done.returncode == 1 and "密钥" in done.stderr
    assert not list(target.data.glob("*.sqlite3"))


@pytest.mark.parametrize("damage", ["byte", "cut", "entry"])
def test_damage_is_found_before_anything_is_touched(
    archive: Path, databases: Databases, tmp_path: Path, damage: str
) -> None:
    copy = tmp_path / archive.name
    content = bytearray(archive.read_bytes())
    if damage == "byte":
        content[len(content) // 2] ^= 1
    elif damage == "cut":
        del content[len(content) // 2 :]
    copy.write_bytes(content)
    if damage == "entry":
        with tarfile.open(archive) as old, tarfile.open(copy, "w") as new:
            for member in old:
                if not member.name.startswith("files/"):
                    new.addfile(member, old.extractfile(member))
    copy.with_suffix(".keys").write_bytes(archive.with_suffix(".keys").read_bytes())
    target = databases.new()
    done = target.run("restore", str(copy))
    assert done.returncode == 1 and "已损坏" in done.stderr
    assert not list(target.data.glob("*.sqlite3")) and not (target.data / "keys").exists()


def test_keys_with_a_passphrase(source, databases: Databases, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    file, words = tmp_path / "one.tar", tmp_path / "words"
    words.write_text("correct horse\n")
    source.done("backup", str(file), "--passphrase-file", str(words))
    sealed = json.loads(file.with_suffix(".keys").read_text())
    assert sealed["scheme"] != "plain"
    target = databases.new()
    for given in ({}, {"JIEDUI_BACKUP_PASSPHRASE": "wrong"}):
        done = target.run("restore", str(file), **given)
        assert done.returncode == 1 and "口令" in done.stderr
    target.done("restore", str(file), "--passphrase-file", str(words))
    assert shell(target, source.digest) == "shiban True"
