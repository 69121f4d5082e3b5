"""The published site as it answers now: its files by path, each fetched once, within limits."""

import time
import urllib.error
import urllib.request
from http.client import HTTPException, HTTPResponse
from typing import TypeVar

import msgspec

from statusgen import __version__
from statusgen.console import CommandError
from statusgen.limits import MIB, mebibytes

MAX_BYTES = 16 * MIB
"""Maximum size of a file, in bytes."""

MAX_SILENCE, MAX_TIME = 20.0, 60.0
"""Maximum silence of the site, and maximum time of one file, in seconds."""
_CHUNK = 1 << 16

_HEADERS = [("User-Agent", f"statusgen/{__version__}"), ("Cache-Control", "no-cache")]
T = TypeVar("T")


class PublishedSite:
    """The files of a site; `url` ends with a slash."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._files: dict[str, bytes] = {}

    def file(self, path: str) -> bytes:
        """Return a file; raises CommandError, with its address, if it cannot be read."""
        if path not in self._files:
            self._files[path] = _fetched(self.url + path)
        return self._files[path]

    def json(self, path: str, kind: type[T]) -> T:
        """Return a JSON file as a typed record; raises CommandError."""
        try:
            return msgspec.json.decode(self.file(path), type=kind)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            message = f"{self.url}{path} is not what this version of statusgen publishes: {error}."
            raise CommandError(message) from error


def _fetched(address: str) -> bytes:
    opener = urllib.request.build_opener()
    opener.addheaders = _HEADERS
    try:
        with opener.open(address, timeout=MAX_SILENCE) as response:
            return _read(address, response)
    except urllib.error.HTTPError as error:
        error.close()
        message = f"{address} could not be read: it answers {error.code}."
        raise CommandError(message) from error
    except (OSError, ValueError, HTTPException) as error:
        reason = getattr(error, "reason", None) or getattr(error, "strerror", None) or error
        message = f"{address} could not be read: {reason}."
        raise CommandError(message) from error


def _read(address: str, response: HTTPResponse) -> bytes:
    data, end = bytearray(), time.monotonic() + MAX_TIME
    while chunk := response.read1(_CHUNK):
        data += chunk
        if len(data) > MAX_BYTES:
            message = f"{address} is larger than {mebibytes(MAX_BYTES)}."
            raise CommandError(message)
        if time.monotonic() > end:
            message = f"{address} was not read whole within {MAX_TIME:g} seconds."
            raise CommandError(message)
    return bytes(data)
