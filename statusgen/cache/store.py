"""Stores: bytes by the digest of everything that they depend on."""

import struct
from hashlib import blake2b
from typing import Protocol

_DIGEST_SIZE = 16
"""Size of a digest in bytes: no two of them are the same by chance."""


class Store(Protocol):
    """Keeps bytes under a kind and a key; `digest` makes the key of all that they depend on.

    Nothing rests on it: whatever it has lost is made again.
    """

    def get(self, kind: str, key: str, /) -> bytes | None:
        """Return what was put, exactly as it was put, or None."""
        ...

    def put(self, kind: str, key: str, content: bytes, /) -> None:
        """Keep `content`, if that is possible."""
        ...


class ReadOnlyStore:
    """Gets from another store, and puts nothing into it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, kind: str, key: str, /) -> bytes | None:
        """Return what the other store has, or None."""
        return self._store.get(kind, key)

    def put(self, kind: str, key: str, content: bytes, /) -> None:
        """Drop `content`."""


class MemoryStore:
    """A store that lasts as long as this process."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], bytes] = {}
        self._used: set[tuple[str, str]] = set()

    def get(self, kind: str, key: str, /) -> bytes | None:
        """Return what was put, or None."""
        self._used.add((kind, key))
        return self._kept.get((kind, key))

    def put(self, kind: str, key: str, content: bytes, /) -> None:
        """Keep `content`."""
        self._used.add((kind, key))
        self._kept[kind, key] = content

    def tidy(self, used: frozenset[tuple[str, str]]) -> None:
        """Drop what is not `used`, and was neither put nor asked for since the last time."""
        keep, self._used = self._used | used, set()
        for name in [each for each in self._kept if each not in keep]:
            del self._kept[name]


def fingerprint(content: bytes) -> str:
    """Return the digest of the bytes of a file, in hexadecimal digits."""
    return blake2b(content, digest_size=_DIGEST_SIZE).hexdigest()


def digest(*parts: str | bytes) -> str:
    """Return the digest of these parts in this order, in hexadecimal digits.

    A text that is a path may hold what is no UTF-8.
    """
    data = [
        each.encode("utf-8", "surrogateescape") if isinstance(each, str) else each for each in parts
    ]
    sizes = struct.pack(f"<{len(data) + 1}Q", len(data), *map(len, data))
    return blake2b(sizes + b"".join(data), digest_size=_DIGEST_SIZE).hexdigest()
