"""Where the tags of a stretch of XML are, found with numpy over its bytes instead of a parser.

Only good for regular XML as spreadsheet programs write it; whoever uses it must check that every tag was accounted for.
"""

import re
from collections.abc import Callable

import numpy as np
from numpy.lib.stride_tricks import as_strided

from jiedui.core.intake.reading.wire import Array

LESS, GREATER, SLASH, SPACE, QUOTE, BANG, QUERY = (ord(sign) for sign in '<>/ "!?')
# A last "<" closes the last text; the zeros let eight bytes be read at any place.
PADDING = b"<" + bytes(63)
# MASK[n] keeps the first n bytes of a little-endian word of eight.
MASK = np.array([(1 << (8 * n)) - 1 for n in range(9)], np.uint64)


def word(text: bytes) -> np.uint64:
    """Up to eight bytes as the word that `Tags.words` shows for them."""
    return np.uint64(int.from_bytes(text, "little"))


class Tags:
    """Places of all "<" of `chunk` (and one behind its end), with the first two bytes of each tag."""

    def __init__(self, chunk: bytes) -> None:
        self.chunk = chunk
        self.bytes: Array = np.frombuffer(chunk + PADDING, np.uint8)
        # words[i] is the eight bytes from place i on; numpy gathers them unaligned.
        self.words: Array = as_strided(self.bytes[:8].view("<u8"), shape=(len(chunk) + 48,), strides=(1,))
        self.at = np.flatnonzero(self.bytes[: len(chunk) + 1] == LESS)
        self.first = self.bytes[self.at + 1]
        self.second = self.bytes[self.at + 2]

    def special(self) -> bool:
        """Whether a comment, CDATA section, declaration or processing instruction is among them."""
        return bool(((self.first == BANG) | (self.first == QUERY)).any())

    def __len__(self) -> int:
        return len(self.at) - 1


def decimal(words: Array, length: Array) -> Array | None:
    """Numbers of up to 8 digits from the words they begin (uint64). None where one of them is no such number."""
    if not len(words):
        return words
    if length.min() < 1 or length.max() > 8:
        return None
    shift = (np.uint64(64) - (length.astype(np.uint64) << np.uint64(3))) & np.uint64(63)
    fill = np.uint64(0x3030303030303030)
    value = np.where(shift == 0, words, (words << shift) | (fill >> (np.uint64(64) - shift)))
    wrong = ((value + np.uint64(0x4646464646464646)) | (value - fill)) & np.uint64(0x8080808080808080)
    if wrong.any():
        return None
    value -= fill
    value = value * np.uint64(10) + (value >> np.uint64(8))
    low = np.uint64(0x000000FF000000FF)
    result: Array = (
        (value & low) * np.uint64(0x000F424000000064) + ((value >> np.uint64(16)) & low) * np.uint64(0x0000271000000001)
    ) >> np.uint64(32)
    return result


def holding(places: Array, start: Array, end: Array) -> Array:
    """Which of the rising, separate spans [start, end) hold one of the places."""
    if not len(start):
        return np.empty(0, np.int64)
    owner = np.searchsorted(start, places, side="right") - 1
    owner = owner[(owner >= 0) & (places < end[owner])]
    return np.unique(owner)


def places_of(pattern: re.Pattern[bytes], chunk: bytes) -> Array:
    return np.array([match.start() for match in pattern.finditer(chunk)], np.int64)


def replaced(
    source: Array, start: Array, length: Array, which: Array, change: Callable[[int, str], str]
) -> tuple[Array, Array, Array]:
    """The same texts where those of `which` are changed by `change(index, text)`: new source, start, length."""
    if not len(which):
        return source, start, length
    pieces, at = [source.tobytes()], len(source)
    start, length = start.copy(), length.copy()
    for index in which.tolist():
        old = source[start[index] : start[index] + length[index]].tobytes().decode()
        new = change(index, old).encode()
        pieces.append(new)
        start[index], length[index] = at, len(new)
        at += len(new)
    return np.frombuffer(b"".join(pieces), np.uint8), start, length
