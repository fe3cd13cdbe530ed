"""Files for people, at a place of their own choice: whole, or not there."""

import contextlib
import os
import secrets
from pathlib import Path

from django.utils.translation import gettext as _

from jiedui.core.words.errors import Refused
from jiedui.core.words.room import no_room


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that a full disk leaves neither half of it nor an older one spoiled. Refused where it cannot be written."""
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)  # a pipe or a terminal
        else:
            _write(path.resolve(), data)
    except OSError as error:
        why = _("磁盘空间不足") if no_room(error) else error.strerror
        message = _("“%(path)s”写不进去：%(why)s。请腾出磁盘空间或换一个位置，再重新操作一次。")
        raise Refused("file.unwritable", message % {"path": path, "why": why}) from error


def _write(whole: Path, data: bytes) -> None:
    temporary = whole.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with open(temporary, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(whole)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
