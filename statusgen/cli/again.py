"""A second try of a command whose change was written, and could not be published then.

It takes the change that is there the rest of the way, so that nothing is said twice.
"""

import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Never

import click
from msgspec import Struct
from msgspec.structs import replace

from statusgen.authoring.entries import page_line
from statusgen.authoring.entry_yaml import written_value
from statusgen.authoring.new.file import Fields
from statusgen.authoring.new.filling import NewEntryContext
from statusgen.authoring.new.same_title import all_of_same_title, same_title
from statusgen.authoring.publishing import (
    EntryChange,
    Publication,
    command_for_posts,
    is_waiting,
    publish_waiting,
    published_text,
    status_of,
)
from statusgen.authoring.update.add import UpdateTarget, request_for, without_text
from statusgen.authoring.update.fields import changed_fields
from statusgen.authoring.update.request import Addition, Entry, EntryUpdate, UpdateRequest
from statusgen.authoring.update.states import with_states
from statusgen.authoring.update.texts import GivenText, TextSource, text_of, with_text
from statusgen.authoring.yaml_text import entry_text
from statusgen.cli.options import command_line
from statusgen.console import CommandError, echo, reject
from statusgen.content.load import schema_context
from statusgen.content.schema.context import SchemaContext
from statusgen.content.schema.entries import read_entry
from statusgen.content.source.parse import parse
from statusgen.domain.recurrence import occurrences
from statusgen.model import Content, Incident, IncidentStatus, Maintenance, State, Text, Update


def written_before(
    new: NewEntryContext, fields: Fields, by: Publication | None, *, is_other_meant: bool
) -> Incident | Maintenance | None:
    """Return the entry that is there as a new one would be written, and waits to be published.

    Raises a usage error for one that is over, and differs in some keys, unless another is meant.
    """
    if by is None:
        return None
    near = [each for each in all_of_same_title(new, fields) if _is_near(each, new, fields, by)]
    differing = {each.path: _keys_unlike(each, new, fields) for each in near}
    same = next((each for each in near if not differing[each.path]), None)
    if same is None and near and not is_other_meant and same_title(new, fields) is None:
        path = near[0].path
        _refuse(f"{path} has this title and text", differing[path], "; for another one, add --yes")
    return same


def _is_near(
    entry: Incident | Maintenance, new: NewEntryContext, fields: Fields, by: Publication
) -> bool:
    """Return whether an entry has the first text of a new one, and no part of it is published."""
    if _first_text(entry) != fields.text or not is_waiting(by, entry.path):
        return False
    return _as_published(entry.path, new.context, by) is None


def _first_text(entry: Incident | Maintenance) -> Text:
    return entry.updates[0].text if isinstance(entry, Incident) else entry.text


def _as_published(path: str, context: SchemaContext, by: Publication) -> Entry | None:
    """Return an entry as far as it is published, None where it is not there or has mistakes."""
    before = published_text(by, path)
    return read_entry(parse(path, before.encode()), context)[0] if before else None


def _keys_unlike(
    entry: Incident | Maintenance, new: NewEntryContext, fields: Fields
) -> tuple[str, ...]:
    """Return the keys in which an entry is not as a new one would be written, its time aside."""
    reading = parse(entry.path, entry_text(fields.entry).encode())
    wanted = read_entry(reading, new.context)[0]
    if isinstance(wanted, Maintenance) and isinstance(entry, Maintenance):
        found = (each for each in occurrences(wanted, new.context.zone) if each.id == entry.id)
        first = next(found, None)
        times = () if new.options.announced else ("announced",)
        if first is not None:
            return _unlike(first, entry, first.announced, entry.announced, ("updates", *times))
    if isinstance(wanted, Incident) and isinstance(entry, Incident):
        mine, there = wanted.updates[0], entry.updates[0]
        own = _unlike(wanted, entry, mine.at, there.at, ("updates",))
        return (*own, *_unlike(mine, there, mine.at, there.at, ("at",)))
    return ("repeats",)


