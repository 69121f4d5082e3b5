"""Which program this is: what another one has remembered may not be what this one would say."""

import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

from statusgen.memory import digest

_SPEAKING = ("babel", "feedgen", "icalendar", "jinja2", "markdown", "markupsafe", "nh3", "pillow")
"""The packages whose version may be seen in a file of the site."""

_CODE = frozenset({".py", ".mo", ".json", ".js", ".css", ".ttf"})


@cache
def program() -> str:
    """Return a short name for this very code, and for what it is built on."""
    versions = (f"{name} {version(name)}" for name in _SPEAKING)
    return digest(sys.version, *versions, *_code())


def _code() -> Iterator[str | bytes]:
    package = Path(__file__).parent
    for path in sorted(package.rglob("*")):
        if path.suffix in _CODE and path.is_file():
            yield path.relative_to(package).as_posix()
            yield path.read_bytes()
