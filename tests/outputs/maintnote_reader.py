"""circuit-maintenance-parser, a reader of our notices, in an environment of its own.

It keeps icalendar below 6. One process per worker of the tests imports it, which takes long, and
answers each calendar or mail on a line with what it reads there, or why it refuses it.
"""

import atexit
import functools
import subprocess
from pathlib import Path

import msgspec

from tests.environments import python_with

_READ = """
import json, sys
from circuit_maintenance_parser import NotificationData, init_provider
from circuit_maintenance_parser.errors import ProviderError

for line in sys.stdin:
    try:
        kind, text = json.loads(line)
        content = text.encode("latin-1")
        is_mail = kind == "mail"
        data = (
            NotificationData.init_from_email_bytes(content)
            if is_mail
            else NotificationData.init_from_raw(kind, content)
        )
        read = init_provider("genericprovider").get_maintenances(data)
        answer = {"notices": [each.model_dump(mode="json") for each in read]}
    except ProviderError as error:
        answer = {"refusal": str(error)}
    print(json.dumps(answer), flush=True)
"""


class Circuit(msgspec.Struct, frozen=True):
    """What a notice says of one component."""

    circuit_id: str
    impact: str


class ReadNotice(msgspec.Struct, frozen=True):
    """One notice as it is read; times are seconds since 1970."""

    provider: str
    account: str
    maintenance_id: str
    status: str
    circuits: list[Circuit]
    start: int
    end: int
    organizer: str
    uid: str
    sequence: int
    summary: str


class Answer(msgspec.Struct, frozen=True):
    """The notices of a calendar, or why the reader refuses it."""

    notices: list[ReadNotice] = []
    refusal: str = ""


def answer(content: bytes, kind: str = "ical") -> Answer:
    """Return what circuit-maintenance-parser makes of a calendar, or of a whole mail (`mail`)."""
    process = _process()
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(msgspec.json.encode([kind, content.decode("latin-1")]) + b"\n")
    process.stdin.flush()
    return msgspec.json.decode(process.stdout.readline(), type=Answer)


@functools.cache
def _process() -> subprocess.Popen[bytes]:
    python = python_with(Path(__file__).with_name("maintnote-reader.txt"))
    process = subprocess.Popen(  # noqa: S603 - the program above
        [python, "-c", _READ], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    atexit.register(process.communicate)
    return process