def _unlike(
    wanted: Struct, there: Struct, at: datetime, at_there: datetime, free: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the names of values that differ; times may be as far from those of the two tries."""
    names = (each for each in wanted.__struct_fields__ if each not in (*_OF_FILE, *free))
    values = ((name, getattr(wanted, name), getattr(there, name)) for name in names)
    return tuple(name for name, a, b in values if not _is_same(a, b, at, at_there))


_OF_FILE = ("id", "path", "aliases")


def _is_same(wanted: object, there: object, at: datetime, at_there: datetime) -> bool:
    if isinstance(wanted, datetime) and isinstance(there, datetime):
        moved = abs((wanted - at) - (there - at_there))
        return wanted == there or moved < timedelta(minutes=1)
    if isinstance(wanted, Text) and isinstance(there, Text):
        return _stripped(wanted) == _stripped(there)
    return wanted == there


def _stripped(text: Text) -> dict[str, str]:
    return {name: each.strip() for name, each in text.by_language.items()}


def _refuse(what: str, names: tuple[str, ...], ways: str = "") -> Never:
    message = (
        f"{what}, and waits to be published, but is different in: {', '.join(names)}. Nothing was"
        f" written: correct it in the file and run the command again{ways}."
    )
    raise click.UsageError(message)


# --- updates -----------------------------------------------------------------------------------


def is_added(
    target: UpdateTarget,
    request: UpdateRequest,
    source: TextSource,
    fields: Mapping[str, object],
    by: Publication,
) -> bool:
    """Return whether an update is there as it would be added, and waits to be published.

    Raises a usage error for one that has the same status and text, but differs in other keys.
    """
    if not (target.entry.updates and source.is_given):
        return False
    last: EntryUpdate = target.entry.updates[-1]
    if last.status.value != request.status or not _is_update_waiting(target, last, by):
        return False
    wanted = _as_then(target, request, source, last)
    if wanted is None or _stripped(wanted.text) != _stripped(last.text):
        return False
    now = request.at or request.now
    differing = (
        *_unlike(wanted, last, last.at, last.at, ("at",)),
        *_fields_unlike(target, fields, now, last.at),
    )
    if differing:
        _refuse(f"The last update in {target.entry.path} has this status and text", differing)
    return True


def _is_update_waiting(target: UpdateTarget, last: EntryUpdate, by: Publication) -> bool:
    path = target.entry.path
    if not is_waiting(by, path):
        return False
    before = _as_published(path, schema_context(target.content), by)
    return before is None or last.id not in {each.id for each in before.updates}


def _as_then(
    target: UpdateTarget, request: UpdateRequest, source: TextSource, last: EntryUpdate
) -> EntryUpdate | None:
    """Return the update as the command would have written it at the time of the last one."""
    before = _without_last(target.entry)
    if before is None:
        return None
    then = replace(target, file=replace(target.file, entry=before))
    with suppress(click.UsageError, CommandError):
        asked = request_for(then, replace(request, at=last.at), source.workaround)
        asked = replace(asked, affects=_of_today(target.content, asked.affects))
        untexted = without_text(then, asked)
        return _completed(then, untexted, _given(then, untexted, source, last), last)
    return None


def _without_last(entry: Entry) -> Entry | None:
    if isinstance(entry, Maintenance):
        return replace(entry, updates=entry.updates[:-1])
    return replace(entry, updates=entry.updates[:-1]) if len(entry.updates) > 1 else None


def _of_today(content: Content, affects: Mapping[str, State]) -> dict[str, State]:
    """Return states by the ids of components, for former ids too."""
    ids = {alias: each.id for each in content.components for alias in each.aliases}
    return {ids.get(name, name): state for name, state in affects.items()}


def _given(
    then: UpdateTarget, untexted: Addition, source: TextSource, last: EntryUpdate
) -> GivenText:
    """Return the text; that of a notice is taken as it is where a person was asked for words."""
    if source.is_ready_made and sys.stdin.isatty():
        return GivenText(last.text, has_states=True)
    if source.texts == ("-",):
        reject("--text", "it can be read only once.")
    return text_of(untexted, source, then.texts)


def _completed(
    then: UpdateTarget, untexted: Addition, given: GivenText, last: EntryUpdate
) -> EntryUpdate:
    """Return the update with its text, and with the states that no option says."""
    update, is_terminal = untexted.update, sys.stdin.isatty()
    if isinstance(update, Update) and isinstance(last, Update) and not update.affects:
        given = replace(given, has_states=given.has_states or not is_terminal)
        if is_terminal and update.status is IncidentStatus.MONITORING:
            update = replace(update, affects=last.affects)  # a person was asked for them
    addition = with_states(replace(untexted, update=update), given, then.texts)
    return with_text(addition, given.text).update


def _fields_unlike(
    target: UpdateTarget, given: Mapping[str, object], now: datetime, then: datetime
) -> tuple[str, ...]:
    """Return the keys of the entry to which the command would give other values."""
    entry, zone = target.entry, target.content.site.timezone
    values = (
        (name, value, getattr(entry, name))
        for name, value in changed_fields(target.file, given).items()
    )
    return tuple(
        name
        for name, value, there in values
        if not _is_same(value, there, now, then)
        and written_value(value, zone) != written_value(there, zone)
    )


# --- publishing --------------------------------------------------------------------------------


def publish_again(by: Publication, content: Content, entry: Entry, now: datetime) -> int:
    """Publish what waits, and print where it is; return the exit code."""
    kind = "incident" if isinstance(entry, Incident) else "maintenance"
    change = EntryChange(entry.path, kind, entry.id, status_of(entry, now), command_line())
    publish_waiting(by, change, now)
    echo(page_line(content, entry.path, now))
    echo(by.words.say(command_for_posts(entry.id)))
    return 0
