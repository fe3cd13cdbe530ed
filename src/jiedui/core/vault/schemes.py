"""The two families of algorithms behind one small interface: international (`aes`) and Chinese national (`sm`).

`aes`: AES-256-GCM (NIST SP 800-38D), HMAC-SHA256 (RFC 2104).
`sm`: SM4-GCM (GB/T 32907, RFC 8998), HMAC-SM3 (GB/T 32905).
"""

import hashlib
from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hmac import HMAC

Crypt = Callable[[bytes, bytes, bytes], bytes]  # (nonce, data, associated data) -> data
NONCE = 12
TAG = 16
BLOCK = 64  # both hashes work on 64-byte blocks


class Aes:
    """AES-256-GCM and HMAC-SHA256."""

    code = 1

    @staticmethod
    def mac(key: bytes) -> Callable[[bytes], bytes]:
        """A keyed hash as a function. The two padded blocks are hashed once and copied: half the work a value."""
        padded = key.ljust(BLOCK, b"\0")
        inner = hashlib.sha256(padded.translate(_xor(0x36)))
        outer = hashlib.sha256(padded.translate(_xor(0x5C)))

        def mac(data: bytes) -> bytes:
            first, second = inner.copy(), outer.copy()
            first.update(data)
            second.update(first.digest())
            return second.digest()

        return mac

    @staticmethod
    def sealer(key: bytes) -> Crypt:
        return AESGCM(key).encrypt

    @staticmethod
    def opener(key: bytes) -> Crypt:
        return AESGCM(key).decrypt


class Sm:
    """SM4-GCM and HMAC-SM3."""

    code = 2

    @staticmethod
    def mac(key: bytes) -> Callable[[bytes], bytes]:
        start = HMAC(key, hashes.SM3())

        def mac(data: bytes) -> bytes:
            one = start.copy()
            one.update(data)
            return one.finalize()

        return mac

    @staticmethod
    def sealer(key: bytes) -> Crypt:
        cipher = algorithms.SM4(key[:16])

        def seal(nonce: bytes, data: bytes, about: bytes) -> bytes:
            one = Cipher(cipher, modes.GCM(nonce)).encryptor()
            one.authenticate_additional_data(about)
            return one.update(data) + one.finalize() + one.tag

        return seal

    @staticmethod
    def opener(key: bytes) -> Crypt:
        cipher = algorithms.SM4(key[:16])

        def unseal(nonce: bytes, data: bytes, about: bytes) -> bytes:
            if len(data) < TAG:
                raise InvalidTag
            one = Cipher(cipher, modes.GCM(nonce, data[-TAG:])).decryptor()
            one.authenticate_additional_data(about)
            return one.update(data[:-TAG]) + one.finalize()

        return unseal


def _xor(pad: int) -> bytes:
    return bytes(byte ^ pad for byte in range(256))


Scheme = type[Aes] | type[Sm]
SCHEMES: dict[str, Scheme] = {"aes": Aes, "sm": Sm}
BY_CODE: dict[int, Scheme] = {one.code: one for one in SCHEMES.values()}


def derive(which: Scheme, key: bytes, label: str) -> bytes:
    """A 32-byte key for one use, so that no two uses share a key."""
    return which.mac(key)(b"jiedui " + label.encode())
