"""What hangs on the program alone, remembered where Python keeps the compiled code of it."""

import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path

from statusgen import __version__
from statusgen.cache.files import read, write
from statusgen.cache.sealed import opened, sealed

_PACKAGE = Path(__file__).parents[1]


class Pycache:
    """Keeps one value of each kind, for all sites that are built by this copy of the program.

    As with compiled code, nothing is kept where Python is told not to, or must not write.
    """

    def recall(self, kind: str, key: str, /) -> bytes | None:
        """Return what was kept last, if that was under this key."""
        found = read(_path(kind))
        return None if found is None else opened(found.content, __version__, kind, key)

    def keep(self, kind: str, key: str, content: bytes, /) -> None:
        """Remember `content` in the place of what was kept of its kind."""
        if not sys.dont_write_bytecode:
            path = _path(kind)
            with suppress(OSError):
                path.parent.mkdir(parents=True, exist_ok=True)
                write(path, sealed(content, __version__, kind, key))


def _path(kind: str) -> Path:
    return Path(cache_from_source(str(_PACKAGE / f"{kind}.py"))).with_suffix(".bin")
