"""The pages of the past: the list of months, and what happened in each."""

import itertools
from collections.abc import Iterable, Sequence
from datetime import date

from markupsafe import Markup
from msgspec import Struct

from statusgen.domain.almanac import MonthCount
from statusgen.domain.report import months_with_data
from statusgen.render import urls
from statusgen.render.context import RenderContext
from statusgen.render.views import linked
from statusgen.render.views.days import DayView, by_day
from statusgen.render.views.frame import Dated, Head, Page, as_of, last_changed
from statusgen.render.views.index import Index
from statusgen.render.views.parts import Link


class YearView(Struct, frozen=True):
    """The months of a year in which something happened, newest first."""

    year: str
    months: tuple[Link, ...]


class HistoryView(Struct, frozen=True):
    """What the template of the list of months may see; `since` is the first day watched."""

    years: tuple[YearView, ...]
    since: Markup


class MonthView(Struct, frozen=True):
    """What the template of a month may see, with the ways to the months beside it.

    `report` leads to the month's figures.
    """

    month: str
    counts: str
    days: tuple[DayView, ...]
    newer: Link | None
    older: Link | None
    report: Link | None


def history_page(context: RenderContext) -> Page:
    """Return the list of all months in which something happened, newest first."""
    say = context.words.say
    head = Head(
        title=say("History"),
        description=say("All incidents and maintenance by month."),
        dated=as_of(context),
    )
    months = context.world.almanac.months
    view = HistoryView(
        by_year(_month_link(context, each) for each in months), _known_since(context)
    )
    return Page(urls.HISTORY, "site/history.html", head, view)


def by_year(months: Iterable[tuple[date, Link]]) -> tuple[YearView, ...]:
    """Return ways to months, newest first, under their years."""
    return tuple(
        YearView(str(year), tuple(link for _, link in same))
        for year, same in itertools.groupby(months, key=lambda each: each[0].year)
    )


def _known_since(context: RenderContext) -> Markup:
    known = context.world.known_since
    if known is None:
        return Markup()
    label = context.words.full_date(known)
    return Markup('<time datetime="{}">{}</time>').format(known.isoformat(), label)


def _month_link(context: RenderContext, month: date) -> tuple[date, Link]:
    href = context.href(urls.month_page(month))
    return month, Link(context.words.month_title(month), href, counts(context, month))


def counts(context: RenderContext, month: date) -> str:
    """Return how much happened in a month, leaving out what there was none of."""
    found = context.world.almanac.months.get(month, MonthCount())
    incidents, works, count = found.incidents, found.maintenances, context.words.count
    said = [count("{n} incident", "{n} incidents", incidents)] if incidents else []
    work = [count("{n} maintenance", "{n} maintenances", works)] if works else []
    return ", ".join(said + work)


def beside(months: Sequence[date], month: date) -> tuple[date | None, date | None]:
    """Return the months after and before one of `months`, which are newest first."""
    at = months.index(month)
    newer = months[at - 1] if at else None
    return newer, next(iter(months[at + 1 :]), None)


def month_page(context: RenderContext, index: Index, month: date) -> Page:
    """Return what happened in a month, day by day."""
    newer, older = beside(list(context.world.almanac.months), month)
    head = Head(
        title=context.words.month_title(month),
        description=counts(context, month),
        dated=_dated(context, index, month, newer, older),
        linked=linked.of_month(context, month),
    )
    view = MonthView(
        month=context.words.month_title(month),
        counts=head.description,
        days=by_day(context, index.by_month[month], month),
        newer=_beside(context, month, newer) if newer else None,
        older=_beside(context, month, older) if older else None,
        report=_report(context, month),
    )
    return Page(urls.month_page(month), "site/month.html", head, view)


def _report(context: RenderContext, month: date) -> Link | None:
    if month not in months_with_data(context.world):
        return None
    href = context.href(urls.report_page(month))
    label = context.words.say("Report for {month}").format(month=context.words.month(month))
    return Link(label, href, context.words.say("Goals, times, maintenance and uptime"))


def _dated(
    context: RenderContext, index: Index, month: date, newer: date | None, older: date | None
) -> Dated:
    """Return from when the page of a month is: once it lasts, when something was last told on it.

    The months beside it must be over for good too, so that the ways to them stay.
    """
    last = index.last_news(index.by_month[month])
    is_settled = context.world.almanac.is_settled
    is_lasting = newer is not None and all(map(is_settled, filter(None, (month, newer, older))))
    return last_changed(context, last) if is_lasting and last else as_of(context)


def _beside(context: RenderContext, month: date, other: date) -> Link:
    """Return the way from a month to another, which says nothing that may change there."""
    say = context.words.say
    note = say("Later") if other > month else say("Earlier")
    return Link(context.words.month_title(other), context.href(urls.month_page(other)), note)
