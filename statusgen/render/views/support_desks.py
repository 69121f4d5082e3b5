"""The support desk of each region: open or closed, until when, and its next changes."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

from markupsafe import Markup
from msgspec import Struct

from statusgen.domain.forecast import HORIZON
from statusgen.domain.history import next_midnight
from statusgen.domain.support_hours import SupportNow, support_changes, support_now
from statusgen.model import Policy, Region
from statusgen.render.context import RenderContext, SiteContext
from statusgen.render.json_text import instant
from statusgen.render.views.live import LiveRegion, TimedUpdate
from statusgen.render.views.markup import filled, moment
from statusgen.render.views.parts import Phrase, phrase
from statusgen.text.wording import Wording


class SupportDesk(Struct, frozen=True):
    """The support desk of a region, open or closed, and until when in its own zone.

    `here` is the same instant in the site's zone, where its local time differs.
    """

    id: str
    is_open: bool
    words: Markup
    here: Markup


class RegionView(Struct, frozen=True):
    """A region with its support desk.

    `next_hours` are the instants in UTC of its next opening and closing, empty if there are none;
    a script shows them in the reader's zone if that is not `zone`.
    """

    label: Phrase
    now: SupportDesk
    zone: str
    next_hours: str


def regions(context: RenderContext, policy: Policy) -> tuple[RegionView, ...]:
    """Return every region with its support desk."""
    return tuple(_region(context, each) for each in policy.regions)


def _region(context: RenderContext, region: Region) -> RegionView:
    now = _desk(context, region, context.now)
    timed_updates = islice(support_changes(region, context.now), int(now.is_open), None)
    return RegionView(
        label=phrase(context, region.label),
        now=now,
        zone=region.timezone.key,
        next_hours=" ".join(map(instant, islice(timed_updates, 2))),
    )


def _desk(context: SiteContext, region: Region, at: datetime) -> SupportDesk:
    """Return the support desk of a region at an instant."""
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
    """Return whether a desk is open, and until when in its own zone."""
    if now.until is None:
        return filled(there.say("Always open"))
    is_today = there.local_date(now.until) == there.local_date(at)
    closed = there.say("Opens at {time}") if is_today else there.say("Opens {time}")
    message = there.say("Open until {time}") if now.is_open else closed
    return filled(message, time=moment(now.until, there.coming(now.until, at)))


# --- changes to come ---------------------------------------------------------------------------


def desk_updates(context: RenderContext) -> Iterator[TimedUpdate]:
    """Yield the updates of a page at the next openings and closings of support desks.

    A new day, in the region's zone or the site's, changes the words too.
    """
    policy = context.content.policy
    for region in policy.regions if policy else ():
        shown = _desk(context, region, context.now)
        for at in _instants(context, region):
            desk = _desk(context, region, at)
            if desk != shown:
                yield TimedUpdate(instant(at), (LiveRegion(f"d-{region.id}", "desk", desk),))
            shown = desk


def _instants(context: RenderContext, region: Region) -> list[datetime]:
    """Return when a region opens or closes within the horizon, and its midnights, in order."""
    end = context.now + HORIZON
    changes = list(takewhile(lambda at: at < end, support_changes(region, context.now)))
    zones = {region.timezone, context.words.zone}
    days = (day for zone in zones for day in _midnights(context.now, end, zone))
    return sorted({*changes, *days})


def _midnights(start: datetime, end: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """Yield the beginning of each day in `zone` between two instants."""
    day = next_midnight(start, zone)
    while day < end:
        yield day
        day = next_midnight(day, zone)
