"""A feed in JSON Feed 1.1 (jsonfeed.org/version/1.1), which scripts read as it is."""

from statusgen.artefact import Artefact
from statusgen.domain.world import News
from statusgen.outputs.feeds.channel import Channel
from statusgen.outputs.feeds.item import Items
from statusgen.render import urls
from statusgen.render.json_text import document, instant

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(told: Items, channel: Channel) -> Artefact:
    """Return a feed as JSON Feed: one item for each of the newest news, as in RSS."""
    context, path = told.context, f"{channel.place}{urls.FEED_JSON}"
    name = context.text(context.world.content.site.name)
    feed = {
        "version": VERSION,
        "title": channel.title,
        "home_page_url": context.public(channel.page),
        "feed_url": context.public(path),
        "description": channel.description,
        "language": context.language,
        "authors": [{"name": name, "url": context.public(urls.HOME)}],
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
