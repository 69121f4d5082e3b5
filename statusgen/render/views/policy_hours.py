"""Support hours: today in the site's zone as a drawing, and the week of each region in words."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from itertools import takewhile
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape
from msgspec import Struct

from statusgen.domain.history import next_midnight
from statusgen.domain.support_hours import support_spans
from statusgen.model import Holiday, Policy, Region
from statusgen.render.context import RenderContext, SiteContext
from statusgen.render.views.markup import filled
from statusgen.render.views.parts import inline
from statusgen.render.views.support_desks import RegionView, regions
from statusgen.spans import Span, overlap
from statusgen.text.policy_text import (
    always_extended,
    class_names,
    extended_way,
    spoken,
    usual_week,
)
from statusgen.text.wording import capitalised

_MINUTES = 24 * 60


class DayShare(Struct, frozen=True):
    """Part of a day as shares of its 24 hours, in per cent."""

    start: str
    end: str


class DayLine(Struct, frozen=True):
    """The hours of one day as a drawing and in words."""

    stretches: tuple[DayShare, ...]
    label: str


class RegionHours(Struct, frozen=True):
    """The hours of a region: the usual week, days off, today as a line, and now."""

    now: RegionView
    week: tuple[str, ...]
    clock: str
    holidays: tuple[Markup, ...]
    line: DayLine


class ExtendedHours(Struct, frozen=True):
    """Extended support, at any hour."""

    label: Markup
    terms: str
    line: DayLine


class HoursView(Struct, frozen=True):
    """Today in the `zone` of the site, as drawings; `now` is a share of the day in per cent."""

    date: str
    day: str
    zone: str
    now: str
    regions: tuple[RegionHours, ...]
    extended: ExtendedHours | None


def hours_view(context: RenderContext, policy: Policy) -> HoursView:
    """Return the support hours as the page of the policy shows them."""
    words = context.words
    today = words.local_date(context.now)
    views = zip(policy.regions, regions(context, policy), strict=True)
    return HoursView(
        date=today.isoformat(),
        day=capitalised(words.full_day(today)),
        zone=words.zone_name(context.now),
        now=_share(_minute(context, context.now, today)),
        regions=tuple(_region(context, region, now) for region, now in views),
        extended=_extended(context, policy),
    )


def _region(context: RenderContext, region: Region, now: RegionView) -> RegionHours:
    return RegionHours(
        now=now,
        week=tuple(map(capitalised, usual_week(context.words, region))),
        clock=_clock(context, region),
        holidays=tuple(_holiday(context, each) for each in region.holidays),
        line=_line(context, tuple(_today(context, region))),
    )


def _clock(context: RenderContext, region: Region) -> str:
    """Return the zone of the hours, and that summer time is followed if it is."""
    months = _first_of_months(context.now.year, region.timezone)
    name, zone = _zone_name(context, region, months), region.timezone.key
    known = f"{name}, {zone}" if name != zone else zone
    if len({each.utcoffset() for each in months}) == 1:
        return known
    return context.words.say("{zone}, with daylight saving time").format(zone=known)


def _zone_name(context: RenderContext, region: Region, months: Sequence[datetime]) -> str:
    """Return what the policy calls a zone; a short name of the zone is the one in force now.

    So CET of the policy is CEST in July, as in all times of the page.
    """
    if region.zone_name in {each.tzname() for each in months}:
        return context.words.in_zone(region.timezone).zone_name(context.now)
    return region.zone_name or region.timezone.key


def _first_of_months(year: int, zone: ZoneInfo) -> tuple[datetime, ...]:
    return tuple(datetime(year, month, 1, tzinfo=zone) for month in range(1, 13))


def _holiday(context: SiteContext, holiday: Holiday) -> Markup:
    day = context.words.full_date(holiday.date)
    message = context.words.say("{label}: {value}")
    return filled(message, label=day, value=inline(context, holiday.name))


def _extended(context: SiteContext, policy: Policy) -> ExtendedHours | None:
    extended = always_extended(policy)
    if extended is None:
        return None
    way = extended_way(context.words, policy, extended)
    message = context.words.say("In {languages}")
    return ExtendedHours(
        label=escape(f"{class_names(context.words, policy, extended)}, {way}"),
        terms=message.format(languages=spoken(context.words, extended)),
        line=_line(context, ((0, _MINUTES),)),
    )


# --- a day as a line ---------------------------------------------------------------------------


def _today(context: RenderContext, region: Region) -> Iterator[tuple[int, int]]:
    """Yield the hours of a region on the site's day, in minutes of that day."""
    zone = context.words.zone
    day = context.words.local_date(context.now)
    today = Span(datetime.combine(day, time(), zone), next_midnight(context.now, zone))
    ahead = support_spans(region, today.start)
    for span in takewhile(lambda each: today.end is None or each.start < today.end, ahead):
        part = overlap(span, today)
        if part is not None and part.end is not None:
            yield _minute(context, part.start, day), _minute(context, part.end, day)


def _minute(context: SiteContext, at: datetime, day: date) -> int:
    """Return an instant as minutes of `day` in the site's zone; the end of the day if later."""
    local = at.astimezone(context.words.zone)
    return _MINUTES if local.date() > day else local.hour * 60 + local.minute


def _line(context: SiteContext, stretches: tuple[tuple[int, int], ...]) -> DayLine:
    texts = [context.words.span(_shown(start), _shown(end)) for start, end in stretches]
    say = context.words.say
    label = (
        say("Open {hours}").format(hours=context.words.joined(texts)) if texts else say("Closed")
    )
    return DayLine(tuple(DayShare(_share(start), _share(end)) for start, end in stretches), label)


def _share(minute: int) -> str:
    return f"{minute / _MINUTES:.2%}"


def _shown(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
