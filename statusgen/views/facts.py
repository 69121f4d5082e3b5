"""The three figures that a reader of an incident looks for first."""

from datetime import datetime

from markupsafe import escape

from statusgen.edition import Edition
from statusgen.lifecycle import IncidentNow
from statusgen.policy_words import answer
from statusgen.views.entries import names
from statusgen.views.index import Index
from statusgen.views.parts import Fact, filled
from statusgen.views.times import age, clock
from statusgen.world import named


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
    return _time_fact(edition, say("Next update"), incident.next_update)


def _overdue_fact(edition: Edition, due: datetime) -> Fact:
    """Return that the next word should have come, and how long ago."""
    words = edition.words
    value = filled(words.say("was due {time}"), time=clock(edition, due))
    late = words.say("overdue by {t}").format(t=words.duration(edition.now - due))
    return Fact(words.say("Next update"), value, f"{words.zone_name(due)}, {late}")


def _since_fact(edition: Edition, incident: IncidentNow) -> Fact:
    words = edition.words
    until = incident.resolved or edition.now
    label = words.say("Since") if incident.is_open else words.say("Began")
    note = f"{words.zone_name(incident.started)}, {words.duration(until - incident.started)}"
    return Fact(label, clock(edition, incident.started), note)


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
    return Fact(label, clock(edition, at), ", ".join(filter(None, told)))
