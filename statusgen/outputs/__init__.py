"""The outputs: each a module with pure functions from a context to artefacts."""

from statusgen.outputs import (
    assets,
    badges,
    calendar,
    feeds,
    headers,
    maintnote,
    open_data,
    pages,
    pictures,
    posts,
    sitemap,
    statuspage_api,
    web,
)
from statusgen.outputs.output import Output, months

__all__ = ["OUTPUTS", "Output", "months"]

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
    pictures.OUTPUT,
    sitemap.OUTPUT,
    headers.OUTPUT,
    web.OUTPUT,
)
