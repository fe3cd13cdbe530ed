"""A long XML list cut into chunks of whole items while it is being inflated, so that it is never in memory as a whole."""

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from jiedui.core.intake.reading.fault import Fault
from jiedui.core.intake.reading.xml import as_utf8, refuse_doctype

CHUNK = 2 << 20
LARGEST_ITEM = 64 << 20
LARGEST_HEAD = 16 << 20
LARGEST_TAIL = 64 << 20
LONGEST_TAG = 4096

In = TypeVar("In")
Out = TypeVar("Out")


class Body:
    """Iterates over chunks of whole `item` elements inside the element that `pattern` opens.

    `pattern`'s groups: the namespace prefix, and the slash of an element closed at once. After the iteration `head` and
    `tail` are what stands before and behind. `opening` and `closing` are tags to wrap a chunk in, so that it can be parsed.
    """

    def __init__(self, pieces: Iterable[bytes], pattern: re.Pattern[bytes], item: str) -> None:
        self.pieces = as_utf8(pieces)
        self.pattern = pattern
        self.item = item
        self.head = self.tail = self.opening = self.closing = b""

    def _open(self) -> bytes | None:
        """Read up to the opening tag; what follows it, None when the element is empty or missing."""
        data = b""
        for piece in self.pieces:
            searched = max(0, len(data) - LONGEST_TAG)
            data += piece
            if found := self.pattern.search(data, searched):
                break
            if len(data) > LARGEST_HEAD:
                raise Fault("file.damaged")
        else:
            refuse_doctype(data)
            if not data.rstrip().endswith(b">"):
                raise Fault("file.damaged")
            self.head = data
            return None
        self.head = data[: found.end()]
        refuse_doctype(self.head)
        prefix = found[1] + b":" if found[1] else b""
        self.start = b"<" + prefix + self.item.encode()
        root = re.search(rb"<[A-Za-z_][^>]*>", self.head)
        assert root is not None
        self.opening = root[0].removesuffix(b"/>").removesuffix(b">") + b">"
        self.closing = b"</" + re.split(rb"[\s>/]", self.opening[1:], maxsplit=1)[0] + b">"
        name = re.split(rb"[\s>/]", found[0][1:], maxsplit=1)[0]
        self.end = b"</" + name + b">"
        rest = data[found.end() :]
        if found[2]:
            self.tail = rest + b"".join(self.pieces)
            return None
        return rest

    def __iter__(self) -> Iterator[bytes]:
        data = self._open()
        if data is None:
            return
        searched = 0
        while True:
            end = data.find(self.end, max(0, searched - len(self.end)))
            if end >= 0:
                if data[:end].strip():
                    yield data[:end]
                self._finish(data[end + len(self.end) :])
                return
            searched = len(data)
            if searched >= CHUNK:
                cut = self._cut(data)
                if cut > 0:
                    yield data[:cut]
                    data, searched = data[cut:], 0
                elif searched > LARGEST_ITEM:
                    raise Fault("file.damaged")
            more = self._more(CHUNK)
            if not more:
                raise Fault("file.damaged")
            data += more

    def _more(self, size: int) -> bytes:
        found, have = [], 0
        for piece in self.pieces:
            found.append(piece)
            have += len(piece)
            if have >= size:
                break
        return b"".join(found)

    def _cut(self, data: bytes) -> int:
        """Where the last item begins: everything before it is whole."""
        at = len(data)
        while (at := data.rfind(self.start, 0, at)) > 0:
            following = data[at + len(self.start) : at + len(self.start) + 1]
            if following in (b" ", b">", b"/", b"\n", b"\t", b"\r"):
                return at
        return 0

    def _finish(self, tail: bytes) -> None:
        parts, size = [tail], len(tail)
        for piece in self.pieces:
            parts.append(piece)
            size += len(piece)
            if size > LARGEST_TAIL:
                raise Fault("file.damaged")
        self.tail = b"".join(parts)


def in_threads(work: Callable[[In], Out], items: Iterable[In], *, threads: int = 2) -> Iterator[Out]:
    """`work` over all items, results in order, a few items ahead; numpy and zlib let the threads run side by side."""
    waiting: deque[Future[Out]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        for item in items:
            waiting.append(pool.submit(work, item))
            if len(waiting) > threads + 1:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
