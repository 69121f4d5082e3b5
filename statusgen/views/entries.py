"""How an incident or a maintenance is told: its kicker, facts, card, row and updates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup, escape

from statusgen import addresses
from statusgen.edition import Edition
from statusgen.lifecycle import IncidentNow, MaintenanceNow
from statusgen.model import IncidentStatus, MaintenanceStatus, State, Text
from statusgen.policy_words import answer
from statusgen.views.index import Index
from statusgen.views.parts import (
    SHAPES,
    Fact,
    Kicker,
    Phrase,
    Prose,
    Sign,
    brief,
    filled,
    inline,
    listed,
    moment,
    phrase,
    sign,
)
from statusgen.world import Entry, begun, ended, named

CARD_TEXT = 400
"""How many characters of a text stand where it is told in short."""


@dataclass(frozen=True, slots=True)
class Card:
    """An entry in short: what it is, its newest word, one line of times."""

    kicker: Kicker
    title: Phrase
    href: str
    text: Prose
    window: Markup
    note: Markup


@dataclass(frozen=True, slots=True)
class Row:
    """An entry in one line of a list of what was."""

    sign: Sign
    title: Phrase
    href: str
    note: Markup


def href(edition: Edition, entry: Entry) -> str:
    """Return a link to the page of an entry."""
    return edition.href(addresses.entry_page(entry))


def title(entry: Entry) -> Text:
    """Return what an entry is called."""
    return entry.incident.title if isinstance(entry, IncidentNow) else entry.maintenance.title


def names(edition: Edition, index: Index, ids: Iterable[str]) -> Markup:
    """Return components as a list in a sentence, in the order in which the site shows them."""
    wanted = frozenset(ids)
    return listed(
        edition,
        (inline(edition, each.name) for each in index.components.values() if each.id in wanted),
    )


def clock(edition: Edition, at: datetime) -> Markup:
    """Return an instant with as much of its date as a reader needs now, without its zone."""
    return moment(at, edition.words.moment(at, edition.now))


def zoned(edition: Edition, at: datetime) -> Markup:
    """Return an instant with as much of its date as a reader needs now, and its zone."""
    words = edition.words
    return moment(at, f"{words.moment(at, edition.now)} {words.zone_name(at)}")


def kicker(edition: Edition, index: Index, entry: Entry) -> Kicker:
    """Return what an entry is now, and of what."""
    if isinstance(entry, MaintenanceNow):
        return _maintenance_kicker(edition, entry)
    if entry.state is State.OPERATIONAL:
        label = edition.words.phase(min(entry.status, IncidentStatus.RESOLVED))
        return Kicker(Sign(SHAPES[State.OPERATIONAL], label), names(edition, index, named(entry)))
    return Kicker(sign(edition, entry.state), names(edition, index, entry.affects))


def _maintenance_kicker(edition: Edition, entry: MaintenanceNow) -> Kicker:
    words = edition.words
    status = words.status(entry)
    match entry.status:
        case MaintenanceStatus.CANCELLED:
            return Kicker(Sign(None, status), escape(words.state(State.UNDER_MAINTENANCE)))
        case MaintenanceStatus.COMPLETED:
            shape = SHAPES[State.OPERATIONAL]
            return Kicker(Sign(shape, status), escape(words.state(State.UNDER_MAINTENANCE)))
        case MaintenanceStatus.SCHEDULED:
            when = words.relative(entry.starts, edition.now)
        case _:
            when = _time_left(edition, entry)
    return Kicker(sign(edition, State.UNDER_MAINTENANCE), filled("{s}, {w}", s=status, w=when))


def _time_left(edition: Edition, entry: MaintenanceNow) -> Markup:
    """Return how long a running maintenance still takes, or that its end has come."""
    say = edition.words.say
    if entry.is_awaiting_confirmation:
        message = say("was due to end at {time}, awaiting confirmation")
        return filled(message, time=zoned(edition, entry.ends))
    left = edition.words.duration(entry.ends - edition.now)
    return filled(say("{duration} left"), duration=left)


# --- in short ----------------------------------------------------------------------------------


def cards(edition: Edition, index: Index, entries: Iterable[Entry]) -> tuple[Card, ...]:
    """Return entries that go on or are to come, in short."""
    return tuple(card(edition, index, entry) for entry in entries)


def card(edition: Edition, index: Index, entry: Entry) -> Card:
    """Return an entry that goes on or is to come, in short."""
    if isinstance(entry, IncidentNow):
        return _incident_card(edition, index, entry)
    return _maintenance_card(edition, index, entry)


def _incident_card(edition: Edition, index: Index, incident: IncidentNow) -> Card:
    last = incident.last_update
    return Card(
        kicker=kicker(edition, index, incident),
        title=phrase(edition, incident.incident.title),
        href=href(edition, incident),
        text=brief(edition, last.text, CARD_TEXT),
        window=Markup(),
        note=_card_note(edition, incident),
    )


def _card_note(edition: Edition, incident: IncidentNow) -> Markup:
    """Return since when an incident goes on, how fresh the news is, and its class if it has one."""
    policy, last = edition.world.content.policy, incident.last_update
    note = filled(
        edition.words.say("Since {since} · {status}, last update {update}"),
        since=zoned(edition, incident.started),
        status=edition.words.phase(last.status),
        update=zoned(edition, last.at),
    )
    if policy is None or incident.incident.cos is None:
        return note
    cos = policy.class_of_service(incident.incident.cos)
    return filled("{note} · {cos}", note=note, cos=inline(edition, cos.name))


def _maintenance_card(edition: Edition, index: Index, entry: MaintenanceNow) -> Card:
    window = span(edition, entry.starts, entry.ends)
    left = Markup()
    if entry.is_running:
        left = filled("{w} · {l}", w=window, l=_time_left(edition, entry))
    about = names(edition, index, named(entry))
    when = edition.words.relative(entry.starts, edition.now)
    return Card(
        kicker=Kicker(sign(edition, State.UNDER_MAINTENANCE), about if left else escape(when)),
        title=phrase(edition, entry.maintenance.title),
        href=href(edition, entry),
        text=brief(edition, entry.maintenance.text, CARD_TEXT),
        window=Markup() if left else window_in_words(edition, entry.starts, entry.ends),
        note=left,
    )


def row(edition: Edition, entry: Entry) -> Row:
    """Return an entry that was or goes on, in one line."""
    if isinstance(entry, IncidentNow):
        state, note = entry.worst, _incident_note(edition, entry)
    else:
        state, note = State.UNDER_MAINTENANCE, _maintenance_note(edition, entry)
    return Row(
        sign=sign(edition, state),
        title=phrase(edition, title(entry)),
        href=href(edition, entry),
        note=note,
    )


def _incident_note(edition: Edition, incident: IncidentNow) -> Markup:
    say = edition.words.say
    if incident.resolved is None:
        return filled(say("Since {time}, goes on"), time=zoned(edition, incident.started))
    return filled(
        say("Resolved after {duration}, {span}"),
        duration=edition.words.duration(incident.resolved - incident.started),
        span=span(edition, incident.started, incident.resolved, incident.started),
    )


def _maintenance_note(edition: Edition, entry: MaintenanceNow) -> Markup:
    status = edition.words.status(entry)
    if entry.is_running:
        message = edition.words.say("{status} since {time}")
        return filled(message, status=status, time=zoned(edition, begun(entry)))
    if entry.status is MaintenanceStatus.CANCELLED:
        return escape(status)
    end = ended(entry) or entry.ends
    return filled("{s}, {t}", s=status, t=span(edition, begun(entry), end, begun(entry)))


def span(
    edition: Edition, start: datetime, end: datetime, reader_at: datetime | None = None
) -> Markup:
    """Return a stretch of time; both its ends tell the date where `reader_at` is another day."""
    words, at = edition.words, reader_at or edition.now
    zones = words.zone_name(start), words.zone_name(end)
    first = words.moment(start, at) if len(set(zones)) == 1 else words.time_zoned(start)
    last = f"{words.moment(end, at)} {zones[1]}"
    return filled(words.say("{start} to {end}"), start=moment(start, first), end=moment(end, last))


def window_in_words(edition: Edition, starts: datetime, ends: datetime) -> Markup:
    """Return a window as a sentence has it, with the names of its days."""
    first, last = edition.words.window_ends(starts, ends)
    message = edition.words.say("{start} to {end}")
    return filled(message, start=moment(starts, first), end=moment(ends, last))


# --- facts -------------------------------------------------------------------------------------


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
    words = edition.words
    note = f"{words.zone_name(at)}, {words.relative(at, edition.now)}"
    return Fact(label, clock(edition, at), note)
