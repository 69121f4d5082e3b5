"""What the bars tell of a day: its states, how long each held, and the way to what was wrong."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from markupsafe import Markup
from msgspec import Struct

from statusgen.domain.day_summary import DaySummary, day_summaries
from statusgen.domain.entry import Entry, day_of
from statusgen.domain.history import HistoryContext
from statusgen.domain.world import ComponentNow
from statusgen.model import State
from statusgen.render import urls
from statusgen.render.context import RenderContext, SiteContext
from statusgen.render.views.entries import href, title
from statusgen.render.views.index import Index
from statusgen.render.views.markup import dated
from statusgen.render.views.parts import LinkView, Phrase, Sign, phrase, sign
from statusgen.text.wording import capitalised

SHOWN = 3
"""How many entries are named for one day; the page of its month has all of them."""

_MINUTE = timedelta(minutes=1)


class StateDuration(Struct, frozen=True):
    """A state and how long it held; `time` is empty where that is less than a minute."""

    sign: Sign
    time: str


class EntryLink(Struct, frozen=True):
    """An entry by its title and the way to its page."""

    title: Phrase
    href: str


class DayDetails(Struct, frozen=True):
    """One day of a component on which it was not simply operational; `more` leads to the rest."""

    label: Markup
    lasted: tuple[StateDuration, ...]
    entries: tuple[EntryLink, ...]
    more: LinkView | None


def day_details(context: RenderContext, index: Index, now: ComponentNow) -> tuple[DayDetails, ...]:
    """Return the stories of the last ninety days of a component, newest first."""
    world = context.world
    past = HistoryContext(world.known_since, world.now, context.words.zone)
    known = {each.id: each for each in index.by_component.get(now.component.id, ())}
    told = day_summaries(now.days, now.periods, past)
    return tuple(_day_details(context, known, story) for story in told)


def _day_details(
    context: RenderContext, known: Mapping[str, Entry], story: DaySummary
) -> DayDetails:
    words = context.words
    label = words.past_day(story.date, words.local_date(context.now))
    named, unnamed = story.entry_ids[:SHOWN], story.entry_ids[SHOWN:]
    return DayDetails(
        label=dated(story.date, capitalised(label)),
        lasted=tuple(_lasted(context, story.lasted)),
        entries=tuple(_named(context, known[each]) for each in named),
        more=_more(context, known[unnamed[0]], len(unnamed)) if unnamed else None,
    )


def _more(context: SiteContext, first: Entry, count: int) -> LinkView:
    """Return the way to what is not named, of which `first` is one: the month in which it began."""
    label = context.words.count("{n} more", "{n} more", count)
    return LinkView(label, context.href(urls.month_page(day_of(first, context.words.zone))))


def _lasted(
    context: SiteContext, lasted: Iterable[tuple[State, timedelta]]
) -> Iterator[StateDuration]:
    for state, length in lasted:
        time = context.words.duration(length) if length >= _MINUTE else ""
        yield StateDuration(sign(context, state), time)


def _named(context: SiteContext, entry: Entry) -> EntryLink:
    return EntryLink(phrase(context, title(entry)), href(context, entry))
