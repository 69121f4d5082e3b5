"""The pages of figures: the list of months, and what is told of each."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from markupsafe import escape

from statusgen import addresses
from statusgen.edition import Edition
from statusgen.figures import Table, extent, tables
from statusgen.report import Figures, MonthReport, month_report, months_with_data
from statusgen.views.frame import Dated, Head, Maker, Page, as_of, last_changed
from statusgen.views.history import YearView
from statusgen.views.index import Index
from statusgen.views.parts import Fact, Link


@dataclass(frozen=True, slots=True)
class ReportsView:
    """What the template of the list of reports may see, the newest year first."""

    years: tuple[YearView, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """What the template of a month's report may see; `ways` lead to what is close to it."""

    month: str
    extent: str
    facts: tuple[Fact, ...]
    tables: tuple[Table, ...]
    ways: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """A report that has figures, and the link to its page."""

    report: MonthReport
    figures: Figures
    link: Link


def report_pages(edition: Edition, index: Index) -> Iterator[Maker]:
    """Yield how to make the report of each month with data, newest first, and the list of them."""
    told = tuple(_told(edition))
    links = [each.link for each in told]
    for each, newer, older in zip(told, [None, *links], [*links[1:], None], strict=False):
        yield partial(_report_page, edition, index, each, (newer, older))
    yield partial(_reports_page, edition, told)


def _told(edition: Edition) -> Iterator[_Told]:
    for month in months_with_data(edition.world):
        report = month_report(edition.world, month.year, month.month)
        if isinstance(report.data, Figures):
            yield _Told(report, report.data, _link(edition, month, report.data))


def _link(edition: Edition, month: date, figures: Figures) -> Link:
    words = edition.words
    incidents = words.count("{n} incident", "{n} incidents", figures.incidents.count)
    work = words.say("{t} of maintenance").format(t=words.duration(figures.maintenance.time))
    note = f"{incidents}, {work}" if figures.maintenance.windows else incidents
    return Link(words.month(month), edition.href(addresses.report_page(month)), note)


def _reports_page(edition: Edition, told: Iterable[_Told]) -> Page:
    say = edition.words.say
    head = Head(
        title=say("Reports"),
        description=say("Incidents, response goals, maintenance and uptime of each month."),
        dated=as_of(edition),
    )
    years = tuple(
        YearView(str(year), tuple(each.link for each in same))
        for year, same in itertools.groupby(told, key=lambda each: each.report.month.year)
    )
    return Page(addresses.REPORTS, "site/reports.html", head, ReportsView(years))


def _report_page(
    edition: Edition, index: Index, told: _Told, beside: tuple[Link | None, Link | None]
) -> Page:
    words, month = edition.words, told.report.month
    scope = extent(told.report, words)
    newer, older = beside
    is_lasting = newer is not None and month in index.settled
    head = Head(
        title=words.say("Report for {month}").format(month=told.link.label),
        description=f"{told.link.note}. {scope}",
        dated=_complete(edition, index, told.report) if is_lasting else as_of(edition),
    )
    view = ReportView(
        month=told.link.label,
        extent=scope,
        facts=tuple(_facts(edition, told.figures)),
        tables=tables(told.figures, words),
        ways=(*_history(edition, index, month), *_beside(edition, older, newer)),
    )
    return Page(addresses.report_page(month), "site/report.html", head, view)


def _complete(edition: Edition, index: Index, report: MonthReport) -> Dated:
    """Return from when a report is that nothing can change: from the last that it counts."""
    end = report.whole.end or edition.now
    last = index.last_news(index.by_month.get(report.month, ()))
    return last_changed(edition, max(end, last or end))


def _facts(edition: Edition, figures: Figures) -> Iterator[Fact]:
    """Yield what a reader in a hurry takes away."""
    words, incidents, work = edition.words, figures.incidents, figures.maintenance
    still_open = words.say("{n} still open").format(n=incidents.still_open)
    note = still_open if incidents.still_open else ""
    yield Fact(words.say("Incidents"), escape(incidents.count), note)
    if incidents.goals is not None:
        judged = incidents.goals.met + incidents.goals.missed
        met = words.say("{met} of {judged}").format(met=incidents.goals.met, judged=judged)
        yield Fact(words.say("Goals met"), escape(met))
    windows = words.count("{n} window", "{n} windows", work.windows)
    yield Fact(words.say("Maintenance"), escape(words.duration(work.time)), windows)


def _beside(edition: Edition, older: Link | None, newer: Link | None) -> Iterator[Link]:
    """Yield the ways to the months beside, which say nothing that may change there."""
    say = edition.words.say
    for link, note in ((older, say("Earlier")), (newer, say("Later"))):
        if link is not None:
            yield replace(link, note=note)


def _history(edition: Edition, index: Index, month: date) -> Iterator[Link]:
    """Yield the way to the page of the month, if something happened in it."""
    say = edition.words.say
    if month in index.by_month:
        href = edition.href(addresses.month_page(month))
        yield Link(say("History"), href, say("All that happened, by day"))
