"""The ways to hear of what comes next: feeds and calendars, for people and for programs."""

from msgspec import Struct

from statusgen.domain.incident import IncidentNow
from statusgen.domain.world import Entry
from statusgen.render import urls
from statusgen.render.context import Edition
from statusgen.render.views.parts import Link

_FORMATS = (
    ("RSS", "application/rss+xml", urls.FEED_RSS),
    ("Atom", "application/atom+xml", urls.FEED_ATOM),
    ("JSON", "application/feed+json", urls.FEED_JSON),
)


class Alternate(Struct, frozen=True):
    """A feed that programs find in the head of a page, and its media type."""

    kind: str
    title: str
    href: str


def alternates(edition: Edition, title: str, place: str = urls.HOME) -> tuple[Alternate, ...]:
    """Return the feeds in the folder `place` in every format; `title` is what they are about."""
    return tuple(
        Alternate(kind, f"{title} ({name})", edition.href(f"{place}{path}"))
        for name, kind, path in _FORMATS
    )


def feeds(edition: Edition, place: str = urls.HOME) -> tuple[Link, ...]:
    """Return the feeds that a reader can subscribe to, of the site or of the folder `place`."""
    say = edition.words.say
    return (
        Link("RSS", edition.href(f"{place}{urls.FEED_RSS}"), say("Every update, once")),
        Link("Atom", edition.href(f"{place}{urls.FEED_ATOM}"), say("One entry an incident")),
        Link("JSON Feed", edition.href(f"{place}{urls.FEED_JSON}"), say("For scripts")),
    )


def kinds(edition: Edition) -> tuple[Link, ...]:
    """Return the feeds of incidents only and of maintenance only."""
    say = edition.words.say
    return (
        _kind(edition, urls.INCIDENTS, say("Incidents only")),
        _kind(edition, urls.MAINTENANCE, say("Maintenance only")),
    )


def _kind(edition: Edition, place: str, label: str) -> Link:
    return Link(label, edition.href(f"{place}{urls.FEED_RSS}"), "RSS")


def calendars(edition: Edition) -> tuple[Link, ...]:
    """Return the calendars that a reader or a machine of his can subscribe to."""
    say = edition.words.say
    calendar = edition.href(urls.CALENDAR)
    return Link(say("Calendar"), calendar, say("All planned maintenance")), maintnote(edition)


def maintnote(edition: Edition) -> Link:
    """Return the calendar in the standard that machines read."""
    say = edition.words.say
    calendar = edition.shared(urls.MAINTNOTE)
    return Link(say("Machine notice"), calendar, say("Standard .ics for systems"))


def follow(edition: Edition, entry: Entry, *more: Link) -> tuple[Link, ...]:
    """Return how to hear of what comes next of an entry, and its lasting address."""
    say = edition.words.say
    incidents, maintenance = edition.once(kinds)
    own = incidents if isinstance(entry, IncidentNow) else maintenance
    lasting = edition.public(urls.entry_page(entry))
    permanent = Link(say("Permanent link"), lasting, say("For mail and chat"))
    return (*edition.once(feeds), own, *more, permanent)


def follow_component(edition: Edition, component_id: str) -> tuple[Link, ...]:
    """Return how to hear of one component only."""
    say = edition.words.say
    calendar = edition.href(urls.component_calendar(component_id))
    note = say("Planned maintenance of this component")
    place = urls.component_page(component_id)
    return (*feeds(edition, place), Link(say("Calendar"), calendar, note))
