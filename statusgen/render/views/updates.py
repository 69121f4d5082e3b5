"""The updates of an entry, as its page lists them."""

from collections.abc import Iterator, Mapping

from markupsafe import Markup
from msgspec import Struct

from statusgen.domain.incident import IncidentNow
from statusgen.domain.maintenance import Event
from statusgen.domain.news import News
from statusgen.model import State, Update
from statusgen.render import urls
from statusgen.render.context import SiteContext
from statusgen.render.views.markup import filled
from statusgen.render.views.parts import Prose, inline_names, prose
from statusgen.render.views.response import promise
from statusgen.render.views.times import age, clock, window_in_words


class UpdateView(Struct, frozen=True):
    """One update or event; an event by the clock has a `sentence` of ours and no `text`.

    `age` is empty on a page that lasts.
    """

    anchor: str
    href: str
    time: Markup
    age: Markup
    label: str
    text: Prose | None
    sentence: str
    notes: tuple[Markup, ...]


def updates(context: SiteContext, news: tuple[News, ...]) -> tuple[UpdateView, ...]:
    """Return the news of one entry for its own page, in the order given."""
    return tuple(_update_view(context, each) for each in news)


def _update_view(context: SiteContext, news: News) -> UpdateView:
    item = find(news)
    return UpdateView(
        anchor=urls.anchor(news),
        href=context.href(urls.news_page(news)),
        time=clock(context, news.at),
        age=age(context, news.at),
        label=context.words.say(news.phase.label),
        text=prose(context, news.text) if news.text else None,
        sentence=context.words.event(item) if isinstance(item, Event) and not news.text else "",
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
