"""Waits for changes of a site's files, with watchdog, which supports every operating system."""

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

_UNFINISHED, _FINISHED = 0.05, 0.01
_CHANGES: Mapping[type[FileSystemEvent], float] = {
    DirCreatedEvent: _UNFINISHED,
    FileCreatedEvent: _UNFINISHED,
    FileModifiedEvent: _UNFINISHED,
    FileClosedEvent: _FINISHED,
    DirMovedEvent: _FINISHED,
    FileMovedEvent: _FINISHED,
    DirDeletedEvent: _FINISHED,
    FileDeletedEvent: _FINISHED,
}
"""Seconds to wait after each kind of event for more events of the same change.

An editor truncates a file before it writes, or writes a new file and renames it. On Linux a close
event shows that a file is complete; elsewhere, and when git changes many files, a change that is
seen too early is followed by another. No other events are requested: a build reads all files, and
reading is an event, too.
"""


class Watch(FileSystemEventHandler):
    """Watches some folders of a root, also after they were removed, created or replaced."""

    def __init__(self, root: Path, names: Iterable[str]) -> None:
        self._root = root.resolve()
        self._folders = [self._root / name for name in names]
        self._observer = Observer()
        self._watches: dict[Path, ObservedWatch] = {}
        self._replaced = set(self._folders)
        self._changed = threading.Event()
        self._pause = _UNFINISHED

    def __enter__(self) -> Self:
        self._schedule(self._root, recursive=False)
        self._watch_replaced()
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
        """True if something has changed since the last return of `wait`."""
        return self._changed.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait for a change and the end of its events; return False after `seconds` without one."""
        if not self._changed.wait(seconds):
            return False
        while self._changed.is_set():
            self._changed.clear()
            self._changed.wait(self._pause)
        self._watch_replaced()
        return True

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Record a change; called by watchdog from its own thread."""
        paths = {Path(str(path)) for path in (event.src_path, event.dest_path) if path}
        touched = [
            folder for folder in self._folders if any(p.is_relative_to(folder) for p in paths)
        ]
        if not isinstance(event, FileModifiedEvent):
            self._replaced.update(paths.intersection(self._folders))
        if touched:
            self._pause = _CHANGES[type(event)]
            self._changed.set()

    def _watch_replaced(self) -> None:
        """Watch the folders that were created or replaced since the last call."""
        while self._replaced:
            folder = self._replaced.pop()
            if folder in self._watches:
                self._observer.unschedule(self._watches.pop(folder))
            if folder.is_dir():
                self._watches[folder] = self._schedule(folder, recursive=True)

    def _schedule(self, folder: Path, *, recursive: bool) -> "ObservedWatch":
        events = list(_CHANGES)
        return self._observer.schedule(self, str(folder), recursive=recursive, event_filter=events)
