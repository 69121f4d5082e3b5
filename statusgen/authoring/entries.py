"""Finds and loads the entry that a command names."""

import re
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Never

from statusgen.authoring.new.asking import Question, Questions
from statusgen.authoring.new.options import known_value
from statusgen.authoring.update.request import Entry
from statusgen.console import CommandError, problems_error, reject, reject_unknown
from statusgen.content import find
from statusgen.content.load import load
from statusgen.content.loaded import NO_OVERRIDES
from statusgen.content.schema.names import entry_id
from statusgen.content.schema.times import shown
from statusgen.content.source.parse import read_bytes
from statusgen.domain.entry import publication_of
from statusgen.domain.names import entries_meant
from statusgen.model import Content, Incident, Maintenance
from statusgen.model.lazy_message import LazyMessage
from statusgen.problems import Problem, has_error, nearest, quoted
from statusgen.render import urls
from statusgen.text.wording import Wording, site_wording


def paths_by_id(root: Path, folder: str = find.FOLDER) -> dict[str, str]:
    """Return the paths of the entries in a folder by their ids.

    Raises CommandError where content cannot be listed: an entry that is there could be missing.
    """
    found = find.find(root)
    if has_error(found.problems):
        raise problems_error(found.problems)
    return {entry_id(path): path for path in found.entries if path.startswith(f"{folder}/")}


def entry_named(root: Path, now: datetime, name: str | None) -> str:
    """Return the id of the entry that `name` means, or that of a series that repeats itself.

    A name that is no id is a part of one, or words of a title; with `@2026-12-01` it is that
    occurrence of a series. None is the only open entry. Of several, a person at a terminal
    chooses. Raises click.BadParameter if it means none, or several.
    """
    ids = [*paths_by_id(root)]
    if name in ids:
        return name
    content = load_content(root, now, outcome="the entry is not known")
    found = entries_meant(content, now, name or "")
    return _one_of(found, content, name or "", ids)


def draft_named(root: Path, now: datetime, name: str | None) -> str:
    """Return the id of the draft that `name` means, as `entry_named`; None is the only one."""
    ids = [*paths_by_id(root)]
    if name in ids:
        return name
    content = load_content(root, now, outcome="the entry is not known")
    every: tuple[Entry, ...] = (*content.incidents, *content.maintenances)
    found = entries_meant(content, now, name) if name else every
    drafts = {each.path: each for each in reversed(found) if each.draft}
    if not drafts:
        reject("ID", "no draft is waiting." if not name else f"no draft has {quoted(name)} in it.")
    return _one_of(tuple(drafts.values()), content, name or "", ids)


def _one_of(found: Sequence[Entry], content: Content, name: str, ids: Sequence[str]) -> str:
    """Return the id of the only entry of some, or of the one that a person chooses."""
    if len(found) > 1:
        return _chosen(found, site_wording(content.site))
    if not found and not name:
        reject("ID", "nothing is open, running or coming: name the entry by its id.")
    if not found:
        _reject_unknown(content, name, ids)
    return found[0].id


def _reject_unknown(content: Content, name: str, ids: Sequence[str]) -> Never:
    """Raise the error of a name that means nothing, with the entry that has a word like it."""
    with_days = _occurrences(content) if "@" in name else []
    every: tuple[Entry, ...] = (*content.maintenances, *content.incidents)
    by_word = {
        word: each.id
        for each in every
        for word in re.findall(r"\w+", f"{each.id} {each.title.default}".casefold())
    }
    near = nearest(name, by_word)
    if near is not None and nearest(name, with_days or ids) is None:
        reject("ID", f"unknown entry {quoted(name)}; did you mean {quoted(by_word[near])}?")
    reject_unknown("ID", "entry", name, with_days or ids)


def _occurrences(content: Content) -> list[str]:
    """Return the names of the occurrences of series, such as `ID@2026-12-01`."""
    series = ((each, entry_id(each.path)) for each in content.maintenances if each.repeats)
    return [f"{name}@{each.id.removeprefix(f'{name}-')}" for each, name in series]


_MOST_SHOWN = 8


def _chosen(found: Sequence[Entry], words: Wording) -> str:
    """Return the id of the entry that a person chooses; the default is the first."""
    questions = Questions(words, sys.stdin.isatty())
    if not questions.is_terminal:
        _reject_several(found)
    choices = tuple((each.id, each.title.default) for each in found)
    question = Question("ID", LazyMessage("Which entry"), choices)
    ids = [each.id for each in found]
    answer = questions.ask(
        question, lambda word: known_value(word, ids, LazyMessage("entry")), ids[0]
    )
    return answer or ids[0]


def _reject_several(found: Sequence[Entry]) -> Never:
    lines = [f"  {each.id}  {each.title.default}" for each in found[:_MOST_SHOWN]]
    more = len(found) - len(lines)
    lines += [f"  and {more} more"] if more else []
    reject("ID", "\n".join(("this means more than one entry, name one:", *lines)))


def entry_bytes(root: Path, path: str) -> bytes:
    """Return the content of an entry's file; raises CommandError if it cannot be read."""
    data = read_bytes(root / path, path)
    if isinstance(data, Problem):
        message = f"{path}: {data.message}; {data.hint}. Nothing was written."
        raise CommandError(message)
    return data


def entry_of(content: Content, name: str, now: datetime) -> Entry:
    """Return the entry of an id; that of a series is its occurrence that is next, or the last."""
    entries: tuple[Entry, ...] = (*content.incidents, *content.maintenances)
    named = next((each for each in entries if each.id == name), None)
    series = [each for each in content.maintenances if entry_id(each.path) == name]
    return named or next((each for each in series if each.ends > now), series[-1])


def last_published(content: Content, entry: Entry, now: datetime) -> Entry:
    """Return an entry; for an occurrence that is not published, the last one of its series that is.

    So a part of its id means work that has just ended, until the next is announced.
    """
    if isinstance(entry, Incident) or entry.repeats is None or entry.announced <= now:
        return entry
    works = (each for each in content.maintenances if each.path == entry.path)
    return max((each for each in works if each.announced <= now), key=_start, default=entry)


def _start(work: Maintenance) -> datetime:
    return work.starts


def first_in_file(content: Content, path: str) -> Entry:
    """Return the entry in the file at `path`; of a series, its first occurrence."""
    entries: tuple[Entry, ...] = (*content.incidents, *content.maintenances)
    return next(each for each in entries if each.path == path)


def page_line(content: Content, path: str, now: datetime) -> str:
    """Return a line with the public address of an entry's page, and from when on it is there.

    It is in the site's first language.
    """
    words = site_wording(content.site)
    entry = first_in_file(content, path)
    folder = urls.INCIDENTS if isinstance(entry, Incident) else urls.MAINTENANCE
    address = f"{content.site.url}{folder}{entry.id}/"
    published = publication_of(entry)
    label = words.say("Page")
    if entry.draft:
        label = words.say("Page, when it is published")
    elif published > now:
        label = words.say("Page, from {time} on").format(time=shown(published, words.zone))
    return words.labelled(label, address)


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
