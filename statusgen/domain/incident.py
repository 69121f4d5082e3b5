"""An incident at an instant."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from statusgen.domain.sla import Verdict, verdict
from statusgen.domain.state_span import StateSpan
from statusgen.model import (
    Incident,
    IncidentStatus,
    Policy,
    State,
    Text,
    Update,
    promised_update,
)
from statusgen.spans import Span, is_empty

_Period = tuple[Span, Mapping[str, State]]
"""A span with the state of each component in it."""


class IncidentNow(Struct, frozen=True):
    """An incident as published at an instant. All times are aware and in UTC.

    `affects` has the components that are worse than operational now; `spans` the states of every
    component named so far, from the beginning to the last resolution; `states` the same after
    each update. `worst` is the worst state of any update, also if the incident was published when
    it was over. If it was no outage, all spans and `worst` are operational, but `states` stay as
    they were published. `verdict` is the outcome of its response goal, None without one.
    """

    incident: Incident
    updates: tuple[Update, ...]
    status: IncidentStatus
    affects: Mapping[str, State]
    spans: Mapping[str, tuple[StateSpan, ...]]
    states: tuple[Mapping[str, State], ...]
    worst: State
    started: datetime
    resolved: datetime | None
    next_update: datetime | None
    is_overdue: bool
    verdict: Verdict | None = None

    @property
    def id(self) -> str:
        """The incident's permanent name."""
        return self.incident.id

    @property
    def stable_id(self) -> str:
        """The id that subscribers know."""
        return self.incident.stable_id

    @property
    def aliases(self) -> tuple[str, ...]:
        """The former ids."""
        return self.incident.aliases

    @property
    def is_open(self) -> bool:
        """Whether the incident still goes on."""
        return self.status.is_open

    @property
    def ended_as(self) -> IncidentStatus | None:
        """The status with which the incident is over, afterwords aside; None while it is open."""
        return ended_as(self.updates)

    @property
    def was_outage(self) -> bool:
        """Whether its time counts as an outage: always, unless it ended as a false alarm."""
        return (self.ended_as or self.status).counts_as_outage

    @property
    def is_settled(self) -> bool:
        """Whether it is over and has no updates to come, so that it no longer changes with time."""
        return not self.is_open and len(self.updates) == len(self.incident.updates)

    @property
    def state(self) -> State:
        """The worst state that the incident causes now."""
        return max(self.affects.values(), default=State.OPERATIONAL)

    @property
    def is_unfelt(self) -> bool:
        """Whether it is open, and the states of components do not show it.

        What is monitored may have all its components back, but one that names none never shows.
        """
        is_expected = self.status >= IncidentStatus.MONITORING and bool(self.spans)
        return self.is_open and not self.affects and not is_expected

    @property
    def last_update(self) -> Update:
        """The newest update."""
        return self.updates[-1]


def ended_as(updates: Sequence[Update]) -> IncidentStatus | None:
    """Return the status with which an incident is over after `updates`; None while it is open."""
    if updates[-1].status.is_open:
        return None
    *_, last = (IncidentStatus.RESOLVED, *(u.status for u in updates if not u.status.is_afterword))
    return IncidentStatus.RESOLVED if last.is_open else last


def workaround(incident: Incident, updates: Sequence[Update]) -> Text | None:
    """Return the workaround after `updates`: the last one given, None if the incident is over."""
    if not updates[-1].status.is_open:
        return None
    given = (incident.workaround, *(each.workaround for each in updates))
    return next(filter(None, reversed(given)), None)


