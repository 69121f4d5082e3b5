"""The content files of a site as a build finds them: what is in each, and its digest.

Where most of them are known, another process looks through them all, and only what is needed is
read again here.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from msgspec import Struct

from statusgen.artefact import Crew
from statusgen.cache.store import fingerprint
from statusgen.console import CommandError
from statusgen.content.find import ContentFiles
from statusgen.content.loaded import FileContents, read_files
from statusgen.content.source.parse import read_bytes
from statusgen.problems import Problem


class ChangedError(CommandError):
    """A file is no longer as it was when the build began."""


class Contents(Struct, frozen=True):
    """Which files there are, what is in them, and the digest of each entry's that can be read."""

    found: ContentFiles
    raw: FileContents
    digests: Mapping[str, str]


def read_here(root: Path) -> Contents:
    """Return all that is in the files of `root`/content."""
    found, raw = read_files(root)
    entries = ((path, raw[path]) for path in found.entries)
    digests = {path: fingerprint(data) for path, data in entries if isinstance(data, bytes)}
    return Contents(found, raw, digests)


def looked_through(root: Path, crew: Crew) -> Callable[[], Contents]:
    """Have another process look through the files of `root`/content; return how to ask for them.

    To ask for what is in a file that has changed since then raises `ChangedError`.
    """
    looked = crew.aside(partial(_look, root))

    def asked() -> Contents:
        found, digests = looked()
        return Contents(found, _OnDisk(root, found, digests), digests)

    return asked


def _look(root: Path) -> tuple[ContentFiles, Mapping[str, str]]:
    seen = read_here(root)
    return seen.found, seen.digests


class _OnDisk(Mapping[str, bytes | Problem]):
    """What is in each file, read when it is asked for, and once."""

    def __init__(self, root: Path, found: ContentFiles, digests: Mapping[str, str]) -> None:
        self._root, self._found, self._digests = root, found, digests
        self._read: dict[str, bytes | Problem] = {}

    def __getitem__(self, path: str) -> bytes | Problem:
        if path not in self._read:
            self._read[path] = self._as_seen(path, read_bytes(f"{self._root}/{path}", path))
        return self._read[path]

    def __iter__(self) -> Iterator[str]:
        return iter((*self._found.top, *self._found.entries))

    def __len__(self) -> int:
        return len(self._found.top) + len(self._found.entries)

    def _as_seen(self, path: str, data: bytes | Problem) -> bytes | Problem:
        digest = fingerprint(data) if isinstance(data, bytes) else None
        if path not in self._found.top and digest != self._digests.get(path):
            message = f"{path} was changed while it was read, so nothing was written. Build again."
            raise ChangedError(message)
        return data
