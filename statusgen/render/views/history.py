"""The pages of the history: its newest months with their entries, and each month by itself."""

import itertools
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from markupsafe import Markup
from msgspec import Struct

from statusgen.domain.months import Month, MonthCount
from statusgen.render import urls
from statusgen.render.context import RenderContext, SiteContext
from statusgen.render.views import linked
from statusgen.render.views.entry_list import ListedEntry, listed_entries
from statusgen.render.views.frame import Dated, Head, Page, as_of, last_changed
from statusgen.render.views.history_search import Search, search
from statusgen.render.views.index import last_news
from statusgen.render.views.markup import dated
from statusgen.render.views.parts import LinkView

MONTHS = 12
"""Maximum number of months whose entries stand on the page of the history."""

ENTRIES = 100
"""Number of entries after which that page begins no further month."""


class YearView(Struct, frozen=True):
    """The months of a year in which something happened, newest first."""

    year: str
    months: tuple[LinkView, ...]


class MonthList(Struct, frozen=True):
    """A month with its entries, newest first; `key` is the month for a script: 2026-11."""

    key: str
    month: LinkView
    entries: tuple[ListedEntry, ...]


class HistoryView(Struct, frozen=True):
    """Context of the template of the history; `since` is the first day with data.

    The newest `months` are shown with their entries, the `years` link to the others.
    """

    months: tuple[MonthList, ...]
    years: tuple[YearView, ...]
    since: Markup
    search: Search


class MonthView(Struct, frozen=True):
    """Context of the template of a month, with links to the months beside it.

    `report` leads to the month's figures.
    """

    month: str
    counts: str
    entries: tuple[ListedEntry, ...]
    newer: LinkView | None
    older: LinkView | None
    report: LinkView | None


def history_page(context: RenderContext) -> Page:
    """Return the newest months with their entries, links to the others, and the search of all."""
    say, listed = context.words.say, context.world.months.listed
    head = Head(
        title=say("History"),
        description=say("All incidents and maintenance by month."),
        dated=as_of(context),
    )
    newest = tuple(_newest(listed.items()))
    older = tuple(each for each in listed.items() if each[0] not in newest)
    view = HistoryView(
        months=tuple(_with_entries(context, month) for month in newest),
        years=by_year(_month_link(context, *each) for each in older),
        since=_known_since(context),
        search=search(context, {month.year for month, _ in older}),
    )
    return Page(urls.HISTORY, "site/history.html", head, view)


def _newest(months: Iterable[tuple[date, MonthCount]]) -> Iterator[date]:
    """Yield the months whose entries stand on the page: the first ones, as long as they fit."""
    listed = 0
    for month, count in itertools.islice(months, MONTHS):
        if listed < ENTRIES:
            yield month
        listed += count.incidents + count.maintenances


def _with_entries(context: RenderContext, month: date) -> MonthList:
    found = context.world.months[month]
    link = _month_link(context, month, found.count)[1]
    return MonthList(f"{month:%Y-%m}", link, listed_entries(context, found.listing))


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
    work = [count("{n} maintenance window", "{n} maintenance windows", works)] if works else []
    return ", ".join(parts + work)


def month_page(context: SiteContext, month: Month) -> Page:
    """Return the page of a month: all of its entries."""
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
        entries=listed_entries(context, month.listing),
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
