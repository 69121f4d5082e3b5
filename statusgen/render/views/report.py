"""The pages of figures: the list of months, and what is told of each."""

from collections.abc import Iterator
from datetime import date

from markupsafe import escape
from msgspec import Struct

from statusgen.domain.report import Figures, MonthReport, month_report, months_with_data
from statusgen.render import urls
from statusgen.render.context import RenderContext
from statusgen.render.figures import Table, extent, tables
from statusgen.render.views import linked
from statusgen.render.views.frame import Dated, Head, Page, as_of, last_changed
from statusgen.render.views.history import YearView, beside, by_year, counts
from statusgen.render.views.index import Index
from statusgen.render.views.parts import Fact, Link


class ReportsView(Struct, frozen=True):
    """What the template of the list of reports may see, the newest year first."""

    years: tuple[YearView, ...]


class ReportView(Struct, frozen=True):
    """What the template of a month's report may see; `ways` lead to what is close to it."""

    month: str
    extent: str
    facts: tuple[Fact, ...]
    tables: tuple[Table, ...]
    ways: tuple[Link, ...]


def reports_page(context: RenderContext) -> Page:
    """Return the list of all months of which there are figures, newest first."""
    say = context.words.say
    head = Head(
        title=say("Reports"),
        description=say("Incidents, response goals, maintenance and uptime of each month."),
        dated=as_of(context),
    )
    links = (_link(context, each) for each in months_with_data(context.world))
    return Page(urls.REPORTS, "site/reports.html", head, ReportsView(by_year(links)))


def _link(context: RenderContext, month: date) -> tuple[date, Link]:
    href = context.href(urls.report_page(month))
    note = counts(context, month) or context.words.say("Nothing to report")
    return month, Link(context.words.month_title(month), href, note)


def report_page(context: RenderContext, index: Index, month: date) -> Iterator[Page]:
    """Yield the figures of a month, if there are any."""
    report = month_report(context.world, month.year, month.month)
    if isinstance(report.data, Figures):
        yield _page(context, index, report, report.data)


def _page(context: RenderContext, index: Index, report: MonthReport, figures: Figures) -> Page:
    words, month = context.words, report.month
    scope = extent(report, words)
    newer, older = beside(months_with_data(context.world), month)
    is_lasting = newer is not None and context.world.almanac.is_settled(month)
    head = Head(
        title=words.say("Report for {month}").format(month=words.month(month)),
        description=f"{_in_short(context, figures)}. {scope}",
        dated=_complete(context, index, report) if is_lasting else as_of(context),
        linked=linked.of_report(context, month),
    )
    view = ReportView(
        month=words.month(month),
        extent=scope,
        facts=tuple(_facts(context, figures)),
        tables=tables(figures, words),
        ways=(*_history(context, month), *_beside(context, older, newer)),
    )
    return Page(urls.report_page(month), "site/report.html", head, view)


def _in_short(context: RenderContext, figures: Figures) -> str:
    words = context.words
    incidents = words.count("{n} incident", "{n} incidents", figures.incidents.count)
    work = words.say("{t} of maintenance").format(t=words.duration(figures.maintenance.time))
    return f"{incidents}, {work}" if figures.maintenance.windows else incidents


def _complete(context: RenderContext, index: Index, report: MonthReport) -> Dated:
    """Return from when a report is that nothing can change: from the last that it counts."""
    end = report.whole.end or context.now
    last = index.last_news(index.by_month.get(report.month, ()))
    return last_changed(context, max(end, last or end))


def _facts(context: RenderContext, figures: Figures) -> Iterator[Fact]:
    """Yield what a reader in a hurry takes away."""
    words, incidents, work = context.words, figures.incidents, figures.maintenance
    still_open = words.say("{n} still open").format(n=incidents.still_open)
    note = still_open if incidents.still_open else ""
    yield Fact(words.say("Incidents"), escape(incidents.count), note)
    if incidents.goals is not None:
        judged = incidents.goals.met + incidents.goals.missed
        met = words.say("{met} of {judged}").format(met=incidents.goals.met, judged=judged)
        yield Fact(words.say("Goals met"), escape(met))
    windows = words.count("{n} window", "{n} windows", work.windows)
    yield Fact(words.say("Maintenance"), escape(words.duration(work.time)), windows)


def _beside(context: RenderContext, older: date | None, newer: date | None) -> Iterator[Link]:
    """Yield the ways to the months beside, which say nothing that may change there."""
    words = context.words
    for month, note in ((older, words.say("Earlier")), (newer, words.say("Later"))):
        if month is not None:
            yield Link(words.month_title(month), context.href(urls.report_page(month)), note)


def _history(context: RenderContext, month: date) -> Iterator[Link]:
    """Yield the way to the page of the month, if something happened in it."""
    say = context.words.say
    if month in context.world.almanac.months:
        href = context.href(urls.month_page(month))
        yield Link(say("History"), href, say("All that happened, by day"))
