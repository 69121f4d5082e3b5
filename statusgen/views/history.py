"""The pages of the past: the list of months, and what happened in each."""

import itertools
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from markupsafe import Markup

from statusgen import addresses
from statusgen.edition import Edition
from statusgen.lifecycle import IncidentNow
from statusgen.report import months_with_data
from statusgen.views.days import DayView, by_day
from statusgen.views.frame import Dated, Head, Maker, Page, as_of, last_changed
from statusgen.views.index import Index
from statusgen.views.parts import Link
from statusgen.world import Entry


@dataclass(frozen=True, slots=True)
class YearView:
    """The months of a year in which something happened, newest first."""

    year: str
    months: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class HistoryView:
    """What the template of the list of months may see; `since` is the first day watched."""

    years: tuple[YearView, ...]
    since: Markup


@dataclass(frozen=True, slots=True)
class MonthView:
    """What the template of a month may see, with the ways to the months beside it.

    `report` leads to the month's figures.
    """

    month: str
    counts: str
    days: tuple[DayView, ...]
    newer: Link | None
    older: Link | None
    report: Link | None


def history_page(edition: Edition, index: Index) -> Page:
    """Return the list of all months in which something happened, newest first."""
    say = edition.words.say
    head = Head(
        title=say("History"),
        description=say("All incidents and maintenance by month."),
        dated=as_of(edition),
    )
    months = itertools.groupby(index.by_month, key=lambda month: month.year)
    years = tuple(
        YearView(str(year), tuple(_month_link(edition, index, month) for month in group))
        for year, group in months
    )
    view = HistoryView(years, _known_since(edition))
    return Page(addresses.HISTORY, "site/history.html", head, view)


def _known_since(edition: Edition) -> Markup:
    known = edition.world.known_since
    if known is None:
        return Markup()
    label = edition.words.full_date(known)
    return Markup('<time datetime="{}">{}</time>').format(known.isoformat(), label)


def _month_link(edition: Edition, index: Index, month: date) -> Link:
    href = edition.href(addresses.month_page(month))
    counts = _counts(edition, index.by_month[month])
    return Link(edition.words.month(month), href, counts)


def _counts(edition: Edition, entries: tuple[Entry, ...]) -> str:
    """Return how many incidents and maintenances there are, leaving out what there is none of."""
    incidents = sum(isinstance(each, IncidentNow) for each in entries)
    planned = len(entries) - incidents
    count = edition.words.count
    said = [count("{n} incident", "{n} incidents", incidents)] if incidents else []
    return ", ".join(
        said + ([count("{n} maintenance", "{n} maintenances", planned)] if planned else [])
    )


def month_pages(edition: Edition, index: Index) -> Iterator[Maker]:
    """Yield how to make the page of each month in which something happened."""
    months = list(index.by_month)
    reported = months_with_data(edition.world)
    newer = [None, *months]
    older = [*months[1:], None]
    for month, after, before in zip(months, newer, older, strict=False):
        report = _report(edition, month, reported)
        yield partial(_month_page, edition, index, month, (after, before), report)


def _report(edition: Edition, month: date, reported: Collection[date]) -> Link | None:
    if month not in reported:
        return None
    href = edition.href(addresses.report_page(month))
    label = edition.words.say("Report for {month}").format(month=edition.words.month(month))
    return Link(label, href, edition.words.say("Goals, times, maintenance and uptime"))


def _month_page(
    edition: Edition,
    index: Index,
    month: date,
    beside: tuple[date | None, date | None],
    report: Link | None,
) -> Page:
    counts = _counts(edition, index.by_month[month])
    head = Head(
        title=edition.words.month(month),
        description=counts,
        dated=_dated(edition, index, month, beside),
    )
    newer, older = (_beside(edition, month, each) if each else None for each in beside)
    days = by_day(edition, index.by_month[month], month)
    view = MonthView(edition.words.month(month), counts, days, newer, older, report)
    return Page(addresses.month_page(month), "site/month.html", head, view)


def _dated(
    edition: Edition, index: Index, month: date, beside: tuple[date | None, date | None]
) -> Dated:
    """Return from when the page of a month is: once it lasts, when something was last told on it.

    The months beside it must be over for good too, so that the ways to them stay.
    """
    newer, older = beside
    last = index.last_news(index.by_month[month])
    is_lasting = newer is not None and all(
        each in index.settled for each in (month, newer, older) if each is not None
    )
    return last_changed(edition, last) if is_lasting and last else as_of(edition)


def _beside(edition: Edition, month: date, other: date) -> Link:
    """Return the way from a month to another, which says nothing that may change there."""
    note = edition.words.say("Later" if other > month else "Earlier")
    return Link(edition.words.month(other), edition.href(addresses.month_page(other)), note)
