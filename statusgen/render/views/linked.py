"""What pages tell programs in the words of schema.org, as far as those words fit.

The site is a `WebSite`. A maintenance is an `Event` that is held online at a time. An incident is a
`LiveBlogPosting`: coverage of what goes on, by one update after the other. Each of its announced
updates is a `BlogPosting`. Where a page stands in the site is a `BreadcrumbList`.
"""

import itertools
from collections.abc import Iterator
from datetime import date
from typing import Any

from markupsafe import Markup

from statusgen.domain.incident import IncidentNow
from statusgen.domain.maintenance import MaintenanceNow
from statusgen.domain.news import News, news_of
from statusgen.model import EventKind, MaintenanceStatus
from statusgen.render import urls
from statusgen.render.context import SiteContext
from statusgen.render.json_text import document, instant
from statusgen.render.views.markup import safe
from statusgen.text.markdown import summary

Thing = dict[str, Any]
"""One thing that schema.org has a word for."""

_WORDS = "https://schema.org"
_LONGEST = 200


def of_home(context: SiteContext) -> Markup:
    """Return what the home page tells: that this is the site."""
    return _script(_site(context) | {"inLanguage": context.language})


def of_incident(context: SiteContext, incident: IncidentNow) -> Markup:
    """Return what the page of an incident tells: its updates, newest first."""
    title = context.text(incident.incident.title)
    page = urls.entry_page(incident)
    first, last = incident.updates[0], incident.updates[-1]
    end = {} if incident.resolved is None else {"coverageEndTime": instant(incident.resolved)}
    coverage = _posting(context, "LiveBlogPosting", title, page) | {
        "datePublished": instant(first.at),
        "dateModified": instant(last.at),
        "coverageStartTime": instant(incident.started),
        **end,
        "liveBlogUpdate": [
            _update(context, news) for news in news_of(incident, context.content.groups)
        ],
    }
    return _script(coverage, _trail(context, _history(context), (title, page)))


def of_maintenance(context: SiteContext, entry: MaintenanceNow) -> Markup:
    """Return what the page of a maintenance tells: its window."""
    title, page = context.text(entry.maintenance.title), urls.entry_page(entry)
    address = context.public(page)
    window = {
        "@type": "Event",
        "name": title,
        "description": summary(context.text(entry.maintenance.text), _LONGEST),
        "url": address,
        "startDate": instant(entry.starts),
        "endDate": instant(entry.ends),
        **_changes(entry),
        "eventAttendanceMode": f"{_WORDS}/OnlineEventAttendanceMode",
        "location": {"@type": "VirtualLocation", "url": address},
        "organizer": context.memoize(_organization),
    }
    return _script(window, _trail(context, _history(context), (title, page)))


def of_news(context: SiteContext, news: News, title: str, heading: str) -> Markup:
    """Return what the page of an announced update tells; `heading` says what it is."""
    page = urls.news_page(news)
    told = f"{title}: {heading}"
    posting = _posting(context, "BlogPosting", told, page) | {"datePublished": instant(news.at)}
    entry = (title, urls.entry_page(news.entry))
    return _script(posting, _trail(context, _history(context), entry, (heading, page)))


def of_component(context: SiteContext, name: str, component_id: str) -> Markup:
    """Return what the page of a component tells: where it stands."""
    return _script(_trail(context, (name, urls.component_page(component_id))))


def of_month(context: SiteContext, month: date) -> Markup:
    """Return what the page of a month's history tells: where it stands."""
    page = (context.words.month_title(month), urls.month_page(month))
    return _script(_trail(context, _history(context), page))


def of_report(context: SiteContext, month: date) -> Markup:
    """Return what the page of a month's figures tells: where it stands."""
    page = (context.words.month_title(month), urls.report_page(month))
    return _script(_trail(context, (context.words.say("Reports"), urls.REPORTS), page))


# --- things ------------------------------------------------------------------------------------


def _site(context: SiteContext) -> Thing:
    name = context.text(context.content.site.name)
    return {"@type": "WebSite", "name": name, "url": context.public(urls.HOME)}


def _organization(context: SiteContext) -> Thing:
    """Return who speaks: all that is known of whoever runs the site is what the site is called."""
    return _site(context) | {"@type": "Organization"}


def _posting(context: SiteContext, kind: str, headline: str, page: str) -> Thing:
    return {
        "@type": kind,
        "headline": headline,
        "url": context.public(page),
        "inLanguage": context.language,
        "author": context.memoize(_organization),
    }


def _update(context: SiteContext, news: News) -> Thing:
    return {
        "@type": "BlogPosting",
        "headline": context.words.heading(news.phase),
        "url": context.public(urls.news_page(news)),
        "datePublished": instant(news.at),
    }


def _changes(entry: MaintenanceNow) -> Thing:
    """Return whether the window stands, was moved (and from when) or does not take place."""
    before = list(_starts_before(entry))
    if entry.status is MaintenanceStatus.CANCELLED:
        status = "EventCancelled"
    else:
        status = "EventRescheduled" if before else "EventScheduled"
    moved = {"previousStartDate": before} if before else {}
    return {"eventStatus": f"{_WORDS}/{status}", **moved}


def _starts_before(entry: MaintenanceNow) -> Iterator[str]:
    for earlier, later in itertools.pairwise(entry.events):
        if later.kind is EventKind.RESCHEDULED:
            yield instant(earlier.starts)


def _history(context: SiteContext) -> tuple[str, str]:
    return context.words.say("History"), urls.HISTORY


def _trail(context: SiteContext, *places: tuple[str, str]) -> Thing:
    site = (context.text(context.content.site.name), urls.HOME)
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": name, "item": context.public(path)}
            for n, (name, path) in enumerate((site, *places), start=1)
        ],
    }


def _script(*things: Thing) -> Markup:
    """Return things as JSON-LD for a `script` element, which no text in it can end."""
    told = things[0] if len(things) == 1 else {"@graph": things}
    return safe(document({"@context": _WORDS, **told}).decode().strip())
