"""Planned maintenance in iCalendar (RFC 5545), for all calendars of the site.

icalendar writes it, because it knows how a text is escaped and where a line may be folded.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from itertools import pairwise

import icalendar

from statusgen import model
from statusgen.domain.maintenance import Event, MaintenanceNow
from statusgen.model import EventKind, MaintenanceStatus
from statusgen.render import urls
from statusgen.render.announcement import in_plain, with_states
from statusgen.render.context import SiteContext
from statusgen.render.facts import in_lines

PRODUCT = "-//statusgen//planned maintenance//EN"
"""Product identifier; without a version, so that a release of ours changes no byte."""

ASK_AGAIN = timedelta(minutes=15)
"""Suggested interval between polls of a subscribed calendar (RFC 7986, REFRESH-INTERVAL)."""


class CalendarText(icalendar.vText):  # type: ignore[misc] # pyproject.toml says why
    r"""A text that is read as it was typed: icalendar alone breaks the line at a typed `\N`."""

    def to_ical(self) -> bytes:
        """Return the text escaped (RFC 5545, 3.3.11)."""
        escaped = re.sub(r"[\\;,]", r"\\\g<0>", self)
        return re.sub(r"\r\n?|\n", r"\\n", escaped).encode()


_END = b"END:VCALENDAR\r\n"


def written(event: icalendar.Event) -> bytes:
    """Return the bytes of an event in a calendar."""
    return bytes(event.to_ical())


def document(events: Iterable[bytes], name: str | None = None) -> bytes:
    """Return a calendar of `events` as they are written; one with a `name` is for subscribing to.

    A file for one event has no name, since some programs make a new calendar of each name. METHOD
    is never set: with PUBLISH each event would need an ORGANIZER (RFC 5546, 3.2.1).
    """
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    if name is not None:
        calendar.add("name", CalendarText(name))
        calendar.add("x-wr-calname", CalendarText(name))
        calendar.add("refresh-interval", icalendar.vDuration(ASK_AGAIN), {"VALUE": "DURATION"})
        calendar.add("x-published-ttl", icalendar.vDuration(ASK_AGAIN))
    around = bytes(calendar.to_ical())
    return b"".join((around.removesuffix(_END), *events, _END))


def planned(
    context: SiteContext, entry: MaintenanceNow, uid: str, shown: Callable[[Event], object]
) -> icalendar.Event:
    """Return a maintenance as one VEVENT, in which every time is in UTC and none is `now`.

    It stands for the window as last announced, also where the work ended early. `uid` is joined
    with the host that ids are built from, so that a preview has the same; `shown` is what of each
    event in the life of a maintenance makes another revision of the VEVENT.
    """
    event = icalendar.Event()
    changed = entry.events[-1].at
    event.add("uid", f"{uid}@{host(context)}")
    event.add("sequence", revision(entry, shown))
    event.add("dtstamp", changed)
    event.add("created", entry.maintenance.announced)
    event.add("last-modified", changed)
    event.add("dtstart", entry.starts)
    event.add("dtend", entry.ends)
    event.add("status", "CANCELLED" if is_cancelled(entry.status) else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("summary", CalendarText(_summary(context, entry)))
    event.add("description", CalendarText("\n\n".join(_description_paragraphs(context, entry))))
    event.add("url", context.public(urls.entry_page(entry)))
    return event


def revision(entry: MaintenanceNow, shown: Callable[[Event], object]) -> int:
    """Return how often the `shown` part of a maintenance has changed since its announcement.

    Published events never change, so this never decreases (SEQUENCE).
    """
    states = [shown(event) for event in entry.events]
    return sum(before != after for before, after in pairwise(states))


def is_cancelled(status: MaintenanceStatus) -> bool:
    """Return whether a calendar should show that nothing will take place."""
    return status is MaintenanceStatus.CANCELLED


def host(context: SiteContext) -> str:
    """Return the host that ids are built from, whatever address is built for."""
    return context.content.site.id_host


# --- words -------------------------------------------------------------------------------------


def title(context: SiteContext, *component: str) -> str:
    """Return the name of the calendar of the site, or of a component given by its name."""
    site = context.content.site
    name = ", ".join((context.text(site.name), *component))
    name_of_all = context.words.say("{name}: planned maintenance").format(name=name)
    return (
        context.words.say("{name} (sample content)").format(name=name_of_all)
        if site.sample
        else name_of_all
    )


def _summary(context: SiteContext, entry: MaintenanceNow) -> str:
    """Return the title; a cancellation is in the text too, as many calendars ignore STATUS."""
    words = context.text(entry.maintenance.title)
    return (
        f"[{context.words.say(entry.status.label)}] {words}"
        if is_cancelled(entry.status)
        else words
    )


def _description_paragraphs(context: SiteContext, entry: MaintenanceNow) -> Iterator[str]:
    """Yield the paragraphs of the description: the text, the newest update, the facts, a link."""
    if context.content.site.sample:
        yield context.words.say("Sample: components and events are invented.")
    yield _plain(context, entry.maintenance.text)
    yield from _newest_update(context, entry)
    yield "\n".join(_facts(context, entry))
    address = context.public(urls.entry_page(entry))
    way_on = context.words.say("Details and updates")
    yield f"{context.words.lead_in(way_on)}\n{address}"


def _newest_update(context: SiteContext, entry: MaintenanceNow) -> Iterator[str]:
    words = context.words
    for event in reversed(entry.events):
        if event.text is not None and event.kind is not EventKind.ANNOUNCED:
            head = f"{words.say(event.kind.label)}, {words.full_stamp_with_utc(event.at)}"
            yield f"{words.lead_in(head)}\n{_plain(context, event.text)}"
            return


def _plain(context: SiteContext, text: model.Text) -> str:
    found, _, mark = context.text_with_language(text)
    return in_plain(found, mark)


def _facts(context: SiteContext, entry: MaintenanceNow) -> Iterator[str]:
    words, affects = context.words, entry.maintenance.affects
    affected = [
        (context.text(component.name), affects[component.id])
        for component in context.content.components
        if component.id in affects
    ]
    if affected:
        yield words.labelled(words.say("Affected"), with_states(words, affected))
    yield words.labelled(words.say("Status"), words.say(entry.status.label))
    yield from filter(None, [in_lines(context, entry)])
