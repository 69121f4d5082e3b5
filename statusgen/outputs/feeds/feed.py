"""The feeds of a site, and the news in each."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from statusgen.domain.entry import Entry
from statusgen.domain.incident import IncidentNow
from statusgen.domain.maintenance import MaintenanceNow
from statusgen.domain.news import News
from statusgen.domain.world import World
from statusgen.render import urls
from statusgen.render.context import RenderContext

NEWEST = 50
"""Maximum number of items or entries in a feed."""


class DatedEntry(Struct, frozen=True):
    """An entry with the dates of its news that have come, newest first."""

    entry: Entry
    dates: tuple[datetime, ...]


class Feed(Struct, frozen=True):
    """One feed, whatever its format.

    `place` is the folder of its files, `id_place` the one that its id is built from, and `page`
    the page with the same for people. `newest` is the news of formats with one item for each,
    `entries` are those of formats with one for each entry, the last updated first. Beside the
    newest, both have what is newest of every open incident.
    """

    place: str
    id_place: str
    title: str
    description: str
    page: str
    newest: tuple[News, ...]
    entries: tuple[DatedEntry, ...]


def feeds(context: RenderContext) -> Iterator[Feed]:
    """Yield the feed of the whole site, those of both kinds of entry and that of each component.

    Several feeds may have the same news; those without any are published too.
    """
    say = context.words.say
    news = tuple(each for each in context.world.news if each.date <= context.now)
    everything = say("Incidents and planned maintenance, as they are announced.")
    yield _feed(context, urls.HOME, None, everything, news)
    yield _feed(
        context,
        urls.INCIDENTS,
        say("Incidents"),
        say("Incidents, as they are announced."),
        (each for each in news if isinstance(each.entry, IncidentNow)),
    )
    yield _feed(
        context,
        urls.MAINTENANCE,
        say("Maintenance"),
        say("Planned maintenance, as it is announced."),
        (each for each in news if isinstance(each.entry, MaintenanceNow)),
    )
    of_component = _by_component(news)
    for component in context.content.components:
        place, name = urls.component_page(component.id), context.text(component.name)
        own = of_component.get(component.id, ())
        feed = _feed(context, place, name, everything, own)
        yield replace(feed, page=place, id_place=urls.component_page(component.stable_id))


def _feed(
    context: RenderContext, place: str, part: str | None, description: str, news: Iterable[News]
) -> Feed:
    """Return a feed about `part` of the site, or all of it; of sample content it says so."""
    site, say = context.content.site, context.words.say
    title = context.text(site.name)
    if part is not None:
        title = say("{site}: {part}").format(site=title, part=part)
    if site.sample:
        title = say("{name} (sample content)").format(name=title)
        invented = say("This is sample content. Its components and events are invented.")
        description = f"{description} {invented}"
    listed = tuple(news)
    return Feed(
        place, place, title, description, urls.HOME, _newest(listed), _entries(context, listed)
    )


def _newest(news: tuple[News, ...]) -> tuple[News, ...]:
    """Return the newest news, and beyond them the newest of each incident that is still open."""
    named = {each.entry.id for each in news[:NEWEST]}
    return (*news[:NEWEST], *(each for each in _first_of_each(news) if _is_lasting(each, named)))


def _is_lasting(news: News, named: Container[str]) -> bool:
    entry = news.entry
    return isinstance(entry, IncidentNow) and entry.is_open and entry.id not in named


def _first_of_each(news: Iterable[News]) -> Iterable[News]:
    found: dict[str, News] = {}
    for each in news:
        found.setdefault(each.entry.id, each)
    return found.values()


def _entries(context: RenderContext, news: Iterable[News]) -> tuple[DatedEntry, ...]:
    """Return the entries of the newest news, and beyond them the incidents that are open."""
    first = tuple(_first_of_each(news))
    named = {each.entry.id for each in first[:NEWEST]}
    listed = (*first[:NEWEST], *(each for each in first if _is_lasting(each, named)))
    dates = _dates(context.world)
    return tuple(DatedEntry(each.entry, tuple(dates[each.entry.id])) for each in listed)


@lru_cache(maxsize=4)
def _dates(world: World) -> Mapping[str, list[datetime]]:
    """Return the dates of the news of each entry that have come, newest first."""
    found: dict[str, list[datetime]] = defaultdict(list)
    for each in world.news:
        if each.date <= world.now:
            found[each.entry.id].append(each.date)
    return found


def _by_component(news: Iterable[News]) -> Mapping[str, list[News]]:
    """Return the news of each component: from the one on in which its entry first names it.

    Earlier news is not added when an incident spreads: readers of the component's feed would get
    it in the wrong order, and the entry in Atom has all of it.
    """
    found: dict[str, list[News]] = defaultdict(list)
    for each in news:
        for name, since in _named_since(each.entry).items():
            if since <= each.at:
                found[name].append(each)
    return found


def _named_since(entry: Entry) -> Mapping[str, datetime]:
    """Return the components that an entry has named, each with when it first did."""
    if isinstance(entry, MaintenanceNow):
        return dict.fromkeys(entry.maintenance.affects, entry.maintenance.announced)
    since = dict.fromkeys(entry.incident.affects, entry.updates[0].at)
    for update in entry.updates:
        for name in update.affects:
            since.setdefault(name, update.at)
    return since
