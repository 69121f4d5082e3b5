"""A window of a maintenance: its times, its day and length, and how far it has come."""

from datetime import datetime, timedelta

from markupsafe import Markup
from msgspec import Struct

from statusgen.domain.maintenance import MaintenanceNow, elapsed
from statusgen.render.context import SiteContext
from statusgen.render.json_text import instant
from statusgen.render.views.markup import filled, moment
from statusgen.text.wording import Wording, capitalised

_DAY = timedelta(days=1)


class Progress(Struct, frozen=True):
    """How far a window has come, as a drawing from `start` to `end` and in words."""

    start: str
    end: str
    share: str
    label: str


class WindowView(Struct, frozen=True):
    """A window: its two times, its days with its length and zone, and its progress if it runs."""

    times: Markup
    days: Markup
    progress: Progress | None = None


def window(context: SiteContext, starts: datetime, ends: datetime) -> WindowView:
    """Return a window in the site's zone."""
    words = context.words
    times = filled(
        words.say("{start} to {end}"),
        start=moment(starts, words.time(starts)),
        end=moment(ends, words.time(ends)),
    )
    length, zone = words.duration(ends - starts), words.with_spoken_zone.zone_name(starts)
    days = filled("{d}, {l}, {z}", d=_days(words, starts, ends), l=length, z=_named(zone))
    return WindowView(times, days)


def running_window(context: SiteContext, entry: MaintenanceNow, now: datetime) -> WindowView:
    """Return the window of work that goes on, with how far it has come at `now`."""
    made = window(context, entry.starts, entry.ends)
    share = elapsed(entry, now)
    words = context.words
    passed = words.say("{n} %").format(n=int(share * 100))
    label = words.say("{share} of the window is over").format(share=passed)
    progress = Progress(
        instant(entry.starts), instant(entry.ends), f"{float(share * 100):.2f}%", label
    )
    return WindowView(made.times, made.days, progress)


def _named(zone: str) -> Markup:
    """Return the name of the zone of the times beside it, marked for a script that changes it."""
    return Markup("<span data-zone-name>{}</span>").format(zone)


def _days(words: Wording, starts: datetime, ends: datetime) -> Markup:
    first, last = words.local_date(starts), words.local_date(ends)
    if first == last or ends - starts < _DAY:
        return moment(starts, capitalised(words.full_date(first)))
    message = words.say("{start} to {end}")
    return filled(
        message,
        start=moment(starts, capitalised(words.past_day(first, last))),
        end=moment(ends, words.past_day(last)),
    )


def window_line(context: SiteContext, starts: datetime, ends: datetime) -> Markup:
    """Return a window with its length in a line: Tue 1 Dec, 22:00 to 02:00 · 4 h."""
    words = context.words
    is_near = ends - starts < _DAY
    until = (
        words.time(ends) if is_near else f"{words.day(words.local_date(ends))}, {words.time(ends)}"
    )
    start = moment(
        starts, f"{capitalised(words.day(words.local_date(starts)))}, {words.time(starts)}"
    )
    span = filled(words.say("{start} to {end}"), start=start, end=moment(ends, until))
    return filled("{span} · {length}", span=span, length=words.duration(ends - starts))
