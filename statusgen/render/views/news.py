"""The page of one announced update, which never changes after its publication.

Groups link to it, and previews of links are cached by address: so nothing on it depends on later
events, except for the link to the page of its entry.
"""

from datetime import datetime

from markupsafe import Markup
from msgspec import Struct

from statusgen.domain.maintenance import MaintenanceNow
from statusgen.domain.news import News
from statusgen.model import EventKind
from statusgen.render import urls
from statusgen.render.announcement import NewsItem, news_item
from statusgen.render.context import SiteContext
from statusgen.render.palette import PLAIN
from statusgen.render.views import linked
from statusgen.render.views.details import FactView, fact_views
from statusgen.render.views.entries import href, title
from statusgen.render.views.frame import Head, Page, published
from statusgen.render.views.markup import filled, isolated, moment
from statusgen.render.views.news_card import news_picture, news_sign
from statusgen.render.views.parts import (
    Kicker,
    Phrase,
    Prose,
    Sign,
    listed,
    ours,
    phrase,
    prose,
)
from statusgen.render.views.window import WindowView, window
from statusgen.text.markdown import summary


class NewsView(Struct, frozen=True):
    """Context of the template of an announced update's page."""

    kicker: Kicker
    title: Phrase
    label: str
    time: Markup
    text: Prose
    next_update: Markup
    window: WindowView | None
    facts: tuple[FactView, ...]
    current: str


def news_page(context: SiteContext, news: News) -> Page:
    """Return the page of one announced update."""
    item = news_item(context, news)
    mark = news_sign(context, news, item)
    head = Head(
        title=f"{item.title}: {item.heading}",
        description=summary(item.text, 200),
        dated=published(context, news.at),
        rule=mark.shape or PLAIN,
        kind="article",
        linked=linked.of_news(context, news, item.title, item.heading),
        picture=news_picture(context, news),
    )
    return Page(urls.news_page(news), "site/news.html", head, _view(context, news, item, mark))


def _view(context: SiteContext, news: News, item: NewsItem, mark: Sign) -> NewsView:
    about = [name for name, _ in item.affected] or item.recovered
    names = map(isolated, about)
    return NewsView(
        kicker=Kicker(mark, listed(context, names)),
        title=phrase(context, title(news.entry)),
        label=item.heading,
        time=moment(news.at, context.words.stamp(news.at)),
        text=_text(context, news, item),
        next_update=_next_update(context, item.due),
        window=window(context, *item.window) if item.window else None,
        facts=fact_views(context, item.facts),
        current=href(context, news.entry),
    )


def _text(context: SiteContext, news: News, item: NewsItem) -> Prose:
    """Return the text of an update; a reminder repeats that of the maintenance."""
    entry = news.entry
    if isinstance(entry, MaintenanceNow) and news.phase is EventKind.REMINDER:
        return prose(context, entry.maintenance.text)
    return prose(context, news.text) if news.text else ours(context, item.text)


def _next_update(context: SiteContext, at: datetime | None) -> Markup:
    if at is None:
        return Markup()
    label = context.words.stamp(at)
    return filled(context.words.say("Next update due {time}"), time=moment(at, label))
