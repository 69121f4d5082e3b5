"""The outputs: each a module with one pure function from an edition to artefacts."""

from collections.abc import Callable, Iterable

from statusgen.artefact import Artefact
from statusgen.edition import Edition
from statusgen.outputs import (
    api,
    assets,
    badges,
    calendar,
    data,
    feeds,
    maintnote,
    pages,
    posts,
    sitemap,
    web,
)

Output = Callable[[Edition], Iterable[Artefact]]

OUTPUTS: tuple[Output, ...] = (
    posts.artefacts,  # first: pages and data tell the texts that it makes, several at a time
    assets.artefacts,
    pages.artefacts,
    feeds.artefacts,
    calendar.artefacts,
    maintnote.artefacts,
    api.artefacts,
    data.artefacts,
    badges.artefacts,
    sitemap.artefacts,
    web.artefacts,
)

SHARED: frozenset[Output] = frozenset(
    {
        posts.artefacts,  # each is in the language of its group
        assets.artefacts,
        maintnote.artefacts,
        api.artefacts,
        data.artefacts,
        web.artefacts,
    }
)
"""Those that are made once, from the edition in the site's first language; all others once each."""
