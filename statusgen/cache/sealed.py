"""The form of a remembered file: a digest of all that it stands for, and the content after it."""

from statusgen.cache.store import digest

_SEAL = 32
"""So long is a digest, in hexadecimal digits."""


def sealed(content: bytes, version: str, kind: str, key: str) -> bytes:
    """Return `content` as it is written to a file for this kind and key."""
    return _seal(content, version, kind, key) + content


def opened(file: bytes, version: str, kind: str, key: str) -> bytes | None:
    """Return the content of a file, or None unless it was sealed for just this kind and key."""
    content = file[_SEAL:]
    return content if file[:_SEAL] == _seal(content, version, kind, key) else None


def _seal(content: bytes, version: str, kind: str, key: str) -> bytes:
    return digest(version, kind, key, content).encode()
