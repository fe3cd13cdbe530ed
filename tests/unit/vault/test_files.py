"""The file store gives back exactly what it was given, keeps nothing plain, and notices every change."""

import hashlib
from pathlib import Path

import pytest

from jiedui.core.vault import files, keys
from jiedui.core.vault.sealing import TamperError
from jiedui.core.words.errors import NotFound, Refused

CHUNK = files.CHUNK
SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 17]


@pytest.fixture(autouse=True)
def store(settings, tmp_path: Path) -> Path:
    settings.KEYS, settings.FILES = tmp_path / "keys", tmp_path / "files"
    keys.ensure_keys()
    return settings.FILES


def stored(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def content(size: int) -> bytes:
    return hashlib.shake_128(str(size).encode()).digest(size)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["aes", "sm"])
def test_any_size_comes_back(settings, size: int, scheme: str) -> None:
    settings.CRYPTO = scheme
    digest = files.put(content(size))
    assert digest == hashlib.sha256(content(size)).hexdigest()
    assert files.exists(digest)
    assert files.get(digest) == content(size)
    assert all(len(piece) <= CHUNK for piece in files.chunks(digest))


def test_nothing_plain_and_nothing_left_over(store: Path) -> None:
    data = "姓名,身份证号\n韦秀英,45212319900101123X\n".encode() * 1000
    digest = files.put(data)
    files.put(data)
    (path,) = stored(store)
    assert path == store / digest[:2] / digest[2:]
    assert b"45212319900101123X" not in path.read_bytes()
    assert list(files.digests()) == [digest]
    files.delete(digest)
    files.delete(digest)
    assert not files.exists(digest)
    with pytest.raises(NotFound):
        files.get(digest)


@pytest.mark.parametrize("at", [0, 4, 6, 8, 40, 5000, CHUNK + 60, -1])
def test_a_flipped_byte_is_noticed(store: Path, at: int) -> None:
    digest = files.put(content(CHUNK + 100))
    (path,) = stored(store)
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)
    with pytest.raises(TamperError, match=digest):
        files.get(digest)


@pytest.mark.parametrize("keep", [0, 10, files.START, files.START + 5, files.START + CHUNK + 16, -1])
def test_truncation_is_noticed(store: Path, keep: int) -> None:
    digest = files.put(content(2 * CHUNK))
    (path,) = stored(store)
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(TamperError):
        files.get(digest)


def test_exchanged_chunks_and_files_are_noticed(store: Path) -> None:
    digest = files.put(content(3 * CHUNK))
    (path,) = stored(store)
    data, step = path.read_bytes(), CHUNK + files.TAG
    head, first, second = data[: files.START], data[files.START :][:step], data[files.START + step :][:step]
    path.write_bytes(head + second + first + data[files.START + 2 * step :])
    with pytest.raises(TamperError):
        files.get(digest)
    other = files.put(content(7))
    path.write_bytes((store / other[:2] / other[2:]).read_bytes())
    with pytest.raises(TamperError):
        files.get(digest)


def test_putting_a_damaged_file_again_heals_it(store: Path) -> None:
    digest = files.put(content(100))
    (path,) = stored(store)
    path.write_bytes(b"broken")
    assert not files.intact(digest)
    assert files.put(content(100)) == digest
    assert files.get(digest) == content(100)


def test_rotation_stores_files_anew(store: Path) -> None:
    digest = files.put(content(100))
    (path,) = stored(store)
    before = path.read_bytes()
    keys.add_seal_version()
    assert (files.reseal(), files.reseal()) == (1, 0)
    assert path.read_bytes() != before
    assert files.get(digest) == content(100)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 62 + "/."])
def test_only_digests_name_files(name: str) -> None:
    with pytest.raises(Refused):
        files.exists(name)
