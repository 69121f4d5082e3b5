"""Values in a memory: frozen as bytes, or as they are where what remembers is this process."""

from contextlib import suppress
from typing import Any, TypeVar

from statusgen.cache.encoding import freeze, thaw
from statusgen.cache.store import Memory

_T = TypeVar("_T")


class Alive:
    """A memory that lasts as long as this process, and keeps values without freezing them.

    What it keeps is shared by all who recall it: nobody changes it.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], object] = {}
        self._of_use: set[tuple[str, str]] = set()

    def recall(self, kind: str, key: str, /) -> bytes | None:
        """Return the bytes that were kept, or None."""
        found = self.value(kind, key)
        return found if isinstance(found, bytes) else None

    def keep(self, kind: str, key: str, content: bytes, /) -> None:
        """Remember `content`."""
        self.hold(kind, key, content)

    def value(self, kind: str, key: str) -> Any:  # noqa: ANN401 - whatever was held
        """Return the very value that was held, or None."""
        self._of_use.add((kind, key))
        return self._kept.get((kind, key))

    def hold(self, kind: str, key: str, value: object) -> None:
        """Remember `value`."""
        self._of_use.add((kind, key))
        self._kept[kind, key] = value

    def tidy(self, used: frozenset[tuple[str, str]]) -> None:
        """Forget what is not `used`, and was neither kept nor asked for since the last time."""
        of_use, self._of_use = self._of_use | used, set()
        for name in [each for each in self._kept if each not in of_use]:
            del self._kept[name]


def recall_value(memory: Memory, kind: str, key: str, form: type[_T]) -> _T | None:
    """Return what was kept by `keep_value`, or None; bytes that are no `form` are not known."""
    if isinstance(memory, Alive):
        held: _T | None = memory.value(kind, key)
        return held
    kept = memory.recall(kind, key)
    try:
        return None if kept is None else thaw(kept, form)
    except ValueError:
        return None


def keep_value(memory: Memory, kind: str, key: str, value: object, *, pack: bool = True) -> None:
    """Remember `value`, which nobody will change; `freeze` says what it may be made of."""
    if isinstance(memory, Alive):
        memory.hold(kind, key, value)
        return
    with suppress(UnicodeEncodeError):  # a path may hold what is no text
        memory.keep(kind, key, freeze(value, pack=pack))
