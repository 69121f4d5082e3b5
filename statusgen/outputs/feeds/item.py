"""One piece of news in every feed: its id, its address, its title and its HTML."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from urllib.parse import quote

from markupsafe import Markup, escape
from msgspec import Struct

from statusgen.domain.entry import Entry
from statusgen.domain.news import News, news_of
from statusgen.render import urls
from statusgen.render.announcement import NewsItem, news_item, with_states
from statusgen.render.context import SiteContext
from statusgen.render.facts import Fact
from statusgen.text.markdown import to_html

TAGGED_SINCE = "2026"
"""The date in every tag: URI (RFC 4151); a constant, because an id must never change."""


class NewsHtml(Struct, frozen=True):
    """One piece of news as HTML, without a link to the site.

    `at` is when it was published, `heading` names the event; `html` has no relative link and no
    foreign picture; `names` are the components that it is about.
    """

    at: datetime
    heading: str
    title: str
    html: str
    names: tuple[str, ...]


class FeedItem(Struct, frozen=True):
    """One piece of news in a feed that has an item for each.

    `id` is made of the host and the ids of entry and news only, so that a correction of the text
    is no news, and neither is a new folder; `at` is its date in feeds. `html` stands alone;
    `names` are the components that it is about.
    """

    id: str
    at: datetime
    address: str
    title: str
    html: str
    names: tuple[str, ...]


def feed_item(context: SiteContext, news: News) -> FeedItem:
    """Return one piece of news as every feed has it."""
    return context.memoize_news(_feed_item, news)


def _feed_item(context: SiteContext, news: News) -> FeedItem:
    about = news_html(context, news)
    address = context.public(urls.news_page(news))
    return FeedItem(
        id=tag(context, news.entry.stable_id, news.id),
        at=news.date,
        address=address,
        title=about.title,
        html=about.html + _site_link(context, address),
        names=about.names,
    )


def tag(context: SiteContext, *path: str) -> str:
    """Return a tag: URI that stays the same wherever and whenever the site is built.

    The languages have different tags, because a reader may follow the feeds of both.
    """
    host = context.content.site.id_host
    path = path if context.is_first else (context.language, *path)
    return f"tag:{quote(host)},{TAGGED_SINCE}:{'/'.join(quote(part, safe='') for part in path)}"


# --- html --------------------------------------------------------------------------------------


def all_news_html(context: SiteContext, entry: Entry) -> tuple[NewsHtml, ...]:
    """Return the news of an entry, the newest first."""
    return tuple(news_html(context, news) for news in news_of(entry, context.content.groups))


def news_html(context: SiteContext, news: News) -> NewsHtml:
    """Return `news` as HTML, in the context's language as far as the content has it."""
    return context.memoize_news(_news_html, news)


def combined(context: SiteContext, news: Iterable[NewsHtml], address: str) -> str:
    """Return the HTML of several news in their order, each with its time, and one link."""
    return "".join((*(_dated(context, each) for each in news), _site_link(context, address)))


def _news_html(context: SiteContext, news: News) -> NewsHtml:
    item = news_item(context, news)
    facts = (_fact(context, each) for each in _facts(context, item))
    html = "".join((_text(context, item), "\n", *facts))
    return NewsHtml(news.at, item.heading, f"[{item.heading}] {item.title}", html, item.names)


def _dated(context: SiteContext, news: NewsHtml) -> str:
    stamp = context.words.full_stamp_with_utc(news.at)
    return f"<p><strong>{escape(news.heading)}</strong><br>{escape(stamp)}</p>\n{news.html}"


def _text(context: SiteContext, item: NewsItem) -> str:
    """Return a text that names its language, where that is not the feed's."""
    text = to_html(item.text, context.url)
    if not item.lang:
        return text
    return f'<div lang="{escape(item.lang)}">{text}</div>\n<p>({escape(item.mark)})</p>'


def _facts(context: SiteContext, item: NewsItem) -> Iterator[Fact]:
    """Yield the facts of one piece of news, and those of its entry after them."""
    words = context.words
    if item.affected:
        yield Fact("affected", words.say("Affected"), with_states(words, item.affected))
    if item.newly_recovered:
        yield Fact("recovered", item.recovered_label, words.joined(item.newly_recovered))
    if item.window is not None:
        yield Fact("window", words.say("Window"), words.window(*item.window))
        utc = words.in_utc.window(*item.window)
        yield Fact("window_utc", words.say("Window in UTC"), utc)
    if item.due is not None:
        due = words.full_stamp_with_utc(item.due)
        yield Fact("next_update", words.say("Next update"), due)
    yield from item.facts


def _fact(context: SiteContext, fact: Fact) -> str:
    label, text = escape(context.words.lead_in(fact.label)), escape(fact.text)
    if fact.markdown:
        lang = Markup(' lang="{}"').format(fact.lang) if fact.lang else ""
        html = to_html(fact.markdown, context.url)
        return f"<p><strong>{label}</strong></p>\n<div{lang}>{html}</div>\n"
    if fact.link:
        text = Markup('<a href="{}">{}</a>').format(fact.link, text)
    return f"<p><strong>{label}</strong> {text}</p>\n"


def _site_link(context: SiteContext, address: str) -> str:
    label = context.words.say("Details and updates")
    return f'<p><a href="{escape(address)}">{escape(label)}</a></p>'
