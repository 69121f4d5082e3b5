"""Details of a component's days: the states with their durations, and links to the entries."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from markupsafe import Markup
from msgspec import Struct

from statusgen.domain.component_now import ComponentNow
from statusgen.domain.day_summary import DaySummary, day_summaries
from statusgen.domain.entry import Entry, day_of
from statusgen.domain.history import HistoryContext
from statusgen.model import State
from statusgen.render import urls
from statusgen.render.context import RenderContext, SiteContext
from statusgen.render.views.entries import href, title
from statusgen.render.views.index import Index
from statusgen.render.views.markup import dated
from statusgen.render.views.parts import LinkView, Phrase, Sign, phrase, sign
from statusgen.render.views.times import lapse_of
from statusgen.text.wording import capitalised

SHOWN = 3
"""Maximum number of entries named for one day; the page of its month has all."""

_MINUTE = timedelta(minutes=1)


class StateDuration(Struct, frozen=True):
    """A state and how long it held; `time` is empty where that is less than a minute.

    A script keeps the time of a state right that goes on.
    """

    sign: Sign
    time: Markup | str


class EntryLink(Struct, frozen=True):
    """An entry by its title, with the link to its page."""

    title: Phrase
    href: str


class DayDetails(Struct, frozen=True):
    """One day of a component on which it was not simply operational; `more` links to the rest."""

    label: Markup
    lasted: tuple[StateDuration, ...]
    entries: tuple[EntryLink, ...]
    more: LinkView | None


def day_details(context: RenderContext, index: Index, now: ComponentNow) -> tuple[DayDetails, ...]:
    """Return the details of the last ninety days of a component, newest first."""
    world = context.world
    past = HistoryContext(world.known_since, world.now, context.words.zone)
    known = {each.id: each for each in index.of_component(now.component.id)}
    summaries = day_summaries(now.days, now.periods, past)
    return tuple(_day_details(context, known, day, now.day_state) for day in summaries)


def _day_details(
    context: RenderContext, known: Mapping[str, Entry], day: DaySummary, state: State
) -> DayDetails:
    words = context.words
    going_on = state if day.date == words.local_date(context.now) else None
    label = words.past_day(day.date, words.local_date(context.now))
    named, unnamed = day.entry_ids[:SHOWN], day.entry_ids[SHOWN:]
    return DayDetails(
        label=dated(day.date, capitalised(label)),
        lasted=tuple(_lasted(context, day.lasted, going_on)),
        entries=tuple(
            EntryLink(phrase(context, title(entry)), href(context, entry))
            for entry in map(known.__getitem__, named)
        ),
        more=_more(context, known[unnamed[0]], len(unnamed)) if unnamed else None,
    )


def _more(context: SiteContext, first: Entry, count: int) -> LinkView:
    """Return a link to the unnamed entries: the month in which the `first` of them began."""
    label = context.words.count("{n} more", "{n} more", count)
    return LinkView(label, context.href(urls.month_page(day_of(first, context.words.zone))))


def _lasted(
    context: RenderContext, lasted: Iterable[tuple[State, timedelta]], going_on: State | None
) -> Iterator[StateDuration]:
    for state, length in lasted:
        words = context.words.duration(length)
        time: Markup | str = words if length >= _MINUTE else ""
        if state is going_on:
            time = lapse_of(context.now - length, words)
        yield StateDuration(sign(context, state), time)
