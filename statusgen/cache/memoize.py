"""A pure function that keeps what it returned, and that can be told what others have found out."""

from collections.abc import Callable
from typing import Generic, TypeVar, TypeVarTuple

_Keys = TypeVarTuple("_Keys")
_T = TypeVar("_T")

_KEPT = 200_000
"""So many results are kept; then it begins anew, so that watching for a year fills no memory."""


class Remembered(Generic[*_Keys, _T]):
    """A pure function of hashable arguments; unlike `functools.lru_cache` it can `learn`.

    What it knows is as good as what it would work out: another process may have done that.
    """

    def __init__(self, function: Callable[[*_Keys], _T]) -> None:
        self._function = function
        self._known: dict[tuple[*_Keys], _T] = {}
        self.__doc__ = function.__doc__

    def __call__(self, *arguments: *_Keys) -> _T:
        """Return what the function returns for these arguments."""
        if arguments not in self._known:
            self.learn(self._function(*arguments), *arguments)
        return self._known[arguments]

    def learn(self, result: _T, *arguments: *_Keys) -> None:
        """Take `result` for what the function returns for these arguments."""
        if len(self._known) >= _KEPT:
            self._known.clear()
        self._known[arguments] = result
