"""Warnings about the windows of maintenance."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from statusgen.content.checks.common import warning
from statusgen.content.schema.times import shown
from statusgen.content.source.nodes import Sources
from statusgen.model import Content, Maintenance, MaintenanceAction
from statusgen.problems import Location, Problem, quoted

MAX_WINDOW = timedelta(days=31)


def long_windows(content: Content, sources: Sources) -> Iterator[Problem]:
    """Warn of windows that may have a wrong month or year."""
    for work in content.maintenances:
        starts, ends = work.starts, work.ends
        windows: list[tuple[timedelta, Location]] = [(ends - starts, ("ends",))]
        for index, update in enumerate(work.updates):
            if update.ends is not None:
                starts = update.starts or starts
                windows.append((update.ends - starts, ("updates", index, "ends")))
        for length, at in windows:
            if length > MAX_WINDOW and not work.draft:
                yield warning(
                    sources.value(work.path, at),
                    f"this window lasts {length.days} days",
                    f"expected at most {MAX_WINDOW.days}; check month and year",
                )


class _Window(Struct, frozen=True):
    """The window of a maintenance after all its updates, and the location of its start."""

    maintenance: Maintenance
    starts: datetime
    ends: datetime
    place: Location


def _window(maintenance: Maintenance) -> _Window | None:
    """Return the last window of a maintenance, or None if it was cancelled."""
    starts, ends = maintenance.starts, maintenance.ends
    place: Location = ("starts",)
    is_cancelled = False
    for index, update in enumerate(maintenance.updates):
        if update.starts is not None:
            starts, place = update.starts, ("updates", index, "starts")
        ends = update.ends or ends
        if update.status is MaintenanceAction.COMPLETED:
            ends = min(ends, update.at)
        is_cancelled = update.status is MaintenanceAction.CANCELLED
    return None if is_cancelled or ends <= starts else _Window(maintenance, starts, ends, place)


def _windows(content: Content, now: datetime) -> list[_Window]:
    """Return the windows that have not ended, in the order of their starts."""
    announced = [each for each in content.maintenances if not each.draft]
    windows = [window for window in map(_window, announced) if window is not None]
    ahead = [each for each in windows if each.ends > now]
    return sorted(ahead, key=lambda each: (each.starts, each.maintenance.id))


def late_announcements(content: Content, sources: Sources, now: datetime) -> Iterator[Problem]:
    """Warn of maintenance that is announced later than the notice period, until it is over."""
    notice, zone = content.site.maintenance.notice_period, content.site.timezone
    if notice is None:
        return
    # of a series, the next occurrence speaks for all
    nearest = {each.maintenance.path: each for each in reversed(_windows(content, now))}
    for window in nearest.values():
        maintenance = window.maintenance
        latest = maintenance.starts - notice
        if latest < maintenance.announced < maintenance.starts:
            key = "announce_before" if maintenance.repeats else "announced"
            yield warning(
                sources.value(maintenance.path, (key,)),
                "this maintenance is announced later than the notice period allows",
                f"expected at the latest {shown(latest, zone)}, {_length(notice)} before its start",
            )


def _length(duration: timedelta) -> str:
    days, rest = divmod(duration, timedelta(days=1))
    minutes = rest // timedelta(minutes=1)
    if not minutes:
        return f"{days}d"
    whole = duration // timedelta(minutes=1)
    return f"{whole}m" if whole % 60 else f"{whole // 60}h"


def emergencies(content: Content, sources: Sources, now: datetime) -> Iterator[Problem]:
    """Warn of maintenance that is announced when it has begun, until it is over."""
    for maintenance in (window.maintenance for window in _windows(content, now)):
        if maintenance.announced >= maintenance.starts:
            yield warning(
                sources.value(maintenance.path, ("announced",)),
                "this maintenance is announced only after it has begun",
                "expected a time before its start, "
                f"{shown(maintenance.starts, content.site.timezone)}, unless it is an emergency",
            )


def overlaps(content: Content, sources: Sources, now: datetime) -> Iterator[Problem]:
    """Warn of two maintenances of one component at the same time, until they are over."""
    by_component: dict[str, list[_Window]] = defaultdict(list)
    for window in _windows(content, now):
        for name in window.maintenance.affects:
            by_component[name].append(window)
    for name, windows in by_component.items():
        yield from _overlapping(name, windows, sources, content.site.timezone)


def _overlapping(
    component: str, windows: Iterable[_Window], sources: Sources, zone: ZoneInfo
) -> Iterator[Problem]:
    """Compare each window with the earlier one that ends last; two series are warned of once."""
    found: dict[tuple[str, Location, str], _Window] = {}
    longest: _Window | None = None
    for window in windows:
        if longest is not None and window.starts < longest.ends:
            path, other = window.maintenance.path, longest.maintenance.path
            found.setdefault((path, window.place, other), longest)
        if longest is None or window.ends > longest.ends:
            longest = window
    for (path, place, other), earlier in found.items():
        yield warning(
            sources.value(path, place),
            f"two maintenances of {quoted(component)} overlap",
            f"{other} lasts until {shown(earlier.ends, zone)}",
        )
