"""The outputs: each a module with one pure function from an edition to artefacts."""

from collections.abc import Callable, Iterable

from statusgen.artefact import Artefact
from statusgen.edition import Edition
from statusgen.outputs import api, badges, calendar, data, feeds, maintnote, pages, posts, web

Output = Callable[[Edition], Iterable[Artefact]]

OUTPUTS: tuple[Output, ...] = (
    posts.artefacts,  # first: pages and data tell the texts that it makes, several at a time
    pages.artefacts,
    feeds.artefacts,
    calendar.artefacts,
    maintnote.artefacts,
    api.artefacts,
    data.artefacts,
    badges.artefacts,
    web.artefacts,
)
