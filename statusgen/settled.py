"""Which months are over for good, so that what is told of them stays the same for ever."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from statusgen.history import month_span
from statusgen.lifecycle import MaintenanceNow
from statusgen.world import Entry, World, begun, ended


@dataclass(frozen=True, slots=True)
class SettledMonths:
    """The months in which nothing can change: those over by `until` and not among `open`.

    Months are given by their first day, in the site's `zone`.
    """

    until: datetime
    open: frozenset[date]
    zone: ZoneInfo

    def __contains__(self, month: date) -> bool:
        """Tell whether the month of a date is over, and with it all that is told under it."""
        end = month_span(month, self.zone).end
        return end is not None and end <= self.until and month.replace(day=1) not in self.open


def settled_months(world: World) -> SettledMonths:
    """Return the months of which a world tells what every later world will tell too.

    An entry that is not settled keeps the months open under which it may stand; one that is still
    to be published, every month from that on in which it began.
    """
    zone = world.content.site.timezone
    unsettled = (entry for entry in world.entries if not entry.is_settled)
    months = (_month(at, zone) for entry in unsettled for at in _places(entry))
    return SettledMonths(min((world.now, *_to_come(world))), frozenset(months), zone)


def _places(entry: Entry) -> Iterator[datetime]:
    """Yield the instants by which a list or a figure may count an entry to a month."""
    yield begun(entry)
    over = ended(entry)
    if over is not None:
        yield over
    if isinstance(entry, MaintenanceNow):
        yield entry.starts


def _to_come(world: World) -> Iterator[datetime]:
    """Yield when each entry began that is not published yet."""
    for incident in world.content.incidents:
        if incident.updates[0].at > world.now:
            yield incident.began
    for work in world.content.maintenances:
        if work.announced > world.now:
            yield min(work.starts, work.announced)


def _month(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date().replace(day=1)
