"""Finds and loads the entry that a command names."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Never

from statusgen.authoring.update.request import Entry
from statusgen.console import CommandError, problems_error, reject, reject_unknown
from statusgen.content import find
from statusgen.content.load import load
from statusgen.content.loaded import NO_OVERRIDES
from statusgen.content.schema.names import entry_id
from statusgen.content.source.parse import read_bytes
from statusgen.domain.names import entries_meant
from statusgen.model import Content, Incident
from statusgen.problems import Problem
from statusgen.render import urls


def entry_path(root: Path, now: datetime, name: str | None) -> str:
    """Return the path of the file of the entry that `name` means, relative to `root`.

    A name that is no id is a part of one, or words of a title; None is the only open entry. Raises
    click.BadParameter if that is no entry or more than one.
    """
    paths = {entry_id(path): path for path in find.find(root).entries}
    if name in paths:
        return paths[name]
    content = load_content(root, now, outcome="the entry is not known")
    found = entries_meant(content, now, name or "")
    if len(found) > 1:
        _reject_several(found)
    if not found and not name:
        reject("ID", "nothing is open, running or coming: name the entry by its id.")
    if not found:
        reject_unknown("ID", "entry", name or "", paths)
    return found[0].path


_MOST_SHOWN = 8


def _reject_several(found: Sequence[Entry]) -> Never:
    lines = [f"  {each.id}  {each.title.default}" for each in found[:_MOST_SHOWN]]
    more = len(found) - len(lines)
    lines += [f"  and {more} more"] if more else []
    reject("ID", "\n".join(("this means more than one entry, name one:", *lines)))


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


def page_address(content: Content, path: str) -> str:
    """Return the public address of the page of the entry in the file at `path`."""
    entry = entry_at(content, path)
    folder = urls.INCIDENTS if isinstance(entry, Incident) else urls.MAINTENANCE
    return f"{content.site.url}{folder}{entry.id}/"


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
