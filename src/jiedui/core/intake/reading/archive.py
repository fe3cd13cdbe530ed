"""A zip file from a stranger: entries are checked before anything is inflated, and what is inflated is counted.

The central directory says what it likes; the limits bind the bytes that really come out.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from jiedui.core.intake.reading.fault import Fault

MOST_ENTRIES = 10_000
# Deflate reaches 1032:1; ordinary sheets about 8:1, a million empty formatted rows 16:1. Small parts may be as they like.
MOST_RATIO = 100
FREE = 16 << 20
PIECE = 1 << 18
ENCRYPTED = 1


class Archive:
    """The entries of a zip file by name. `data` is bytes or a mapping of them; `inflated` bounds all that comes out."""

    def __init__(self, data: Any, *, inflated: int) -> None:
        self.data = data
        self.left = inflated
        end = data.rfind(b"PK\x05\x06")
        if end < 0 or len(data) - end < 22:
            raise Fault("file.truncated")
        if int.from_bytes(data[end + 10 : end + 12], "little") > MOST_ENTRIES:
            raise Fault("file.zip_bomb")
        try:
            with zipfile.ZipFile(data if hasattr(data, "seek") else io.BytesIO(data)) as opened:
                found = opened.infolist()
                self.directory = opened.start_dir
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError) as error:
            raise Fault("file.truncated") from error
        if len(found) > MOST_ENTRIES:
            raise Fault("file.zip_bomb")
        if any(entry.flag_bits & ENCRYPTED for entry in found):
            raise Fault("file.password")
        self._check_sizes(found, inflated)
        self.entries = {entry.filename.replace("\\", "/").lstrip("/"): entry for entry in found}
        self.lower = {name.lower(): name for name in self.entries}

    def _check_sizes(self, found: list[zipfile.ZipInfo], inflated: int) -> None:
        """Entries may not overlap, nor declare more than is allowed (other programs believe what is declared)."""
        last = 0
        for entry in sorted(found, key=lambda entry: entry.header_offset):
            if entry.header_offset < last:
                raise Fault("file.zip_bomb")
            last = entry.header_offset + 30 + entry.compress_size
            if entry.file_size > max(FREE, MOST_RATIO * entry.compress_size):
                raise Fault("file.zip_bomb")
        if last > self.directory:
            raise Fault("file.truncated")
        if sum(entry.file_size for entry in found) > inflated:
            raise Fault("file.too_large")

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.lower

    def stream(self, name: str) -> Iterator[bytes]:
        """The entry's bytes in pieces of at most 1 MB, never more than it declares (which was checked before)."""
        try:
            entry = self.entries[self.lower[name.lower()]]
        except KeyError:
            raise Fault("file.damaged") from None
        head = self.data[entry.header_offset : entry.header_offset + 30]
        if len(head) < 30 or head[:4] != b"PK\x03\x04":
            raise Fault("file.truncated")
        start = entry.header_offset + 30 + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
        end = start + entry.compress_size
        if end > self.directory or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Fault("file.damaged")
        check = size = 0
        for piece in self._inflate(start, end, entry.compress_type):
            check = zlib.crc32(piece, check)
            size += len(piece)
            self.left -= len(piece)
            if size > entry.file_size:
                raise Fault("file.zip_bomb")
            if self.left < 0:
                raise Fault("file.too_large")
            yield piece
        if check != entry.CRC:
            raise Fault("file.damaged")

    def _inflate(self, start: int, end: int, method: int) -> Iterator[bytes]:
        if method == zipfile.ZIP_STORED:
            for at in range(start, end, PIECE):
                yield self.data[at : min(at + PIECE, end)]
            return
        inflater = zlib.decompressobj(-15)
        try:
            for at in range(start, end, PIECE):
                rest = self.data[at : min(at + PIECE, end)]
                while rest and not inflater.eof:
                    yield inflater.decompress(rest, 1 << 20)
                    rest = inflater.unconsumed_tail
            yield inflater.flush()
        except zlib.error as error:
            raise Fault("file.damaged") from error
        if not inflater.eof:
            raise Fault("file.truncated")

    def read(self, name: str, most: int = 64 << 20) -> bytes:
        """The whole entry, which must not be larger than `most` bytes."""
        pieces, size = [], 0
        for piece in self.stream(name):
            pieces.append(piece)
            size += len(piece)
            if size > most:
                raise Fault("file.too_large")
        return b"".join(pieces)
