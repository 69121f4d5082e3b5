"""The badges: one picture for the site and one for each component."""

from collections.abc import Iterator

from statusgen import addresses
from statusgen.artefact import Artefact
from statusgen.edition import Edition
from statusgen.output import Output
from statusgen.views.badge import BadgeView, component_badge, site_badge


def of_site(edition: Edition) -> Iterator[Artefact]:
    """Yield the badges of an edition."""
    yield _picture(edition, addresses.BADGE, site_badge(edition))
    for now in edition.world.components:
        path = addresses.component_badge(now.component.id)
        yield _picture(edition, path, component_badge(edition, now))


def _picture(edition: Edition, path: str, badge: BadgeView) -> Artefact:
    svg = edition.templates.render("badges/badge.svg", view=badge)
    return Artefact(path, svg.lstrip().encode())


OUTPUT = Output("badges", of_site)
