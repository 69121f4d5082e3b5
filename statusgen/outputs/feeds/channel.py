"""Which feeds there are, and what each of them is about."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from statusgen.domain.incident import IncidentNow
from statusgen.domain.maintenance import MaintenanceNow
from statusgen.domain.world import Entry, News
from statusgen.render import urls
from statusgen.render.context import RenderContext

NEWEST = 50
"""How many items or entries a feed holds."""


class Channel(Struct, frozen=True):
    """One feed, whatever its format.

    `place` is the folder of its files and `page` the page that tells people the same; `news` is
    all that it could tell, newest first.
    """

    place: str
    title: str
    description: str
    page: str
    news: tuple[News, ...]

    @property
    def newest(self) -> tuple[News, ...]:
        """The news that a feed with one item for each has room for, newest first."""
        return self.news[:NEWEST]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries that a feed of entries has room for, the one that moved last leading."""
        found: dict[str, Entry] = {}
        for news in self.news:
            found.setdefault(news.entry.id, news.entry)
        return tuple(islice(found.values(), NEWEST))


def channels(context: RenderContext) -> Iterator[Channel]:
    """Yield the feed of the whole site, those of both kinds of entry and that of each component.

    Several feeds may tell the same news; those that have nothing to tell are there too.
    """
    say, news = context.words.say, context.world.news
    everything = say("Incidents and planned maintenance, as they are announced.")
    yield _channel(context, urls.HOME, None, everything, news)
    yield _channel(
        context,
        urls.INCIDENTS,
        say("Incidents"),
        say("Incidents, as they are announced."),
        (each for each in news if isinstance(each.entry, IncidentNow)),
    )
    yield _channel(
        context,
        urls.MAINTENANCE,
        say("Maintenance"),
        say("Planned maintenance, as it is announced."),
        (each for each in news if isinstance(each.entry, MaintenanceNow)),
    )
    of_component = _by_component(news)
    for component in context.world.content.components:
        place, name = urls.component_page(component.id), context.text(component.name)
        told = of_component.get(component.id, ())
        yield replace(_channel(context, place, name, everything, told), page=place)


def _channel(
    context: RenderContext, place: str, part: str | None, description: str, news: Iterable[News]
) -> Channel:
    """Return a feed about `part` of the site, or all of it; of sample content it says so."""
    site, say = context.world.content.site, context.words.say
    title = context.text(site.name)
    if part is not None:
        title = say("{site}: {part}").format(site=title, part=part)
    if site.sample:
        title = say("{name} (sample content)").format(name=title)
        invented = say("This is sample content. Its components and events are invented.")
        description = f"{description} {invented}"
    return Channel(place, title, description, urls.HOME, tuple(news))


def _by_component(news: Iterable[News]) -> Mapping[str, list[News]]:
    """Return the news of each component: from the one on in which its entry first names it.

    What was told before is not told late, when an incident spreads: readers of the component's
    feed would hear it in the wrong order, and Atom's entry has all of it.
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
