"""Waits for the files of a site to change. watchdog, because it knows every system's own way."""

import threading
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from watchdog.events import (
    EVENT_TYPE_CLOSED,
    EVENT_TYPE_CREATED,
    EVENT_TYPE_DELETED,
    EVENT_TYPE_MODIFIED,
    EVENT_TYPE_MOVED,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

if TYPE_CHECKING:
    from watchdog.observers.api import ObservedWatch

_UNDER_WAY, _DONE = 0.05, 0.01
_CHANGES = {
    EVENT_TYPE_CREATED: _UNDER_WAY,
    EVENT_TYPE_MODIFIED: _UNDER_WAY,
    EVENT_TYPE_CLOSED: _DONE,
    EVENT_TYPE_MOVED: _DONE,
    EVENT_TYPE_DELETED: _DONE,
}
"""The seconds after each kind of event in which there may be more to come of the same change.

An editor empties a file before it writes, or writes another one and gives it the name: what is
written is whole when it is closed, which Linux tells. Where no system tells, or git changes many
files, a change that is seen too early is followed by another. Reading is no change.
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
        self._observer.schedule(self, str(self._root))
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
        if event.event_type not in _CHANGES:
            return
        paths = {Path(str(path)) for path in (event.src_path, event.dest_path) if path}
        touched = [
            folder for folder in self._folders if any(p.is_relative_to(folder) for p in paths)
        ]
        if event.event_type != EVENT_TYPE_MODIFIED:
            self._replaced.update(paths.intersection(self._folders))
        if touched:
            self._pause = _CHANGES[event.event_type]
            self._changed.set()

    def _follow(self) -> None:
        """Watch the folders that stand now where others stood, or none."""
        while self._replaced:
            folder = self._replaced.pop()
            if folder in self._watches:
                self._observer.unschedule(self._watches.pop(folder))
            if folder.is_dir():
                watch = self._observer.schedule(self, str(folder), recursive=True)
                self._watches[folder] = watch
