"""The page of a maintenance: its window, the components it affects, and all its events."""

from datetime import datetime

from markupsafe import Markup
from msgspec import Struct

from statusgen.domain.maintenance import MaintenanceNow
from statusgen.domain.news import news_of
from statusgen.render import urls
from statusgen.render.context import SiteContext
from statusgen.render.facts import facts
from statusgen.render.palette import PLAIN
from statusgen.render.views import linked
from statusgen.render.views.details import FactView, fact_views
from statusgen.render.views.entries import kicker
from statusgen.render.views.frame import Head, Page, dated_entry
from statusgen.render.views.markup import filled, moment
from statusgen.render.views.parts import Kicker, LinkView, Phrase, Prose, Sign, phrase, prose, sign
from statusgen.render.views.subscribe import follow, maintnote
from statusgen.render.views.times import zones
from statusgen.render.views.updates import UpdateDay, updates
from statusgen.text.markdown import summary
from statusgen.text.wording import Wording, capitalised


class WindowView(Struct, frozen=True):
    """A window in one zone: its name, its two times, its days and its length."""

    zone: str
    times: Markup
    days: str


class Affected(Struct, frozen=True):
    """A component and the state that it is in during the window."""

    sign: Sign
    name: Phrase
    href: str


class MaintenanceView(Struct, frozen=True):
    """Context of the template of a maintenance's page; `calendars` is empty once it is over."""

    kicker: Kicker
    title: Phrase
    text: Prose
    windows: tuple[WindowView, ...]
    affected: tuple[Affected, ...]
    facts: tuple[FactView, ...]
    updates: tuple[UpdateDay, ...]
    zone: str
    calendars: tuple[LinkView, ...]
    follow: tuple[LinkView, ...]


def maintenance_page(context: SiteContext, entry: MaintenanceNow) -> Page:
    """Return the page of a maintenance; in a context without the world it must be settled."""
    window = context.words.window(entry.starts, entry.ends)
    head = Head(
        title=context.text(entry.maintenance.title),
        description=f"{window}. {summary(context.text(entry.maintenance.text), 160)}",
        dated=dated_entry(context, entry),
        rule=_rule(entry),
        kind="article",
        linked=linked.of_maintenance(context, entry),
    )
    view = _view(context, entry)
    return Page(urls.entry_page(entry), "site/maintenance.html", head, view)


def _rule(entry: MaintenanceNow) -> str:
    state = entry.status.shown_as
    return PLAIN if state is None else state.shape


def _view(context: SiteContext, entry: MaintenanceNow) -> MaintenanceView:
    return MaintenanceView(
        kicker=kicker(context, entry),
        title=phrase(context, entry.maintenance.title),
        text=prose(context, entry.maintenance.text),
        windows=windows(context, entry.starts, entry.ends),
        affected=_affected(context, entry),
        facts=fact_views(context, facts(context, entry)),
        updates=updates(context, news_of(entry, context.content.groups)),
        zone=zones(context, (event.at for event in entry.events)),
        calendars=_calendars(context, entry),
        follow=follow(context, entry, maintnote(context)),
    )


def _calendars(context: SiteContext, entry: MaintenanceNow) -> tuple[LinkView, ...]:
    """Return links for a reader's calendar; `webcal:` makes programs subscribe, not copy."""
    if entry.ended is not None:
        return ()
    say = context.words.say
    public = context.public(urls.CALENDAR)
    return (
        LinkView(say("This window"), context.href(urls.event_file(entry)), ".ics"),
        LinkView(say("All maintenance"), f"webcal:{public.partition(':')[2]}", say("subscription")),
    )


def _affected(context: SiteContext, entry: MaintenanceNow) -> tuple[Affected, ...]:
    affects = entry.maintenance.affects
    return tuple(
        Affected(
            sign(context, affects[name]),
            phrase(context, component.name),
            context.href(urls.component_page(name)),
        )
        for name, component in context.components.items()
        if name in affects
    )


def windows(context: SiteContext, starts: datetime, ends: datetime) -> tuple[WindowView, ...]:
    """Return a window in the site's zone, and in UTC if that differs."""
    words = context.words
    local = WindowView(_zone(words, starts), *_window(words, starts, ends))
    if words.zone_name(starts) == "UTC" == words.zone_name(ends):
        return (local,)
    return local, WindowView("UTC", *_window(words.in_utc, starts, ends))


def _zone(words: Wording, at: datetime) -> str:
    """Return the name of a zone with its city: Rome, CET."""
    city, name = words.city, words.zone_name(at)
    return name if city == name else f"{city}, {name}"


def _window(words: Wording, starts: datetime, ends: datetime) -> tuple[Markup, str]:
    first, last = words.local_date(starts), words.local_date(ends)
    times = filled(
        words.say("{start} to {end}"),
        start=moment(starts, words.time(starts)),
        end=moment(ends, words.time(ends)),
    )
    days = words.full_date(last)
    if first != last:
        message = words.say("{start} to {end}")
        days = message.format(start=words.past_day(first, last), end=words.past_day(last))
    return times, f"{capitalised(days)}, {words.duration(ends - starts)}"
