"""Merkle trees as in RFC 9162 (Certificate Transparency 2.0), section 2.1, with SHA-256.

A leaf's hash is H(0x00 || leaf), a node's H(0x01 || left || right), the empty tree's H(""). `Frontier` grows a tree and
keeps only the roots of its complete subtrees; the proofs take the list of all leaf hashes.
"""

from collections.abc import Sequence
from hashlib import sha256

SIZE = 32
TILE = 10
"""Height of the subtrees whose roots are kept for proofs: 1024 leaves."""
EMPTY = sha256(b"").digest()


def leaf_hash(leaf: bytes) -> bytes:
    return sha256(b"\0" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right).digest()


class Frontier:
    """A tree of `size` leaves, kept as the roots of its complete subtrees by height: at most 64 hashes."""

    def __init__(self, size: int = 0, peaks: dict[int, bytes] | None = None) -> None:
        self.size = size
        self.peaks = dict(peaks or {})

    @classmethod
    def unpack(cls, size: int, packed: bytes) -> "Frontier":
        """The inverse of `pack`. Raises ValueError when the number of hashes does not fit the size."""
        heights = [height for height in range(size.bit_length()) if size >> height & 1]
        if len(packed) != SIZE * len(heights):
            raise ValueError("frontier does not fit its size")
        return cls(size, {height: packed[i * SIZE : (i + 1) * SIZE] for i, height in enumerate(heights)})

    def pack(self) -> bytes:
        """The hashes from the lowest subtree to the highest."""
        return b"".join(self.peaks[height] for height in sorted(self.peaks))

    def extend(self, hashes: Sequence[bytes], tiles: list[bytes] | None = None) -> None:
        """Append leaf hashes, level by level: one hash computation a leaf. `tiles` takes the subtrees completed at TILE."""
        if len(hashes) == 1:
            self._append(hashes[0], tiles)
            return
        level, height = list(hashes), 0
        peaks = self.peaks
        while level:
            if height == TILE and tiles is not None:
                tiles += level
            if height in peaks:
                level.insert(0, peaks.pop(height))
            if len(level) & 1:
                peaks[height] = level.pop()
            pairs = iter(level)
            level = [sha256(b"\1" + left + right).digest() for left, right in zip(pairs, pairs, strict=True)]
            height += 1
        self.size += len(hashes)

    def _append(self, node: bytes, tiles: list[bytes] | None = None) -> None:
        height = 0
        while height in self.peaks:
            node = node_hash(self.peaks.pop(height), node)
            height += 1
            if height == TILE and tiles is not None:
                tiles.append(node)
        self.peaks[height] = node
        self.size += 1

    def root(self) -> bytes:
        heights = sorted(self.peaks)
        if not heights:
            return EMPTY
        node = self.peaks[heights[0]]
        for height in heights[1:]:
            node = node_hash(self.peaks[height], node)
        return node


def root(hashes: Sequence[bytes]) -> bytes:
    """MTH of the leaf hashes."""
    tree = Frontier()
    tree.extend(hashes)
    return tree.root()


def inclusion_proof(hashes: Sequence[bytes], index: int) -> list[bytes]:
    """PATH(index, hashes): the siblings from the leaf up (RFC 9162, 2.1.3.1)."""
    return [root(hashes[start:end]) for start, end in path_of(index, len(hashes))]


def path_of(index: int, size: int) -> list[tuple[int, int]]:
    """Which leaves (start, end) stand under each sibling of PATH(index), from the leaf up."""
    if not 0 <= index < size:
        raise ValueError("no such leaf")
    found: list[tuple[int, int]] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + split(end - start)
        if index < middle:
            found.append((middle, end))
            end = middle
        else:
            found.append((start, middle))
            start = middle
    return found[::-1]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected: bytes) -> bool:
    """Whether the leaf hash stands at `index` of the tree of `size` leaves with that root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    fn, sn, node = index, size - 1, leaf
    for sibling in proof:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            node = node_hash(sibling, node)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            node = node_hash(node, sibling)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and node == expected


def consistency_proof(hashes: Sequence[bytes], old: int) -> list[bytes]:
    """PROOF(old, hashes): that the first `old` leaves are a prefix of this tree (RFC 9162, 2.1.4.1)."""
    if not 0 < old <= len(hashes):
        raise ValueError("no such older tree")
    proof: list[bytes] = []
    start, end, whole = 0, len(hashes), True
    while old != end:
        middle = start + split(end - start)
        if old <= middle:
            proof.append(root(hashes[middle:end]))
            end = middle
        else:
            proof.append(root(hashes[start:middle]))
            start, whole = middle, False
    if not whole:
        proof.append(root(hashes[start:end]))
    return proof[::-1]


def verify_consistency(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the tree of `new` leaves begins with the tree of `old` leaves (RFC 9162, 2.1.4.2)."""
    if not 0 < old <= new:
        return False
    if old == new:
        return not proof and old_root == new_root
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not path:
        return False
    fn, sn = old - 1, new - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    first = second = path[0]
    for node in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            first, second = node_hash(node, first), node_hash(node, second)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            second = node_hash(second, node)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and first == old_root and second == new_root


def split(count: int) -> int:
    """The largest power of two smaller than `count`."""
    return 1 << (count - 1).bit_length() - 1
