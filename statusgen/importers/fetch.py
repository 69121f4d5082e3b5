"""Gets the bytes of a source: a file, or what a public address answers, within bounds."""

import urllib.error
import urllib.request
from http.client import HTTPException
from pathlib import Path

from statusgen import __version__
from statusgen.console import CommandError

LARGEST = 16 * 1024 * 1024
"""How many bytes one source may have."""

_PATIENCE = 20.0
_WEB = ("http://", "https://")
_LISTS = ("components", "incidents", "scheduled-maintenances")


def sources(named: str) -> list[str]:
    """Return what is to be read where a person names a file, an address, or that of a page."""
    if not named.startswith(_WEB) or named.endswith(".json"):
        return [named]
    return [f"{named.rstrip('/')}/api/v2/{each}.json" for each in _LISTS]


def fetched(source: str) -> bytes:
    """Return what a file or an address holds; raises CommandError where that cannot be had."""
    try:
        data = _from_web(source) if source.startswith(_WEB) else _from_disk(Path(source))
    except urllib.error.HTTPError as error:
        message = f"{source} could not be read: it answers {error.code} {error.reason}."
        raise CommandError(message) from error
    except (OSError, ValueError, HTTPException) as error:
        reason = getattr(error, "reason", None) or getattr(error, "strerror", None) or error
        message = f"{source} could not be read: {reason}."
        raise CommandError(message) from error
    if len(data) > LARGEST:
        message = f"{source} is larger than {LARGEST // 1024 // 1024} MiB, and was not read."
        raise CommandError(message)
    return data


def _from_disk(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def _from_web(address: str) -> bytes:
    request = urllib.request.Request(  # noqa: S310 - http or https, see _WEB
        address, headers={"User-Agent": f"statusgen/{__version__}", "Accept": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310 - as above
        data: bytes = answer.read(LARGEST + 1)
    return data
