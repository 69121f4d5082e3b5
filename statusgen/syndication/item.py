"""What one piece of news is in every feed: its id, its address, its title and its story."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from urllib.parse import quote, urlsplit

from markupsafe import Markup
from msgspec import Struct

from statusgen import addresses
from statusgen.announce import Told, tell, with_states
from statusgen.edition import Edition
from statusgen.entry import Entry
from statusgen.markup import to_html
from statusgen.syndication.channel import Channel
from statusgen.world import News

TAGGED_SINCE = "2026"
"""The date in every tag: URI (RFC 4151); a constant, because an id must never change."""


class Item(Struct, frozen=True):
    """One piece of news as every feed tells it.

    `id` is made of the host, the entry's and the news' ids only, so that a correction of the text
    is no news, and neither is a new folder; `at` is when it was published. `html` stands alone;
    `step` is what it is among all that was told of its entry; `names` are the components that it
    is about.
    """

    id: str
    at: datetime
    address: str
    title: str
    html: Markup
    step: Markup
    names: tuple[str, ...]


class Items:
    """All that feeds tell, each item worked out once, when the first feed asks for it.

    `news` is all that there is, by the id of its entry, the newest of an entry first.
    """

    def __init__(self, edition: Edition, news: Mapping[str, tuple[News, ...]]) -> None:
        self._edition = edition
        self._known: dict[tuple[str, str], Item] = {}
        self._news = news

    def of(self, channel: Channel) -> tuple[News, ...]:
        """Return all news that the feeds of a channel tell: of each of its entries, all."""
        return tuple(news for entry in channel.entries for news in self._news[entry.id])

    def item(self, news: News) -> Item:
        """Return one piece of news as every feed tells it."""
        key = news.entry.id, news.id
        if key not in self._known:
            self._known[key] = _item(self._edition, news)
        return self._known[key]

    def of_entry(self, entry: Entry) -> tuple[Item, ...]:
        """Return all that was told of an entry, the newest first."""
        return tuple(self.item(news) for news in self._news[entry.id])


def tag(edition: Edition, *path: str) -> str:
    """Return a tag: URI that stays the same wherever and whenever the site is built.

    What is told in another language is something else to a reader that follows both feeds.
    """
    site = edition.world.content.site
    host = urlsplit(site.url).hostname or ""
    path = path if edition.is_first else (edition.language, *path)
    return f"tag:{quote(host)},{TAGGED_SINCE}:{'/'.join(quote(part, safe='') for part in path)}"


def _item(edition: Edition, news: News) -> Item:
    told = tell(edition, news)
    address = edition.public(addresses.news_page(news))
    story = _story(edition, told)
    return Item(
        id=tag(edition, news.entry.id, news.id),
        at=news.at,
        address=address,
        title=f"[{told.heading}] {told.title}",
        html=story + way_on(edition, address),
        step=_dated(edition, news, told) + story,
        names=told.names,
    )


# --- what stands in it -------------------------------------------------------------------------


def _dated(edition: Edition, news: News, told: Told) -> Markup:
    stamp = edition.words.full_stamp_with_utc(news.at)
    return Markup("<p><strong>{}</strong><br>{}</p>\n").format(told.heading, stamp)


def _story(edition: Edition, told: Told) -> Markup:
    """Return what news says as HTML that stands alone: no relative link, no foreign picture."""
    text = _marked(told, Markup(to_html(told.text, edition.url)))  # noqa: S704 - nh3 has the last word on it
    facts = Markup().join(_fact(edition, *each) for each in _facts(edition, told))
    return text + Markup("\n") + facts


def _marked(told: Told, text: Markup) -> Markup:
    """Return a text that names its language, where that is not the feed's."""
    if not told.lang:
        return text
    return Markup('<div lang="{}">{}</div>\n<p>({})</p>').format(told.lang, text, told.mark)


def _facts(edition: Edition, told: Told) -> Iterator[tuple[str, str]]:
    words = edition.words
    if told.affected:
        yield words.say("Affected"), with_states(words, told.affected)
    if told.recovered:
        yield words.say("No longer affected"), words.joined(told.recovered)
    if told.window is not None:
        yield words.say("Window"), words.window(*told.window)
        yield words.say("Window in UTC"), words.in_utc.window(*told.window)
    if told.due is not None:
        yield words.say("Next update"), words.full_stamp_with_utc(told.due)


def _fact(edition: Edition, label: str, value: str) -> Markup:
    markup = Markup("<p><strong>{}</strong> {}</p>\n")
    return markup.format(edition.words.lead_in(label), value)


def way_on(edition: Edition, address: str) -> Markup:
    """Return the link from a story to where the site tells it."""
    label = edition.words.say("Details and updates")
    return Markup('<p><a href="{}">{}</a></p>').format(address, label)
