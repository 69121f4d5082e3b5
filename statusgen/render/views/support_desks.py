"""Who is there in each region: open or closed, until when, and what comes after that."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

from markupsafe import Markup
from msgspec import Struct

from statusgen.domain.history import next_midnight
from statusgen.domain.support_hours import SupportNow, support_changes, support_now
from statusgen.model import Policy, Region
from statusgen.render.context import RenderContext, SiteContext
from statusgen.render.views.live import LiveRegion, TimedUpdate
from statusgen.render.views.markup import filled, moment, stamp
from statusgen.render.views.parts import Phrase, phrase
from statusgen.text.wording import Wording

DESK_CHANGES = 4
"""How many openings and closings a page carries, to stay right between two builds."""


class SupportDesk(Struct, frozen=True):
    """A region open or closed, and until when by its own clock.

    `here` is the same instant by the site's clock, where that shows another time.
    """

    id: str
    is_open: bool
    words: Markup
    here: Markup


class RegionView(Struct, frozen=True):
    """A region with what it is now.

    `next_hours` are the instants, in UTC, at which it opens and closes the next time, empty where
    it never does; a script tells them by the reader's clock, where that is not the one of `zone`.
    """

    label: Phrase
    now: SupportDesk
    zone: str
    next_hours: str


def regions(context: RenderContext, policy: Policy) -> tuple[RegionView, ...]:
    """Return every region with what it is now."""
    return tuple(_region(context, each) for each in policy.regions)


def _region(context: RenderContext, region: Region) -> RegionView:
    now = _desk(context, region, context.now)
    timed_updates = islice(support_changes(region, context.now), int(now.is_open), None)
    return RegionView(
        label=phrase(context, region.label),
        now=now,
        zone=region.timezone.key,
        next_hours=" ".join(map(stamp, islice(timed_updates, 2))),
    )


def _desk(context: SiteContext, region: Region, at: datetime) -> SupportDesk:
    """Return what a region is at an instant, as it is told then."""
    now = support_now(region, at)
    there = context.words.in_zone(region.timezone)
    here = context.words
    is_other = now.until and there.time_zoned(now.until) != here.time_zoned(now.until)
    return SupportDesk(
        id=region.id,
        is_open=now.is_open,
        words=_standing(there, now, at),
        here=moment(now.until, here.coming(now.until, at)) if now.until and is_other else Markup(),
    )


def _standing(there: Wording, now: SupportNow, at: datetime) -> Markup:
    """Return whether it is open, and until when by the clock there."""
    if now.until is None:
        return filled(there.say("Open, always"))
    is_today = there.local_date(now.until) == there.local_date(at)
    closed = there.say("Opens at {time}") if is_today else there.say("Opens {time}")
    message = there.say("Open until {time}") if now.is_open else closed
    return filled(message, time=moment(now.until, there.coming(now.until, at)))


# --- what comes --------------------------------------------------------------------------------


def desk_updates(context: RenderContext) -> Iterator[TimedUpdate]:
    """Yield what a page tells of the regions from each of the next openings and closings on.

    A new day changes the words too: by the clock there, or by the site's.
    """
    policy = context.content.policy
    for region in policy.regions if policy else ():
        shown = _desk(context, region, context.now)
        for at in _instants(context, region):
            desk = _desk(context, region, at)
            if desk != shown:
                yield TimedUpdate(stamp(at), (LiveRegion(f"d-{region.id}", "desk", desk),))
            shown = desk


def _instants(context: RenderContext, region: Region) -> list[datetime]:
    """Return when a region turns the next times, and the midnights until then, in order."""
    timed_updates = list(islice(support_changes(region, context.now), DESK_CHANGES))
    zones = {region.timezone, context.words.zone} if timed_updates else ()
    days = (day for zone in zones for day in _midnights(context.now, timed_updates[-1], zone))
    return sorted({*timed_updates, *days})


def _midnights(start: datetime, end: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """Yield when each day begins in `zone` between two instants."""
    day = next_midnight(start, zone)
    while day < end:
        yield day
        day = next_midnight(day, zone)
