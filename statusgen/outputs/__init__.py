"""The outputs: each a module that yields the jobs of one kind of file."""

from collections.abc import Iterable, Iterator

from statusgen.artefact import Job
from statusgen.outputs import (
    assets,
    badges,
    calendar,
    compose,
    feeds,
    headers,
    history_index,
    maintnote,
    metrics,
    open_data,
    pages,
    pictures,
    posts,
    shields,
    sitemap,
    statuspage_api,
    web,
)
from statusgen.outputs.jobs import Output
from statusgen.render.context import RenderContext

OUTPUTS: tuple[Output, ...] = (
    posts.OUTPUT,
    assets.OUTPUT,
    pages.OUTPUT,
    feeds.OUTPUT,
    calendar.OUTPUT,
    maintnote.OUTPUT,
    statuspage_api.OUTPUT,
    open_data.OUTPUT,
    badges.OUTPUT,
    shields.OUTPUT,
    metrics.OUTPUT,
    pictures.OUTPUT,
    sitemap.OUTPUT,
    compose.OUTPUT,
    history_index.OUTPUT,
    headers.OUTPUT,
    web.OUTPUT,
)


def jobs(contexts: Iterable[RenderContext]) -> Iterator[Job]:
    """Yield the jobs of a whole site, which has a context for each of its languages."""
    for context in contexts:
        for output in OUTPUTS:
            if context.is_first or not output.is_shared:
                yield from output.jobs(context)
