"""Releases the memory of a build in a process of many builds."""

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import _lru_cache_wrapper
from typing import Any

_PACKAGE = __name__.partition(".")[0]


def release() -> None:
    """Release what a build leaves behind, which would pile up over a day of saves.

    The caches and the thresholds of garbage collection are those of a command. Results of
    `functools.cache` stay: it is for what never changes while the program runs, such as languages.
    """
    for function in bounded():
        function.cache_clear()
    gc.collect()
    _trim()


def bounded() -> Iterator["_lru_cache_wrapper[Any]"]:
    """Yield each function with a cache of limited size in the loaded modules of this package.

    Their results depend on the content or the time, so that each build adds some.
    """
    for name, module in tuple(sys.modules.items()):
        if name.startswith(f"{_PACKAGE}."):
            yield from filter(_is_bounded, tuple(vars(module).values()))


def _is_bounded(value: object) -> bool:
    return isinstance(value, _lru_cache_wrapper) and value.cache_parameters()["maxsize"] is not None


def _trim() -> None:
    """Return free memory to the system; glibc keeps it, in gaps that grow from build to build."""
    with suppress(AttributeError, TypeError):  # no such function; on Windows, no such library
        ctypes.CDLL(None).malloc_trim(0)
