"""The form of a remembered file: a digest of all that it stands for, and the content after it."""

import zlib

from statusgen.memory import digest

_AS_IT_IS, _PACKED = b"0", b"1"
_SEAL = 32
"""So long is a digest, in hexadecimal digits."""
_WORTH_PACKING = 1024
"""From so many bytes on, packing saves more time on the disk than it takes."""
_QUICKLY = 1


def sealed(content: bytes, version: str, kind: str, key: str) -> bytes:
    """Return `content` as it is written to a file for this kind and key."""
    if len(content) < _WORTH_PACKING:
        body = _AS_IT_IS + content
    else:
        body = _PACKED + zlib.compress(content, _QUICKLY)
    return _seal(body, version, kind, key) + body


def opened(file: bytes, version: str, kind: str, key: str) -> bytes | None:
    """Return the content of a file, or None unless it was sealed for just this kind and key."""
    body = file[_SEAL:]
    if file[:_SEAL] != _seal(body, version, kind, key):
        return None
    if body[:1] == _AS_IT_IS:
        return body[1:]
    try:
        return zlib.decompress(body[1:])
    except zlib.error:
        return None


def _seal(body: bytes, version: str, kind: str, key: str) -> bytes:
    return digest(version, kind, key, body).encode()
