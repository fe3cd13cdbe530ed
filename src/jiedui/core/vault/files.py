"""The encrypted file store: raw workbooks and attachments, addressed by the SHA-256 of their plain content.

A stored file is: magic (4 bytes), scheme (1), key version (2), salt (32), then chunks of 1 MiB, each with a tag of 16
bytes. Every file has its own key (derived with its salt), a chunk's nonce is its number with a flag on the last one
(the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015), and its associated data is the digest: a
chunk that was changed, moved, cut off or taken from another file does not open.
"""

import hashlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.utils.translation import gettext as _

from jiedui.core.vault import keys
from jiedui.core.vault.schemes import BY_CODE, NONCE, SCHEMES, TAG, Scheme, derive
from jiedui.core.vault.sealing import TamperError, current
from jiedui.core.words import veil
from jiedui.core.words.errors import NotAllowed, NotFound, Refused

MAGIC = b"JDF1"
SALT = 32
START = len(MAGIC) + 3 + SALT
CHUNK = 1 << 20


def put(data: bytes) -> str:
    """Store a file and return its digest (64 hexadecimal digits); the same content is stored once."""
    digest = hashlib.sha256(data).hexdigest()
    if not intact(digest):
        _store(digest, memoryview(data))
    return digest


def get(digest: str) -> bytes:
    """The content of a stored file. Raises NotFound, or TamperError when it was changed or cut."""
    return b"".join(chunks(digest))


def chunks(digest: str) -> Iterator[bytes]:
    """The content in pieces of at most 1 MiB; raises like `get`, at the piece that is wrong. Not while the veil is drawn."""
    if veil.drawn():
        raise NotAllowed("files.veiled", _("以他人身份查看时，不打开文件和导入的内容：其中有个人信息。"))
    path = _path(digest)
    try:
        file = path.open("rb")
    except FileNotFoundError:
        raise NotFound("files.absent", _("文件 %(digest)s 不在文件库中。") % {"digest": digest}) from None
    with file:
        which, key = _key(file.read(START), digest)
        decrypt = which.opener(key)
        total = hashlib.sha256()
        number, piece = 0, file.read(CHUNK + TAG)
        while True:
            following = file.read(CHUNK + TAG)
            try:
                plain = decrypt(_nonce(number, not following), piece, digest.encode())
            except (InvalidTag, ValueError):
                raise _tampered(digest) from None
            total.update(plain)
            yield plain
            if not following:
                break
            number, piece = number + 1, following
        if total.hexdigest() != digest:
            raise _tampered(digest)


def exists(digest: str) -> bool:
    """Whether a file of that digest is stored (its content is checked when it is read)."""
    return _path(digest).is_file()


def intact(digest: str) -> bool:
    """Whether a file of that digest is stored and opens whole."""
    try:
        for _piece in chunks(digest):
            pass
    except (NotFound, TamperError):
        return False
    return True


def delete(digest: str) -> None:
    """Remove a file; one that is not there is no error."""
    _path(digest).unlink(missing_ok=True)


def digests() -> Iterator[str]:
    """The digests of all stored files, in order."""
    for folder in sorted(Path(settings.FILES).glob("[0-9a-f][0-9a-f]")):
        for path in sorted(folder.glob("[0-9a-f]*")):
            yield folder.name + path.name


def reseal() -> int:
    """Store again every file that does not carry the newest key; returns how many."""
    done = 0
    for digest in digests():
        with _path(digest).open("rb") as file:
            start = file.read(START)
        if (start[4], int.from_bytes(start[5:7], "big")) != current():
            _store(digest, memoryview(get(digest)))
            done += 1
    return done


def _store(digest: str, data: memoryview) -> None:
    own = keys.load()
    which = SCHEMES[keys.scheme()]
    start = MAGIC + which.code.to_bytes(1, "big") + own.newest.to_bytes(2, "big") + secrets.token_bytes(SALT)
    which, key = _key(start, digest)
    encrypt = which.sealer(key)
    path = _path(digest)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temp = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with open(os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(start)
            last = max(0, (len(data) - 1) // CHUNK)
            for number in range(last + 1):
                piece = bytes(data[number * CHUNK : (number + 1) * CHUNK])
                file.write(encrypt(_nonce(number, number == last), piece, digest.encode()))
            file.flush()
            os.fsync(file.fileno())
        temp.replace(path)
    finally:
        temp.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _key(start: bytes, digest: str) -> tuple[Scheme, bytes]:
    if len(start) != START or start[:4] != MAGIC:
        raise _tampered(digest)
    which = BY_CODE.get(start[4])
    version = keys.load().seal.get(int.from_bytes(start[5:7], "big"))
    if which is None or version is None:
        raise _tampered(digest)
    return which, which.mac(derive(which, version, "file"))(start[7:])


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(NONCE - 1, "big") + bytes([last])


def _path(digest: str) -> Path:
    if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
        raise Refused("files.digest", _("“%(digest)s”不是文件摘要（应为 64 位十六进制）。") % {"digest": digest[:80]})
    return Path(settings.FILES) / digest[:2] / digest[2:]


def _tampered(digest: str) -> TamperError:
    return TamperError(
        "files.tampered",
        _("文件库中的文件 %(digest)s 被改动、截断，或其密钥不在本系统中。请从备份中恢复该文件。") % {"digest": digest},
    )
