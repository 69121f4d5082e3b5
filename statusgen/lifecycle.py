"""What has become of one incident or one maintenance at an instant; pure, one entry at a time."""

import enum
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from statusgen.model import (
    Completion,
    Incident,
    IncidentStatus,
    Maintenance,
    MaintenanceAction,
    MaintenanceStatus,
    MaintenanceUpdate,
    State,
    Text,
    Update,
)
from statusgen.spans import Span


@dataclass(frozen=True, slots=True)
class StateSpan:
    """A state and the time for which it holds."""

    state: State
    span: Span


@dataclass(frozen=True, slots=True)
class IncidentNow:
    """An incident as published at an instant. All times are aware and in UTC.

    `affects` names only what is worse than operational now; `spans` tells every component named
    so far, from the first update to the resolution; `worst` is the worst state it ever caused.
    """

    incident: Incident
    updates: tuple[Update, ...]
    status: IncidentStatus
    affects: Mapping[str, State]
    spans: Mapping[str, tuple[StateSpan, ...]]
    worst: State
    started: datetime
    resolved: datetime | None
    next_update: datetime | None
    is_overdue: bool

    @property
    def id(self) -> str:
        """The incident's permanent name."""
        return self.incident.id

    @property
    def is_open(self) -> bool:
        """Whether the incident still goes on."""
        return self.status.is_open

    @property
    def state(self) -> State:
        """The worst state that the incident causes now."""
        return max(self.affects.values(), default=State.OPERATIONAL)

    @property
    def last_update(self) -> Update:
        """The newest word on the incident."""
        return self.updates[-1]


class EventKind(enum.Enum):
    """What can happen in the life of a maintenance, by the clock or by an update."""

    ANNOUNCED = "announced"
    REMINDER = "reminder"
    RESCHEDULED = "rescheduled"
    STARTED = "started"
    UPDATED = "updated"
    EXTENDED = "extended"
    VERIFYING = "verifying"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a maintenance; `starts` and `ends` are its window from then on.

    `text` is what the NOC wrote, or None where the clock alone moved it.
    """

    id: str
    at: datetime
    kind: EventKind
    starts: datetime
    ends: datetime
    text: Text | None = None


@dataclass(frozen=True, slots=True)
class MaintenanceNow:
    """A maintenance as published at an instant; `starts` and `ends` are its present window.

    `spans` are the times in which it ran or runs; `ended` is when it was completed or cancelled.
    """

    maintenance: Maintenance
    events: tuple[Event, ...]
    status: MaintenanceStatus
    starts: datetime
    ends: datetime
    spans: tuple[Span, ...]
    ended: datetime | None
    is_awaiting_confirmation: bool

    @property
    def id(self) -> str:
        """The maintenance's permanent name."""
        return self.maintenance.id

    @property
    def is_running(self) -> bool:
        """Whether work goes on now."""
        return self.status in _RUNNING

    @property
    def is_upcoming(self) -> bool:
        """Whether the window is still to come."""
        return self.status is MaintenanceStatus.SCHEDULED

    @property
    def affects(self) -> Mapping[str, State]:
        """The states that it causes now: those of its file while it runs, else none."""
        return self.maintenance.affects if self.is_running else {}

    @property
    def state(self) -> State:
        """The worst state that the maintenance causes in its window."""
        return max(self.maintenance.affects.values(), default=State.UNDER_MAINTENANCE)


_RUNNING = frozenset({MaintenanceStatus.IN_PROGRESS, MaintenanceStatus.VERIFYING})


# --- incidents ---------------------------------------------------------------------------------


def incident_at(incident: Incident, now: datetime) -> IncidentNow | None:
    """Return the incident as published at `now`, or None before its first update."""
    updates = tuple(update for update in incident.updates if update.at <= now)
    if not updates:
        return None
    last = updates[-1]
    steps = _affected(incident, updates)
    due = last.next_update if last.status.is_open else None
    spans = _spans(updates, steps)
    return IncidentNow(
        incident=incident,
        updates=updates,
        status=last.status,
        affects={name: state for name, state in steps[-1].items() if state > State.OPERATIONAL},
        spans=spans,
        worst=max(
            (each.state for row in spans.values() for each in row), default=State.OPERATIONAL
        ),
        started=min(filter(None, (incident.reported, updates[0].at))),
        resolved=_resolved(updates),
        next_update=due,
        is_overdue=due is not None and due <= now,
    )


