"""The pages of the site in one language."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from statusgen import addresses
from statusgen.artefact import Artefact
from statusgen.edition import Edition
from statusgen.entry import Entry
from statusgen.output import Output
from statusgen.views import Page, entry_pages, frame, month_pages, site_pages


def of_site(edition: Edition) -> Iterator[Artefact]:
    """Yield the pages that tell how everything stands, the home page last."""
    return _shown(edition, site_pages(edition))


def of_month(edition: Edition, month: date) -> Iterator[Artefact]:
    """Yield what happened in a month, and the figures of it."""
    return _shown(edition, month_pages(edition, month))


def of_entries(edition: Edition, entries: Collection[Entry]) -> Iterator[Artefact]:
    """Yield the pages of each entry, and of each of its updates that is announced to groups."""
    return _shown(edition, entry_pages(edition, entries))


def _shown(edition: Edition, pages: Iterable[Page]) -> Iterator[Artefact]:
    around = frame(edition)
    for page in pages:
        html = edition.templates.render(
            page.template, frame=around, page=page, head=page.head, view=page.view
        )
        yield Artefact(addresses.file_of(page.address), html.encode())


OUTPUT = Output("pages", of_site, of_month, of_entries)
