"""Plain values as bytes and back; what comes back is made of nothing but records that are named.

Pickle is the quickest reader that Python brings, and its own danger is taken out of it: bytes may
name only classes of our choice, and no function at all.
"""

import io
import pickle
from collections.abc import Callable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

_PROTOCOL = 5
_OF_TIME = frozenset({"datetime", "zoneinfo"})
"""Modules of Python whose classes may stand in any value."""


def freeze(value: object) -> bytes:
    """Return `value` as bytes that `thaw` understands.

    It is made of the types that Python itself writes as literals, of times and zones, and of
    records and enumerations. Raises `pickle.PicklingError` or TypeError for anything else.
    """
    file = io.BytesIO()
    pickler = pickle.Pickler(file, _PROTOCOL)
    pickler.dispatch_table = _REDUCTIONS
    pickler.dump(value)
    return file.getvalue()


def thaw(data: bytes, *packages: str) -> object:
    """Return the value that was frozen; its records are defined in `packages` or below them.

    Raises ValueError for bytes that `freeze` did not make, and where they name anything else.
    """
    try:
        return _Thawing(data, packages).load()
    except Exception as odd:  # what a damaged pickle raises is anybody's guess
        message = "these bytes are no frozen value"
        raise ValueError(message) from odd


class _Thawing(pickle.Unpickler):
    """Reads a pickle that may name only classes of some packages."""

    def __init__(self, data: bytes, packages: tuple[str, ...]) -> None:
        super().__init__(io.BytesIO(data))
        self._packages = packages

    def find_class(self, module: str, name: str, /) -> type:
        """Return a class that `module` itself defines; one that it only imports is another's."""
        if module not in _OF_TIME and not self._is_ours(module):
            message = f"{module} may not be named"
            raise pickle.UnpicklingError(message)
        found = super().find_class(module, name)
        if not isinstance(found, type) or found.__module__ != module:
            message = f"{module}.{name} is no class of that module"
            raise pickle.UnpicklingError(message)
        return found

    def _is_ours(self, module: str) -> bool:
        return any(f"{module}.".startswith(f"{package}.") for package in self._packages)


def _zone(zone: ZoneInfo) -> tuple[type[ZoneInfo], tuple[str]]:
    return ZoneInfo, (zone.key,)


_REDUCTIONS: Mapping[type, Callable[[Any], tuple[type, tuple[str]]]] = {ZoneInfo: _zone}
"""By itself a zone is frozen as a call of a method, which nobody but a class may be."""
