"""Finds what somebody names on the command line, or says which names there are near it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from statusgen.authoring.desk.wrong_use import refuse_unknown
from statusgen.authoring.splice import Entry
from statusgen.console import CommandError, summary
from statusgen.content import find
from statusgen.content.load import load
from statusgen.content.schema.names import entry_id
from statusgen.content.source.parse import read_bytes
from statusgen.model import Content
from statusgen.problems import Problem, as_text


def path_of(root: Path, name: str) -> str:
    """Return the path, relative to `root`, of the file of an entry; raises WrongUse."""
    found = find.find(root)
    paths = {entry_id(path): path for path in (*found.incidents, *found.maintenances)}
    if name not in paths:
        refuse_unknown("ID", "entry", name, paths)
    return paths[name]


def bytes_of(root: Path, path: str) -> bytes:
    """Return what is in the file of an entry; raises CommandError where it cannot be read."""
    data = read_bytes(root / path, path)
    if isinstance(data, Problem):
        message = f"{path}: {data.message}."
        raise CommandError(message)
    return data


def entry_of(content: Content, path: str) -> Entry:
    """Return the incident or maintenance in the file at `path`."""
    entries: tuple[Entry, ...] = (*content.incidents, *content.maintenances)
    return next(each for each in entries if each.path == path)


def content_with(root: Path, now: datetime, instead: Mapping[str, bytes]) -> Content:
    """Return the content as it is with the bytes in `instead`; raises CommandError."""
    loaded = load(root, now, instead)
    if loaded.content is None:
        raise refused(loaded.problems)
    return loaded.content


def refused(problems: Sequence[Problem]) -> CommandError:
    """Return what ends a command at problems: each with its place, and how many there are."""
    told = "\n\n".join(as_text(each) for each in problems)
    return CommandError(f"{told}\n\n{summary(problems)}; nothing was written")
