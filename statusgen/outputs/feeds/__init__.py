"""The feeds: of the whole site, of each kind of entry and of each component, in three formats."""

from collections.abc import Iterator
from functools import partial

from msgspec.structs import replace

from statusgen.artefact import Artefact
from statusgen.outputs.feeds.channel import Channel, channels
from statusgen.outputs.feeds.item import Items
from statusgen.outputs.feeds.json_format import json_feed
from statusgen.outputs.feeds.xml_formats import atom, rss
from statusgen.outputs.output import Output, Part
from statusgen.render import urls
from statusgen.render.context import RenderContext
from statusgen.render.views.index import index

FORMATS = (rss, atom, json_feed)

_ALIASES = {
    urls.FEED_RSS: urls.HISTORY_RSS,
    urls.FEED_ATOM: urls.HISTORY_ATOM,
}
"""Where Statuspage has the same feeds; files and no redirects, so that any host has them."""


def in_parts(context: RenderContext) -> Iterator[Part]:
    """Yield every feed of a context; one that has nothing to tell is published too."""
    told = Items(context, index(context.world).news)
    for channel in channels(context):
        yield Part(channel.place, told.of(channel), partial(_files, told, channel))


def _files(told: Items, channel: Channel) -> Iterator[Artefact]:
    for make in FORMATS:
        feed = make(told, channel)
        yield feed
        if feed.path in _ALIASES:
            yield replace(feed, path=_ALIASES[feed.path])


OUTPUT = Output("feeds", in_parts=in_parts)
