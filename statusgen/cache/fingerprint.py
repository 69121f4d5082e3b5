"""Which program this is: what another one has remembered may not be what this one would say."""

import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from statusgen import package_root
from statusgen.cache.store import digest

_COMPILED = "__pycache__"


@cache
def program() -> str:
    """Return a short name for this very code, and for what it is built on."""
    return digest(sys.version, *_packages(), *_code(str(package_root())))


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
