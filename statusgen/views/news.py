"""The page of one announced update, which says for good what was said when it was published.

Groups link to it, and previews of a link are kept by its address: so nothing on it depends on
what happened later, but for the way to the page of its entry.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from statusgen import addresses
from statusgen.edition import Edition
from statusgen.lifecycle import Event, MaintenanceNow
from statusgen.markup import summary
from statusgen.model import State, Update
from statusgen.views.entries import href, names, title
from statusgen.views.frame import Head, Page, published
from statusgen.views.index import Index
from statusgen.views.maintenance import WindowView, windows
from statusgen.views.parts import (
    SHAPES,
    Kicker,
    Phrase,
    Prose,
    filled,
    moment,
    phrase,
    prose,
    sign,
)
from statusgen.views.updates import find, sentence
from statusgen.world import News


@dataclass(frozen=True, slots=True)
class NewsView:
    """What the template of an announced update's page may see."""

    kicker: Kicker
    title: Phrase
    label: str
    time: Markup
    text: Prose | None
    sentence: str
    next_update: Markup
    windows: tuple[WindowView, ...]
    current: str


def news_page(edition: Edition, index: Index, news: News) -> Page:
    """Return the page of one announced update."""
    label = edition.words.phase(news.phase)
    head = Head(
        title=f"{edition.said(title(news.entry))}: {label}",
        description=_description(edition, news),
        dated=published(edition, news.at),
        rule=SHAPES[state_at(news)],
        kind="article",
    )
    return Page(addresses.news_page(news), "site/news.html", head, _view(edition, index, news))


def _description(edition: Edition, news: News) -> str:
    if news.text is not None:
        return summary(edition.said(news.text), 200)
    return sentence(edition, news)


def _view(edition: Edition, index: Index, news: News) -> NewsView:
    item = find(news)
    return NewsView(
        kicker=_kicker(edition, index, news),
        title=phrase(edition, title(news.entry)),
        label=edition.words.phase(news.phase),
        time=moment(news.at, edition.words.stamp(news.at)),
        text=prose(edition, news.text) if news.text else None,
        sentence="" if news.text else sentence(edition, news),
        next_update=Markup() if isinstance(item, Event) else _next_update(edition, item),
        windows=windows(edition, item.starts, item.ends) if isinstance(item, Event) else (),
        current=href(edition, news.entry),
    )


def _next_update(edition: Edition, update: Update) -> Markup:
    at = update.next_update
    if at is None:
        return Markup()
    label = edition.words.stamp(at)
    return filled(edition.words.say("Next update due {time}"), time=moment(at, label))


def _kicker(edition: Edition, index: Index, news: News) -> Kicker:
    affected = affected_at(news)
    return Kicker(sign(edition, state_at(news)), names(edition, index, affected))


def state_at(news: News) -> State:
    """Return the worst state that was told with the news; planned work is maintenance."""
    if isinstance(news.entry, MaintenanceNow):
        return State.UNDER_MAINTENANCE
    return max(affected_at(news).values(), default=State.OPERATIONAL)


def affected_at(news: News) -> Mapping[str, State]:
    """Return what was worse than operational once the news was told, and in which state."""
    if isinstance(news.entry, MaintenanceNow):
        return news.entry.maintenance.affects
    states = {
        name: each.state
        for name, spans in news.entry.spans.items()
        for each in spans
        if news.at in each.span
    }
    return {name: state for name, state in states.items() if state > State.OPERATIONAL}
