"""Fingerprints of the program and of time zones: values stored under others are not used."""

import os
import sys
import zoneinfo
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from statusgen import package_root
from statusgen.cache.store import digest

_COMPILED = "__pycache__"


@cache
def program() -> str:
    """Return the digest of the program's files, of Python and of all installed packages."""
    return digest(sys.version, *_packages(), *_code(str(package_root())))


def zone_fingerprint(zone: ZoneInfo) -> str:
    """Return the digest of the rules of a zone as this machine has them, and of its name."""
    return _zone_fingerprint(zone.key, zoneinfo.TZPATH)


@cache
def _zone_fingerprint(name: str, folders: tuple[str, ...]) -> str:
    for folder in folders:
        with suppress(OSError):
            return digest(name, Path(folder, name).read_bytes())
    return digest(name)  # its rules come from tzdata, an installed package


def _packages() -> Iterator[str]:
    """Yield the name of each installed package with its version, as its own folder is named.

    To ask for the versions of those that count would take longer than all of our code.
    """
    for folder in sys.path:
        yield from sorted(each.name for each in Path(folder).glob("*.dist-info"))


def _code(package: str) -> Iterator[str | bytes]:
    for folder, inside, names in os.walk(package):
        inside[:] = sorted(name for name in inside if name != _COMPILED)
        for name in sorted(names):
            yield f"{folder.removeprefix(package)}/{name}"
            with open(f"{folder}/{name}", "rb") as file:  # noqa: PTH123 - a Path takes twice as long
                yield file.read()
