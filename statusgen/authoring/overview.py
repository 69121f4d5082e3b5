"""The rows of `list`: entries with how they stand, the last text and the next promise."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct, to_builtins
from msgspec.structs import replace

from statusgen.authoring.waiting import waiting
from statusgen.console import counted
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
from statusgen.model import Content, Text
from statusgen.render.urls import POSTS

_LONGEST_TEXT = 100


class OverviewRow(Struct, frozen=True):
    """An entry in a list. Times are in UTC; `next_is` says what is to come at `next_at`.

    `until` is the end of a maintenance as it is planned. `published` is when the entry is, if not
    yet; `later` is the number of occurrences that follow in its series, of which none is published.
    """

    id: str
    kind: str
    title: str
    status: str
    since: datetime
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


def row_lines(row: OverviewRow, zone: ZoneInfo) -> str:
    """Return a row as text: id and title, how the entry stands, and what is promised next."""
    return "\n".join((row.id, *(f"  {line}" for line in _lines(row, zone))))


def _lines(row: OverviewRow, zone: ZoneInfo) -> Iterator[str]:
    yield row.title
    yield from _publication_lines(row, zone)
    yield _standing(row, zone)
    if row.affects:
        yield ", ".join(f"{name}: {state}" for name, state in row.affects.items())
    if row.last_text:
        yield f"{shown(row.last_at, zone)}: {row.last_text}"
    if row.next_at is not None and row.status != "scheduled":
        late = "" if not row.overdue_minutes else f", {row.overdue_minutes} min overdue"
        yield f"{row.next_is} {shown(row.next_at, zone)}{late}"
    if row.later:
        yield f"and {counted(row.later, 'later occurrence')}"


def _standing(row: OverviewRow, zone: ZoneInfo) -> str:
    """Return the status, and since when; of what is planned, its window."""
    if row.status != "scheduled" or row.until is None:
        return f"{row.status} since {shown(row.since, zone)}"
    return f"scheduled for {shown(row.since, zone)} until {shown(row.until, zone)}"


def _publication_lines(row: OverviewRow, zone: ZoneInfo) -> Iterator[str]:
    if row.draft:
        yield f"a draft, not published; to publish it: statusgen draft {row.id} --push"
    if row.published is not None:
        yield f"not published before {shown(row.published, zone)}"


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


def _last(entry: Entry) -> tuple[datetime, Text | None]:
    if isinstance(entry, IncidentNow):
        return entry.last_update.at, entry.last_update.text
    written = [each for each in entry.events if each.text is not None]
    return written[-1].at, written[-1].text


def _next(entry: Entry) -> tuple[str, datetime | None]:
    if isinstance(entry, IncidentNow):
        return "next update", entry.next_update
    return _next_of_maintenance(entry)


def _next_of_maintenance(entry: MaintenanceNow) -> tuple[str, datetime | None]:
    if entry.is_upcoming:
        return "starts", entry.starts
    return "ends", entry.ends if entry.is_running else None


def _shortened(text: Text | None) -> str:
    words = "" if text is None else " ".join(text.default.split())
    return words if len(words) <= _LONGEST_TEXT else f"{words[: _LONGEST_TEXT - 1]}…"


def posts_line(content: Content) -> str:
    """Return the address of the page with the texts for the groups; empty where there is none."""
    return f"Texts for the groups: {content.site.url}{POSTS}" if content.groups else ""
