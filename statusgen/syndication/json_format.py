"""A feed in JSON Feed 1.1 (jsonfeed.org/version/1.1), which scripts read as it is."""

from statusgen import addresses
from statusgen.artefact import Artefact
from statusgen.jsontext import document, instant
from statusgen.syndication.channel import Channel
from statusgen.syndication.item import Items
from statusgen.world import News

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(told: Items, channel: Channel) -> Artefact:
    """Return a feed as JSON Feed: one item for each of the newest news, as in RSS."""
    edition, path = told.edition, f"{channel.place}{addresses.FEED_JSON}"
    name = edition.said(edition.world.content.site.name)
    feed = {
        "version": VERSION,
        "title": channel.title,
        "home_page_url": edition.public(channel.page),
        "feed_url": edition.public(path),
        "description": channel.description,
        "language": edition.language,
        "authors": [{"name": name, "url": edition.public(addresses.HOME)}],
        "items": [told.once(_item, news) for news in channel.newest],
    }
    return Artefact(path, document(feed))


def _item(told: Items, news: News) -> dict[str, object]:
    item = told.item(news)
    return {
        "id": item.id,
        "url": item.address,
        "title": item.title,
        "content_html": item.html,
        "date_published": instant(item.at),
        "tags": item.names,
    }
