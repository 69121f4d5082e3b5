"""A feed in JSON Feed 1.1 (jsonfeed.org/version/1.1), which scripts read as it is."""

from statusgen.domain.news import News
from statusgen.outputs.feeds.feed import Feed
from statusgen.outputs.feeds.item import feed_item
from statusgen.render import urls
from statusgen.render.context import SiteContext
from statusgen.render.json_text import document, instant

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(context: SiteContext, feed: Feed, path: str) -> bytes:
    """Return a feed as JSON Feed: one item for each of the newest news."""
    site = context.content.site
    name = context.text(site.name)
    sample = context.words.say("Sample: components and events are invented.")
    body = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": context.public(feed.page),
        "feed_url": context.public(path),
        "description": feed.description,
        "icon": f"{context.url}{urls.TOUCH_ICON}",
        "favicon": f"{context.url}{urls.ICON_FILE}",
        "language": context.language,
        "authors": [{"name": name, "url": context.public(urls.HOME)}],
        **({"_statusgen": {"sample": sample}} if site.sample else {}),
        "items": [_feed_item(context, news) for news in feed.newest],
    }
    return document(body)


def _feed_item(context: SiteContext, news: News) -> dict[str, object]:
    about = feed_item(context, news)
    return {
        "id": about.id,
        "url": about.address,
        "title": about.title,
        "content_html": about.html,
        "date_published": instant(about.at),
        "tags": about.names,
    }
