"""A power cut, without cutting the power: what SQLite wrote and synced is written down, and every moment can be played.

    Recorder().install()                    in a process of its own, before SQLite opens anything
    ... recorder.acknowledge(what)          whenever the product said that something is done
    recorder.save(path)                     read it with `Recording.load(path)`

Between two syncs of a file a disk may write what it was told in any order, in part or not at all: what was synced is
certain, of the rest every sector of 512 bytes is there or not. The recorder stands between SQLite and its own layer for
files (https://www.sqlite.org/vfs.html), so that the product itself is as it is.
"""

import _sqlite3
import ctypes
import pickle
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SECTOR = 512
MAIN_DB, WAL = 0x100, 0x80000
POINTER, INT, LONG, TEXT = ctypes.c_void_p, ctypes.c_int, ctypes.c_int64, ctypes.c_char_p
WRITE = ctypes.CFUNCTYPE(INT, POINTER, POINTER, INT, LONG)
TRUNCATE = ctypes.CFUNCTYPE(INT, POINTER, LONG)
SYNC = ctypes.CFUNCTYPE(INT, POINTER, INT)
OPEN = ctypes.CFUNCTYPE(INT, POINTER, POINTER, POINTER, INT, POINTER)


class Methods(ctypes.Structure):
    """sqlite3_io_methods: what can be done with an open file."""

    _fields_ = [("version", INT), ("close", POINTER), ("read", POINTER), ("write", WRITE), ("truncate", TRUNCATE),
                ("sync", SYNC), ("rest", POINTER * 13)]  # fmt: skip


class Layer(ctypes.Structure):
    """sqlite3_vfs: how files are opened."""

    _fields_ = [("version", INT), ("size", INT), ("longest", INT), ("next", POINTER), ("name", TEXT), ("own", POINTER),
                ("open", OPEN), ("rest", POINTER * 15)]  # fmt: skip


class Recorder:
    """Everything that SQLite writes in this process from now on: (file, "write", offset, bytes), "truncate", "sync"."""

    def __init__(self) -> None:
        self.steps: list[tuple[Any, ...]] = []
        self.files: dict[int, str] = {}
        self.kept: list[Any] = []  # what SQLite points at must not be collected

    def install(self) -> None:
        library = ctypes.CDLL(_sqlite3.__file__)
        library.sqlite3_vfs_find.restype = ctypes.POINTER(Layer)
        self.system = library.sqlite3_vfs_find(None)
        own = Layer()
        ctypes.memmove(ctypes.byref(own), self.system, ctypes.sizeof(Layer))
        own.name, own.next, own.open = b"recorder", None, OPEN(self._open)
        self.kept.append(own)
        assert library.sqlite3_vfs_register(ctypes.byref(own), 1) == 0

    def acknowledge(self, what: Any) -> None:
        self.steps.append(("", "acknowledged", what))

    def save(self, path: str) -> None:
        Path(path).write_bytes(pickle.dumps(self.steps))

    def _open(self, _layer: int, name: int, file: int, flags: int, out: int) -> int:
        # The name goes on as the pointer it is: SQLite keeps it as long as the file is open.
        result: int = self.system.contents.open(ctypes.cast(self.system, POINTER), name, file, flags, out)
        if result == 0 and flags & (MAIN_DB | WAL):
            self.files[file] = "wal" if flags & WAL else "database"
            pointer = ctypes.cast(file, ctypes.POINTER(ctypes.POINTER(Methods)))
            pointer[0] = ctypes.pointer(self._methods(pointer[0].contents))
        return result

    def _methods(self, real: Methods) -> Methods:
        own = Methods()
        ctypes.memmove(ctypes.byref(own), ctypes.byref(real), ctypes.sizeof(Methods))

        def write(file: int, data: int, size: int, offset: int) -> int:
            self.steps.append((self.files[file], "write", offset, ctypes.string_at(data, size)))
            return int(real.write(file, data, size, offset))

        def truncate(file: int, size: int) -> int:
            self.steps.append((self.files[file], "truncate", size))
            return int(real.truncate(file, size))

        def sync(file: int, flags: int) -> int:
            self.steps.append((self.files[file], "sync"))
            return int(real.sync(file, flags))

        own.write, own.truncate, own.sync = WRITE(write), TRUNCATE(truncate), SYNC(sync)
        self.kept += [own, real]
        return own


