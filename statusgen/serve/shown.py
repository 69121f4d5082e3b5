"""What the preview shows at a moment, and how its readers learn that there is something else."""

import hashlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry that only the preview shows, and the address of its page there."""

    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Shown:
    """The last good site, by path, and the problems that lie over it, each as text.

    `files` is empty before the first good build; `version` names these very files, so that a page
    that bears another one is out of date; `summary` counts the problems in words; `drafts` are
    the entries among the files that no build publishes.
    """

    files: Mapping[str, bytes] = field(default_factory=dict)
    version: str = ""
    problems: tuple[str, ...] = ()
    summary: str = ""
    drafts: tuple[Draft, ...] = ()


def version_of(files: Mapping[str, bytes]) -> str:
    """Return a short name that only these files with these bytes have."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(repr((path, len(files[path]))).encode())
        digest.update(files[path])
    return digest.hexdigest()[:16]


class Stage:
    """Holds what is shown; the one place where the builder and the server's threads meet."""

    def __init__(self) -> None:
        self._shown = Shown()
        self._changed = threading.Condition()

    @property
    def shown(self) -> Shown:
        """What is shown now."""
        return self._shown

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
