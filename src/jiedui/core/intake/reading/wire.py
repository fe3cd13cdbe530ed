"""The answer of the child: arrays one after the other, then one JSON text, then a fixed trailer, all in one memory file.

Arrays are stored raw and named in the JSON as [offset, count]; the reader knows each array's type and checks every
bound, so that a damaged answer is refused and never trusted.
"""

import json
import os
import struct
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Place = tuple[int, int]

MAGIC = b"JDREAD01"
TRAILER = struct.Struct("<8sQQ")


class Writer:
    """Writes the answer to the open file descriptor `fd`."""

    def __init__(self, fd: int) -> None:
        self.fd = fd
        self.offset = 0

    def _write(self, data: memoryview) -> None:
        while data:
            done = os.write(self.fd, data[: 1 << 30])
            self.offset += done
            data = data[done:]

    def put(self, array: Array) -> Place:
        """Store an array, give its [offset, count]."""
        if padding := -self.offset % 64:
            self._write(memoryview(bytes(padding)))
        place = (self.offset, int(array.size))
        if array.size:
            self._write(np.ascontiguousarray(array).data.cast("B"))
        return place

    def close(self, head: Mapping[str, Any]) -> None:
        """Store the JSON and the trailer: the answer is whole."""
        text = json.dumps(head, ensure_ascii=True).encode()
        start = self.offset
        self._write(memoryview(text))
        self._write(memoryview(TRAILER.pack(MAGIC, start, len(text))))


class Malformed(Exception):  # noqa: N818 named like words.errors.Refused
    """The answer breaks its own rules."""


class Reader:
    """Reads an answer; every access outside it raises Malformed."""

    def __init__(self, data: memoryview) -> None:
        self.data = data
        size = len(data)
        if size < TRAILER.size:
            raise Malformed("short")
        magic, start, length = TRAILER.unpack(data[size - TRAILER.size :])
        if magic != MAGIC or start + length != size - TRAILER.size:
            raise Malformed("trailer")
        self.end: int = start
        try:
            head = json.loads(bytes(data[start : start + length]))
        except ValueError as error:
            raise Malformed("json") from error
        if not isinstance(head, dict):
            raise Malformed("json")
        self.head: dict[str, Any] = head

    def get(self, place: Any, dtype: str, count: int | None = None) -> Array:
        """The array at [offset, count], which must have `count` members where that is given."""
        offset, size = place
        kind = np.dtype(dtype)
        if offset < 0 or size < 0 or offset + size * kind.itemsize > self.end or count not in (None, size):
            raise Malformed("array")
        return np.frombuffer(self.data, kind, count=size, offset=offset) if size else np.empty(0, kind)
