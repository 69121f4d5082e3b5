"""Feeds in XML: RSS with one item for each piece of news, Atom with one entry that moves on.

feedgen writes them, because it knows both formats and what their readers insist on. It takes the
machine's clock where it is given no time, so it is given every one.
"""

from collections.abc import Iterable
from copy import deepcopy
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from statusgen.artefact import Artefact
from statusgen.domain.world import Entry, News
from statusgen.outputs.feeds.channel import Channel
from statusgen.outputs.feeds.item import Items, tag
from statusgen.outputs.feeds.story import together
from statusgen.render import urls
from statusgen.render.context import RenderContext

if TYPE_CHECKING:
    from feedgen.entry import FeedEntry
    from feedgen.feed import FeedGenerator
    from lxml.etree import _Element

NOTHING_YET = datetime(2000, 1, 1, tzinfo=UTC)
"""When a feed was last changed that has never held anything."""

MINUTES_TO_KEEP = 5
"""How long a reader of RSS may wait before it asks again (RSS 2.0, ttl)."""


def rss(told: Items, channel: Channel) -> Artefact:
    """Return a feed as RSS 2.0: one item for each of the newest news, dated by its publication."""
    path = f"{channel.place}{urls.FEED_RSS}"
    generator = _generator(told.context, channel, path, "application/rss+xml")
    generator.ttl(MINUTES_TO_KEEP)
    for news in channel.newest:
        generator.add_entry(told.once(_item, news), order="append")
    return Artefact(path, _document(generator.rss_str(pretty=True)))


def atom(told: Items, channel: Channel) -> Artefact:
    """Return a feed as Atom (RFC 4287): one entry for each incident and maintenance.

    An entry keeps its id and its date of publication, while its `updated` moves on with each
    piece of news; all of them are in its content, the newest first.
    """
    path = f"{channel.place}{urls.FEED_ATOM}"
    generator = _generator(told.context, channel, path, "application/atom+xml")
    for entry in channel.entries:
        generator.add_entry(told.once(_entry, entry), order="append")
    return Artefact(path, _document(generator.atom_str(pretty=True)))


def _document(xml: bytes) -> bytes:
    return xml if xml.endswith(b"\n") else xml + b"\n"


def _generator(context: RenderContext, channel: Channel, path: str, kind: str) -> "FeedGenerator":
    from feedgen.feed import FeedGenerator  # noqa: PLC0415 - loads what a feed with no news spares

    generator = FeedGenerator()
    generator.id(tag(context, *path.split("/")))
    generator.title(channel.title)
    generator.description(channel.description)
    generator.author(name=context.text(context.world.content.site.name))
    generator.link(href=context.public(path), rel="self", type=kind)
    generator.link(href=context.public(channel.page), rel="alternate", type="text/html")
    generator.language(context.language)
    generator.updated(channel.news[0].at if channel.news else NOTHING_YET)
    return generator


# --- what stands in them -----------------------------------------------------------------------


class _Written(Struct, frozen=True):
    """An entry that feedgen has written already; each feed in which it stands takes a copy."""

    element: "_Element"

    def rss_entry(self) -> "_Element":
        """Return the entry as feedgen asks for it when it writes a feed in RSS."""
        return deepcopy(self.element)

    atom_entry = rss_entry


def _item(told: Items, news: News) -> _Written:
    item, target = told.item(news), _blank()
    target.guid(item.id, permalink=False)
    target.title(item.title)
    target.link(href=item.address)
    target.published(item.at)
    target.updated(item.at)
    target.description(item.html)
    target.category(_categories(item.names))
    return _Written(target.rss_entry())


def _entry(told: Items, entry: Entry) -> _Written:
    """Return an entry with all that was told of it, the newest first."""
    context, stories, target = told.context, told.stories(entry), _blank()
    address = context.public(urls.entry_page(entry))
    target.id(tag(context, entry.id))
    target.title(stories[0].title)
    target.link(href=address, rel="alternate", type="text/html")
    target.published(stories[-1].at)
    target.updated(stories[0].at)
    target.content(together(context, stories, address), type="html")
    target.category(_categories(dict.fromkeys(name for each in stories for name in each.names)))
    return _Written(target.atom_entry())


def _blank() -> "FeedEntry":
    from feedgen.entry import FeedEntry  # noqa: PLC0415 - loads what a feed with no news spares

    return FeedEntry()


def _categories(names: Iterable[str]) -> list[dict[str, str]]:
    return [{"term": name} for name in names]
