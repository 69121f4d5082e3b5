"""The three figures that a reader of an incident looks for first."""

from datetime import datetime

from markupsafe import Markup, escape
from msgspec.structs import replace

from statusgen.domain.entry import components_of
from statusgen.domain.incident import IncidentNow
from statusgen.render.context import SiteContext
from statusgen.render.views.entries import names
from statusgen.render.views.markup import filled
from statusgen.render.views.parts import KeyFigure
from statusgen.render.views.times import age, clock, lapse
from statusgen.text.policy_text import verdict_summary


def key_figures(context: SiteContext, incident: IncidentNow) -> tuple[KeyFigure, ...]:
    """Return the three figures that a reader looks for first."""
    return (
        _news_fact(context, incident),
        _since_fact(context, incident),
        _response_fact(context, incident),
    )


def _news_fact(context: SiteContext, incident: IncidentNow) -> KeyFigure:
    """Return the time of the next promised update, or else of the last one."""
    say = context.words.say
    if incident.resolved is not None and incident.ended_as is not None:
        return _time_fact(context, say(incident.ended_as.label), incident.resolved)
    if incident.next_update is None:
        return _time_fact(context, say("Last update"), incident.last_update.at)
    if incident.is_overdue:
        return _overdue_fact(context, incident.next_update)
    promised = _time_fact(context, say("Next update"), incident.next_update)
    return replace(promised, yours=say("In your time zone ({zone}): {start}"))


def _overdue_fact(context: SiteContext, due: datetime) -> KeyFigure:
    """Return by how much the next update is overdue."""
    words = context.words
    value = filled(words.say("was due {time}"), time=clock(context, due))
    late = filled(words.say("overdue by {t}"), t=lapse(context, due))
    note = filled("{zone}, {late}", zone=words.zone_name(due), late=late)
    return KeyFigure(words.say("Next update"), value, note)


def _since_fact(context: SiteContext, incident: IncidentNow) -> KeyFigure:
    words = context.words
    label = words.say("Since") if incident.is_open else words.say("Began")
    zone, lasted = words.zone_name(incident.started), _lasted(context, incident)
    note = filled("{zone}, {t}", zone=zone, t=lasted)
    return KeyFigure(label, clock(context, incident.started), note)


def _lasted(context: SiteContext, incident: IncidentNow) -> Markup | str:
    if incident.resolved is None:
        return lapse(context, incident.started)
    return context.words.duration(incident.resolved - incident.started)


def _response_fact(context: SiteContext, incident: IncidentNow) -> KeyFigure:
    """Return the outcome of the response goal; without one, the time of the last update.

    If `_news_fact` has that time already, return the affected components.
    """
    say, policy = context.words.say, context.content.policy
    if policy is not None and incident.verdict is not None:
        verdict = verdict_summary(context.words, policy, incident.verdict)
        return KeyFigure(verdict.label, escape(verdict.value), verdict.note)
    if incident.next_update is not None:
        return _time_fact(context, say("Last update"), incident.last_update.at)
    label, ended = say("Affects"), incident.ended_as
    if ended is not None:
        label = say("Affected") if ended.counts_as_outage else say(ended.recovered)
    return KeyFigure(label, names(context, incident.affects or components_of(incident)))


def _time_fact(context: SiteContext, label: str, at: datetime) -> KeyFigure:
    parts = (context.words.zone_name(at), age(context, at))
    return KeyFigure(label, clock(context, at), Markup(", ").join(filter(None, parts)))
