"""Feeds in XML: RSS with one item for each piece of news, Atom with one entry that moves on.

feedgen writes them, because it knows both formats and what their readers insist on. It takes the
machine's clock where it is given no time, so it is given every one.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from markupsafe import Markup

from statusgen import addresses
from statusgen.artefact import Artefact
from statusgen.edition import Edition
from statusgen.syndication.channel import Channel
from statusgen.syndication.item import Item, Items, tag, way_on
from statusgen.world import Entry

if TYPE_CHECKING:
    from feedgen.entry import FeedEntry
    from feedgen.feed import FeedGenerator

NOTHING_YET = datetime(2000, 1, 1, tzinfo=UTC)
"""When a feed was last changed that has never held anything."""

MINUTES_TO_KEEP = 5
"""How long a reader of RSS may wait before it asks again (RSS 2.0, ttl)."""


def rss(edition: Edition, channel: Channel, told: Items) -> Artefact:
    """Return a feed as RSS 2.0: one item for each of the newest news, dated by its publication."""
    path = f"{channel.place}{addresses.FEED_RSS}"
    generator = _generator(edition, channel, path, "application/rss+xml")
    generator.ttl(MINUTES_TO_KEEP)
    for news in channel.newest:
        _item(generator.add_entry(order="append"), told.item(news))
    return Artefact(path, _document(generator.rss_str(pretty=True)))


def atom(edition: Edition, channel: Channel, told: Items) -> Artefact:
    """Return a feed as Atom (RFC 4287): one entry for each incident and maintenance.

    An entry keeps its id and its date of publication, while its `updated` moves on with each
    piece of news; all of them are in its content, the newest first.
    """
    path = f"{channel.place}{addresses.FEED_ATOM}"
    generator = _generator(edition, channel, path, "application/atom+xml")
    for entry in channel.entries:
        steps = told.of_entry(entry)
        _entry(edition, generator.add_entry(order="append"), entry, steps)
    return Artefact(path, _document(generator.atom_str(pretty=True)))


def _document(xml: bytes) -> bytes:
    return xml if xml.endswith(b"\n") else xml + b"\n"


def _generator(edition: Edition, channel: Channel, path: str, kind: str) -> "FeedGenerator":
    from feedgen.feed import FeedGenerator  # noqa: PLC0415 - loads what a feed with no news spares

    generator = FeedGenerator()
    generator.id(tag(edition, *path.split("/")))
    generator.title(channel.title)
    generator.description(channel.description)
    generator.author(name=edition.said(edition.world.content.site.name))
    generator.link(href=edition.public(path), rel="self", type=kind)
    generator.link(href=edition.public(channel.page), rel="alternate", type="text/html")
    generator.language(edition.language)
    generator.updated(channel.news[0].at if channel.news else NOTHING_YET)
    return generator


def _item(target: "FeedEntry", item: Item) -> None:
    target.guid(item.id, permalink=False)
    target.title(item.title)
    target.link(href=item.address)
    target.published(item.at)
    target.updated(item.at)
    target.description(str(item.html))
    _categories(target, item.names)


def _entry(edition: Edition, target: "FeedEntry", entry: Entry, steps: Sequence[Item]) -> None:
    """Fill in an entry from all of its items, the newest first."""
    address = edition.public(addresses.entry_page(entry))
    target.id(tag(edition, entry.id))
    target.title(steps[0].title)
    target.link(href=address, rel="alternate", type="text/html")
    target.published(steps[-1].at)
    target.updated(steps[0].at)
    told = Markup().join(each.step for each in steps)
    target.content(str(told + way_on(edition, address)), type="html")
    _categories(target, dict.fromkeys(name for each in steps for name in each.names))


def _categories(target: "FeedEntry", names: Iterable[str]) -> None:
    for name in names:
        target.category(term=name)
