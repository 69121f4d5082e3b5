"""The rows of `list`: entries with how they stand, the last text and the next promise."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct, to_builtins

from statusgen.content.schema.times import shown
from statusgen.domain.entry import Entry, components_of, end_of, entry_record, start_of
from statusgen.domain.incident import IncidentNow
from statusgen.domain.maintenance import MaintenanceNow
from statusgen.domain.world import World
from statusgen.model import Text

_LONGEST_TEXT = 100


class OverviewRow(Struct, frozen=True):
    """An entry in a list. Times are in UTC; `next_is` says what is to come at `next_at`."""

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

    def as_json(self) -> object:
        """Return the row as values of JSON."""
        return to_builtins(self)


def row_lines(row: OverviewRow, zone: ZoneInfo) -> str:
    """Return a row as text: id and title, how the entry stands, and what is promised next."""
    lines = [row.id, f"  {row.title}", f"  {row.status} since {shown(row.since, zone)}"]
    if row.status == "scheduled":
        lines[-1] = f"  scheduled for {shown(row.since, zone)}"
    if row.affects:
        lines.append("  " + ", ".join(f"{name}: {state}" for name, state in row.affects.items()))
    if row.last_text:
        lines.append(f"  {shown(row.last_at, zone)}: {row.last_text}")
    if row.next_at is not None:
        late = "" if not row.overdue_minutes else f", {row.overdue_minutes} min overdue"
        lines.append(f"  {row.next_is} {shown(row.next_at, zone)}{late}")
    return "\n".join(lines)


def rows(
    world: World, component: str | None, over_since: datetime | None
) -> tuple[OverviewRow, ...]:
    """Return the rows of current entries, and of those that ended from `over_since` on."""
    found = (each for each in _entries(world, over_since) if _affects(each, component))
    return tuple(row_of(each, world.now) for each in found)


def _entries(world: World, over_since: datetime | None) -> Iterator[Entry]:
    yield from world.open_incidents
    yield from world.running
    yield from world.upcoming
    for each in world.entries if over_since is not None else ():
        ended = end_of(each)
        if ended is not None and over_since is not None and ended >= over_since:
            yield each


def _affects(entry: Entry, component: str | None) -> bool:
    return component is None or component in components_of(entry)


def row_of(entry: Entry, now: datetime) -> OverviewRow:
    """Return the row of an entry."""
    at, text = _last(entry)
    next_is, next_at = _next(entry)
    late = next_at is not None and next_at < now and end_of(entry) is None
    is_incident = isinstance(entry, IncidentNow)
    return OverviewRow(
        id=entry.id,
        kind="incident" if is_incident else "maintenance",
        title=entry_record(entry).title.default,
        status=entry.status.value,
        since=start_of(entry),
        affects={name: state.value for name, state in entry.affects.items()},
        last_at=at,
        last_text=_shortened(text),
        next_is=next_is,
        next_at=next_at,
        overdue_minutes=(now - next_at) // timedelta(minutes=1) if next_at and late else 0,
    )


def _last(entry: Entry) -> tuple[datetime, Text | None]:
    if isinstance(entry, IncidentNow):
        return entry.last_update.at, entry.last_update.text
    return entry.events[-1].at, entry.events[-1].text


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
