"""An incident with its response goal, the updates it promised and what it did to components."""

from collections.abc import Iterable, Mapping
from typing import Literal

from typing_extensions import TypedDict

from statusgen.domain.incident import IncidentNow
from statusgen.domain.news import News
from statusgen.domain.response_goal import Basis, Outcome, Verdict
from statusgen.model import Cause, IncidentStatus, Scope, State, Update, promised_update
from statusgen.outputs.open_data.announced import (
    FactRecordJson,
    NewsRecordJson,
    fact_records,
    in_common,
)
from statusgen.outputs.open_data.base import (
    Address,
    File,
    Instant,
    Seconds,
    StatuspageId,
    heading,
    moment,
    seconds,
)
from statusgen.render import urls
from statusgen.render.context import SiteContext
from statusgen.render.json_text import instant
from statusgen.render.statuspage_names import entry_id


class VerdictRecordJson(TypedDict):
    """How an incident stands against its response goal."""

    outcome: Outcome
    """Met or missed once it was answered; due or overdue before; or extended support."""
    basis: Basis
    """Why the goal falls where it falls."""
    class_of_service: str
    """The class of service, by its id."""
    region: str
    """The region whose support hours apply, by its id."""
    asked: Instant
    """From when on the goal is reckoned."""
    due: Instant | None
    """By when the first answer is due; null where no clock runs."""
    answered: Instant | None
    """When the first update was published."""
    time_to_answer: Seconds | None
    """How long that took, in seconds by the wall clock."""


class StretchRecordJson(TypedDict):
    """A component in one state for a time."""

    component: str
    """The component, by its id."""
    state: State
    """What the incident did to it."""
    start: Instant
    """From when on."""
    end: Instant | None
    """Until when; null while it is ongoing."""


class UpdateRecordJson(NewsRecordJson):
    """One update."""

    status: IncidentStatus
    """How far the work had come."""
    components: dict[str, State]
    """The state from then on of every component that the incident names, by id."""
    next_update: Instant | None
    """By when more was promised."""


class IncidentFileJson(File):
    """One incident with all its updates."""

    kind: Literal["incident"]
    """What this file is."""
    id: str
    """Permanent name on this site."""
    statuspage_id: StatuspageId
    """Its id in the files below /api/v2/."""
    title: str
    """What it is, in a line."""
    page: Address
    """Its page."""
    status: IncidentStatus
    """How far the work has come."""
    state: State
    """The worst that it does to any component now."""
    worst: State
    """The worst that it ever did."""
    scope: Scope
    """Whether it is announced to the groups too."""
    cause: Cause | None
    """Whose the cause is, where that is said; null while the incident is investigated."""
    class_of_service: str | None
    """The class of service, by its id."""
    reported: Instant | None
    """When the first report or alarm came in."""
    started: Instant
    """When it was reported, or first published."""
    resolved: Instant | None
    """When it was last resolved; null while it is open."""
    duration: Seconds | None
    """From its start to its resolution, in seconds; null while it is open."""
    next_update: Instant | None
    """By when the next word is promised."""
    verdict: VerdictRecordJson | None
    """How it stands against its response goal; null where nothing is claimed."""
    stretches: list[StretchRecordJson]
    """What each component went through, in order of time."""
    facts: list[FactRecordJson]
    """Further facts about it, each with its label."""
    updates: list[UpdateRecordJson]
    """All updates, newest first."""


def incident(context: SiteContext, entry: IncidentNow, news: Iterable[News]) -> IncidentFileJson:
    """Return the file of an incident; `news` is all news of it, newest first."""
    about, resolved = entry.incident, entry.resolved
    by_id = {
        each.id: (each, states) for each, states in zip(entry.updates, entry.states, strict=True)
    }
    return IncidentFileJson(
        **heading(context),
        kind="incident",
        id=entry.stable_id,
        statuspage_id=entry_id(context.content.site, entry),
        title=context.text(about.title),
        page=context.public(urls.entry_page(entry)),
        status=entry.status,
        state=entry.state,
        worst=entry.worst,
        scope=about.scope,
        cause=about.cause if entry.status.names_cause else None,
        class_of_service=about.cos,
        reported=moment(about.reported),
        started=instant(entry.started),
        resolved=moment(resolved),
        duration=seconds(resolved - entry.started if resolved else None),
        next_update=moment(entry.next_update),
        verdict=_verdict(entry.verdict) if entry.verdict else None,
        stretches=list(_stretches(context, entry)),
        facts=fact_records(context, entry),
        updates=[_update(context, entry, each, *by_id[each.id]) for each in news],
    )


def _verdict(verdict: Verdict) -> VerdictRecordJson:
    goal = verdict.goal
    return VerdictRecordJson(
        outcome=verdict.outcome,
        basis=goal.basis,
        class_of_service=goal.cos.id,
        region=goal.region.id,
        asked=instant(goal.asked),
        due=moment(goal.due),
        answered=moment(verdict.answered),
        time_to_answer=seconds(verdict.taken),
    )


def _stretches(context: SiteContext, entry: IncidentNow) -> Iterable[StretchRecordJson]:
    for name, spans in entry.spans.items():
        for each in spans:
            start, end = instant(each.span.start), moment(each.span.end)
            yield StretchRecordJson(
                component=context.stable_id(name), state=each.state, start=start, end=end
            )


def _update(
    context: SiteContext,
    entry: IncidentNow,
    news: News,
    update: Update,
    states: Mapping[str, State],
) -> UpdateRecordJson:
    due = promised_update(context.content.policy, entry.incident, update)
    return {
        **in_common(context, news, context.text(update.text)),
        "status": update.status,
        "components": {context.stable_id(name): state for name, state in states.items()},
        "next_update": moment(due),
    }
