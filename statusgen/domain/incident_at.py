"""How an incident stands at an instant, derived from its updates."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from statusgen.domain.incident import IncidentNow, ended_as
from statusgen.domain.sla import verdict
from statusgen.domain.state_span import StateSpan
from statusgen.model import Incident, Policy, State, Update, promised_update
from statusgen.spans import Span, is_empty

_Period = tuple[Span, Mapping[str, State]]
"""A span with the state of each component in it."""


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
