"""Warnings about times that may be mistakes, or are still to come."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from statusgen.content.checks.common import entries_of, single, warning
from statusgen.content.schema.times import shown
from statusgen.content.source.nodes import Sources
from statusgen.model import Content, Incident, Maintenance, MaintenanceUpdate, Update
from statusgen.problems import Location, Problem

MAX_DISTANCE = timedelta(days=365)
"""How far an entry may be from the date in its name, and ahead of now, without a warning."""


def misdated(content: Content, sources: Sources) -> Iterator[Problem]:
    """Warn of entries that are a year or more from the date that their id begins with."""
    for entry in single(entries_of(content)):
        named = _date_of_id(entry.id)
        at, where = _dated(entry)
        day = at.astimezone(content.site.timezone).date()
        if named is not None and abs(day - named) >= MAX_DISTANCE:
            yield warning(
                sources.value(entry.path, where),
                f"this is a year or more from the date in the name of the file, {named}",
                "check the year here, and in the name",
            )


def _date_of_id(name: str) -> date | None:
    try:
        return date.fromisoformat(name[:10])
    except ValueError:
        return None


def _dated(entry: Incident | Maintenance) -> tuple[datetime, Location]:
    """Return when an entry takes place, and where its file says so."""
    if isinstance(entry, Incident):
        return entry.updates[0].at, ("updates", 0, "at")
    return entry.starts, ("starts",)


def far_ahead(content: Content, sources: Sources, now: datetime) -> Iterator[Problem]:
    """Warn of entries more than a year ahead."""
    for entry in single(entries_of(content)):
        at, where = _dated(entry)
        if at - now > MAX_DISTANCE:
            yield warning(
                sources.value(entry.path, where),
                "this is more than a year ahead",
                f"now it is {shown(now, content.site.timezone)}; check the year",
            )


def future_announcements(content: Content, sources: Sources, now: datetime) -> Iterator[Problem]:
    """Warn of maintenance that is not published yet."""
    for work in single(content.maintenances):
        if work.announced > now and not work.draft:
            yield warning(
                sources.value(work.path, ("announced",)),
                "this time is still to come: the maintenance is not published before it",
                f"now it is {shown(now, content.site.timezone)}",
            )


def future_updates(content: Content, sources: Sources, now: datetime) -> Iterator[Problem]:
    """Warn of updates in the future, which are not published yet."""
    for entry in entries_of(content):
        updates: Sequence[Update | MaintenanceUpdate] = entry.updates
        for index, update in enumerate(updates):
            if update.at > now:
                yield warning(
                    sources.value(entry.path, ("updates", index, "at")),
                    "this time is still to come: the update is not published before it",
                    f"now it is {shown(now, content.site.timezone)}",
                )
