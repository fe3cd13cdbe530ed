"""The keys of one installation: made once, kept in a folder only its owner can read, never replaced.

    seal-1.key, seal-2.key, …   32 random bytes; the highest number seals, the older ones still open what they sealed
    blind.key                   32 random bytes for blind indexes with HMAC-SHA256 (blind-sm3.key: with HMAC-SM3)
    trail.pem                   Ed25519 private key that signs the heads of the trail
    session.key                 the web server's secret, as text

Which algorithm a blind index uses is fixed by the key's file name, because look-ups over stored indexes must go on
working when the setting changes; sealed values name their algorithm themselves.
"""

import fcntl
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings
from django.utils.translation import gettext as _

from jiedui.core.words.errors import Refused

SEAL = re.compile(r"^seal-([1-9]\d{0,4})\.key$")
BLIND = {"aes": "blind.key", "sm": "blind-sm3.key"}
TRAIL = "trail.pem"
SESSION = "session.key"
SIZE = 32


@dataclass(frozen=True, slots=True)
class Keys:
    """The loaded keys; `seal` maps version to 32 bytes, `newest` is the version that seals."""

    seal: Mapping[int, bytes]
    blind: bytes
    blind_scheme: str
    signing: Ed25519PrivateKey
    session: str

    @property
    def newest(self) -> int:
        return max(self.seal)

    @property
    def public(self) -> Ed25519PublicKey:
        return self.signing.public_key()


def scheme() -> str:
    """The algorithms asked for: `aes` (AES-256-GCM, HMAC-SHA256) or `sm` (SM4-GCM, HMAC-SM3)."""
    name = str(getattr(settings, "CRYPTO", None) or os.environ.get("JIEDUI_CRYPTO") or "aes").lower()
    if name not in BLIND:
        raise Refused("keys.scheme", _("JIEDUI_CRYPTO 只能是 aes 或 sm，现在是“%(name)s”。") % {"name": name})
    return name


def folder() -> Path:
    """Where the keys are."""
    return Path(settings.KEYS)


def exist() -> bool:
    """Whether the folder of keys holds any key at all."""
    return any(_is_key(path.name) for path in _listed(folder()))


def ensure_keys() -> Keys:
    """Make the keys of a new installation, then load them. A folder that has lost some of its keys is refused."""
    place = folder()
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    place.chmod(0o700)
    with open(place / ".lock", "w") as lock:  # server and worker may start at the same moment
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not exist():
            pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            _write(place / BLIND[scheme()], secrets.token_bytes(SIZE))
            _write(place / TRAIL, pem)
            _write(place / SESSION, secrets.token_urlsafe(48).encode())
            _write(place / "seal-1.key", secrets.token_bytes(SIZE))
    return load()


def add_seal_version() -> int:
    """Put a new sealing key beside the others and return its version; everything sealed from now on uses it."""
    version = load().newest + 1
    _write(folder() / f"seal-{version}.key", secrets.token_bytes(SIZE))
    _load.cache_clear()  # the folder's time may not have moved within one tick of the clock
    return version


def load() -> Keys:
    """The keys in use. Cached until the folder changes, so a running server notices a rotation."""
    place = folder()
    try:
        return _load(place, place.stat().st_mtime_ns)
    except FileNotFoundError:
        raise _missing(place, "seal-1.key") from None


@lru_cache(maxsize=8)
def _load(place: Path, changed: int) -> Keys:
    names = {path.name for path in _listed(place)}
    seals = {int(m[1]): _bytes(place / m[0]) for m in map(SEAL.match, names) if m}
    if not seals:
        raise _missing(place, "seal-1.key")
    gaps = [v for v in range(1, max(seals)) if v not in seals]
    if gaps:
        raise _missing(place, f"seal-{gaps[0]}.key")
    blinds = [kind for kind, name in BLIND.items() if name in names]
    if len(blinds) != 1:
        raise _missing(place, BLIND["aes"])
    for name in (TRAIL, SESSION):
        if name not in names:
            raise _missing(place, name)
    return Keys(
        seal=seals,
        blind=_bytes(place / BLIND[blinds[0]]),
        blind_scheme=blinds[0],
        signing=_signing(place / TRAIL),
        session=(place / SESSION).read_text().strip(),
    )


def _listed(place: Path) -> list[Path]:
    return sorted(place.iterdir()) if place.is_dir() else []


def _is_key(name: str) -> bool:
    return bool(SEAL.match(name)) or name in {*BLIND.values(), TRAIL, SESSION}


def _bytes(path: Path) -> bytes:
    data = path.read_bytes()
    if len(data) != SIZE:
        raise Refused(
            "keys.size",
            _("密钥文件 %(path)s 应为 %(size)d 字节，实际 %(found)d 字节，可能已损坏。请从备份中恢复该文件。")
            % {"path": path, "size": SIZE, "found": len(data)},
        )
    return data


def _signing(path: Path) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except ValueError:
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise Refused(
            "keys.signing", _("存证签名密钥 %(path)s 无法读取，可能已损坏。请从备份中恢复该文件。") % {"path": path}
        )
    return key


def _missing(place: Path, name: str) -> Refused:
    return Refused(
        "keys.missing",
        _(
            "密钥目录 %(folder)s 中缺少“%(name)s”。已有数据时请从备份中恢复整个密钥目录；"
            "全新安装请先运行 jiedui migrate 生成密钥。"
        )
        % {"folder": place, "name": name},
    )


def _write(path: Path, data: bytes) -> None:
    """Write a new file whole or not at all, readable by its owner only; an existing one is never overwritten."""
    temp = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.link(temp, path)
    finally:
        temp.unlink()
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
