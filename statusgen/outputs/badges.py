"""The badges: one picture for the site and one for each component."""

from collections.abc import Iterator

from statusgen.artefact import Artefact
from statusgen.outputs.output import Output
from statusgen.render import urls
from statusgen.render.context import RenderContext
from statusgen.render.views.badge import BadgeView, component_badge, site_badge


def of_site(context: RenderContext) -> Iterator[Artefact]:
    """Yield the badges of a context."""
    yield _picture(context, urls.BADGE, site_badge(context))
    for now in context.world.components:
        path = urls.component_badge(now.component.id)
        yield _picture(context, path, component_badge(context, now))


def _picture(context: RenderContext, path: str, badge: BadgeView) -> Artefact:
    svg = context.templates.render("badges/badge.svg", view=badge)
    return Artefact(path, svg.lstrip().encode())


OUTPUT = Output("badges", of_site)
