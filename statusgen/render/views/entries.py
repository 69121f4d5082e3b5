"""Title, link and state of an incident or a maintenance."""

from collections.abc import Iterable

from markupsafe import Markup, escape

from statusgen.domain.entry import Entry, components_of, entry_record
from statusgen.domain.incident import Beginning, StartKind
from statusgen.domain.maintenance import MaintenanceNow
from statusgen.model import State, Text
from statusgen.model.states import to_say
from statusgen.render import urls
from statusgen.render.context import SiteContext
from statusgen.render.palette import SHAPES
from statusgen.render.views.markup import filled
from statusgen.render.views.parts import Kicker, Sign, inline_names, listed, sign
from statusgen.render.views.times import age, lapse, true_until, zoned


def href(context: SiteContext, entry: Entry) -> str:
    """Return a link to the page of an entry."""
    return context.href(urls.entry_page(entry))


def title(entry: Entry) -> Text:
    """Return the title of an entry."""
    return entry_record(entry).title


def names(context: SiteContext, ids: Iterable[str]) -> Markup:
    """Return components as a list in a sentence, in the order in which the site shows them."""
    wanted = frozenset(ids)
    known = context.memoize(inline_names)
    return listed(context, (known[each] for each in context.components if each in wanted))


def kicker(context: SiteContext, entry: Entry) -> Kicker:
    """Return the state of an entry, and the components that it concerns."""
    if isinstance(entry, MaintenanceNow):
        return _maintenance_kicker(context, entry)
    if entry.state is State.OPERATIONAL:
        label = context.words.say((entry.ended_as or entry.status).label)
        return Kicker(Sign(SHAPES[State.OPERATIONAL], label), names(context, components_of(entry)))
    return Kicker(sign(context, entry.state), names(context, entry.affects))


def _maintenance_kicker(context: SiteContext, entry: MaintenanceNow) -> Kicker:
    words = context.words
    status, state = words.say(entry.status.label), entry.status.shown_as
    if state is not State.UNDER_MAINTENANCE:
        sign_of_end = Sign(state.shape if state else None, status)
        return Kicker(sign_of_end, escape(words.state(State.UNDER_MAINTENANCE)))
    when = time_left(context, entry) if entry.is_running else age(context, entry.starts)
    return Kicker(sign(context, State.UNDER_MAINTENANCE), filled("{s}, {w}", s=status, w=when))


_SINCE = {
    StartKind.BEGAN: to_say("since {time}"),
    StartKind.REPORTED: to_say("reported {time}"),
    StartKind.FIRST_UPDATE: to_say("first update {time}"),
}


def since(context: SiteContext, beginning: Beginning) -> Markup:
    """Return since when something goes on, or else when it was first heard of."""
    message = context.words.say(_SINCE[beginning.kind])
    return filled(message, time=zoned(context, beginning.at))


def time_left(context: SiteContext, entry: MaintenanceNow) -> Markup:
    """Return the time left of a running maintenance, or that its end is due."""
    say = context.words.say
    if entry.is_awaiting_confirmation:
        message = say("was due to end at {time}; awaiting confirmation")
        due = filled(message, time=zoned(context, entry.ends))
        return Markup("<strong>{}</strong>").format(due)
    left = filled(say("{duration} left"), duration=lapse(context, entry.ends))
    return true_until(entry.ends, left)
