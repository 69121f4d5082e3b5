"""The figures that a reader of an incident looks for first."""

from collections.abc import Iterator
from datetime import datetime

from markupsafe import escape

from statusgen.domain.entry import components_of
from statusgen.domain.incident import IncidentNow, has_passed
from statusgen.model import IncidentStatus
from statusgen.model.states import to_say
from statusgen.render.context import SiteContext
from statusgen.render.views.entries import names
from statusgen.render.views.markup import filled, moment
from statusgen.render.views.parts import KeyFigure
from statusgen.render.views.times import age, clock, lapse
from statusgen.text.wording import capitalised


def key_figures(context: SiteContext, incident: IncidentNow) -> tuple[KeyFigure, ...]:
    """Return the next update, the start and emergency calls; of what is over, how long it took."""
    ended = incident.ended_as
    if incident.resolved is None or ended is None:
        return tuple(_of_open(context, incident))
    end = _time_figure(context, ended.label, incident.resolved)
    return end, _start(context, incident), _outcome(context, incident, ended)


def _of_open(context: SiteContext, incident: IncidentNow) -> Iterator[KeyFigure]:
    yield _next_update(context, incident)
    yield _start(context, incident)
    calls, say = incident.incident.emergency_calls, context.words.say
    if calls is not None and not has_passed(incident, incident.updates):
        note = say(calls.advice) if calls.advice else ""
        yield KeyFigure(say("Emergency calls"), escape(say(calls.figure)), note)


def _next_update(context: SiteContext, incident: IncidentNow) -> KeyFigure:
    """Return the time of the next promised update, or else of the last one."""
    if incident.next_update is None:
        return _time_figure(context, to_say("Last update"), incident.last_update.at)
    if incident.is_overdue:
        return _overdue(context, incident.next_update)
    return _time_figure(context, to_say("Next update"), incident.next_update)


def _overdue(context: SiteContext, due: datetime) -> KeyFigure:
    """Return by how much the next update is overdue."""
    say = context.words.say
    value = filled(say("was due {time}"), time=clock(context, due))
    late = filled(say("overdue by {t}"), t=lapse(context, due))
    return KeyFigure(say("Next update"), value, late)


def _start(context: SiteContext, incident: IncidentNow) -> KeyFigure:
    beginning = incident.beginning
    return _time_figure(context, beginning.kind.value, beginning.at)


def _outcome(context: SiteContext, incident: IncidentNow, ended: IncidentStatus) -> KeyFigure:
    """Return how long an outage took; of what was none, the components that were all right."""
    say = context.words.say
    if not ended.counts_as_outage:
        return KeyFigure(say(ended.recovered), names(context, components_of(incident)))
    lasted = context.words.duration((incident.resolved or incident.started) - incident.started)
    return KeyFigure(say("Duration"), escape(lasted))


def _time_figure(context: SiteContext, label: str, at: datetime) -> KeyFigure:
    """Return a time with its age; on a page that lasts with its date."""
    words = context.words
    if context.reader_at is not None:
        return KeyFigure(words.say(label), clock(context, at), age(context, at))
    date = moment(at, capitalised(words.past_day(words.local_date(at))))
    return KeyFigure(words.say(label), moment(at, words.time(at)), date)
