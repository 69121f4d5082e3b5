"""The JSON files of the site: their text, and the times in it."""

import functools
from datetime import UTC, datetime
from typing import NoReturn

from msgspec import json

_HARMLESS = {b"<": b"\\u003c", b">": b"\\u003e", b"&": b"\\u0026"}


def document(value: object) -> bytes:
    """Return a value as one line of JSON in UTF-8; a word of a fixed list is written as such.

    Markup in it is escaped, so that no browser can take the file for a page, whatever its media
    type.
    """
    text = json.encode(value, enc_hook=_refused)
    for sign, escape in _HARMLESS.items():
        text = text.replace(sign, escape)
    return text + b"\n"


def _refused(value: object) -> NoReturn:
    message = f"{type(value).__name__} is no value of JSON"
    raise TypeError(message)


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
