"""Feeds and calendars to subscribe to, for people and for programs."""

from msgspec import Struct

from statusgen.domain.entry import Entry
from statusgen.domain.incident import IncidentNow
from statusgen.render import urls
from statusgen.render.context import SiteContext
from statusgen.render.views.parts import LinkView

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


def alternates(context: SiteContext, title: str, folder: str = urls.HOME) -> tuple[Alternate, ...]:
    """Return the feeds in `folder` in every format; `title` names their subject."""
    return tuple(
        Alternate(kind, f"{title} ({name})", context.href(f"{folder}{path}"))
        for name, kind, path in _FORMATS
    )


def feeds(context: SiteContext, folder: str = urls.HOME) -> tuple[LinkView, ...]:
    """Return the feeds that a reader can subscribe to, of the site or of a `folder`."""
    say = context.words.say
    return (
        LinkView("RSS", context.href(f"{folder}{urls.FEED_RSS}"), say("One item per update")),
        LinkView("Atom", context.href(f"{folder}{urls.FEED_ATOM}"), say("One entry per incident")),
        LinkView("JSON Feed", context.href(f"{folder}{urls.FEED_JSON}"), say("For scripts")),
    )


def kinds(context: SiteContext) -> tuple[LinkView, ...]:
    """Return the feeds of incidents only and of maintenance only."""
    say, (incidents, maintenance) = context.words.say, (urls.INCIDENTS, urls.MAINTENANCE)
    return (
        LinkView(say("Incidents only"), context.href(f"{incidents}{urls.FEED_RSS}"), "RSS"),
        LinkView(say("Maintenance only"), context.href(f"{maintenance}{urls.FEED_RSS}"), "RSS"),
    )


def calendars(context: SiteContext) -> tuple[LinkView, ...]:
    """Return the calendars that a reader or a program can subscribe to."""
    say = context.words.say
    calendar = context.href(urls.CALENDAR)
    return LinkView(say("Calendar"), calendar, say("All planned maintenance")), maintnote(context)


def maintnote(context: SiteContext) -> LinkView:
    """Return the calendar in the standard for programs."""
    say = context.words.say
    calendar = context.shared(urls.MAINTNOTE)
    return LinkView(
        say("Machine-readable notices"), calendar, say("Maintenance Notification standard (.ics)")
    )


def follow(context: SiteContext, entry: Entry, *more: LinkView) -> tuple[LinkView, ...]:
    """Return the feeds for updates of an entry, and its permanent link."""
    say = context.words.say
    incidents, maintenance = context.memoize(kinds)
    own = incidents if isinstance(entry, IncidentNow) else maintenance
    lasting = context.public(urls.entry_page(entry))
    permanent = LinkView(say("Permanent link"), lasting, say("For mail and chat"))
    return (*context.memoize(feeds), own, *more, permanent)


def follow_component(context: SiteContext, component_id: str) -> tuple[LinkView, ...]:
    """Return the feeds and the calendar of one component."""
    say = context.words.say
    calendar = context.href(urls.component_calendar(component_id))
    note = say("Planned maintenance of this component")
    folder = urls.component_page(component_id)
    return (*feeds(context, folder), LinkView(say("Calendar"), calendar, note))
