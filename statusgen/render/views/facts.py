"""The three figures that a reader of an incident looks for first."""

from datetime import datetime

from markupsafe import Markup, escape
from msgspec.structs import replace

from statusgen.domain.incident import IncidentNow
from statusgen.domain.world import named
from statusgen.render.context import Edition
from statusgen.render.views.entries import names
from statusgen.render.views.index import Index
from statusgen.render.views.parts import Fact, filled
from statusgen.render.views.times import age, clock, lapse
from statusgen.text.policy_text import answer


def facts(edition: Edition, index: Index, incident: IncidentNow) -> tuple[Fact, ...]:
    """Return the three figures that a reader looks for first."""
    return (
        _news_fact(edition, incident),
        _since_fact(edition, incident),
        _third_fact(edition, index, incident),
    )


def _news_fact(edition: Edition, incident: IncidentNow) -> Fact:
    """Return when the next word comes; or, where none is promised, when the last one came."""
    say = edition.words.say
    if incident.resolved is not None:
        return _time_fact(edition, say("Resolved"), incident.resolved)
    if incident.next_update is None:
        return _time_fact(edition, say("Last update"), incident.last_update.at)
    if incident.is_overdue:
        return _overdue_fact(edition, incident.next_update)
    promised = _time_fact(edition, say("Next update"), incident.next_update)
    return replace(promised, yours=say("In your time, {zone}: {start}"))


def _overdue_fact(edition: Edition, due: datetime) -> Fact:
    """Return that the next word should have come, and how long ago."""
    words = edition.words
    value = filled(words.say("was due {time}"), time=clock(edition, due))
    late = filled(words.say("overdue by {t}"), t=lapse(edition, due))
    note = filled("{zone}, {late}", zone=words.zone_name(due), late=late)
    return Fact(words.say("Next update"), value, note)


def _since_fact(edition: Edition, incident: IncidentNow) -> Fact:
    words = edition.words
    label = words.say("Since") if incident.is_open else words.say("Began")
    zone, lasted = words.zone_name(incident.started), _lasted(edition, incident)
    note = filled("{zone}, {t}", zone=zone, t=lasted)
    return Fact(label, clock(edition, incident.started), note)


def _lasted(edition: Edition, incident: IncidentNow) -> Markup | str:
    if incident.resolved is None:
        return lapse(edition, incident.started)
    return edition.words.duration(incident.resolved - incident.started)


def _third_fact(edition: Edition, index: Index, incident: IncidentNow) -> Fact:
    """Return how soon it was answered; where nothing is claimed of that, how fresh the news is.

    Where that has been said already, it is what is affected.
    """
    say, policy = edition.words.say, edition.world.content.policy
    if policy is not None and incident.verdict is not None:
        said = answer(edition.words, policy, incident.verdict)
        return Fact(said.label, escape(said.value), said.note)
    if incident.next_update is not None:
        return _time_fact(edition, say("Last update"), incident.last_update.at)
    label = say("Affects") if incident.is_open else say("Affected")
    return Fact(label, names(edition, index, incident.affects or named(incident)))


def _time_fact(edition: Edition, label: str, at: datetime) -> Fact:
    told = (edition.words.zone_name(at), age(edition, at))
    return Fact(label, clock(edition, at), Markup(", ").join(filter(None, told)))