def incident_at(
    incident: Incident, now: datetime, policy: Policy | None = None
) -> IncidentNow | None:
    """Return the incident as published at `now`, or None before its first update.

    Its next update is due when the last one promises it, else by the cadence of the policy.
    """
    updates = tuple(update for update in incident.updates if update.at <= now)
    if not updates:
        return None
    last = updates[-1]
    stated = _stated(incident, updates)
    steps, resolved = _effective(updates, stated), resolved_at(updates)
    was_outage = (ended_as(updates) or last.status).counts_as_outage
    periods = [*_before(incident, updates[0]), *zip(_spans(updates), steps, strict=True)]
    periods = _until(periods if was_outage else _operational(periods), resolved)
    due = promised_update(policy, incident, last)
    return IncidentNow(
        incident=incident,
        updates=updates,
        status=last.status,
        affects={n: state for n, state in steps[-1].items() if state is not State.OPERATIONAL},
        spans={name: _component_spans(name, periods) for name in steps[-1]},
        states=_states(updates, steps),
        worst=_worst(stated if was_outage else ()),
        started=incident.started,
        resolved=resolved,
        next_update=due,
        is_overdue=due is not None and due <= now,
        verdict=None if policy is None else verdict(policy, incident, now),
    )


def _stated(incident: Incident, updates: tuple[Update, ...]) -> list[Mapping[str, State]]:
    """Return the state of every component named so far, after each update, resolved or not.

    Components that an update does not name keep their states.
    """
    stated: list[Mapping[str, State]] = []
    broken = incident.affects
    for update in updates:
        broken = {**broken, **update.affects}
        stated.append(broken)
    return stated


def _effective(
    updates: tuple[Update, ...], stated: list[Mapping[str, State]]
) -> list[Mapping[str, State]]:
    """Return the effective states after each update: after a resolution, all are operational.

    An update that reopens the incident restores the states before its resolution.
    """
    return [
        step if update.status.is_open else dict.fromkeys(step, State.OPERATIONAL)
        for update, step in zip(updates, stated, strict=True)
    ]


def _before(incident: Incident, first: Update) -> Iterator[_Period]:
    """Yield the time between the beginning and the first update, where the beginning is known.

    What the first update alone names was affected from the beginning too.
    """
    if incident.began is not None:
        yield Span(incident.began, first.at), {**first.affects, **incident.affects}


def _operational(periods: Iterable[_Period]) -> Iterator[_Period]:
    """Yield the same periods with the same components, none of them ever affected."""
    return ((span, dict.fromkeys(step, State.OPERATIONAL)) for span, step in periods)


def _worst(steps: Iterable[Mapping[str, State]]) -> State:
    return max({state for step in steps for state in step.values()}, default=State.OPERATIONAL)


def _spans(updates: tuple[Update, ...]) -> Iterator[Span]:
    """Yield the spans between updates, and that after the last one."""
    ends: list[datetime | None] = [*(update.at for update in updates[1:]), None]
    return (Span(update.at, end) for update, end in zip(updates, ends, strict=True))


def _until(periods: Iterable[_Period], resolved: datetime | None) -> list[_Period]:
    """Return the periods until the last resolution, without empty ones."""
    return [
        (span, step)
        for span, step in periods
        if not is_empty(span) and (resolved is None or span.start < resolved)
    ]


def _component_spans(name: str, periods: Iterable[_Period]) -> tuple[StateSpan, ...]:
    spans: list[StateSpan] = []
    for span, step in periods:
        state = step.get(name, State.OPERATIONAL)
        if spans and spans[-1].state is state:
            spans[-1] = StateSpan(state, Span(spans[-1].span.start, span.end))
        else:
            spans.append(StateSpan(state, span))
    return tuple(spans)


def _states(
    updates: tuple[Update, ...], steps: list[Mapping[str, State]]
) -> tuple[Mapping[str, State], ...]:
    """Return the state of every component from each update on; one not named yet is operational.

    Updates of the same time all have the states after the last of them.
    """
    not_named = dict.fromkeys(steps[-1], State.OPERATIONAL)
    steps_at = {update.at: step for update, step in zip(updates, steps, strict=True)}
    return tuple({**not_named, **steps_at[update.at]} for update in updates)


def resolved_at(updates: Sequence[Update]) -> datetime | None:
    """Return when the incident was last resolved, or None while it is open."""
    resolved = None
    for update in updates:
        if update.status.is_open:
            resolved = None
        elif resolved is None:
            resolved = update.at
    return resolved
