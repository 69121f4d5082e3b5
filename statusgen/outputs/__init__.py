"""The outputs: each a module with pure functions from an edition to artefacts."""

from statusgen.output import Output, months
from statusgen.outputs import (
    api,
    assets,
    badges,
    calendar,
    data,
    feeds,
    headers,
    maintnote,
    pages,
    pictures,
    posts,
    sitemap,
    web,
)

__all__ = ["OUTPUTS", "Output", "months"]

OUTPUTS: tuple[Output, ...] = (
    posts.OUTPUT,
    assets.OUTPUT,
    pages.OUTPUT,
    feeds.OUTPUT,
    calendar.OUTPUT,
    maintnote.OUTPUT,
    api.OUTPUT,
    data.OUTPUT,
    badges.OUTPUT,
    pictures.OUTPUT,
    sitemap.OUTPUT,
    headers.OUTPUT,
    web.OUTPUT,
)
