"""Log lines without personal data: an exception is logged as its type and frames, never with its words.

The words of a database or parsing error often quote the very value that was refused. Our own refusals
(`JieduiError`) mask what they quote, so theirs are kept. Addresses are logged by Django and may hold whatever somebody
typed: what looks like a personal number is masked in every line.
"""

import logging
import traceback
from types import TracebackType

from jiedui.core.vault.masking import scrub
from jiedui.core.words.errors import JieduiError

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class PlainFormatter(logging.Formatter):
    """`2021-12-31 23:59:59 WARNING django.request: …`, with frames but without the text of exceptions."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        return scrub(super().format(record))

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 (logging names it)
        return frames(ei[1]) if ei[1] else ""


def frames(error: BaseException) -> str:
    """The chain of an exception: files, lines and functions, and each one's type."""
    parts: list[str] = []
    seen: BaseException | None = error
    while seen is not None:
        lines = [
            f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}'
            for frame in traceback.extract_tb(seen.__traceback__)
        ]
        words = f": {seen}" if isinstance(seen, JieduiError) else ""
        parts.insert(0, "\n".join([*lines, f"{type(seen).__module__}.{type(seen).__qualname__}{words}"]))
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\n\n".join(parts)
