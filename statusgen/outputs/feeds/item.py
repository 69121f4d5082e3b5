"""What one piece of news is in every feed: its id, its address, its title and its story."""

from datetime import datetime
from urllib.parse import quote, urlsplit

from msgspec import Struct

from statusgen.domain.entry import Entry
from statusgen.domain.news import News, news_of
from statusgen.outputs.feeds.story import Story, alone, story
from statusgen.render import urls
from statusgen.render.context import SiteContext

TAGGED_SINCE = "2026"
"""The date in every tag: URI (RFC 4151); a constant, because an id must never change."""


class Item(Struct, frozen=True):
    """One piece of news as a feed tells it that has an item for each.

    `id` is made of the host, the entry's and the news' ids only, so that a correction of the text
    is no news, and neither is a new folder; `at` is when it was published. `html` stands alone;
    `names` are the components that it is about.
    """

    id: str
    at: datetime
    address: str
    title: str
    html: str
    names: tuple[str, ...]


def item(context: SiteContext, news: News) -> Item:
    """Return one piece of news as it is in every feed."""
    key = (item, news.entry.id, news.id, context.language)
    return context.memoized(lambda: _item(context, news), *key)


def stories(context: SiteContext, entry: Entry) -> tuple[Story, ...]:
    """Return the news of an entry, the newest first."""
    return tuple(_story(context, news) for news in news_of(entry, context.content.groups))


def tag(context: SiteContext, *path: str) -> str:
    """Return a tag: URI that stays the same wherever and whenever the site is built.

    What is told in another language is something else to a reader that follows both feeds.
    """
    site = context.content.site
    host = urlsplit(site.url).hostname or ""
    path = path if context.is_first else (context.language, *path)
    return f"tag:{quote(host)},{TAGGED_SINCE}:{'/'.join(quote(part, safe='') for part in path)}"


def _item(context: SiteContext, news: News) -> Item:
    about = _story(context, news)
    address = context.public(urls.news_page(news))
    return Item(
        id=tag(context, news.entry.id, news.id),
        at=about.at,
        address=address,
        title=about.title,
        html=alone(context, about, address),
        names=about.names,
    )


def _story(context: SiteContext, news: News) -> Story:
    key = (story, news.entry.id, news.id, context.language)
    return context.memoized(lambda: story(context, news), *key)
