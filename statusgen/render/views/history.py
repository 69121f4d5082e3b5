"""The pages of the history: the list of months, and the entries of each month."""

import itertools
from collections.abc import Iterable
from datetime import date, datetime

from markupsafe import Markup
from msgspec import Struct

from statusgen.domain.months import Month, MonthCount
from statusgen.render import urls
from statusgen.render.context import RenderContext, SiteContext
from statusgen.render.views import linked
from statusgen.render.views.days import DayView, by_day
from statusgen.render.views.frame import Dated, Head, Page, as_of, last_changed
from statusgen.render.views.index import last_news
from statusgen.render.views.markup import dated
from statusgen.render.views.parts import LinkView


class YearView(Struct, frozen=True):
    """The months of a year in which something happened, newest first."""

    year: str
    months: tuple[LinkView, ...]


class HistoryView(Struct, frozen=True):
    """Context of the template of the list of months; `since` is the first day with data."""

    years: tuple[YearView, ...]
    since: Markup


class MonthView(Struct, frozen=True):
    """Context of the template of a month, with links to the months beside it.

    `report` leads to the month's figures.
    """

    month: str
    counts: str
    days: tuple[DayView, ...]
    newer: LinkView | None
    older: LinkView | None
    report: LinkView | None


def history_page(context: RenderContext) -> Page:
    """Return the list of all months in which something happened, newest first."""
    say = context.words.say
    head = Head(
        title=say("History"),
        description=say("All incidents and maintenance by month."),
        dated=as_of(context),
    )
    months = context.world.months.listed.items()
    view = HistoryView(
        by_year(_month_link(context, *each) for each in months), _known_since(context)
    )
    return Page(urls.HISTORY, "site/history.html", head, view)


def by_year(months: Iterable[tuple[date, LinkView]]) -> tuple[YearView, ...]:
    """Return links to months, newest first, by year."""
    return tuple(
        YearView(str(year), tuple(link for _, link in same))
        for year, same in itertools.groupby(months, key=lambda each: each[0].year)
    )


def _known_since(context: SiteContext) -> Markup:
    known = context.known_since
    return Markup() if known is None else dated(known, context.words.full_date(known))


def _month_link(context: SiteContext, month: date, count: MonthCount) -> tuple[date, LinkView]:
    href = context.href(urls.month_page(month))
    return month, LinkView(context.words.month_title(month), href, counts(context, count))


def counts(context: SiteContext, found: MonthCount) -> str:
    """Return the number of entries of each kind in a month; kinds without entries are left out."""
    incidents, works, count = found.incidents, found.maintenances, context.words.count
    parts = [count("{n} incident", "{n} incidents", incidents)] if incidents else []
    work = [count("{n} maintenance event", "{n} maintenance events", works)] if works else []
    return ", ".join(parts + work)


def month_page(context: SiteContext, month: Month) -> Page:
    """Return the page of a month, day by day."""
    title = context.words.month_title(month.month)
    head = Head(
        title=title,
        description=counts(context, month.count),
        dated=dated_by(context, last_news(month.listing) if month.is_final else None),
        linked=linked.of_month(context, month.month),
    )
    newer, older = month.listed.newer, month.listed.older
    view = MonthView(
        month=title,
        counts=head.description,
        days=by_day(context, month.listing, month.month),
        newer=_beside(context, month.month, newer) if newer else None,
        older=_beside(context, month.month, older) if older else None,
        report=_report(context, month),
    )
    return Page(urls.month_page(month.month), "site/month.html", head, view)


def dated_by(context: SiteContext, last: datetime | None) -> Dated:
    """Return the date of a page about a month; `last` is None if it may still change."""
    return last_changed(context, last) if last else as_of(context)


def _report(context: SiteContext, month: Month) -> LinkView | None:
    if not month.is_reported:
        return None
    href = context.href(urls.report_page(month.month))
    label = context.words.say("Report for {month}").format(month=context.words.month(month.month))
    return LinkView(label, href, context.words.say("Goals, times, maintenance and uptime"))


def _beside(context: SiteContext, month: date, other: date) -> LinkView:
    """Return a link from a month to another, without anything that may change there."""
    say = context.words.say
    note = say("Later") if other > month else say("Earlier")
    return LinkView(context.words.month_title(other), context.href(urls.month_page(other)), note)
