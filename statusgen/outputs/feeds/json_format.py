"""A feed in JSON Feed 1.1 (jsonfeed.org/version/1.1), which scripts read as it is."""

from statusgen.domain.news import News
from statusgen.outputs.feeds.channel import Channel
from statusgen.outputs.feeds.item import item
from statusgen.render import urls
from statusgen.render.context import SiteContext
from statusgen.render.json_text import document, instant

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(context: SiteContext, channel: Channel) -> tuple[str, bytes]:
    """Return path and bytes of a feed as JSON Feed: one item for each of the newest news."""
    path = f"{channel.place}{urls.FEED_JSON}"
    name = context.text(context.content.site.name)
    feed = {
        "version": VERSION,
        "title": channel.title,
        "home_page_url": context.public(channel.page),
        "feed_url": context.public(path),
        "description": channel.description,
        "language": context.language,
        "authors": [{"name": name, "url": context.public(urls.HOME)}],
        "items": [_item(context, news) for news in channel.newest],
    }
    return path, document(feed)


def _item(context: SiteContext, news: News) -> dict[str, object]:
    about = item(context, news)
    return {
        "id": about.id,
        "url": about.address,
        "title": about.title,
        "content_html": about.html,
        "date_published": instant(about.at),
        "tags": about.names,
    }
