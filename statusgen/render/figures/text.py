"""A month's figures for a terminal, in plain text with aligned columns."""

from statusgen.domain.report import MonthReport, NoData
from statusgen.model import Site
from statusgen.render.figures.tables import Table, extent, tables
from statusgen.text.wording import Wording


def as_text(site: Site, report: MonthReport) -> str:
    """Return a report in the site's first language, times in its zone."""
    words = Wording(site.language, site.timezone)
    name = site.name.in_language(words.language)
    head = [f"{name}, {words.month(report.month)}", extent(report, words).sentence(words)]
    if site.sample:
        head.append(words.say("Sample: components and events are invented."))
    shown = () if isinstance(report.data, NoData) else tables(report.data, words)
    width = max((len(cell) for each in shown for cell in _names(each)), default=0)
    parts = ["\n".join(head), *(_aligned(each, width) for each in shown)]
    return "\n\n".join(parts) + "\n"


def _names(table: Table) -> tuple[str, ...]:
    return table.title, *(row.text for row in table.rows)


def _aligned(table: Table, first: int) -> str:
    """Return a table with its names to the left, `first` wide, and its figures to the right."""
    lines = (table.columns, *(row.cells for row in table.rows))
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join((name.ljust(first), *map(str.rjust, cells, widths)))
        for name, cells in zip(_names(table), lines, strict=True)
    )
