"""The badges: one picture for the site and one for each component."""

from collections.abc import Iterator

from statusgen.artefact import Artefact
from statusgen.outputs.output import Output
from statusgen.render import urls
from statusgen.render.context import Edition
from statusgen.render.views.badge import BadgeView, component_badge, site_badge


def of_site(edition: Edition) -> Iterator[Artefact]:
    """Yield the badges of an edition."""
    yield _picture(edition, urls.BADGE, site_badge(edition))
    for now in edition.world.components:
        path = urls.component_badge(now.component.id)
        yield _picture(edition, path, component_badge(edition, now))


def _picture(edition: Edition, path: str, badge: BadgeView) -> Artefact:
    svg = edition.templates.render("badges/badge.svg", view=badge)
    return Artefact(path, svg.lstrip().encode())


OUTPUT = Output("badges", of_site)
