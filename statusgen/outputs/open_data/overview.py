"""The status now, and lists of files: the months, and the entries of each."""

from collections.abc import Iterable
from datetime import date
from typing import Literal

from typing_extensions import TypedDict

from statusgen.domain.entry import Entry, end_of, entry_record, start_of
from statusgen.domain.incident import IncidentNow
from statusgen.domain.next_change import ChangeKind
from statusgen.domain.world import World
from statusgen.model import IncidentStatus, MaintenanceStatus, State
from statusgen.outputs.open_data.base import Address, File, Instant, Month, heading, moment
from statusgen.render import urls
from statusgen.render.context import RenderContext, SiteContext
from statusgen.render.json_text import instant


class EntryRecordJson(TypedDict):
    """An incident or a maintenance in short."""

    kind: Literal["incident", "maintenance"]
    """What it is."""
    id: str
    """Permanent name on this site."""
    title: str
    """What it is, in a line."""
    status: IncidentStatus | MaintenanceStatus
    """Where it stands."""
    began: Instant
    """When it began or will begin."""
    ended: Instant | None
    """When it was over; null while it is to come or in progress."""
    page: Address
    """Its page."""
    data: Address
    """Its file."""


class NextChangeRecordJson(TypedDict):
    """When the clock alone will next change the site."""

    at: Instant
    """The instant."""
    reason: ChangeKind
    """Why."""
    entry: str | None
    """The id of the incident or maintenance that it concerns, once that is published."""


class StatusFileJson(File):
    """What is true at one moment, and where all else is."""

    kind: Literal["status"]
    """What this file is."""
    as_of: Instant
    """The moment."""
    state: State
    """The worst state of any component, or degraded where none shows an open incident."""
    description: str
    """The same in a line."""
    next_change: NextChangeRecordJson
    """Until when this holds if nothing is published."""
    components: dict[str, State]
    """The state of each component, by id."""
    open_incidents: list[EntryRecordJson]
    """Ongoing incidents, the worst first."""
    running_maintenance: list[EntryRecordJson]
    """Maintenance in progress."""
    upcoming_maintenance: list[EntryRecordJson]
    """Maintenance still to come, the soonest first."""
    components_data: Address
    """The file of all components."""
    history_data: Address
    """The file of all months."""


class MonthRecordJson(TypedDict):
    """A month in which something happened."""

    month: Month
    """Year and month, in the site's time zone."""
    entries: int
    """How many incidents and maintenances began in it."""
    page: Address
    """Its page."""
    data: Address
    """Its file."""


class HistoryFileJson(File):
    """Every month in which something happened."""

    kind: Literal["history"]
    """What this file is."""
    months: list[MonthRecordJson]
    """The months, newest first."""


class MonthFileJson(File):
    """All that happened in one month."""

    kind: Literal["month"]
    """What this file is."""
    month: Month
    """Year and month, in the site's time zone."""
    entries: list[EntryRecordJson]
    """Incidents and maintenances, newest first."""


def status(context: RenderContext) -> StatusFileJson:
    """Return the file of the status now."""
    world = context.world
    return StatusFileJson(
        **heading(context),
        kind="status",
        as_of=instant(world.now),
        state=world.overall,
        description=context.words.say(world.label),
        next_change=_next_change(world),
        components={each.component.stable_id: each.state for each in world.components},
        open_incidents=_entries(context, world.open_incidents),
        running_maintenance=_entries(context, world.running),
        upcoming_maintenance=_entries(context, world.upcoming),
        components_data=context.public(urls.data_of("components/")),
        history_data=context.public(urls.data_of(urls.HISTORY)),
    )


def _next_change(world: World) -> NextChangeRecordJson:
    """Return the next change; what is not published yet is not named either."""
    change = world.next_change
    entry = world.stable_ids.get(change.entry_id or "")
    return NextChangeRecordJson(at=instant(change.at), reason=change.kind, entry=entry)


def history(context: RenderContext) -> HistoryFileJson:
    """Return the file of all months, newest first."""
    counts = context.world.months.listed
    months = [
        _month(context, month, count.incidents + count.maintenances)
        for month, count in counts.items()
    ]
    return HistoryFileJson(**heading(context), kind="history", months=months)


def _month(context: SiteContext, day: date, entries: int) -> MonthRecordJson:
    page = urls.month_page(day)
    return MonthRecordJson(
        month=f"{day:%Y-%m}",
        entries=entries,
        page=context.public(page),
        data=context.public(urls.data_of(page)),
    )


def month(context: SiteContext, day: date, entries: Iterable[Entry]) -> MonthFileJson:
    """Return the file of the month of a day."""
    listed = _entries(context, entries)
    return MonthFileJson(**heading(context), kind="month", month=f"{day:%Y-%m}", entries=listed)


def _entries(context: SiteContext, entries: Iterable[Entry]) -> list[EntryRecordJson]:
    return [_entry(context, each) for each in entries]


def _entry(context: SiteContext, entry: Entry) -> EntryRecordJson:
    is_incident = isinstance(entry, IncidentNow)
    title = entry_record(entry).title
    page = urls.entry_page(entry)
    return EntryRecordJson(
        kind="incident" if is_incident else "maintenance",
        id=entry.stable_id,
        title=context.text(title),
        status=entry.status,
        began=instant(start_of(entry)),
        ended=moment(end_of(entry)),
        page=context.public(page),
        data=context.public(urls.data_of(page)),
    )
