"""The keys of an installation as one small file, apart from the backup: either of the two alone opens nothing.

JSON: {"format": 1, "scheme": "plain" | "scrypt-aes256gcm", "made_at": …, "fingerprint": …, "salt", "nonce", "keys"}.
With a passphrase the keys are sealed: scrypt (n 2^17, r 8, p 1), AES-256-GCM with the fingerprint as associated data.
"""

import base64
import hashlib
import json
import os
import secrets
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.conf import settings
from django.utils.translation import gettext as _

from jiedui.core.words.errors import Refused

SEALED = "scrypt-aes256gcm"


def read_folder(folder: Path) -> dict[str, bytes]:
    """The key files of a folder by name; locks and half-written files are not keys."""
    if not folder.is_dir():
        return {}
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir()) if p.is_file() and not p.name.startswith(".")}


def fingerprint(keys: dict[str, bytes]) -> str:
    """Names the set of keys without telling them (they are random, so a hash gives nothing away)."""
    digest = hashlib.sha256()
    for name, content in sorted(keys.items()):
        digest.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
    return digest.hexdigest()


def write(path: Path, *, made_at: str, passphrase: str = "") -> str:
    """Write the installation's keys to `path` (readable by its owner only) and return their fingerprint."""
    keys = read_folder(Path(settings.KEYS))
    mark = fingerprint(keys)
    plain = json.dumps({name: base64.b64encode(content).decode() for name, content in keys.items()}).encode()
    head: dict[str, Any] = {"format": 1, "scheme": "plain", "made_at": made_at, "fingerprint": mark}
    if passphrase:
        salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
        plain = AESGCM(_derive(passphrase, salt)).encrypt(nonce, plain, mark.encode())
        head |= {"scheme": SEALED, "salt": salt.hex(), "nonce": nonce.hex()}
    text = json.dumps(head | {"keys": base64.b64encode(plain).decode()}, indent=1)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return mark


def read(path: Path, *, passphrase: str = "") -> dict[str, bytes]:
    """The keys in a key file by name. Refused where it is damaged or the passphrase is missing or wrong."""
    try:
        content = json.loads(path.read_text())
        body = base64.b64decode(content["keys"])
        if content["scheme"] == SEALED:
            if not passphrase:
                raise Refused(
                    "backup.passphrase", _("密钥文件 %(path)s 有口令，请用 --passphrase-file 给出。") % {"path": path}
                )
            key = _derive(passphrase, bytes.fromhex(content["salt"]))
            body = AESGCM(key).decrypt(bytes.fromhex(content["nonce"]), body, content["fingerprint"].encode())
        keys = {name: base64.b64decode(text) for name, text in json.loads(body).items()}
        if fingerprint(keys) != content["fingerprint"] or any("/" in name or name.startswith(".") for name in keys):
            raise ValueError
    except InvalidTag:
        raise Refused("backup.passphrase", _("口令不对，或密钥文件 %(path)s 已损坏。") % {"path": path}) from None
    except (OSError, ValueError, KeyError, TypeError):
        raise Refused("backup.keys_damaged", _("密钥文件 %(path)s 无法读取或已损坏。") % {"path": path}) from None
    return keys


def install(keys: dict[str, bytes]) -> None:
    """Put keys into the installation's folder, which must hold none."""
    folder = Path(settings.KEYS)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, content in keys.items():
        with open(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())


def _derive(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=1 << 17, r=8, p=1).derive(passphrase.encode())
