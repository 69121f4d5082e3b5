"""Updates that a page contains to stay true until the next build, each with its time.

They are rendered by the same views from forecast worlds, so the words are those of a page built at
that time; a script of the page only shows the updates that are due by the reader's clock.
"""

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from statusgen.render import urls
from statusgen.render.context import RenderContext
from statusgen.render.json_text import instant
from statusgen.render.palette import SHAPES
from statusgen.render.views.index import Index


class LiveRegion(Struct, frozen=True):
    """A part of a page that changes by the clock alone: its name, and its view.

    `kind` selects the macro of the template; elements of the page with its name are replaced.
    """

    name: str
    kind: str
    view: object


class TimedUpdate(Struct, frozen=True):
    """The regions of a page that change at an instant, given in UTC."""

    at: str
    regions: tuple[LiveRegion, ...]


class LiveData(Struct, frozen=True):
    """Data for the script that keeps any page of a context true.

    Instants are in UTC: `built` is that of the build, `next` that from which a newer page should
    exist; the file at `news` has those of the newest build. `day` is the date of the build in
    `zone`; `ages` are the patterns of durations, `stale` is the message of an outdated page.
    """

    built: str
    next: str
    news: str
    zone: str
    day: str
    ages: str
    stale: str


LiveRegions = Callable[[RenderContext, Index], Iterable[LiveRegion]]
"""A function that yields the live regions of a page in a world."""


def live_data(context: RenderContext) -> LiveData:
    """Return the data for the script of all pages about the present."""
    words, world = context.words, context.world
    stale = words.say("This page is as of {time}, and no newer one can be had at the moment.")
    return LiveData(
        built=instant(world.now),
        next=instant(world.next_change.at),
        news=context.shared(urls.BUILD),
        zone=words.zone.key,
        day=words.brief_day(words.local_date(world.now)),
        ages="|".join(words.age_patterns),
        stale=stale.format(time=words.stamp(world.now)),
    )


def timed_updates(
    context: RenderContext, found: Index, regions_of: LiveRegions
) -> Iterator[TimedUpdate]:
    """Yield the updates of a page in the forecast worlds, each with the changed regions only."""
    shown = tuple(_page_regions(context, found, regions_of))
    for coming in found.ahead:
        later = tuple(_page_regions(context.later(coming.world), coming, regions_of))
        changed = tuple(region for region in later if region not in shown)
        if changed:
            yield TimedUpdate(instant(coming.world.now), changed)
        shown = later


def _page_regions(
    context: RenderContext, found: Index, regions_of: LiveRegions
) -> Iterator[LiveRegion]:
    yield LiveRegion("icon", "icon", context.shared(urls.state_icon(SHAPES[context.world.overall])))
    yield from regions_of(context, found)


def in_time_order(*series: Iterable[TimedUpdate]) -> tuple[TimedUpdate, ...]:
    """Return the updates of several parts of a page in order of time."""
    return tuple(
        sorted((update for each in series for update in each), key=lambda update: update.at)
    )
