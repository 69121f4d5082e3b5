"""The record of an incident at an instant, and what follows from it."""

import enum
from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from statusgen.domain.response_goal import Verdict
from statusgen.domain.state_span import StateSpan
from statusgen.model import Incident, IncidentStatus, State, Text, Update
from statusgen.model.states import to_say


class StartKind(enum.Enum):
    """How the start of an incident is known; the value is its label."""

    BEGAN = to_say("Began")
    REPORTED = to_say("Reported")
    FIRST_UPDATE = to_say("First update")


class Beginning(Struct, frozen=True):
    """When something began, as far as that is known."""

    kind: StartKind
    at: datetime


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
    def beginning(self) -> Beginning:
        """When it began, or else when it was first heard of, which is another thing."""
        if self.incident.began is not None:
            return Beginning(StartKind.BEGAN, self.incident.began)
        is_first = self.started == self.updates[0].at
        kind = StartKind.FIRST_UPDATE if is_first else StartKind.REPORTED
        return Beginning(kind, self.started)

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


def has_passed(incident: IncidentNow, updates: Sequence[Update]) -> bool:
    """Return whether readers no longer feel an incident after `updates`, which are its first ones.

    It is over, or all its components work again. What it does to readers is then no fact of now.
    """
    if not updates[-1].status.is_open:
        return True
    states = incident.states[: len(updates)]
    return not _has_fault(states[-1]) and any(map(_has_fault, states))


def _has_fault(states: Mapping[str, State]) -> bool:
    return any(state is not State.OPERATIONAL for state in states.values())


def workaround(incident: IncidentNow, updates: Sequence[Update]) -> Text | None:
    """Return the workaround after `updates`: the last one given, None if the incident is over.

    Where all components work again, it is the one that an update gives from then on.
    """
    if not updates[-1].status.is_open:
        return None
    passed = has_passed(incident, updates)
    given = (
        each.workaround
        for count, each in enumerate(updates, 1)
        if each.workaround and has_passed(incident, updates[:count]) is passed
    )
    return (None if passed else incident.incident.workaround, *given)[-1]
