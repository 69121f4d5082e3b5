"""Feeds in XML: RSS with one item for each piece of news, Atom with one entry for each entry.

feedgen writes them, because it knows both formats and what their readers insist on. It takes the
machine's clock where it is given no time, so it is given every one.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from statusgen.domain.news import News
from statusgen.outputs.feeds.feed import DatedEntry, Feed
from statusgen.outputs.feeds.item import all_news_html, combined, feed_item, tag
from statusgen.render import urls
from statusgen.render.context import SiteContext

if TYPE_CHECKING:
    from feedgen.entry import FeedEntry
    from feedgen.feed import FeedGenerator

NOTHING_YET = datetime(2000, 1, 1, tzinfo=UTC)
"""Time of the last change of a feed that has never had an item."""

MINUTES_TO_KEEP = 5
"""Number of minutes for which a reader of RSS may cache a feed (RSS 2.0, ttl)."""


def rss(context: SiteContext, feed: Feed, path: str) -> bytes:
    """Return a feed as RSS 2.0: one item for each of the newest news."""
    generator = _generator(context, feed, path, urls.FEED_RSS)
    generator.load_extension("dc", atom=False)
    generator.ttl(MINUTES_TO_KEEP)
    generator.image(_icon(context), title=feed.title, link=context.public(feed.page))
    for news in feed.newest:
        _fill_item(context, news, generator.add_entry(order="append"))
    return _document(generator.rss_str(pretty=True))


def atom(context: SiteContext, feed: Feed, path: str) -> bytes:
    """Return a feed as Atom (RFC 4287): one entry an incident or maintenance.

    An entry keeps its id and its date of publication, while its `updated` changes with each piece
    of news; all of them are in its content, the newest first.
    """
    generator = _generator(context, feed, path, urls.FEED_ATOM)
    generator.icon(f"{context.url}{urls.ICON_FILE}")
    generator.logo(_icon(context))
    for entry in feed.entries:
        _fill_entry(context, entry, generator.add_entry(order="append"))
    return _document(generator.atom_str(pretty=True))


def _icon(context: SiteContext) -> str:
    """Return the address of the icon, a PNG, which is what readers of feeds draw."""
    return f"{context.url}{urls.TOUCH_ICON}"


def _document(xml: bytes) -> bytes:
    return xml if xml.endswith(b"\n") else xml + b"\n"


def _generator(context: SiteContext, feed: Feed, path: str, name: str) -> "FeedGenerator":
    from feedgen.feed import FeedGenerator  # noqa: PLC0415 - loads what a feed with no news spares

    generator = FeedGenerator()
    generator.id(tag(context, *f"{feed.id_place}{name}".split("/")))
    generator.title(feed.title)
    generator.description(feed.description)
    generator.author(name=context.text(context.content.site.name))
    generator.link(href=context.public(path), rel="self", type=_MEDIA_TYPES[name])
    generator.link(href=context.public(feed.page), rel="alternate", type="text/html")
    generator.language(context.language)
    generator.updated(feed.newest[0].date if feed.newest else NOTHING_YET)
    return generator


_MEDIA_TYPES = {urls.FEED_RSS: "application/rss+xml", urls.FEED_ATOM: "application/atom+xml"}

# --- items and entries -------------------------------------------------------------------------


def _fill_item(context: SiteContext, news: News, entry: "FeedEntry") -> None:
    about = feed_item(context, news)
    entry.guid(about.id, permalink=False)
    entry.title(about.title)
    entry.link(href=about.address)
    entry.published(about.at)
    entry.updated(about.at)
    entry.description(about.html)
    entry.dc.dc_creator(context.text(context.content.site.name))
    entry.category(_categories(about.names))


def _fill_entry(context: SiteContext, dated: DatedEntry, written: "FeedEntry") -> None:
    """Fill an entry of the feed with all news of an entry that has a date, the newest first."""
    entry = dated.entry
    news = all_news_html(context, entry)[-len(dated.dates) :]
    address = context.public(urls.entry_page(entry))
    written.id(tag(context, entry.stable_id))
    written.title(news[0].title)
    written.link(href=address, rel="alternate", type="text/html")
    written.author(name=context.text(context.content.site.name))
    written.published(dated.dates[-1])
    written.updated(dated.dates[0])
    written.content(combined(context, news, address), type="html")
    written.category(_categories(dict.fromkeys(name for each in news for name in each.names)))


def _categories(names: Iterable[str]) -> list[dict[str, str]]:
    return [{"term": name} for name in names]
