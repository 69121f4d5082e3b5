"""The news of a published site, from its own JSON: what is published now, and nothing else."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Annotated
from urllib.parse import unquote

from msgspec import Meta, Struct, field

from statusgen.console import CommandError
from statusgen.model import Announcement, NewsTarget, State
from statusgen.notify.site import PublishedSite
from statusgen.render.urls import FEED_JSON, INCIDENTS, data_of

_WORKING = State.OPERATIONAL.value


class NewsFeedItem(Struct, frozen=True):
    """An item of a JSON feed of the site, in one language."""

    id: str
    url: str
    title: str
    content_html: str
    date_published: Annotated[datetime, Meta(tz=True)]

    @property
    def key(self) -> str:
        """The ids of the entry and of the update, the same in every language."""
        return "/".join(unquote(part) for part in re.split("[:/]", self.id)[-2:])


class _Author(Struct, frozen=True):
    name: str


class _OwnKeys(Struct, frozen=True):
    sample: str = ""


class NewsFeed(Struct, frozen=True):
    """A JSON feed of the site, in one language; `own` are the keys that no standard has."""

    language: str
    home_page_url: str
    icon: str
    authors: tuple[_Author, ...]
    items: tuple[NewsFeedItem, ...]
    own: _OwnKeys = field(default=_OwnKeys(), name="_statusgen")

    @property
    def sample(self) -> str:
        """The sentence that says that all of it is invented, empty where nothing is."""
        return self.own.sample


class _Update(Struct, frozen=True):
    id: str
    statuspage_id: str
    status: str
    event: str | None = None
    components: Mapping[str, str] = {}


class _EntryFile(Struct, frozen=True):
    kind: str
    id: str
    statuspage_id: str
    scope: str = ""
    affects: Mapping[str, str] = {}
    updates: tuple[_Update, ...] = ()
    events: tuple[_Update, ...] = ()


class PublishedUpdate(Struct, frozen=True):
    """An update of an incident or an event of a maintenance, as it is published.

    `key` is unique on the site, `entry` is the id of the entry, `page` the path of its page below
    the site. `components` are the ids that subscribers know, and `announced_as` is None for an
    incident of limited scope. The last two are the ids in the files of Statuspage's API.
    """

    key: str
    entry: str
    page: str
    date: datetime
    is_maintenance: bool
    announced_as: Announcement | None
    status: str
    components: frozenset[str]
    statuspage_entry: str
    statuspage_update: str


class PublishedNews(Struct, frozen=True):
    """The feeds of a site: the first language, and those by language that are asked for."""

    site: PublishedSite
    first: NewsFeed

    @property
    def host(self) -> str:
        """The host that ids of the site are built from."""
        tags = (each.id.partition(":")[2].partition(",")[0] for each in self.first.items)
        return next(tags, "")

    @property
    def name(self) -> str:
        """The name of the site."""
        return self.first.authors[0].name

    def folder(self, language: str | None) -> str:
        """Return the folder of a language: none for the site's first, `it/` for another."""
        return "" if language in (None, self.first.language) else f"{language}/"

    def item(self, update: PublishedUpdate, language: str | None) -> tuple[NewsFeedItem, NewsFeed]:
        """Return an update as the feed of a language has it, and that feed.

        It is that of the first language where that feed does not have the update.
        """
        feed = self.site.json(f"{self.folder(language)}{FEED_JSON}", NewsFeed)
        for each in (feed, self.first):
            for item in each.items:
                if item.key == update.key:
                    return item, each
        message = f"the feed of {self.site.url} has no {update.key} any more."
        raise CommandError(message)


def published_news(site: PublishedSite) -> PublishedNews:
    """Return the news of a site; raises CommandError if it cannot be read."""
    feed = site.json(FEED_JSON, NewsFeed)
    if not feed.authors:
        message = (
            f"{site.url}{FEED_JSON} does not name the site, as this version of statusgen does."
        )
        raise CommandError(message)
    return PublishedNews(site, feed)


def updates(
    news: PublishedNews, is_wanted: Callable[[str, datetime], bool]
) -> Iterator[PublishedUpdate]:
    """Yield the published updates that are wanted by key and date, oldest first."""
    for item in sorted(news.first.items, key=lambda each: each.date_published):
        if is_wanted(item.key, item.date_published):
            yield _update(news, item)


def _update(news: PublishedNews, item: NewsFeedItem) -> PublishedUpdate:
    page = _page(news, item)
    entry = news.site.json(data_of(page), _EntryFile)
    every = (*entry.updates, *entry.events)
    for index, each in enumerate(every):
        if f"{entry.id}/{each.id}" == item.key:
            return PublishedUpdate(
                key=item.key,
                entry=entry.id,
                page=page,
                date=item.date_published,
                is_maintenance=not page.startswith(INCIDENTS),
                announced_as=_announced_as(entry),
                status=each.event or each.status,
                components=frozenset({*entry.affects, *_affected(every[index:])}),
                statuspage_entry=entry.statuspage_id,
                statuspage_update=each.statuspage_id,
            )
    message = f"{news.site.url} is between two deploys: its data has no {item.key} yet."
    raise CommandError(message)


def _page(news: PublishedNews, item: NewsFeedItem) -> str:
    """Return the path of the page of an item's entry; raises CommandError."""
    folder, _, rest = item.url.removeprefix(news.first.home_page_url).partition("/")
    name, slash, _ = rest.partition("/")
    if not slash:
        message = f"the feed of {news.site.url} leads to {item.url}, which is no page of an entry."
        raise CommandError(message)
    return f"{folder}/{name}/"


def _affected(newest_first: tuple[_Update, ...]) -> Iterator[str]:
    """Yield the components that an incident has affected by its newest update, as feeds do.

    One that is named later is in earlier updates too, as operational.
    """
    for update in newest_first:
        yield from (name for name, state in update.components.items() if state != _WORKING)


def _announced_as(entry: _EntryFile) -> Announcement | None:
    if entry.kind == "maintenance":
        return Announcement.MAINTENANCE
    return Announcement.GLOBAL_PROBLEM if entry.scope == "global" else None


def is_for(target: NewsTarget, update: PublishedUpdate) -> bool:
    """Return whether a target is to get an update."""
    return (
        (not target.news or update.announced_as in target.news)
        and (not target.statuses or update.status in target.statuses)
        and (not target.components or not update.components.isdisjoint(target.components))
    )
