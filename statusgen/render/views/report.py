"""The pages of figures: the list of reports, and the report of each month."""

from collections.abc import Iterator
from datetime import date, datetime

from markupsafe import Markup, escape
from msgspec import Struct

from statusgen.domain.entry import is_past
from statusgen.domain.months import Month, MonthCount, Neighbours
from statusgen.domain.report import Figures, IncidentFigures, MonthReport, month_report
from statusgen.render import urls
from statusgen.render.context import RenderContext, SiteContext
from statusgen.render.figures.tables import Extent, Table, extent, tables
from statusgen.render.views import linked
from statusgen.render.views.entry_list import ListedEntry, listed_entries
from statusgen.render.views.frame import Head, Page, as_of
from statusgen.render.views.history import YearView, by_year, counts, dated_by
from statusgen.render.views.index import last_news
from statusgen.render.views.markup import filled, moment
from statusgen.render.views.parts import KeyFigure, LinkView


class ReportsView(Struct, frozen=True):
    """Context of the template of the list of reports; the newest year is first."""

    years: tuple[YearView, ...]


class ReportView(Struct, frozen=True):
    """Context of the template of a month's report; `links` lead to related pages.

    `entries` are all that the figures may count, newest first.
    """

    month: str
    extent: Markup
    facts: tuple[KeyFigure, ...]
    tables: tuple[Table, ...]
    entries: tuple[ListedEntry, ...]
    links: tuple[LinkView, ...]


def reports_page(context: RenderContext) -> Page:
    """Return the list of all months of which there are figures, newest first."""
    say = context.words.say
    head = Head(
        title=say("Reports"),
        description=say("Incidents, response goals, maintenance and uptime of each month."),
        dated=as_of(context),
    )
    months = context.world.months
    links = (
        _link(context, each, months.listed.get(each, MonthCount())) for each in months.reported
    )
    return Page(urls.REPORTS, "site/reports.html", head, ReportsView(by_year(links)))


def _link(context: SiteContext, month: date, count: MonthCount) -> tuple[date, LinkView]:
    href = context.href(urls.report_page(month))
    note = counts(context, count) or context.words.say("Nothing to report")
    return month, LinkView(context.words.month_title(month), href, note)


def report_page(context: SiteContext, month: Month) -> Iterator[Page]:
    """Yield the figures of a month, if there are any."""
    report = month_report(month, context.content)
    if isinstance(report.data, Figures):
        yield _page(context, month, report, report.data)


def _until(context: SiteContext, scope: Extent) -> Markup:
    return moment(scope.until, context.words.stamp(scope.until))


def _page(context: SiteContext, month: Month, report: MonthReport, figures: Figures) -> Page:
    words, day = context.words, month.month
    scope = extent(report, words)
    head = Head(
        title=words.say("Report for {month}").format(month=words.month(day)),
        description=f"{_in_short(context, figures)}. {scope.sentence(words)}",
        dated=dated_by(context, _last_counted(month, report) if month.is_complete else None),
        linked=linked.of_report(context, day),
    )
    view = ReportView(
        month=words.month(day),
        extent=filled(scope.message, since=scope.since, until=_until(context, scope)),
        facts=tuple(_facts(context, figures)),
        tables=tables(figures, words),
        entries=listed_entries(context, filter(is_past, month.entries)),
        links=(*_history(context, month), *_beside(context, month.reported)),
    )
    return Page(urls.report_page(day), "site/report.html", head, view)


def _last_counted(month: Month, report: MonthReport) -> datetime | None:
    """Return the time of the last publication that a report counts."""
    ends = (report.whole.end, last_news(month.listing))
    return max(filter(None, ends), default=None)


def _in_short(context: SiteContext, figures: Figures) -> str:
    words, incidents, work = context.words, figures.incidents, figures.maintenance
    parts = [words.count("{n} incident", "{n} incidents", incidents.count)]
    parts += _false_alarms(context, incidents)
    if work.windows:
        parts.append(words.say("{t} of maintenance").format(t=words.duration(work.time)))
    return ", ".join(parts)


def _false_alarms(context: SiteContext, incidents: IncidentFigures) -> list[str]:
    """Return how many of the incidents before were false alarms, if there were any."""
    count, number = context.words.count, incidents.false_alarms
    words = count("{n} of them a false alarm", "{n} of them false alarms", number)
    return [words] if number else []


def _facts(context: SiteContext, figures: Figures) -> Iterator[KeyFigure]:
    """Yield the most important figures."""
    words, incidents, work = context.words, figures.incidents, figures.maintenance
    notes = _false_alarms(context, incidents)
    if incidents.still_open:
        notes.append(words.say("{n} still open").format(n=incidents.still_open))
    yield KeyFigure(words.say("Incidents"), escape(incidents.count), ", ".join(notes))
    if incidents.goals is not None:
        judged = incidents.goals.met + incidents.goals.missed
        met = words.say("{met} of {judged}").format(met=incidents.goals.met, judged=judged)
        yield KeyFigure(words.say("Goals met"), escape(met))
    windows = words.count("{n} window", "{n} windows", work.windows)
    yield KeyFigure(words.say("Maintenance"), escape(words.duration(work.time)), windows)


def _beside(context: SiteContext, months: Neighbours) -> Iterator[LinkView]:
    """Yield links to the months beside, without anything that may change there."""
    words = context.words
    for month, note in ((months.older, words.say("Earlier")), (months.newer, words.say("Later"))):
        if month is not None:
            yield LinkView(words.month_title(month), context.href(urls.report_page(month)), note)


def _history(context: SiteContext, month: Month) -> Iterator[LinkView]:
    """Yield a link to the page of the month, if entries are listed there."""
    say = context.words.say
    if month.listing:
        href = context.href(urls.month_page(month.month))
        yield LinkView(say("History"), href, say("Everything that happened"))
