"""The calendars for people, written; icalendar, which writes them, takes long to load."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from statusgen.artefact import Artefact
from statusgen.domain.entry import Entry, components_of
from statusgen.domain.maintenance import Event, MaintenanceNow
from statusgen.render import urls
from statusgen.render.context import SiteContext
from statusgen.render.ical import document, is_cancelled, planned, title, written


def calendars(context: SiteContext, kept: Iterable[MaintenanceNow]) -> Iterator[Artefact]:
    """Yield the calendar of all maintenance that is `kept`, and that of each component."""
    entries = tuple(kept)
    events = {entry.id: _event(context, entry) for entry in entries}
    yield _calendar(context, urls.CALENDAR, title(context), entries, events)
    for component in context.content.components:
        path = urls.component_calendar(component.id)
        own = (entry for entry in entries if component.id in components_of(entry))
        yield _calendar(context, path, title(context, context.text(component.name)), own, events)


def windows(context: SiteContext, entries: Iterable[Entry]) -> Iterator[Artefact]:
    """Yield the file of each single window."""
    for entry in entries:
        if isinstance(entry, MaintenanceNow):
            event = _event(context, entry)
            yield context.file(urls.event_file(entry), document([event]))


def _calendar(
    context: SiteContext,
    path: str,
    name: str,
    entries: Iterable[MaintenanceNow],
    events: Mapping[str, bytes],
) -> Artefact:
    return context.file(path, document((events[entry.id] for entry in entries), name))


def _event(context: SiteContext, entry: MaintenanceNow) -> bytes:
    """Return a maintenance as people plan with it.

    It stays CONFIRMED until it is cancelled: what is announced here is decided, and what runs or is
    over has no word of its own among those that RFC 5545 gives an event. A component calendar has
    the same UID, so that a program that reads both shows one event.
    """
    event = planned(context, entry, entry.stable_id, _shown)
    event.add("categories", [context.words.say("Maintenance"), *_names(context, entry)])
    return written(event)


def _shown(event: Event) -> tuple[datetime, datetime, bool]:
    return event.starts, event.ends, is_cancelled(event.status)


def _names(context: SiteContext, entry: MaintenanceNow) -> Iterator[str]:
    for component in context.content.components:
        if component.id in components_of(entry):
            yield context.text(component.name)
