"""The calendar of maintenance notices, written; icalendar takes long to load."""

from collections.abc import Iterable
from datetime import datetime

import icalendar

from statusgen.artefact import Artefact
from statusgen.domain.maintenance import Event, MaintenanceNow
from statusgen.model import MaintenanceStatus, State
from statusgen.render import urls
from statusgen.render.context import SiteContext
from statusgen.render.ical import CalendarText, document, host, planned, title, written

ACCOUNT = "public"
"""Account of a notice, which must name one: these are for everybody."""

_STATUS = {
    MaintenanceStatus.SCHEDULED: "CONFIRMED",
    MaintenanceStatus.IN_PROGRESS: "IN-PROCESS",
    MaintenanceStatus.VERIFYING: "IN-PROCESS",
    MaintenanceStatus.COMPLETED: "COMPLETED",
    MaintenanceStatus.CANCELLED: "CANCELLED",
}
_IMPACT = {
    State.OPERATIONAL: "NO-IMPACT",
    State.UNDER_MAINTENANCE: "OUTAGE",
    State.DEGRADED_PERFORMANCE: "DEGRADED",
    State.PARTIAL_OUTAGE: "OUTAGE",
    State.MAJOR_OUTAGE: "OUTAGE",
}
"""Impact of each state, at worst: a component under maintenance may not answer at all."""

_BY_SEVERITY = ("NO-IMPACT", "REDUCED-REDUNDANCY", "DEGRADED", "OUTAGE")


def calendar(context: SiteContext, kept: Iterable[MaintenanceNow]) -> Artefact:
    """Return the one calendar of notices."""
    notices = (written(_notice(context, entry)) for entry in kept)
    return Artefact(urls.MAINTNOTE, document(notices, title(context)))


def _notice(context: SiteContext, entry: MaintenanceNow) -> icalendar.Event:
    """Return a maintenance as a notice; it has a UID of its own, since it has more revisions."""
    event = planned(context, entry, f"{entry.stable_id}.maintnote", _shown)
    event.add("organizer", _organizer(context))
    objects = _objects(context, entry)
    worst = max((impact for _, _, impact in objects), key=_BY_SEVERITY.index)
    _note(event, "provider", host(context))
    _note(event, "account", ACCOUNT)
    _note(event, "maintenance-id", entry.stable_id)
    _note(event, "status", _STATUS[entry.status])
    _note(event, "impact", worst)
    for name, page, impact in objects:
        parameters = {"ALTREP": context.public(page), "X-MAINTNOTE-OBJECT-IMPACT": impact}
        _note(event, "object-id", name, parameters)
    return event


def _note(
    event: icalendar.Event, name: str, value: str, parameters: dict[str, str] | None = None
) -> None:
    event.add(f"x-maintnote-{name}", CalendarText(value), parameters)


def _shown(event: Event) -> tuple[datetime, datetime, str]:
    return event.starts, event.ends, _STATUS[event.status]


def _organizer(context: SiteContext) -> icalendar.vCalAddress:
    """Return the organizer: the site by its address, as it need not have a mailbox."""
    organizer = icalendar.vCalAddress(context.content.site.url)
    organizer.params["CN"] = context.text(context.content.site.name)
    return organizer


def _objects(context: SiteContext, entry: MaintenanceNow) -> list[tuple[str, str, str]]:
    """Return the id, the page and the impact of all affected components, in the site's order.

    A notice must have an object: if no component is named, that is the site, without impact, as
    its pages show none either.
    """
    affects = entry.maintenance.affects
    return [
        (component.stable_id, urls.component_page(component.id), _IMPACT[affects[component.id]])
        for component in context.content.components
        if component.id in affects
    ] or [(host(context), urls.HOME, "NO-IMPACT")]
