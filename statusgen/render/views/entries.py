"""What an incident or a maintenance is called, where its page is, and how it stands."""

from collections.abc import Iterable

from markupsafe import Markup, escape

from statusgen.domain.incident import IncidentNow
from statusgen.domain.maintenance import MaintenanceNow
from statusgen.domain.world import Entry, named
from statusgen.model import IncidentStatus, MaintenanceStatus, State, Text
from statusgen.render import urls
from statusgen.render.context import Edition
from statusgen.render.views.index import Index
from statusgen.render.views.parts import SHAPES, Kicker, Sign, filled, inline_names, listed, sign
from statusgen.render.views.times import age, lapse, zoned


def href(edition: Edition, entry: Entry) -> str:
    """Return a link to the page of an entry."""
    return edition.href(urls.entry_page(entry))


def title(entry: Entry) -> Text:
    """Return what an entry is called."""
    return entry.incident.title if isinstance(entry, IncidentNow) else entry.maintenance.title


def names(edition: Edition, index: Index, ids: Iterable[str]) -> Markup:
    """Return components as a list in a sentence, in the order in which the site shows them."""
    wanted = frozenset(ids)
    known = edition.once(inline_names)
    return listed(edition, (known[each] for each in index.components if each in wanted))


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
            when = age(edition, entry.starts)
        case _:
            when = time_left(edition, entry)
    return Kicker(sign(edition, State.UNDER_MAINTENANCE), filled("{s}, {w}", s=status, w=when))


def time_left(edition: Edition, entry: MaintenanceNow) -> Markup:
    """Return how long a running maintenance still takes, or that its end has come."""
    say = edition.words.say
    if entry.is_awaiting_confirmation:
        message = say("was due to end at {time}, awaiting confirmation")
        return filled(message, time=zoned(edition, entry.ends))
    return filled(say("{duration} left"), duration=lapse(edition, entry.ends))
