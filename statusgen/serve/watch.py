"""Waits for the files of a site to change. watchdog, because it knows every system's own way."""

import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

if TYPE_CHECKING:
    from watchdog.observers.api import ObservedWatch

_UNDER_WAY, _DONE = 0.05, 0.01
_CHANGES: Mapping[type[FileSystemEvent], float] = {
    DirCreatedEvent: _UNDER_WAY,
    FileCreatedEvent: _UNDER_WAY,
    FileModifiedEvent: _UNDER_WAY,
    FileClosedEvent: _DONE,
    DirMovedEvent: _DONE,
    FileMovedEvent: _DONE,
    DirDeletedEvent: _DONE,
    FileDeletedEvent: _DONE,
}
"""The seconds after each kind of event in which there may be more to come of the same change.

An editor empties a file before it writes, or writes another one and gives it the name: what is
written is whole when it is closed, which Linux tells. Where no system tells, or git changes many
files, a change that is seen too early is followed by another. Of nothing else the system is asked
to tell: reading is an event too, and a build reads all files.
"""


class Watch(FileSystemEventHandler):
    """Watches some folders of a root, also while they are away or are put in another's place."""

    def __init__(self, root: Path, names: Iterable[str]) -> None:
        self._root = root.resolve()
        self._folders = [self._root / name for name in names]
        self._observer = Observer()
        self._watches: dict[Path, ObservedWatch] = {}
        self._replaced = set(self._folders)
        self._changed = threading.Event()
        self._pause = _UNDER_WAY

    def __enter__(self) -> Self:
        self._schedule(self._root, recursive=False)
        self._follow()
        self._observer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._observer.stop()
        self._observer.join()

    @property
    def has_changed(self) -> bool:
        """Whether something has changed since `wait` returned last."""
        return self._changed.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait until something has changed and settled; return False after `seconds` without."""
        if not self._changed.wait(seconds):
            return False
        while self._changed.is_set():
            self._changed.clear()
            self._changed.wait(self._pause)
        self._follow()
        return True

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Take note of a change; watchdog calls this from a thread of its own."""
        paths = {Path(str(path)) for path in (event.src_path, event.dest_path) if path}
        touched = [
            folder for folder in self._folders if any(p.is_relative_to(folder) for p in paths)
        ]
        if not isinstance(event, FileModifiedEvent):
            self._replaced.update(paths.intersection(self._folders))
        if touched:
            self._pause = _CHANGES[type(event)]
            self._changed.set()

    def _follow(self) -> None:
        """Watch the folders that stand now where others stood, or none."""
        while self._replaced:
            folder = self._replaced.pop()
            if folder in self._watches:
                self._observer.unschedule(self._watches.pop(folder))
            if folder.is_dir():
                self._watches[folder] = self._schedule(folder, recursive=True)

    def _schedule(self, folder: Path, *, recursive: bool) -> "ObservedWatch":
        told = list(_CHANGES)
        return self._observer.schedule(self, str(folder), recursive=recursive, event_filter=told)
