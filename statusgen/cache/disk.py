"""What builds remember from one to the next, as files in a folder that may be deleted at any time.

A file is believed for what is in it alone: it begins with a digest of all that it stands for. So
one that is cut short, comes from another version, or stands in another's place is not known, and
is made again. What cannot be written is not remembered; that is never an error.
"""

from collections.abc import Iterable
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from statusgen import __version__
from statusgen.cache.files import DAY, read, tidy, touch, write
from statusgen.cache.folder import is_made_ours
from statusgen.cache.pycache import Pycache
from statusgen.cache.sealed import opened, sealed

__all__ = ["FOLDER", "Cache", "Pycache"]

FOLDER = ".statusgen-cache"
"""The name of the folder, in the root of a site."""


class Cache:
    """Keeps bytes in a folder; it may be shared by several processes and by several builds.

    `version` is that of the program: one does not believe what another has kept.
    """

    def __init__(self, folder: Path, version: str = __version__) -> None:
        self._folder = folder
        self._version = version

    def recall(self, kind: str, key: str, /) -> bytes | None:
        """Return what was kept under a kind and a key, or None."""
        path = self._path(kind, key)
        found = read(path)
        if found is None:
            return None
        content = opened(found.content, self._version, kind, key)
        if content is not None and found.age > DAY:
            touch(path)  # it is in use, says the file's time
        return content

    def keep(self, kind: str, key: str, content: bytes, /) -> None:
        """Remember `content`, if the disk allows it."""
        if self._is_writable:
            with suppress(OSError):
                write(self._path(kind, key), sealed(content, self._version, kind, key))

    def tidy(self, used: Iterable[tuple[str, str]] = ()) -> None:
        """Remove what has been of no use for long; `used` are the kinds and keys in use now.

        What was kept or recalled of late is in use too, whichever process did that.
        """
        if self._is_writable:
            names = frozenset(_name(kind, key) for kind, key in used)
            with suppress(OSError):
                tidy(self._folder, names)

    def _path(self, kind: str, key: str) -> Path:
        return self._folder / _name(kind, key)

    @cached_property
    def _is_writable(self) -> bool:
        return is_made_ours(self._folder)


def _name(kind: str, key: str) -> str:
    """Return the name of the file for a kind and a key."""
    return f"{kind}-{key}"
