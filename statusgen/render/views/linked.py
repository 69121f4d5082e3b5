"""JSON-LD of pages, with the types of schema.org.

The site is a `WebSite`, a maintenance an online `Event`, an incident a `LiveBlogPosting`, each of
its announced updates a `BlogPosting`. The position of a page in the site is a `BreadcrumbList`.
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
"""An object of a type of schema.org."""

_SCHEMA_ORG = "https://schema.org"
_MAX_DESCRIPTION = 200


def of_home(context: SiteContext) -> Markup:
    """Return the JSON-LD of the home page: the site."""
    return _script(_site(context) | {"inLanguage": context.language})


def of_incident(context: SiteContext, incident: IncidentNow) -> Markup:
    """Return the JSON-LD of an incident's page: its updates, newest first."""
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
    return _script(coverage, _breadcrumbs(context, _history(context), (title, page)))


def of_maintenance(context: SiteContext, entry: MaintenanceNow) -> Markup:
    """Return the JSON-LD of a maintenance's page: its window."""
    title, page = context.text(entry.maintenance.title), urls.entry_page(entry)
    address = context.public(page)
    window = {
        "@type": "Event",
        "name": title,
        "description": summary(context.text(entry.maintenance.text), _MAX_DESCRIPTION),
        "url": address,
        "startDate": instant(entry.starts),
        "endDate": instant(entry.ends),
        **_changes(entry),
        "eventAttendanceMode": f"{_SCHEMA_ORG}/OnlineEventAttendanceMode",
        "location": {"@type": "VirtualLocation", "url": address},
        "organizer": context.memoize(_organization),
    }
    return _script(window, _breadcrumbs(context, _history(context), (title, page)))


def of_news(context: SiteContext, news: News, title: str, heading: str) -> Markup:
    """Return the JSON-LD of an announced update's page; `heading` is that of the update."""
    page = urls.news_page(news)
    headline = f"{title}: {heading}"
    posting = _posting(context, "BlogPosting", headline, page) | {"datePublished": instant(news.at)}
    entry = (title, urls.entry_page(news.entry))
    return _script(posting, _breadcrumbs(context, _history(context), entry, (heading, page)))


def of_component(context: SiteContext, name: str, component_id: str) -> Markup:
    """Return the JSON-LD of a component's page: its breadcrumbs."""
    return _script(_breadcrumbs(context, (name, urls.component_page(component_id))))


def of_month(context: SiteContext, month: date) -> Markup:
    """Return the JSON-LD of a month's page: its breadcrumbs."""
    page = (context.words.month_title(month), urls.month_page(month))
    return _script(_breadcrumbs(context, _history(context), page))


def of_report(context: SiteContext, month: date) -> Markup:
    """Return the JSON-LD of a month's report: its breadcrumbs."""
    page = (context.words.month_title(month), urls.report_page(month))
    return _script(_breadcrumbs(context, (context.words.say("Reports"), urls.REPORTS), page))


# --- things ------------------------------------------------------------------------------------


def _site(context: SiteContext) -> Thing:
    name = context.text(context.content.site.name)
    return {"@type": "WebSite", "name": name, "url": context.public(urls.HOME)}


def _organization(context: SiteContext) -> Thing:
    """Return the publisher, of which only the site's name is known."""
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
        "headline": context.words.say(news.phase.heading),
        "url": context.public(urls.news_page(news)),
        "datePublished": instant(news.at),
    }


def _changes(entry: MaintenanceNow) -> Thing:
    """Return whether the window is as announced, was moved (and from when) or is cancelled."""
    before = list(_starts_before(entry))
    if entry.status is MaintenanceStatus.CANCELLED:
        status = "EventCancelled"
    else:
        status = "EventRescheduled" if before else "EventScheduled"
    moved = {"previousStartDate": before} if before else {}
    return {"eventStatus": f"{_SCHEMA_ORG}/{status}", **moved}


def _starts_before(entry: MaintenanceNow) -> Iterator[str]:
    for earlier, later in itertools.pairwise(entry.events):
        if later.kind is EventKind.RESCHEDULED:
            yield instant(earlier.starts)


def _history(context: SiteContext) -> tuple[str, str]:
    return context.words.say("History"), urls.HISTORY


def _breadcrumbs(context: SiteContext, *pages: tuple[str, str]) -> Thing:
    site = (context.text(context.content.site.name), urls.HOME)
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": name, "item": context.public(path)}
            for n, (name, path) in enumerate((site, *pages), start=1)
        ],
    }


def _script(*things: Thing) -> Markup:
    """Return objects as JSON-LD for a `script` element; no text in it can end the element."""
    linked = things[0] if len(things) == 1 else {"@graph": things}
    return safe(document({"@context": _SCHEMA_ORG, **linked}).decode().strip())
