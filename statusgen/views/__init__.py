"""What a template may see: small frozen records, one module for each kind of page."""

from collections.abc import Iterator
from functools import partial

from statusgen.edition import Edition
from statusgen.views.components import component_page
from statusgen.views.frame import (
    Frame,
    Maker,
    Page,
    frame,
    script_files,
    scripts,
    style_file,
    style_sheet,
)
from statusgen.views.history import history_page, month_pages
from statusgen.views.home import home_page
from statusgen.views.incident import incident_page
from statusgen.views.index import Index, index
from statusgen.views.maintenance import maintenance_page
from statusgen.views.missing import missing_page
from statusgen.views.news import news_page
from statusgen.views.policy import policy_page
from statusgen.views.posts import posts_page
from statusgen.views.report import report_pages

__all__ = [
    "Frame",
    "Maker",
    "Page",
    "frame",
    "pages",
    "script_files",
    "scripts",
    "style_file",
    "style_sheet",
]


def pages(edition: Edition) -> Iterator[Maker]:
    """Yield how to make each page of an edition, the home page last: it links to the others."""
    found = index(edition.world)
    policy = edition.world.content.policy
    yield partial(missing_page, edition)
    if policy is not None:
        yield partial(policy_page, edition, policy)
    if edition.world.content.groups:
        yield partial(posts_page, edition)
    yield from _entry_pages(edition, found)
    for component in edition.world.components:
        yield partial(component_page, edition, found, component)
    yield from report_pages(edition, found)
    yield from month_pages(edition, found)
    yield partial(history_page, edition, found)
    yield partial(home_page, edition, found)


def _entry_pages(edition: Edition, found: Index) -> Iterator[Maker]:
    world = edition.world
    yield from (partial(news_page, edition, each) for each in world.news if each.groups)
    yield from (partial(incident_page, edition, found, each) for each in world.incidents)
    yield from (partial(maintenance_page, edition, found, each) for each in world.maintenances)
