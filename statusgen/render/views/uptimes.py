"""The uptimes of a component over several lengths of time."""

from datetime import datetime

from markupsafe import Markup, escape

from statusgen.domain.component_now import YEAR, ComponentNow
from statusgen.domain.uptime import RecentUptime, UptimeCourse
from statusgen.render.context import RenderContext
from statusgen.render.views.markup import dated, filled
from statusgen.render.views.parts import KeyFigure


def uptimes(context: RenderContext, now: ComponentNow) -> tuple[KeyFigure, ...]:
    """Return the uptimes of the last 30 and 90 days and of the last year."""
    words = context.words
    lengths = (
        (words.count("{n} day", "{n} days", 30), 30),
        (words.count("{n} day", "{n} days", 90), 90),
        (words.say("12 months"), YEAR),
    )
    return tuple(_figure(context, label, now.recent_uptime(days)) for label, days in lengths)


def _figure(context: RenderContext, label: str, uptime: RecentUptime) -> KeyFigure:
    words, since = context.words, Markup()
    if uptime.since is not None:
        day = words.past_day(uptime.since, words.local_date(context.now))
        since = filled(words.say("data since {day}"), day=dated(uptime.since, day))
    course = counted_on(uptime.course, context.now)
    return KeyFigure(label, _share(words.uptime(uptime.share), course), since)


def _share(words: str, course: str) -> Markup:
    """Return an uptime, with the figures of its course if there are any."""
    message = Markup('<span data-uptime="{}">{}</span>')
    return message.format(course, words) if course else escape(words)


def counted_on(course: UptimeCourse | None, now: datetime) -> str:
    """Return the figures with which a script counts an uptime on, in seconds; empty without any.

    They are the beginning of the uptime and what was lost; while more is lost, also until when,
    and the share that is lost from then on.
    """
    if course is None:
        return ""
    start, at = (int(each.timestamp()) for each in (course.start, now))
    lost = f"{start} {round(course.lost / 1_000_000)}"
    return f"{lost} {at} {float(course.rate):g}" if course.rate else lost
