"""What a page carries to stay true until it is built again: what it will show, and from when on.

The words are those of a page that is built at that time, as they are made by the same views from
the worlds to come; a script of the page only picks what is due by the reader's clock.
"""

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from statusgen.render import urls
from statusgen.render.context import RenderContext
from statusgen.render.palette import SHAPES
from statusgen.render.views.index import Index
from statusgen.render.views.markup import stamp


class LiveRegion(Struct, frozen=True):
    """A part of a page that the clock may change: its name, and what is to stand there.

    `kind` tells the template how to show it; elements of the page with its name are replaced.
    """

    name: str
    kind: str
    view: object


class TimedUpdate(Struct, frozen=True):
    """What stands on a page from an instant on, in UTC, where that is something else."""

    at: str
    regions: tuple[LiveRegion, ...]


class LiveData(Struct, frozen=True):
    """What a script needs to keep any page of a context true.

    Instants are in UTC: when the page was `built`, and from when on there should be a newer one,
    of which the file at `news` tells. `day` is the date of the build by the clocks of `zone`, as
    times are told without one; `ages` are the patterns of lengths of time, `stale` is what to say
    of a page that should have been built again.
    """

    built: str
    next: str
    news: str
    zone: str
    day: str
    ages: str
    stale: str


LiveRegions = Callable[[RenderContext, Index], Iterable[LiveRegion]]
"""What a page shows of a world where the clock may change it."""


def live_data(context: RenderContext) -> LiveData:
    """Return what the script of every page needs that tells how things stand."""
    words, world = context.words, context.world
    stale = words.say("This page is as of {time}, and no newer one can be had at the moment.")
    return LiveData(
        built=stamp(world.now),
        next=stamp(world.next_change.at),
        news=context.shared(urls.BUILD),
        zone=words.zone.key,
        day=words.brief_day(words.local_date(world.now)),
        ages="|".join(words.age_patterns),
        stale=stale.format(time=words.stamp(world.now)),
    )


def timed_updates(
    context: RenderContext, found: Index, regions_of: LiveRegions
) -> Iterator[TimedUpdate]:
    """Yield what a page shows in the worlds to come, each time only what changes."""
    shown = tuple(_page_regions(context, found, regions_of))
    for coming in found.ahead:
        later = tuple(_page_regions(context.later(coming.world), coming, regions_of))
        changed = tuple(region for region in later if region not in shown)
        if changed:
            yield TimedUpdate(stamp(coming.world.now), changed)
        shown = later


def _page_regions(
    context: RenderContext, found: Index, regions_of: LiveRegions
) -> Iterator[LiveRegion]:
    yield LiveRegion("icon", "icon", context.shared(urls.state_icon(SHAPES[context.world.overall])))
    yield from regions_of(context, found)


def in_time_order(*series: Iterable[TimedUpdate]) -> tuple[TimedUpdate, ...]:
    """Return the turns of several parts of a page in the order in which they come."""
    return tuple(
        sorted((update for each in series for update in each), key=lambda update: update.at)
    )
