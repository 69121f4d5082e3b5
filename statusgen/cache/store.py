"""What one build remembers for the next: bytes, by the digest of what they were made from."""

import struct
from hashlib import blake2b
from typing import Protocol

_SIZE = 16
"""In bytes: so long, no two names are the same by chance."""


class Memory(Protocol):
    """Keeps bytes under a kind and a key; `digest` makes the key of all that they depend on.

    Nothing rests on it: whatever it has forgotten or lost is made again.
    """

    def recall(self, kind: str, key: str, /) -> bytes | None:
        """Return what was kept, exactly as it was kept, or None."""
        ...

    def keep(self, kind: str, key: str, content: bytes, /) -> None:
        """Remember `content`, if that is possible."""
        ...


class Forgetful:
    """A memory that keeps nothing."""

    def recall(self, kind: str, key: str, /) -> bytes | None:
        """Return None."""
        del kind, key
        return None

    def keep(self, kind: str, key: str, content: bytes, /) -> None:
        """Forget `content`."""


class Shelf:
    """A memory that lasts as long as this process."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], bytes] = {}

    def recall(self, kind: str, key: str, /) -> bytes | None:
        """Return what was kept, or None."""
        return self._kept.get((kind, key))

    def keep(self, kind: str, key: str, content: bytes, /) -> None:
        """Remember `content`."""
        self._kept[kind, key] = content


def fingerprint(content: bytes) -> str:
    """Return a short name, of hexadecimal digits, for what is in a file."""
    return blake2b(content, digest_size=_SIZE).hexdigest()


def digest(*parts: str | bytes) -> str:
    """Return a short name, of hexadecimal digits, for these parts in this order.

    A text that is a path may hold what is no UTF-8.
    """
    data = [
        each.encode("utf-8", "surrogateescape") if isinstance(each, str) else each for each in parts
    ]
    sizes = struct.pack(f"<{len(data) + 1}Q", len(data), *map(len, data))
    return blake2b(sizes + b"".join(data), digest_size=_SIZE).hexdigest()
