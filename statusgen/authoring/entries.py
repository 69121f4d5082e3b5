"""Finds and loads the entry that a command names."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from statusgen.authoring.update.request import Entry
from statusgen.console import CommandError, problems_error, reject_unknown
from statusgen.content import find
from statusgen.content.load import load
from statusgen.content.loaded import NO_OVERRIDES
from statusgen.content.schema.names import entry_id
from statusgen.content.source.parse import read_bytes
from statusgen.model import Content
from statusgen.problems import Problem


def entry_path(root: Path, name: str) -> str:
    """Return the path of an entry's file, relative to `root`; raises click.BadParameter."""
    found = find.find(root)
    paths = {entry_id(path): path for path in (*found.incidents, *found.maintenances)}
    if name not in paths:
        reject_unknown("ID", "entry", name, paths)
    return paths[name]


def entry_bytes(root: Path, path: str) -> bytes:
    """Return the content of an entry's file; raises CommandError if it cannot be read."""
    data = read_bytes(root / path, path)
    if isinstance(data, Problem):
        message = f"{path}: {data.message}."
        raise CommandError(message)
    return data


def entry_at(content: Content, path: str) -> Entry:
    """Return the incident or maintenance in the file at `path`."""
    entries: tuple[Entry, ...] = (*content.incidents, *content.maintenances)
    return next(each for each in entries if each.path == path)


def load_content(
    root: Path,
    now: datetime,
    instead: Mapping[str, bytes] = NO_OVERRIDES,
    outcome: str = "nothing was written",
) -> Content:
    """Return the content, with the files in `instead` replaced; raises CommandError.

    `outcome` is the end of the error, which follows the number of problems.
    """
    loaded = load(root, now, instead)
    if loaded.content is None:
        raise problems_error(loaded.problems, outcome)
    return loaded.content
