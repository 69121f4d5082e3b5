"""The badges: one picture for the site and one for each component."""

from collections.abc import Iterator
from functools import partial

from statusgen.artefact import Artefact, Job
from statusgen.outputs.jobs import Output, current
from statusgen.render import urls
from statusgen.render.context import RenderContext, SiteContext
from statusgen.render.views.badge import BadgeView, component_badge, site_badge


def jobs(context: RenderContext) -> Iterator[Job]:
    """Yield the one job of these files, which depend on the present."""
    yield current(context, "badges", partial(render, context))


def render(context: RenderContext) -> Iterator[Artefact]:
    """Yield the badges of a context."""
    yield _picture(context, urls.BADGE, site_badge(context))
    for now in context.world.every_component:
        path = urls.component_badge(now.component.id)
        yield _picture(context, path, component_badge(context, now))


def _picture(context: SiteContext, path: str, badge: BadgeView) -> Artefact:
    svg = context.templates.render("badges/badge.svg", view=badge)
    return context.file(path, svg.lstrip().encode())


OUTPUT = Output("badges", jobs)