def _affected(incident: Incident, updates: tuple[Update, ...]) -> list[Mapping[str, State]]:
    """Return the state of every component named so far, after each update.

    What an update does not name keeps its state. A resolution makes everything operational;
    an update that reopens the incident brings back what was broken before it.
    """
    steps: list[Mapping[str, State]] = []
    broken: dict[str, State] = dict(incident.affects)
    for update in updates:
        broken |= update.affects
        closed = dict.fromkeys(broken, State.OPERATIONAL)
        steps.append(dict(broken) if update.status.is_open else closed)
    return steps


def _spans(
    updates: tuple[Update, ...], steps: list[Mapping[str, State]]
) -> dict[str, tuple[StateSpan, ...]]:
    return {name: _component_spans(name, updates, steps) for name in steps[-1]}


def _component_spans(
    name: str, updates: tuple[Update, ...], steps: list[Mapping[str, State]]
) -> tuple[StateSpan, ...]:
    spans: list[StateSpan] = []
    ends: list[datetime | None] = [*(update.at for update in updates[1:]), None]
    for update, step, end in zip(updates, steps, ends, strict=True):
        state = step.get(name, State.OPERATIONAL)
        if end is None and not update.status.is_open:
            break
        if spans and spans[-1].state is state:
            spans[-1] = StateSpan(state, Span(spans[-1].span.start, end))
        else:
            spans.append(StateSpan(state, Span(update.at, end)))
    return tuple(spans)


def _resolved(updates: tuple[Update, ...]) -> datetime | None:
    """Return when the incident was last resolved, or None while it is open."""
    resolved = None
    for update in updates:
        if update.status.is_open:
            resolved = None
        elif resolved is None:
            resolved = update.at
    return resolved


# --- maintenance -------------------------------------------------------------------------------


def maintenance_at(
    maintenance: Maintenance, now: datetime, remind_before: timedelta | None = None
) -> MaintenanceNow | None:
    """Return the maintenance as published at `now`, or None before it is announced.

    The status follows the clock: in progress from `starts`, completed at `ends` if completion is
    automatic. An update overrides the clock from its time on: one that says work goes on at or
    after `ends` keeps it going until another one ends it.
    """
    if maintenance.announced > now:
        return None
    course = _Course(maintenance, remind_before)
    for update in maintenance.updates:
        if update.at <= now:
            course.run_clock(update.at, inclusive=False)
            course.apply(update)
    course.run_clock(now, inclusive=True)
    return course.stand(now)


def next_edges(now_state: MaintenanceNow, remind_before: timedelta | None) -> Iterator[datetime]:
    """Yield the instants at which the clock alone may move a maintenance that stands so."""
    if now_state.is_upcoming:
        if remind_before is not None:
            yield now_state.starts - remind_before
        yield now_state.starts
    elif now_state.is_running:
        yield now_state.ends


