"""The eyes of a thief: finds numbers in whatever was stolen, in every form in which a program may have put them there."""

import base64
import re
import sqlite3
import tarfile
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import polars as pl

RUNS = re.compile(rb"[0-9A-Za-z+/]{11,}")
"""Where a number can stand once UTF-16 is brought together: the rest of a file needs no closer look."""


def forms(number: str) -> dict[str, bytes]:
    """How a number may be written; `RUNS` finds all of them."""
    raw = number.encode()
    made = {"plain": raw, "hexadecimal": raw.hex().encode(), "HEXADECIMAL": raw.hex().upper().encode()}
    for before, skipped in ((0, 0), (1, 2), (2, 3)):
        # Base64 of a text of which the number starts `before` bytes after a multiple of three.
        whole = (before + len(raw)) * 8 // 6
        made[f"base64 at {before}"] = base64.b64encode(bytes(before) + raw)[skipped:whole]
    return made


class Search:
    """`Search(numbers).folder(path)` lists where one of the numbers can be read."""

    def __init__(self, numbers: Iterable[str]) -> None:
        self.wanted = {text: f"{number} ({how})" for number in numbers for how, text in forms(number).items()}

    def bytes(self, content: bytes, where: str) -> list[str]:
        """Within bytes, text of any width taken together."""
        found = []
        for text in {content, content.replace(b"\0", b"")}:
            runs = b" ".join(RUNS.findall(text))
            found += [f"{where}: {number}" for wanted, number in self.wanted.items() if wanted in runs]
        return sorted(set(found))

    def folder(self, folder: Path) -> list[str]:
        """Every file as it is, its name, and what it holds once opened."""
        paths = [path for path in folder.rglob("*") if path.is_file()]
        assert paths
        found = []
        for path in paths:
            name = str(path.relative_to(folder))
            found += self.bytes(name.encode(), "the name")
            found += self.bytes(path.read_bytes(), name)
            for where, content in opened(path):
                found += self.bytes(content, f"{name}, {where}")
        return found


def opened(path: Path) -> Iterator[tuple[str, bytes]]:
    """What does not stand in a file as bytes in a row: columns of SQLite and Parquet, cached values, members of a tar."""
    with path.open("rb") as file:
        start = file.read(16)
    if start == b"SQLite format 3\0":
        yield from columns(path)
    elif start[:4] == b"PAR1":
        frame = pl.read_parquet(path)
        yield from ((name, "\n".join(map(str, frame[name].to_list())).encode()) for name in frame.columns)
    elif path.suffix == ".djcache":
        # A pickled time, then the value, compressed.
        content = path.read_bytes()
        yield "cached", zlib.decompress(content[content.index(b".x") + 1 :])
    elif path.suffix == ".tar":
        with tempfile.TemporaryDirectory() as folder, tarfile.open(path) as tar:
            tar.extractall(folder, filter="data")
            for member in sorted(Path(folder).rglob("*")):
                if member.is_file():
                    yield from ((f"{member.name}, {where}", content) for where, content in opened(member))


def columns(path: Path) -> Iterator[tuple[str, bytes]]:
    """Every value of every table: a long one lies in several pages of the file."""
    own = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    own.text_factory = bytes
    try:
        tables = [name.decode() for (name,) in own.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            rows = own.execute(f'SELECT * FROM "{table}"').fetchall()
            written = (value if isinstance(value, bytes) else str(value).encode() for row in rows for value in row)
            yield table, b"\n".join(written)
    finally:
        own.close()
