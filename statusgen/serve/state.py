"""The state of the preview, and the object that passes new states to the server's threads."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from msgspec import Struct, field


class Files(Protocol):
    """The files of a site, by path."""

    def get(self, path: str, /) -> bytes | None:
        """Return the content of a file, None if there is none."""
        ...


class Draft(Struct, frozen=True):
    """An entry that only the preview shows, and the address of its page there."""

    title: str
    href: str


class PreviewState(Struct, frozen=True):
    """The site that the preview shows, and the problems of a newer one, each as text.

    `version` identifies the content of the files: a page with another version is out of date. It is
    empty before the first good build. `summary` counts the problems in words; `drafts` are the
    entries in the preview that no build publishes.
    """

    files: Files = field(default_factory=dict[str, bytes])
    version: str = ""
    problems: tuple[str, ...] = ()
    summary: str = ""
    drafts: tuple[Draft, ...] = ()


class Broadcaster:
    """Holds the current state; the builder sets it, the server's threads wait for it to change."""

    def __init__(self) -> None:
        self._state = PreviewState()
        self._viewed: Counter[str] = Counter()
        self._changed = threading.Condition()

    @property
    def state(self) -> PreviewState:
        """The current state."""
        return self._state

    @property
    def viewed(self) -> tuple[str, ...]:
        """The paths of the files that a browser has open."""
        with self._changed:
            return tuple(self._viewed)

    @contextmanager
    def viewing(self, path: str) -> Iterator[None]:
        """Count the file at `path` as open in a browser until the context ends."""
        with self._changed:
            self._viewed[path] += 1
        try:
            yield
        finally:
            with self._changed:
                self._viewed -= Counter((path,))

    def show(self, state: PreviewState) -> None:
        """Set the current state and wake all waiting threads."""
        with self._changed:
            self._state = state
            self._changed.notify_all()

    def wait_for_change(self, seen: PreviewState | None, seconds: float) -> PreviewState | None:
        """Return the state once it is not `seen`, or None after `seconds` without a change."""
        with self._changed:
            has_changed = self._changed.wait_for(lambda: self._state is not seen, seconds)
            return self._state if has_changed else None
