"""The feeds: of the whole site, of each kind of entry and of each component, in three formats."""

from collections.abc import Iterator

from msgspec import Struct

from statusgen.artefact import Artefact, Job
from statusgen.outputs.feeds.feed import Feed, feeds
from statusgen.outputs.feeds.json_format import json_feed
from statusgen.outputs.feeds.xml_formats import atom, rss
from statusgen.outputs.jobs import Output
from statusgen.render import urls
from statusgen.render.context import RenderContext, SiteContext

FORMATS = {urls.FEED_RSS: rss, urls.FEED_ATOM: atom, urls.FEED_JSON: json_feed}

_ALIASES = {
    urls.FEED_RSS: urls.HISTORY_RSS,
    urls.FEED_ATOM: urls.HISTORY_ATOM,
}
"""Addresses of the same feeds on Statuspage; files, because not every host has redirects."""


class FeedInputs(Struct, frozen=True):
    """Everything that the files of a feed depend on."""

    context: SiteContext
    feed: Feed


def jobs(context: RenderContext) -> Iterator[Job]:
    """Yield the job of every feed; one without news is published too."""
    for feed in feeds(context):
        name = f"feed {context.language} /{feed.place}"
        yield Job(name, render, FeedInputs(context.lasting, feed))


def render(inputs: FeedInputs) -> Iterator[Artefact]:
    """Yield a feed in each format; each file names itself."""
    context, feed = inputs.context, inputs.feed
    for name, make in FORMATS.items():
        path = f"{feed.place}{name}"
        yield context.file(path, make(context, feed, path))
        if path in _ALIASES:
            yield context.file(_ALIASES[path], make(context, feed, _ALIASES[path]))


OUTPUT = Output("feeds", jobs)
