"""Takes an entry out of its draft: what it says first is published at this time, not before."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec.structs import replace

from statusgen.authoring.entry_yaml import time_text
from statusgen.authoring.splice import Edit, EntryFile, entries_in, plan_texts
from statusgen.authoring.splice.values import Location
from statusgen.authoring.times import time_of_news, written_times
from statusgen.authoring.update.request import Entry
from statusgen.console import CommandError
from statusgen.content.schema.names import update_id
from statusgen.model import Incident, Maintenance, Update


def released(file: EntryFile) -> Edit:
    """Return the edit by which a draft is one no more; raises CommandError if it is none.

    Times of publication that have passed become that of the edit. A person who reads the site never
    saw them, and response goals count to the first update that was published.
    """
    entry, now = file.entry, time_of_news(file.now, written_times(file.content))
    if not entry.draft:
        message = f"{entry.id} is no draft."
        raise CommandError(message)
    zone = file.content.site.timezone
    times = {at: time_text(each, zone) for at, each in _changed(entry, _dated(entry, now))}
    after = [_dated(replace(each, draft=False), now) for each in entries_in(file)]
    return plan_texts(file, {("draft",): "false", **times}, after)


def released_before(file: EntryFile) -> Edit:
    """Return the edit of a draft that was released already: it changes nothing."""
    return Edit(file.entry.path, file.before, file.before, "", file.content, ())


def _dated(entry: Entry, now: datetime) -> Entry:
    """Return an entry whose first words are not older than `now`; a series has no such time."""
    if isinstance(entry, Incident):
        return replace(entry, updates=tuple(_updates(entry.updates, now)))
    if entry.repeats is not None or entry.announced >= now:
        return entry
    return replace(entry, announced=now)


def _updates(updates: tuple[Update, ...], now: datetime) -> Iterator[Update]:
    """Yield updates of which the last that has passed is of `now`, those before seconds earlier."""
    passed = [each for each in updates if each.at < now]
    for number, each in enumerate(passed, 1 - len(passed)):
        at = now + timedelta(seconds=number)
        yield replace(each, at=at, id=update_id(at) if each.id == update_id(each.at) else each.id)
    yield from updates[len(passed) :]


def _changed(before: Entry, after: Entry) -> Iterator[tuple[Location, datetime]]:
    """Yield each time that differs, with its location in the file."""
    if isinstance(before, Incident) and isinstance(after, Incident):
        for index, (old, new) in enumerate(zip(before.updates, after.updates, strict=True)):
            if old.at != new.at:
                yield ("updates", index, "at"), new.at
    elif (
        isinstance(before, Maintenance)
        and isinstance(after, Maintenance)
        and before.announced != after.announced
    ):
        yield ("announced",), after.announced
