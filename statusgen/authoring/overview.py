"""The rows of `list`: entries with how they stand, the last text and the next promise."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import takewhile

from msgspec import Struct, to_builtins
from msgspec.structs import replace

from statusgen.authoring.waiting import waiting
from statusgen.content.schema.times import shown
from statusgen.domain.entry import (
    Entry,
    components_of,
    end_of,
    entry_record,
    publication_of,
    start_of,
)
from statusgen.domain.incident import IncidentNow
from statusgen.domain.maintenance import MaintenanceNow
from statusgen.domain.world import World, derive
from statusgen.model import Content, EntryKind, IncidentStatus, MaintenanceStatus, Text
from statusgen.model.states import to_say
from statusgen.render.urls import POSTS
from statusgen.text.wording import Wording, site_wording

_LONGEST_TEXT = 100
_UPDATE, _STARTS, _ENDS = "next update", "starts", "ends"
_NEXT = {
    _UPDATE: to_say("next update {time}"),
    _STARTS: to_say("starts {time}"),
    _ENDS: to_say("ends {time}"),
}


class OverviewRow(Struct, frozen=True):
    """An entry in a list. Times are in UTC; `next_is` says what is to come at `next_at`.

    `since` is its start, `status_at` the time from which it has its status.
    `until` is the end of a maintenance as it is planned. `published` is when the entry is, if not
    yet; `later` is the number of occurrences that follow in its series, of which none is published.
    """

    id: str
    kind: str
    title: str
    status: str
    since: datetime
    status_at: datetime
    affects: Mapping[str, str]
    last_at: datetime
    last_text: str
    next_is: str
    next_at: datetime | None
    overdue_minutes: int
    draft: bool
    published: datetime | None
    until: datetime | None = None
    later: int = 0

    def as_json(self) -> object:
        """Return the row as values of JSON."""
        return to_builtins(self)


def row_lines(row: OverviewRow, words: Wording) -> str:
    """Return a row as text: id and title, how the entry stands, and what is promised next."""
    return "\n".join((row.id, *(f"  {line}" for line in _lines(row, words))))


def _lines(row: OverviewRow, words: Wording) -> Iterator[str]:
    yield row.title
    yield from _publication_lines(row, words)
    yield _standing(row, words)
    if row.affects:
        yield states_line(row.affects)
    if row.last_text:
        yield words.labelled(shown(row.last_at, words.zone), row.last_text)
    if row.next_at is not None and row.status != "scheduled":
        yield _promise(row, shown(row.next_at, words.zone), words)
    if row.later:
        yield words.count("and {n} later occurrence", "and {n} later occurrences", row.later)


def _promise(row: OverviewRow, time: str, words: Wording) -> str:
    promise = words.say(_NEXT[row.next_is]).format(time=time)
    return ", ".join((promise, *late_words(row, words)))


def late_words(row: OverviewRow, words: Wording) -> tuple[str, ...]:
    """Return how late the next update of an entry is, if it is."""
    late = words.say("{n} min overdue").format(n=row.overdue_minutes)
    return (late,) if row.overdue_minutes else ()


def states_line(states: Mapping[str, str]) -> str:
    """Return the states of components as files write them: "pbx: major_outage, kite: ..."."""
    return ", ".join(f"{name}: {state}" for name, state in states.items())


def _standing(row: OverviewRow, words: Wording) -> str:
    """Return the status and since when, with an earlier start; of what is planned, its window."""
    start = shown(row.since, words.zone)
    if row.status == MaintenanceStatus.SCHEDULED.value and row.until is not None:
        until = shown(row.until, words.zone)
        return words.say("scheduled for {start} until {end}").format(start=start, end=until)
    label, time = words.say(_label(row)), shown(row.status_at, words.zone)
    status = words.say("{status} since {time}").format(status=label, time=time)
    began = words.say("began {time}").format(time=start)
    return f"{status}, {began}" if row.since < row.status_at else status


def _label(row: OverviewRow) -> str:
    kind = IncidentStatus if row.kind == EntryKind.INCIDENT.value else MaintenanceStatus
    return kind(row.status).label


def _publication_lines(row: OverviewRow, words: Wording) -> Iterator[str]:
    if row.draft:
        command = f"statusgen draft {row.id} --push"
        yield words.say("a draft, not published; to publish it: {command}").format(command=command)
    if row.published is not None:
        time = shown(row.published, words.zone)
        yield words.say("not published before {time}").format(time=time)


def rows(
    content: Content, now: datetime, component: str | None, over_since: datetime | None
) -> tuple[OverviewRow, ...]:
    """Return the rows of current entries, and of those that ended from `over_since` on.

    What is not published yet comes between them.
    """
    world = derive(content, now)
    found = (
        *(row_of(each, now) for each in _current(world) if _affects(each, component)),
        *(
            replace(row_of(each.entry, now), later=each.later)
            for each in waiting(content, now)
            if _affects(each.entry, component)
        ),
        *(row_of(each, now) for each in _over(world, over_since) if _affects(each, component)),
    )
    return tuple(found)


def _current(world: World) -> tuple[Entry, ...]:
    return (*world.open_incidents, *world.running, *world.upcoming)


def _over(world: World, since: datetime | None) -> Iterator[Entry]:
    for each in world.entries if since is not None else ():
        ended = end_of(each)
        if ended is not None and since is not None and ended >= since:
            yield each


def _affects(entry: Entry, component: str | None) -> bool:
    return component is None or component in components_of(entry)


def row_of(entry: Entry, now: datetime) -> OverviewRow:
    """Return the row of an entry; a draft promises nothing."""
    record, (at, text) = entry_record(entry), _last(entry)
    next_is, next_at = ("", None) if record.draft else _next(entry)
    published = publication_of(record)
    late = next_at is not None and next_at < now and end_of(entry) is None
    is_incident = isinstance(entry, IncidentNow)
    return OverviewRow(
        id=entry.id,
        kind="incident" if is_incident else "maintenance",
        title=record.title.default,
        status=entry.status.value,
        since=start_of(entry),
        status_at=_status_at(entry),
        affects={name: state.value for name, state in entry.affects.items()},
        last_at=at,
        last_text=_shortened(text),
        next_is=next_is,
        next_at=next_at,
        overdue_minutes=(now - next_at) // timedelta(minutes=1) if next_at and late else 0,
        draft=record.draft,
        published=published if published > now else None,
        until=None if isinstance(entry, IncidentNow) else entry.ends,
    )


def _status_at(entry: Entry) -> datetime:
    """Return the time from which an entry has its status."""
    if isinstance(entry, IncidentNow):
        same = takewhile(lambda each: each.status is entry.status, reversed(entry.updates))
        return min(each.at for each in same)
    stages = (each.at for each in entry.events if each.kind.value == entry.status.value)
    return entry.ended or max(stages, default=entry.starts)


def _last(entry: Entry) -> tuple[datetime, Text | None]:
    if isinstance(entry, IncidentNow):
        return entry.last_update.at, entry.last_update.text
    written = [each for each in entry.events if each.text is not None]
    return written[-1].at, written[-1].text


def _next(entry: Entry) -> tuple[str, datetime | None]:
    if isinstance(entry, IncidentNow):
        return _UPDATE, entry.next_update
    return _next_of_maintenance(entry)


def _next_of_maintenance(entry: MaintenanceNow) -> tuple[str, datetime | None]:
    if entry.is_upcoming:
        return _STARTS, entry.starts
    return _ENDS, entry.ends if entry.is_running else None


def _shortened(text: Text | None) -> str:
    words = "" if text is None else " ".join(text.default.split())
    return words if len(words) <= _LONGEST_TEXT else f"{words[: _LONGEST_TEXT - 1]}…"


def posts_line(content: Content) -> str:
    """Return the address of the page with the texts for the groups; empty where there is none."""
    words = site_wording(content.site)
    label = words.say("Texts for the groups")
    return words.labelled(label, f"{content.site.url}{POSTS}") if content.groups else ""
