"""The tree against the definition of RFC 9162, written down naively, and against published vectors."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiedui.core.trail import merkle
from jiedui.core.trail.merkle import Frontier

# The eight leaves and roots that implementations of Certificate Transparency test with.
LEAVES = [
    bytes.fromhex(text)
    for text in ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def split(count: int) -> int:
    k = 1
    while k * 2 < count:
        k *= 2
    return k


def mth(leaves: list[bytes]) -> bytes:
    """2.1.1"""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\0" + leaves[0]).digest()
    k = split(len(leaves))
    return sha256(b"\1" + mth(leaves[:k]) + mth(leaves[k:])).digest()


def path(m: int, leaves: list[bytes]) -> list[bytes]:
    """2.1.3.1"""
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if m < k:
        return [*path(m, leaves[:k]), mth(leaves[k:])]
    return [*path(m - k, leaves[k:]), mth(leaves[:k])]


def subproof(m: int, leaves: list[bytes], whole: bool) -> list[bytes]:
    """2.1.4.1"""
    if m == len(leaves):
        return [] if whole else [mth(leaves)]
    k = split(len(leaves))
    if m <= k:
        return [*subproof(m, leaves[:k], whole), mth(leaves[k:])]
    return [*subproof(m - k, leaves[k:], False), mth(leaves[:k])]


def hashed(leaves: list[bytes]) -> list[bytes]:
    return [merkle.leaf_hash(leaf) for leaf in leaves]


def numbered(count: int) -> list[bytes]:
    return [str(i).encode() for i in range(count)]


@pytest.mark.parametrize("count", range(1, 9))
def test_published_roots(count: int) -> None:
    assert merkle.root(hashed(LEAVES[:count])).hex() == ROOTS[count - 1]


def test_the_empty_tree() -> None:
    assert Frontier().root() == mth([]) == sha256(b"").digest()


@given(st.lists(st.integers(0, 70), max_size=6))
def test_growing_in_any_steps_gives_the_same_tree(steps: list[int]) -> None:
    leaves = numbered(sum(steps))
    grown, done = Frontier(), 0
    for step in steps:
        grown.extend(hashed(leaves[done : done + step]))
        done += step
        again = Frontier.unpack(grown.size, grown.pack())
        assert (again.size, again.root()) == (done, grown.root())
    assert grown.root() == mth(leaves)


@pytest.mark.parametrize("size", [1, 3, 4])
def test_a_frontier_that_does_not_fit_its_size_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="size"):
        Frontier.unpack(size, b"\0" * 33)


@given(st.integers(1, 130), st.data())
def test_inclusion(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    leaves = numbered(size)
    hashes, root = hashed(leaves), mth(leaves)
    proof = merkle.inclusion_proof(hashes, index)
    assert proof == path(index, leaves)
    assert merkle.verify_inclusion(hashes[index], index, size, proof, root)
    assert not merkle.verify_inclusion(merkle.leaf_hash(b"other"), index, size, proof, root)
    assert not merkle.verify_inclusion(hashes[index], index, size, [*proof, root], root)
    assert not merkle.verify_inclusion(hashes[index], size, size, proof, root)
    if proof:
        assert not merkle.verify_inclusion(hashes[index], index, size, proof[:-1], root)
        wrong = data.draw(st.integers(0, size - 1).filter(lambda other: other != index))
        assert not merkle.verify_inclusion(hashes[index], wrong, size, proof, root)


@given(st.integers(1, 130), st.data())
def test_consistency(new: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, new))
    leaves = numbered(new)
    before, after = mth(leaves[:old]), mth(leaves)
    proof = merkle.consistency_proof(hashed(leaves), old)
    assert proof == subproof(old, leaves, True)
    assert merkle.verify_consistency(old, new, before, after, proof)
    forged = mth([b"forged", *leaves[1:old]])
    assert not merkle.verify_consistency(old, new, forged, after, proof)
    assert not merkle.verify_consistency(old, new, before, forged, proof)
    assert not merkle.verify_consistency(old, new, before, after, [*proof, before])
    if proof:
        assert not merkle.verify_consistency(old, new, before, after, proof[:-1])


def test_a_rewritten_history_has_no_consistency_proof() -> None:
    honest, rewritten = numbered(20), [b"x", *numbered(20)[1:]]
    proof = merkle.consistency_proof(hashed(rewritten), 12)
    assert not merkle.verify_consistency(12, 20, mth(honest[:12]), mth(rewritten), proof)
