"""Warnings about incidents: reports, promised updates, what they leave unsaid."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from statusgen.content.checks.common import warning
from statusgen.content.schema.times import shown
from statusgen.content.source.nodes import Sources
from statusgen.domain.incident_at import incident_at
from statusgen.model import Content, Incident, IncidentStatus, State, Update, promised_update
from statusgen.problems import Location, Problem, quoted


def late_reports(content: Content, sources: Sources) -> Iterator[Problem]:
    """Warn of reports that came in after the first update."""
    for incident in content.incidents:
        first = incident.updates[0].at
        if incident.reported is not None and incident.reported > first and not incident.draft:
            yield warning(
                sources.value(incident.path, ("reported",)),
                "this was reported after the first update",
                f"expected a time up to {shown(first, content.site.timezone)}",
            )


def early_reports(content: Content, sources: Sources) -> Iterator[Problem]:
    """Warn of an incident that was reported before it began."""
    for incident in content.incidents:
        if incident.began and incident.reported and incident.reported < incident.began:
            yield warning(
                sources.value(incident.path, ("reported",)),
                "this is before 'began': a problem cannot be reported before it begins",
                f"it began {shown(incident.began, content.site.timezone)}; correct one of the two",
            )


def ended_again(content: Content, sources: Sources) -> Iterator[Problem]:
    """Warn of an end that makes an outage again of what had ended as none, without reopening it."""
    for incident in content.incidents:
        for index, before in _ends_again(incident.updates):
            status = quoted(incident.updates[index].status.value)
            yield warning(
                sources.value(incident.path, ("updates", index, "status")),
                f"the incident ended as {quoted(before.value)} before: {status} counts all of it"
                " as an outage again",
                f"write {quoted(IncidentStatus.POSTMORTEM.value)} to add a word to it; if it was an"
                f" outage, reopen it first, by {quoted(IncidentStatus.INVESTIGATING.value)}",
            )


def _ends_again(updates: Iterable[Update]) -> Iterator[tuple[int, IncidentStatus]]:
    """Yield the places of such ends, with the status by which the incident was over before."""
    before: IncidentStatus | None = None
    for index, status in enumerate(update.status for update in updates):
        if status.is_afterword:
            continue
        if before and not status.is_open and status.counts_as_outage:
            yield index, before
        is_none = not (status.is_open or status.counts_as_outage)
        before = status if is_none else None


def retired_components(content: Content, sources: Sources, now: datetime) -> Iterator[Problem]:
    """Warn of open incidents that name retired components only: the overall state has none."""
    today = now.astimezone(content.site.timezone).date()
    retired = {each.id for each in content.components if each.is_retired(today)}
    for incident in content.incidents if retired else ():
        updates = [each for each in incident.updates if each.at <= now]
        named = {*incident.affects, *(name for each in updates for name in each.affects)}
        is_open = bool(updates) and updates[-1].status.is_open and not incident.draft
        if is_open and named and named <= retired:
            yield warning(
                sources.value(incident.path, ("affects",)),
                "this incident is open, and every component that it names is retired",
                "name a component that is in use, or resolve the incident",
            )


def overdue_updates(content: Content, sources: Sources, now: datetime) -> Iterator[Problem]:
    """Warn of open incidents whose promised next update has not come."""
    for incident in content.incidents:
        published = [index for index, update in enumerate(incident.updates) if update.at <= now]
        if not published or incident.draft:
            continue
        due = promised_update(content.policy, incident, incident.updates[published[-1]])
        if due is not None and due <= now:
            yield warning(
                sources.value(incident.path, ("updates", published[-1], "next_update")),
                f"the next update has been due since {shown(due, content.site.timezone)}",
                "write an update, if only to say when the next one comes",
            )


def unfelt_incidents(content: Content, sources: Sources, now: datetime) -> Iterator[Problem]:
    """Warn of open incidents that make no component worse than operational.

    One that is monitored may have all its components back, and one whose file names its components
    as operational from the beginning is meant so.
    """
    for incident in content.incidents:
        is_over = incident.updates[-1].at <= now and not incident.updates[-1].status.is_open
        current = None if is_over or incident.draft else incident_at(incident, now)
        if current is None or not current.is_unfelt or _is_without_outage(incident):
            continue
        changes = [index for index, each in enumerate(current.updates) if each.affects]
        where: Location = ("updates", changes[-1], "affects") if changes else ("affects",)
        if not current.spans:
            message = "this open incident has no component in 'affects'"
        else:
            message = f"this incident is '{current.status.value}', and 'affects' breaks nothing"
        yield warning(
            sources.value(incident.path, where),
            f"{message}: badge, embed and APIs can only say that an incident is open",
            "name each component that does not work, with its state; if all work, name those"
            " concerned as 'operational'",
        )


def _is_without_outage(incident: Incident) -> bool:
    return {*incident.affects.values()} == {State.OPERATIONAL}
