"""Read a source, a file or a public address, within limits of size and time."""

import urllib.error
import urllib.request
from http.client import HTTPException
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

from statusgen import __version__
from statusgen.console import CommandError
from statusgen.limits import MIB, mebibytes

MAX_BYTES = 16 * MIB
"""Maximum size of one source, in bytes."""

MAX_SILENCE, MAX_TIME = 20.0, 60.0
"""Maximum silence of an address, and maximum time of one, in seconds."""
_WEB = ("http://", "https://")
_LISTS = ("components", "incidents", "scheduled-maintenances")


def sources(named: str) -> list[str]:
    """Return the files or addresses to read for a file, an address or the address of a page."""
    if not named.startswith(_WEB) or named.endswith(".json"):
        return [named]
    return [f"{named.rstrip('/')}/api/v2/{each}.json" for each in _LISTS]


def fetched(source: str) -> bytes:
    """Return the bytes of a file or an address; raises CommandError if it cannot be read."""
    try:
        data = _in_time(source) if source.startswith(_WEB) else _from_disk(Path(source))
    except urllib.error.HTTPError as error:
        error.close()
        message = f"{source} could not be read: it answers {error.code} {error.reason}."
        raise CommandError(message) from error
    except (OSError, ValueError, HTTPException) as error:
        reason = getattr(error, "reason", None) or getattr(error, "strerror", None) or error
        message = f"{source} could not be read: {reason}. Nothing was imported."
        raise CommandError(message) from error
    if len(data) > MAX_BYTES:
        message = f"{source} is larger than {mebibytes(MAX_BYTES)}, and was not read."
        raise CommandError(message)
    return data


def _from_disk(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _in_time(address: str) -> bytes:
    """Return the bytes of an address; raises TimeoutError if it sends them too slowly."""
    answers: SimpleQueue[bytes | Exception] = SimpleQueue()

    def read() -> None:
        try:
            answers.put(_from_web(address))
        except Exception as error:  # noqa: BLE001 - raised again where it is expected
            answers.put(error)

    Thread(target=read, daemon=True).start()
    try:
        answer = answers.get(timeout=MAX_TIME)
    except Empty:
        message = f"it was not read whole within {MAX_TIME:g} seconds"
        raise TimeoutError(message) from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def _from_web(address: str) -> bytes:
    opener = urllib.request.build_opener()
    opener.addheaders = [
        ("User-Agent", f"statusgen/{__version__}"),
        ("Accept", "application/json"),
    ]
    with opener.open(address, timeout=MAX_SILENCE) as response:
        data: bytes = response.read(MAX_BYTES + 1)
    return data
