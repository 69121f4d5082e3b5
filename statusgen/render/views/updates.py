"""The updates of an entry, as its page lists them: by day, newest first."""

import itertools
from collections.abc import Iterator, Mapping
from datetime import date

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from statusgen.domain.incident import IncidentNow
from statusgen.domain.maintenance import Event
from statusgen.domain.news import News
from statusgen.model import EventKind, State, Update
from statusgen.render import urls
from statusgen.render.context import RenderContext, SiteContext
from statusgen.render.views.markup import dated, filled, moment
from statusgen.render.views.parts import Prose, inline_names, prose
from statusgen.render.views.response import promise
from statusgen.render.views.times import event_in_words, window_in_words
from statusgen.text.wording import capitalised


class UpdateView(Struct, frozen=True):
    """One update or event; a `sentence` of ours stands for the text that an event has not."""

    anchor: str
    href: str
    time: Markup
    label: str
    text: Prose | None
    sentence: Markup
    notes: tuple[Markup, ...]


class UpdateDay(Struct, frozen=True):
    """The updates of one day; `today` is a word beside that of today."""

    label: Markup
    today: str
    updates: tuple[UpdateView, ...]


def updates(
    context: SiteContext, news: tuple[News, ...], *, is_announced_above: bool = False
) -> tuple[UpdateDay, ...]:
    """Return the news of one entry for its own page by days, in the order given.

    With `is_announced_above`, the page has the text of the announcement already.
    """
    if is_announced_above:
        news = tuple(map(_without_announcement, news))
    by_day = itertools.groupby(news, key=lambda each: context.words.local_date(each.at))
    return tuple(_day(context, day, tuple(same)) for day, same in by_day)


def _without_announcement(news: News) -> News:
    return replace(news, text=None) if news.phase is EventKind.ANNOUNCED else news


def _day(context: SiteContext, day: date, news: tuple[News, ...]) -> UpdateDay:
    words = context.words
    today = words.local_date(context.now) if isinstance(context, RenderContext) else None
    is_this_year = today is not None and day.year == today.year
    label = words.full_day(day) if is_this_year else words.full_date(day)
    return UpdateDay(
        label=dated(day, capitalised(label)),
        today=words.say("today") if day == today else "",
        updates=tuple(_update_view(context, each) for each in news),
    )


def _update_view(context: SiteContext, news: News) -> UpdateView:
    item = find(news)
    return UpdateView(
        anchor=urls.anchor(news),
        href=context.href(urls.news_page(news)),
        time=moment(news.at, context.words.time(news.at)),
        label=context.words.say(news.phase.label),
        text=prose(context, news.text) if news.text else None,
        sentence=event_in_words(context, item) if isinstance(item, Event) else Markup(),
        notes=tuple(_notes(context, news, item)),
    )


def find(news: News) -> Update | Event:
    """Return the update or the event of one piece of news."""
    entry = news.entry
    if isinstance(entry, IncidentNow):
        return next(update for update in entry.updates if update.id == news.id)
    return next(event for event in entry.events if event.id == news.id)


def _notes(context: SiteContext, news: News, item: Update | Event) -> Iterator[Markup]:
    if isinstance(item, Event):
        if item.kind.moves_window:
            message = context.words.say("New window: {window}")
            yield filled(message, window=window_in_words(context, item.starts, item.ends))
        return
    yield from _changes(context, item.affects)
    if isinstance(news.entry, IncidentNow) and item is news.entry.last_update:
        yield from filter(None, (promise(context, news.entry),))


def _changes(context: SiteContext, affects: Mapping[str, State]) -> Iterator[Markup]:
    for name, state in affects.items():
        component = context.memoize(inline_names)[name]
        yield filled("{c}: {s}", c=component, s=context.words.state(state))
