"""Values as bytes and back: a type says what may be in them, and bytes make nothing else."""

import sys
from contextlib import suppress
from typing import TypeVar
from zoneinfo import ZoneInfo

from msgspec import MsgspecError, msgpack

from statusgen.cache.store import Store

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_T = TypeVar("_T")

_PLAIN, _PACKED = b"0", b"1"
_WORTH_PACKING = 1024
"""Size in bytes from which on packing saves more time on the disk than it takes."""
_LEVEL = 1
_NO_VALUE = "these bytes are no such value"
_MAX_BYTES = 512 * 1024 * 1024
"""Maximum size of what is unpacked, in bytes."""


def encode(value: object, *, pack: bool = True) -> bytes:
    """Return `value` as bytes of which `decode` makes it again.

    It is made of numbers, texts, bytes, instants in UTC, lengths of time, zones, enumerations and
    records, and of tuples, sets and mappings of these. Raises TypeError for anything else, and
    ValueError for a text that no UTF-8 can hold. What each build writes anew is better not packed.
    """
    plain = msgpack.encode(value, enc_hook=_encoded)
    if pack and len(plain) >= _WORTH_PACKING:
        return _PACKED + zstd.compress(plain, _LEVEL)
    return _PLAIN + plain


def decode(data: bytes, kind: type[_T]) -> _T:
    """Return the value of a kind that was encoded; raises ValueError where `data` holds none."""
    try:
        plain = _unpacked(data[1:]) if data[:1] == _PACKED else data[1:]
        return msgpack.decode(plain, type=kind, dec_hook=_decoded)
    except (zstd.ZstdError, MsgspecError, LookupError, OverflowError) as error:
        raise ValueError(_NO_VALUE) from error


def _unpacked(data: bytes) -> bytes:
    unpacking = zstd.ZstdDecompressor()
    plain = unpacking.decompress(data, _MAX_BYTES)
    if not unpacking.eof:
        raise ValueError(_NO_VALUE)  # cut short, or too long
    return plain


def _encoded(value: object) -> str:
    if isinstance(value, ZoneInfo) and value.key:
        return value.key
    message = f"{type(value).__name__} cannot be encoded"
    raise TypeError(message)


def _decoded(kind: type, value: object) -> object:
    if kind is ZoneInfo and isinstance(value, str):
        return ZoneInfo(value)
    message = f"no {kind.__name__} can be made of it"
    raise TypeError(message)


# --- values in a store -------------------------------------------------------------------------


def get_value(store: Store, kind: str, key: str, form: type[_T]) -> _T | None:
    """Return what was put by `put_value`, or None; bytes that are no `form` are not known."""
    kept = store.get(kind, key)
    try:
        return None if kept is None else decode(kept, form)
    except ValueError:
        return None


def put_value(store: Store, kind: str, key: str, value: object, *, pack: bool = True) -> None:
    """Keep `value`; `encode` says what it may be made of."""
    with suppress(UnicodeEncodeError):  # a path may hold what is no text
        store.put(kind, key, encode(value, pack=pack))
