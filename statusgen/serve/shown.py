"""What the preview shows at a moment, and how its readers learn that there is something else."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from msgspec import Struct, field


class Files(Protocol):
    """The files of a site, by path."""

    def get(self, path: str, /) -> bytes | None:
        """Return what is in a file, None where there is none."""
        ...


class Draft(Struct, frozen=True):
    """An entry that only the preview shows, and the address of its page there."""

    title: str
    href: str


class Shown(Struct, frozen=True):
    """A site, and the problems that lie over it, each as text.

    `version` names what the files tell, so that a page that bears another one is out of date; it
    is empty before there is a site. `summary` counts the problems in words; `drafts` are the
    entries among the files that no build publishes.
    """

    files: Files = field(default_factory=dict[str, bytes])
    version: str = ""
    problems: tuple[str, ...] = ()
    summary: str = ""
    drafts: tuple[Draft, ...] = ()


class Stage:
    """Holds what is shown; the one place where the builder and the server's threads meet."""

    def __init__(self) -> None:
        self._shown = Shown()
        self._looked_at: Counter[str] = Counter()
        self._changed = threading.Condition()

    @property
    def shown(self) -> Shown:
        """What is shown now."""
        return self._shown

    @property
    def looked_at(self) -> tuple[str, ...]:
        """The paths of the files that somebody looks at now."""
        with self._changed:
            return tuple(self._looked_at)

    @contextmanager
    def looking(self, path: str) -> Iterator[None]:
        """Know that somebody looks at the file at `path`, until this is left."""
        with self._changed:
            self._looked_at[path] += 1
        try:
            yield
        finally:
            with self._changed:
                self._looked_at -= Counter((path,))

    def show(self, shown: Shown) -> None:
        """Show something else, and wake all who wait for that."""
        with self._changed:
            self._shown = shown
            self._changed.notify_all()

    def other_than(self, seen: Shown | None, seconds: float) -> Shown | None:
        """Return what is shown once it is not `seen`, or None after `seconds` without a change."""
        with self._changed:
            has_changed = self._changed.wait_for(lambda: self._shown is not seen, seconds)
            return self._shown if has_changed else None
