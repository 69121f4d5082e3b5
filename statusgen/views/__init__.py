"""What a template may see: small frozen records, one module for each kind of page."""

from collections.abc import Iterator

from statusgen.edition import Edition
from statusgen.views.components import component_page
from statusgen.views.frame import Frame, Page, frame, style_file, style_sheet
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

__all__ = ["Frame", "Page", "frame", "pages", "style_file", "style_sheet"]


def pages(edition: Edition) -> Iterator[Page]:
    """Yield every page of an edition, the home page last: what it links to is there before."""
    found = index(edition.world)
    yield missing_page(edition)
    if edition.world.content.policy is not None:
        yield policy_page(edition, edition.world.content.policy)
    if edition.world.content.groups:
        yield posts_page(edition)
    yield from _entry_pages(edition, found)
    yield from (component_page(edition, found, each) for each in edition.world.components)
    yield from report_pages(edition, found)
    yield from month_pages(edition, found)
    yield history_page(edition, found)
    yield home_page(edition, found)


def _entry_pages(edition: Edition, found: Index) -> Iterator[Page]:
    world = edition.world
    yield from (news_page(edition, each) for each in world.news if each.groups)
    yield from (incident_page(edition, found, each) for each in world.incidents)
    yield from (maintenance_page(edition, found, each) for each in world.maintenances)
