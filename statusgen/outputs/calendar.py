"""The calendars for people: all planned maintenance, that of each component, and single windows.

A subscribed calendar has upcoming and running maintenance, and keeps that of the last year: long
enough to look up last year's window, and small enough to be fetched four times an hour. The file of
a single window stays for as long as its page, because mails link to it.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial

from statusgen.artefact import Artefact, Job
from statusgen.domain.entry import components_of
from statusgen.domain.maintenance import Event, MaintenanceNow
from statusgen.outputs.jobs import EntryInputs, Output, current, entry_jobs
from statusgen.render import urls
from statusgen.render.context import RenderContext, SiteContext
from statusgen.render.ical import document, is_cancelled, planned, recent, title, written

KEPT_DAYS = 366
"""Number of days that a subscribed calendar keeps past maintenance."""


def jobs(context: RenderContext) -> Iterator[Job]:
    """Yield the jobs of all calendars and of the files of single windows."""
    yield current(context, "calendars", partial(render_calendars, context))
    yield from entry_jobs(context, render_windows, "windows")


def render_calendars(context: RenderContext) -> Iterator[Artefact]:
    """Yield the calendars of a context; one without any maintenance is published too."""
    kept = tuple(recent(context, KEPT_DAYS))
    events = {entry.id: _event(context, entry) for entry in kept}
    yield _calendar(context, urls.CALENDAR, title(context), kept, events)
    for component in context.content.components:
        path = urls.component_calendar(component.id)
        own = (entry for entry in kept if component.id in components_of(entry))
        yield _calendar(context, path, title(context, context.text(component.name)), own, events)


def render_windows(inputs: EntryInputs) -> Iterator[Artefact]:
    """Yield the file of each single window."""
    for entry in inputs.entries:
        if isinstance(entry, MaintenanceNow):
            event = _event(inputs.context, entry)
            yield inputs.context.file(urls.event_file(entry), document([event]))


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


OUTPUT = Output("calendar", jobs)
