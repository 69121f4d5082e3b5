"""What one piece of news is in every feed: its id, its address, its title and its story."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit

from msgspec import Struct

from statusgen.domain.entry import Entry
from statusgen.domain.world import News
from statusgen.outputs.feeds.channel import Channel
from statusgen.outputs.feeds.story import Story, alone, story
from statusgen.render import urls
from statusgen.render.context import RenderContext

TAGGED_SINCE = "2026"
"""The date in every tag: URI (RFC 4151); a constant, because an id must never change."""

_Of = TypeVar("_Of", News, Entry)
_T = TypeVar("_T")


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


class Items:
    """All that the feeds of a context tell, each part of it made when the first feed asks for it.

    `news` is all that there is, by the id of its entry, the newest of an entry first.
    """

    def __init__(self, context: RenderContext, news: Mapping[str, tuple[News, ...]]) -> None:
        self.context = context
        self._made: dict[tuple[Callable[..., Any], str, str], Any] = {}
        self._news = news

    def of(self, channel: Channel) -> tuple[News, ...]:
        """Return all news that the feeds of a channel tell: of each of its entries, all."""
        return tuple(news for entry in channel.entries for news in self._news[entry.id])

    def once(self, make: Callable[["Items", _Of], _T], of: _Of) -> _T:
        """Return what `make` makes of a piece of news or of an entry, made once for all feeds."""
        key = (make, of.entry.id, of.id) if isinstance(of, News) else (make, of.id, "")
        if key not in self._made:
            self._made[key] = make(self, of)
        known: _T = self._made[key]
        return known

    def item(self, news: News) -> Item:
        """Return one piece of news as every feed tells it."""
        return self.once(_item, news)

    def stories(self, entry: Entry) -> tuple[Story, ...]:
        """Return all that was told of an entry, the newest first."""
        return tuple(self.once(_story, news) for news in self._news[entry.id])


def tag(context: RenderContext, *path: str) -> str:
    """Return a tag: URI that stays the same wherever and whenever the site is built.

    What is told in another language is something else to a reader that follows both feeds.
    """
    site = context.world.content.site
    host = urlsplit(site.url).hostname or ""
    path = path if context.is_first else (context.language, *path)
    return f"tag:{quote(host)},{TAGGED_SINCE}:{'/'.join(quote(part, safe='') for part in path)}"


def _item(told: Items, news: News) -> Item:
    context, said = told.context, told.once(_story, news)
    address = context.public(urls.news_page(news))
    return Item(
        id=tag(context, news.entry.id, news.id),
        at=said.at,
        address=address,
        title=said.title,
        html=alone(context, said, address),
        names=said.names,
    )


def _story(told: Items, news: News) -> Story:
    return story(told.context, news)
