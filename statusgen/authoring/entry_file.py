"""Reads the file of an entry that a command changes, and the content with it."""

from datetime import datetime
from pathlib import Path

from statusgen.authoring.entries import entry_bytes, entry_of, load_content, paths_by_id
from statusgen.authoring.splice import EntryFile


def is_of_file(root: Path, name: str) -> bool:
    """Return whether a name is the id of a file, which an occurrence has only for itself."""
    return name in paths_by_id(root)


def entry_file(root: Path, name: str, now: datetime) -> EntryFile:
    """Return the file of an entry, or of a series, by its id, and the content with it.

    An occurrence of a series that has no file of its own is in that of the series. Raises
    CommandError if the file cannot be read, or the content has errors.
    """
    path = paths_by_id(root).get(name) or entry_of(load_content(root, now), name, now).path
    before = entry_bytes(root, path)
    content = load_content(root, now, {path: before})
    return EntryFile(root, now, content, entry_of(content, name, now), before)
