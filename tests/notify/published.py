"""Published sites as the command reads them, without a server."""

from collections.abc import Iterator, Mapping

from statusgen.model import Content, NewsTarget
from statusgen.notify.news import PublishedNews, PublishedUpdate, published_news, updates
from statusgen.notify.site import PublishedSite
from statusgen.outputs import calendar, feeds, maintnote, open_data, statuspage_api
from tests.contexts import context, rendered

OUTPUTS = (feeds.OUTPUT, open_data.OUTPUT, statuspage_api.OUTPUT, calendar.OUTPUT, maintnote.OUTPUT)
"""The outputs that the command reads."""

URL = "https://status.example/"
TARGET = NewsTarget("partners", "NOTIFY_PARTNERS")


def files(source: Content, now: str) -> dict[str, bytes]:
    """Return what the command reads of a site at an instant, by path, in all languages."""
    made = context(source, now)
    every = [made.in_language(language) for language in source.site.languages]
    return {
        each.path: each.content
        for output in OUTPUTS
        for one in (every[:1] if output.is_shared else every)
        for each in rendered(output, one)
    }


def site(source: Content, now: str) -> PublishedSite:
    """Return the site of a content as it is published at an instant."""
    return site_of(files(source, now))


def site_of(found: Mapping[str, bytes]) -> PublishedSite:
    """Return a site that has these files, and asks nobody for others."""
    made = PublishedSite(URL)
    made._files.update(found)
    return made


def news(source: Content, now: str) -> PublishedNews:
    """Return the news of a content as they are published at an instant."""
    return published_news(site(source, now))


def every(found: PublishedNews) -> Iterator[PublishedUpdate]:
    """Yield all updates of a site, oldest first."""
    return updates(found, lambda _key, _date: True)