@dataclass(slots=True)
class _Course:
    """The life of one maintenance while it is being worked out, moved on event by event."""

    maintenance: Maintenance
    remind_before: timedelta | None
    starts: datetime = field(init=False)
    ends: datetime = field(init=False)
    moment: datetime = field(init=False)
    status: MaintenanceStatus = MaintenanceStatus.SCHEDULED
    events: list[Event] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    ended: datetime | None = None
    is_held: bool = False
    is_reminded: bool = False

    def __post_init__(self) -> None:
        self.starts, self.ends = self.maintenance.starts, self.maintenance.ends
        self.moment = self.maintenance.announced
        self._note(EventKind.ANNOUNCED, self.moment, "announced", self.maintenance.text)

    def run_clock(self, until: datetime, *, inclusive: bool) -> None:
        """Let time pass up to `until`; with `inclusive`, what falls on it happens too."""

        def has_come(edge: datetime) -> bool:
            return edge <= until if inclusive else edge < until

        if self.status is MaintenanceStatus.SCHEDULED:
            if self._reminder and has_come(self._reminder):
                self._note_clock(EventKind.REMINDER, self._reminder, self.starts)
                self.is_reminded = True
            if has_come(self.starts):
                self._start(max(self.starts, self.moment))
        if self.status in _RUNNING and self._ends_by_itself and has_come(self.ends):
            self._end(MaintenanceStatus.COMPLETED, self.ends)
            self._note_clock(EventKind.COMPLETED, max(self.ends, self.moment), self.ends)

    def apply(self, update: MaintenanceUpdate) -> None:
        """Let an update override the clock."""
        match update.action:
            case MaintenanceAction.RESCHEDULED:
                self._reschedule(update)
            case MaintenanceAction.EXTENDED:
                self._extend(update)
            case MaintenanceAction.IN_PROGRESS | MaintenanceAction.VERIFYING:
                self._go_on(update)
            case MaintenanceAction.COMPLETED:
                self._end(MaintenanceStatus.COMPLETED, update.at)
                self._note(EventKind.COMPLETED, update.at, update.id, update.text)
            case MaintenanceAction.CANCELLED:
                self._end(MaintenanceStatus.CANCELLED, update.at)
                self._note(EventKind.CANCELLED, update.at, update.id, update.text)
        self.moment = update.at

    def stand(self, now: datetime) -> MaintenanceNow:
        """Return how the maintenance stands once the clock has run up to `now`."""
        return MaintenanceNow(
            maintenance=self.maintenance,
            events=tuple(self.events),
            status=self.status,
            starts=self.starts,
            ends=self.ends,
            spans=tuple(self.spans),
            ended=self.ended,
            is_awaiting_confirmation=self.status in _RUNNING and self.ends <= now,
        )

    @property
    def _ends_by_itself(self) -> bool:
        return self.maintenance.completion is Completion.AUTOMATIC and not self.is_held

    @property
    def _reminder(self) -> datetime | None:
        """When readers are reminded: never before the window they are reminded of was known."""
        if self.remind_before is None or self.is_reminded:
            return None
        at = self.starts - self.remind_before
        return at if at > self.moment else None

    def _start(self, at: datetime) -> None:
        self._run_from(self.starts)
        self._note_clock(EventKind.STARTED, at, self.starts)

    def _run_from(self, start: datetime) -> None:
        self.status, self.ended = MaintenanceStatus.IN_PROGRESS, None
        if self.spans and (self.spans[-1].end is None or start <= self.spans[-1].end):
            start = self.spans.pop().start
        self.spans.append(Span(start))

    def _end(self, status: MaintenanceStatus, at: datetime) -> None:
        self._close_span(at)
        self.status, self.ended, self.is_held = status, at, False

    def _close_span(self, at: datetime) -> None:
        if self.spans and self.spans[-1].end is None:
            start = self.spans.pop().start
            if start < at:
                self.spans.append(Span(start, at))

    def _go_on(self, update: MaintenanceUpdate) -> None:
        is_first = self.status is MaintenanceStatus.SCHEDULED
        if self.status not in _RUNNING:
            self._run_from(self._resumed(update.at))
        self.is_held = update.at >= self.ends
        if update.action is MaintenanceAction.VERIFYING:
            self.status, kind = MaintenanceStatus.VERIFYING, EventKind.VERIFYING
        else:
            self.status = MaintenanceStatus.IN_PROGRESS
            kind = EventKind.STARTED if is_first else EventKind.UPDATED
        self._note(kind, update.at, update.id, update.text)

    def _resumed(self, at: datetime) -> datetime:
        """Return from when work goes on: without a gap where the clock had only just ended it."""
        was_completed = self.status is MaintenanceStatus.COMPLETED
        return self.ended if was_completed and self.ended is not None else at

    def _extend(self, update: MaintenanceUpdate) -> None:
        if self.status is MaintenanceStatus.COMPLETED:
            self._run_from(self._resumed(update.at))
        self.ends = update.ends or self.ends
        self.is_held = False
        self._note(EventKind.EXTENDED, update.at, update.id, update.text)

    def _reschedule(self, update: MaintenanceUpdate) -> None:
        self._close_span(update.at)
        self.starts, self.ends = update.starts or self.starts, update.ends or self.ends
        self.status, self.ended = MaintenanceStatus.SCHEDULED, None
        self.is_held = self.is_reminded = False
        self._note(EventKind.RESCHEDULED, update.at, update.id, update.text)

    def _note_clock(self, kind: EventKind, at: datetime, edge: datetime) -> None:
        self._note(kind, at, f"{kind.value}-{edge:%Y%m%dT%H%M%SZ}", None)

    def _note(self, kind: EventKind, at: datetime, identity: str, text: Text | None) -> None:
        self.events.append(Event(identity, at, kind, self.starts, self.ends, text))


def running_spans(entry: MaintenanceNow) -> Iterable[tuple[str, StateSpan]]:
    """Yield every component of a maintenance with the state and time of each of its runs."""
    for name, state in entry.maintenance.affects.items():
        for span in entry.spans:
            yield name, StateSpan(state, span)
