"""The cache of files: what does not fit on a full disk is not kept, and nobody fails for it."""

from typing import Any

from django.core.cache.backends.filebased import FileBasedCache


class Shelf(FileBasedCache):  # type: ignore[misc, unused-ignore]
    """Django's file cache, for which a full or failing disk means that nothing is kept."""

    def set(self, *args: Any, **kwargs: Any) -> None:
        try:
            super().set(*args, **kwargs)
        except OSError:
            return

    def touch(self, *args: Any, **kwargs: Any) -> bool:
        try:
            return bool(super().touch(*args, **kwargs))
        except OSError:
            return False
