"""The feeds: of the whole site, of each kind of entry and of each component, in three formats."""

from collections.abc import Iterator
from dataclasses import replace

from statusgen import addresses
from statusgen.artefact import Artefact
from statusgen.edition import Edition
from statusgen.output import Output
from statusgen.syndication import atom, channels, items, json_feed, rss

FORMATS = (rss, atom, json_feed)

_ALIASES = {
    addresses.FEED_RSS: addresses.HISTORY_RSS,
    addresses.FEED_ATOM: addresses.HISTORY_ATOM,
}
"""Where Statuspage has the same feeds; files and no redirects, so that any host has them."""


def of_site(edition: Edition) -> Iterator[Artefact]:
    """Yield every feed of an edition; one that has nothing to tell is published too."""
    every = tuple(channels(edition))
    told = items(edition, every)
    for channel in every:
        for make in FORMATS:
            feed = make(edition, channel, told)
            yield feed
            if feed.path in _ALIASES:
                yield replace(feed, path=_ALIASES[feed.path])


OUTPUT = Output("feeds", of_site)
