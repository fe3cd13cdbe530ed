"""Sealed values open only in their place and unharmed; blind indexes are keyed."""

import hashlib
import hmac
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiedui.core.vault import keys
from jiedui.core.vault.schemes import Aes, Sm, derive
from jiedui.core.vault.sealing import TamperError, blind, seal, unseal, version_of

SCHEMES = pytest.mark.parametrize("scheme", ["aes", "sm"])


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path: Path) -> None:
    settings.KEYS = tmp_path / "keys"
    keys.ensure_keys()


@SCHEMES
def test_sealed_values_open_again(settings, scheme: str) -> None:
    settings.CRYPTO = scheme
    values = ["13807711234", None, "", "韦秀英", "x" * 5000]
    sealed = seal(values, field="workers.phone", rows=[1, 2, 3, 4, 5])
    assert sealed[1] is None
    assert not any(value.encode() in blob for value, blob in zip(values, sealed, strict=True) if value and blob)
    assert unseal(sealed, field="workers.phone", rows=[1, 2, 3, 4, 5]) == values


@given(st.lists(st.none() | st.text(max_size=40), max_size=8))
def test_any_text_survives(values: list[str | None]) -> None:
    rows = range(10, 10 + len(values))
    try:
        encodable = [value is None or value.encode() is not None for value in values]
    except UnicodeEncodeError:
        return
    assert all(encodable)
    assert unseal(seal(values, field="f", rows=rows), field="f", rows=rows) == values


@SCHEMES
def test_a_value_opens_nowhere_else(settings, scheme: str) -> None:
    settings.CRYPTO = scheme
    (blob,) = seal(["13807711234"], field="workers.phone", rows=[7])
    for field, row in [("workers.phone", 8), ("workers.card", 7), ("workers.phone:7", 7)]:
        with pytest.raises(TamperError) as caught:
            unseal([blob], field=field, rows=[row])
        assert str(row) in str(caught.value)


@SCHEMES
def test_every_flipped_byte_and_every_cut_is_noticed(settings, scheme: str) -> None:
    settings.CRYPTO = scheme
    (blob,) = seal(["13807711234"], field="f", rows=[1])
    assert blob is not None
    for at in range(len(blob)):
        changed = blob[:at] + bytes([blob[at] ^ 1]) + blob[at + 1 :]
        with pytest.raises(TamperError):
            unseal([changed], field="f", rows=[1])
        with pytest.raises(TamperError):
            unseal([blob[:at]], field="f", rows=[1])


def test_the_same_value_never_looks_the_same() -> None:
    assert len(set(seal(["a"] * 100, field="f", rows=[1] * 100))) == 100


def test_a_changed_setting_still_opens_what_the_other_scheme_sealed(settings) -> None:
    settings.CRYPTO = "sm"
    sealed = seal(["a"], field="f", rows=[1])
    settings.CRYPTO = "aes"
    both = sealed + seal(["b"], field="f", rows=[2])
    assert [version_of(blob)[0] for blob in both if blob] == [Sm.code, Aes.code]
    assert unseal(both, field="f", rows=[1, 2]) == ["a", "b"]


def test_different_keys_open_nothing(settings, tmp_path: Path) -> None:
    sealed = seal(["a"], field="f", rows=[1])
    settings.KEYS = tmp_path / "others"
    keys.ensure_keys()
    with pytest.raises(TamperError):
        unseal(sealed, field="f", rows=[1])


def test_a_blind_index_is_the_keyed_hash_of_its_purpose() -> None:
    number = "45212319900101123X"
    (index,) = blind([number], purpose="person")
    key = derive(Aes, keys.load().blind, "blind person")
    assert index == hmac.new(key, number.encode(), hashlib.sha256).digest()[:16]
    assert blind([None, number], purpose="person") == [None, index]
    assert blind([number], purpose="phone") != [index]


def test_a_blind_index_keeps_its_algorithm_when_the_setting_changes(settings) -> None:
    before = blind(["a"], purpose="person")
    settings.CRYPTO = "sm"
    assert blind(["a"], purpose="person") == before


def test_an_installation_begun_with_sm_has_sm3_indexes(settings, tmp_path: Path) -> None:
    settings.KEYS, settings.CRYPTO = tmp_path / "sm", "sm"
    assert keys.ensure_keys().blind_scheme == "sm"
    assert blind(["a"], purpose="p") == blind(["a"], purpose="p") != blind(["b"], purpose="p")


def test_hmac_sm3_agrees_with_its_definition() -> None:
    from cryptography.hazmat.primitives import hashes

    def sm3(data: bytes) -> bytes:
        one = hashes.Hash(hashes.SM3())
        one.update(data)
        return one.finalize()

    assert sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"  # GB/T 32905, A.1
    key, text = bytes(range(32)), b"45212319900101123X"
    inner = sm3(bytes(b ^ 0x36 for b in key.ljust(64, b"\0")) + text)
    assert Sm.mac(key)(text) == sm3(bytes(b ^ 0x5C for b in key.ljust(64, b"\0")) + inner)