@dataclass
class Recording:
    """`start`: the files as they were; `steps`: what was done from then on."""

    start: dict[str, bytes]
    steps: list[tuple[Any, ...]] = field(repr=False)

    @classmethod
    def load(cls, start: dict[str, bytes], path: Path) -> "Recording":
        return cls(start, pickle.loads(path.read_bytes()))

    def acknowledged(self, until: int) -> list[Any]:
        """What was said to be done before a step."""
        return [step[2] for step in self.steps[:until] if step[1] == "acknowledged"]

    def cut(self, until: int, chance: random.Random) -> dict[str, bytes]:
        """The files after the power was cut before a step."""
        certain = {name: bytearray(content) for name, content in self.start.items()}
        open_still: list[tuple[Any, ...]] = []
        for step in self.steps[:until]:
            if step[1] == "sync":
                for one in open_still:
                    if one[0] == step[0]:
                        apply(certain[one[0]], one)
                open_still = [one for one in open_still if one[0] != step[0]]
            elif step[1] != "acknowledged":
                open_still.append(step)
        share = chance.choice([0.0, 0.0, 0.5, 0.9])
        for one in open_still:
            apply(certain[one[0]], one, lambda: chance.random() < share)
        return {name: bytes(content) for name, content in certain.items()}


def apply(content: bytearray, step: tuple[Any, ...], reached: Callable[[], bool] = lambda: True) -> None:
    """Do to a file what a step says, sector by sector where it was reached."""
    if step[1] == "truncate":
        if reached():
            del content[step[2] :]
        return
    _file, _write, offset, data = step
    at = 0
    while at < len(data):
        end = min(len(data), at + SECTOR - (offset + at) % SECTOR)
        if reached():
            content.extend(bytes(max(0, offset + end - len(content))))
            content[offset + at : offset + end] = data[at:end]
        at = end


def recorded(files: list[str], path: str, start: str, synchronous: str = "") -> int:
    """A task for tests.faults.hands: small writes and imports, each acknowledged; how many steps it took.

    `synchronous`: instead of what the product sets.
    """
    import sqlite3

    from django.conf import settings
    from django.db import connection

    from tests.faults.hands import emptied, imported, noted

    recorder = Recorder()
    recorder.install()
    if synchronous:
        connection.settings_dict["OPTIONS"]["init_command"] += f" PRAGMA synchronous={synchronous};"
    database = str(settings.DATABASES["default"]["NAME"])
    other = sqlite3.connect(database)  # while it is open the log stays
    other.execute("SELECT count(*) FROM trail_event").fetchone()
    Path(start).write_bytes(
        pickle.dumps({"database": Path(database).read_bytes(), "wal": Path(f"{database}-wal").read_bytes()})
    )
    del recorder.steps[:]
    events = rows = 0
    for number, file in enumerate(files):
        for _ in range(8):
            noted(1)
            events += 1
            recorder.acknowledge((events, rows))
        rows += imported(file)["rows"]["new"]
        events += 1
        recorder.acknowledge((events, rows))
        if number % 2:
            emptied()
    recorder.save(path)
    return len(recorder.steps)


def pragmas() -> list[list[Any]]:
    """A task: journal and synchronisation of the connections of a process, one for each of its threads."""
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connection

    def own(_number: int = 0) -> list[Any]:
        with connection.cursor() as cursor:
            return [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]

    with ThreadPoolExecutor(2) as threads:
        return [own(), *threads.map(own, range(2))]
