"""Updates that keep a page true until the next build, each with its time.

They are rendered by the same views from forecast worlds, so the words are those of a page built at
that time; a script of the page only shows the updates that are due by the reader's clock. The page
contains the updates of the day of its build, a separate file those of later days.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from markupsafe import Markup
from msgspec import Struct

from statusgen.domain.forecast import HORIZON
from statusgen.domain.history import next_midnight
from statusgen.render import urls
from statusgen.render.context import RenderContext
from statusgen.render.json_text import instant
from statusgen.render.palette import SHAPES
from statusgen.render.views.assets import asset_files
from statusgen.render.views.index import Index, index
from statusgen.render.views.markup import filled, safe


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
    exist; the file at `news` has those of the newest build. From `later` on, updates are in a file
    below `files`, which `script` loads; `bars` is the script of the bars. Entries are known until
    `until`, support hours until `end`. `day` is the date of the build in `zone`; `ages` are the
    patterns of durations, `stale` is the message of an outdated page, `hours` the one in place of
    support hours that are not known.
    """

    built: str
    next: str
    news: str
    later: str
    files: str
    script: str
    bars: str
    until: str
    end: str
    zone: str
    day: str
    ages: str
    stale: str
    hours: Markup


NO_DATA = LiveData("", "", "", "", "", "", "", "", "", "", "", "", "", Markup())
"""In the place of the data of a page of which only the main part is used."""

LiveRegions = Callable[[RenderContext, Index], Iterable[LiveRegion]]
"""A function that yields the live regions of a page in a world."""


def live_data(context: RenderContext) -> LiveData:
    """Return the data for the script of all pages about the present."""
    words, world, scripts = context.words, context.world, asset_files(context)
    stale = words.say(
        "This page was last updated at {time}; a newer version cannot be loaded at the moment."
    )
    return LiveData(
        built=instant(world.now),
        next=instant(world.next_change.at),
        news=context.shared(urls.BUILD),
        later=instant(first_later(context)),
        files=context.shared(urls.later_folder(context.folder)),
        script=context.shared(scripts["renew.js"]),
        bars=context.shared(scripts["bars.js"]),
        until=instant(index(world).forecast.until),
        end=instant(world.now + HORIZON),
        zone=words.zone.key,
        day=words.brief_day(words.local_date(world.now)),
        ages="|".join(words.age_patterns),
        stale=stale.format(time=words.stamp(world.now)),
        hours=_hours(context),
    )


def _hours(context: RenderContext) -> Markup:
    """Return where support hours are found, empty where there is no policy."""
    if context.content.policy is None:
        return Markup()
    label = context.words.say("the hours of each region")
    link = safe('<a href="{}#hours">{}</a>').format(context.href(urls.SLA), label)
    return filled(context.words.say("Support hours: see {link}"), link=link)


def first_later(context: RenderContext) -> datetime:
    """Return from when on changes are not in the page itself: the next midnight."""
    return next_midnight(context.now, context.words.zone)


def timed_updates(
    context: RenderContext, found: Index, regions_of: LiveRegions
) -> Iterator[TimedUpdate]:
    """Yield the updates of a page until the end of the day, each with the changed regions only."""
    shown = tuple(regions_of(context, found))
    for coming in found.today:
        later = tuple(regions_of(context.later(coming.world), coming))
        changed = tuple(region for region in later if region not in shown)
        if changed:
            yield TimedUpdate(instant(coming.world.now), changed)
        shown = later


def icon(context: RenderContext) -> LiveRegion:
    """Return the icon of a page, which shows the state of the site."""
    shape = SHAPES[context.world.overall]
    return LiveRegion("icon", "icon", context.shared(urls.state_icon(shape)))


def in_time_order(*series: Iterable[TimedUpdate]) -> tuple[TimedUpdate, ...]:
    """Return the updates of several parts of a page in order of time."""
    return tuple(
        sorted((update for each in series for update in each), key=lambda update: update.at)
    )
