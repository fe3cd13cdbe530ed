"""A full disk, in whichever words the system, SQLite, PostgreSQL or Polars tells of it."""

import errno
import re

from django.utils.translation import gettext as _

from jiedui.core.words.errors import JieduiError

SYSTEM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
SQLITE, POSTGRESQL = 13, "53100"
POLARS = re.compile(rf"\(os error ({'|'.join(map(str, sorted(SYSTEM)))})\)")


class NoRoom(JieduiError):  # noqa: N818 (a refusal, named as the others are)
    """The disk is full: nothing was written, and the same can be done again when there is room."""

    status = 507


def no_room(error: BaseException | None) -> NoRoom | None:
    """What to tell instead of `error` where a full disk is behind it, at whatever depth; None where it is not."""
    seen = error
    while seen is not None:
        if (
            (isinstance(seen, OSError) and seen.errno in SYSTEM)
            or getattr(seen, "sqlite_errorcode", None) == SQLITE
            or getattr(seen, "sqlstate", None) == POSTGRESQL
            or POLARS.search(str(seen))
        ):
            return NoRoom(
                "disk.full",
                _(
                    "磁盘空间不足，这次操作没有完成，已有数据没有改动。请在数据目录和数据库所在的磁盘上腾出空间，再重新操作一次。"
                ),
            )
        seen = seen.__cause__ or seen.__context__
    return None
