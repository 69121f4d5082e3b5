"""How every JSON file of the site is written: the text, and the times in it."""

import functools
import json
from datetime import UTC, datetime
from enum import Enum

_HARMLESS = {b"<": b"\\u003c", b">": b"\\u003e", b"&": b"\\u0026"}


@functools.lru_cache(maxsize=1024)
def _word(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    message = f"{type(value).__name__} is no value of JSON"
    raise TypeError(message)


_ENCODER = json.JSONEncoder(
    ensure_ascii=False,
    check_circular=False,  # no record of ours stands in itself
    allow_nan=False,
    separators=(",", ":"),
    default=_word,
)


def document(value: object) -> bytes:
    """Return a value as one line of JSON in UTF-8; a word of a fixed list is written as such.

    Markup in it is escaped, so that no browser can take the file for a page, whatever it is told
    of its type.
    """
    text = _ENCODER.encode(value).encode()
    for sign, escape in _HARMLESS.items():
        text = text.replace(sign, escape)
    return text + b"\n"


def instant(at: datetime) -> str:
    """Return an instant in UTC to the second (RFC 3339): 2026-11-20T13:15:00Z."""
    return _written(at.astimezone(UTC))[0]


def instant_with_milliseconds(at: datetime) -> str:
    """Return an instant in UTC as Statuspage writes it: 2026-11-20T13:15:00.000Z."""
    return _written(at.astimezone(UTC))[1]


@functools.lru_cache(maxsize=4096)
def _written(at: datetime) -> tuple[str, str]:
    """Return an instant in UTC to the second, and to the thousandth of one.

    The same ones stand in file after file.
    """
    seconds = at.isoformat()[: len("2026-11-20T13:15:00")]
    return f"{seconds}Z", f"{seconds}.{at.microsecond // 1000:03}Z"
