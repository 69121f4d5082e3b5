"""The feeds: RSS with one item for each piece of news, Atom with one entry that moves on.

feedgen writes them, because it knows both formats and what their readers insist on. It takes the
machine's clock where it is given no time, so it is given every one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from urllib.parse import quote, urlsplit

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from markupsafe import Markup, escape

from statusgen import addresses
from statusgen.announce import Told, tell, with_states
from statusgen.artefact import Artefact
from statusgen.edition import Edition
from statusgen.markup import to_html
from statusgen.world import News, World

NEWEST = 50
"""How many items or entries a feed holds."""

NOTHING_YET = datetime(2000, 1, 1, tzinfo=UTC)
"""When a feed was last changed that has never held anything."""

MINUTES_TO_KEEP = 5
"""How long a reader of RSS may wait before it asks again (RSS 2.0, ttl)."""

TAGGED_SINCE = "2026"
"""The date in every tag: URI (RFC 4151); a constant, because an id must never change."""


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed: its path, what it is called, and the news that it tells, newest first."""

    path: str
    title: str
    news: tuple[News, ...]


def artefacts(edition: Edition) -> Iterator[Artefact]:
    """Yield the feeds of an edition; one that has nothing to tell is published too."""
    world = edition.world
    title = _title(edition)
    yield rss(edition, Feed(addresses.FEED_RSS, title, world.news))
    yield atom(edition, Feed(addresses.FEED_ATOM, title, world.news))


def rss(edition: Edition, feed: Feed) -> Artefact:
    """Return a feed as RSS 2.0: one item for each of the newest news, with an id of its own.

    The id is made of the host, the entry's and the news' ids only, so that a correction of the
    text is no news, and neither is a new folder; the date is that of publication.
    """
    generator = _generator(edition, feed, "application/rss+xml")
    generator.ttl(MINUTES_TO_KEEP)
    for news in feed.news[:NEWEST]:
        _item(edition, generator.add_entry(order="append"), news)
    return Artefact(feed.path, _document(generator.rss_str(pretty=True)))


def atom(edition: Edition, feed: Feed) -> Artefact:
    """Return a feed as Atom (RFC 4287): one entry for each incident and maintenance.

    An entry keeps its id and its date of publication, while its `updated` moves on with each
    piece of news; all of them are in its content, the newest first.
    """
    generator = _generator(edition, feed, "application/atom+xml")
    for told in islice(_by_entry(feed.news), NEWEST):
        _entry(edition, generator.add_entry(order="append"), told)
    return Artefact(feed.path, _document(generator.atom_str(pretty=True)))


def _document(xml: bytes) -> bytes:
    return xml if xml.endswith(b"\n") else xml + b"\n"


def _generator(edition: Edition, feed: Feed, kind: str) -> FeedGenerator:
    generator = FeedGenerator()
    generator.id(tag(edition.world, feed.path))
    generator.title(feed.title)
    generator.description(_description(edition))
    generator.author(name=edition.said(edition.world.content.site.name))
    generator.link(href=edition.public(feed.path), rel="self", type=kind)
    generator.link(href=edition.public(addresses.HOME), rel="alternate", type="text/html")
    generator.language(edition.language)
    generator.updated(feed.news[0].at if feed.news else NOTHING_YET)
    return generator


def _title(edition: Edition) -> str:
    name = edition.said(edition.world.content.site.name)
    if edition.world.content.site.sample:
        return edition.words.say("{name} (sample content)").format(name=name)
    return name


def _description(edition: Edition) -> str:
    say = edition.words.say
    description = say("Incidents and planned maintenance, as they are announced.")
    if edition.world.content.site.sample:
        return f"{description} {say('This is sample content. Nothing of it has happened.')}"
    return description


def tag(world: World, *path: str) -> str:
    """Return a tag: URI that stays the same wherever and whenever the site is built."""
    host = urlsplit(world.content.site.url).hostname or ""
    return f"tag:{quote(host)},{TAGGED_SINCE}:{'/'.join(quote(part, safe='') for part in path)}"


# --- items and entries -------------------------------------------------------------------------


def _item(edition: Edition, item: FeedEntry, news: News) -> None:
    told = tell(edition, news)
    address = edition.public(addresses.news_page(news))
    item.guid(tag(edition.world, news.entry.id, news.id), permalink=False)
    item.title(f"[{told.heading}] {told.title}")
    item.link(href=address)
    item.published(news.at)
    item.updated(news.at)
    item.description(str(_story(edition, told) + _way_on(edition, address)))
    _categories(item, told.names)


def _entry(edition: Edition, entry: FeedEntry, news: Sequence[News]) -> None:
    """Fill in an entry from all `news` of an incident or a maintenance, newest first."""
    told = [tell(edition, each) for each in news]
    address = edition.public(addresses.entry_page(news[0].entry))
    steps = (_step(edition, *each) for each in zip(news, told, strict=True))
    content = Markup().join([*steps, _way_on(edition, address)])
    entry.id(tag(edition.world, news[0].entry.id))
    entry.title(f"[{told[0].heading}] {told[0].title}")
    entry.link(href=address, rel="alternate", type="text/html")
    entry.published(news[-1].at)
    entry.updated(news[0].at)
    entry.content(str(content), type="html")
    _categories(entry, dict.fromkeys(name for each in told for name in each.names))


def _categories(entry: FeedEntry, names: Iterable[str]) -> None:
    for name in names:
        entry.category(term=name)


def _by_entry(news: Iterable[News]) -> Iterator[list[News]]:
    """Yield the news of each entry, the entry that moved last leading."""
    told: dict[str, list[News]] = {}
    for each in news:
        told.setdefault(each.entry.id, []).append(each)
    yield from told.values()


# --- what stands in them -----------------------------------------------------------------------


def _step(edition: Edition, news: News, told: Told) -> Markup:
    heading = Markup("<p><strong>{}</strong><br>{}</p>\n")
    stamp = edition.words.full_stamp_with_utc(news.at)
    return heading.format(told.heading, stamp) + _story(edition, told)


def _story(edition: Edition, told: Told) -> Markup:
    """Return what news says as HTML that stands alone: no relative link, no foreign picture."""
    text = Markup(to_html(told.text, edition.url))  # noqa: S704 - nh3 has the last word on it
    facts = Markup().join(_fact(label, value) for label, value in _facts(edition, told))
    return text + Markup("\n") + facts


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


def _fact(label: str, value: str) -> Markup:
    return Markup("<p><strong>{}:</strong> {}</p>\n").format(label, value)


def _way_on(edition: Edition, address: str) -> Markup:
    label = escape(edition.words.say("Details and updates"))
    return Markup('<p><a href="{}">{}</a></p>').format(address, label)
