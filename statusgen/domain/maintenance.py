"""A maintenance at an instant."""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction

from msgspec import Struct

from statusgen.domain.state_span import StateSpan
from statusgen.model import (
    Completion,
    EventKind,
    Maintenance,
    MaintenanceAction,
    MaintenanceStatus,
    MaintenanceUpdate,
    State,
    Text,
)
from statusgen.spans import Span, merged


class Event(Struct, frozen=True):
    """Something that happened to a maintenance.

    `starts`, `ends` and `status` are its window and status after the event; `text` is that of the
    NOC, None for an event by the clock.
    """

    id: str
    at: datetime
    kind: EventKind
    starts: datetime
    ends: datetime
    status: MaintenanceStatus
    text: Text | None = None


class MaintenanceNow(Struct, frozen=True):
    """A maintenance as published at an instant; `starts` and `ends` are its present window.

    `spans` are the times in which it ran or runs; `ended` is when it was completed or cancelled;
    `is_settled` is True if it is over and has no updates to come, so that it no longer changes with
    time.
    """

    maintenance: Maintenance
    events: tuple[Event, ...]
    status: MaintenanceStatus
    starts: datetime
    ends: datetime
    spans: tuple[Span, ...]
    ended: datetime | None
    is_awaiting_confirmation: bool
    is_settled: bool

    @property
    def id(self) -> str:
        """The maintenance's permanent name."""
        return self.maintenance.id

    @property
    def stable_id(self) -> str:
        """The id that subscribers know."""
        return self.maintenance.stable_id

    @property
    def aliases(self) -> tuple[str, ...]:
        """The former ids."""
        return self.maintenance.aliases

    @property
    def is_running(self) -> bool:
        """Whether work goes on now."""
        return self.status.is_running

    @property
    def is_upcoming(self) -> bool:
        """Whether the window is still to come."""
        return self.status is MaintenanceStatus.SCHEDULED

    @property
    def affects(self) -> Mapping[str, State]:
        """The components that are worse than operational now, because the work goes on."""
        if not self.is_running:
            return {}
        affects = self.maintenance.affects
        return {name: state for name, state in affects.items() if state > State.OPERATIONAL}

    @property
    def state(self) -> State:
        """The worst state that the maintenance causes in its window."""
        return max(self.maintenance.affects.values(), default=State.UNDER_MAINTENANCE)


def elapsed(entry: MaintenanceNow, now: datetime) -> Fraction:
    """Return the share of the present window that is over at `now`, from 0 to 1."""
    length = max(entry.ends - entry.starts, timedelta(microseconds=1))
    passed = min(max(now - entry.starts, timedelta()), length)
    return Fraction(passed // timedelta(microseconds=1), length // timedelta(microseconds=1))


def last_word(entry: MaintenanceNow) -> Event | None:
    """Return the newest event that says more than the announcement; None if there is none.

    It is the end, or the last event that has a text of its own.
    """
    if entry.ended is not None:
        return next(each for each in reversed(entry.events) if each.kind.is_end)
    written = (each for each in reversed(entry.events) if each.text is not None)
    return next((each for each in written if each.kind is not EventKind.ANNOUNCED), None)


def maintenance_at(
    maintenance: Maintenance, now: datetime, remind_before: timedelta | None = None
) -> MaintenanceNow | None:
    """Return the maintenance as published at `now`, or None before it is announced.

    The status follows the clock: in progress from `starts`, completed at `ends` if completion is
    automatic. An update overrides the clock from its time on: one that continues the work at or
    after `ends` keeps it running until another one ends it. Events are in order of time, none
    before the announcement; an edge of the clock that had passed before an update set it becomes
    an event at the time of that update. So a published event is never changed, moved or preceded
    by a new one.
    """
    if maintenance.announced > now:
        return None
    timeline = _MaintenanceTimeline(maintenance, remind_before)
    for update in maintenance.updates:
        if update.at <= now:
            timeline.run_clock(update.at, inclusive=False)
            timeline.apply(update)
    timeline.run_clock(now, inclusive=True)
    return timeline.state_at(now)


def next_edges(now_state: MaintenanceNow, remind_before: timedelta | None) -> Iterator[datetime]:
    """Yield the next instants at which the clock alone changes the status or sends a reminder."""
    if now_state.is_upcoming:
        if remind_before is not None:
            yield now_state.starts - remind_before
        yield now_state.starts
    elif now_state.is_running:
        yield now_state.ends


@dataclass(slots=True)
class _MaintenanceTimeline:
    """The state of one maintenance while its events are derived, one after the other.

    `moment` is the time of the last event; `is_held` is True if an update continued the work after
    its end, `is_timed_out` if the clock ended it and no update did.
    """

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
    is_timed_out: bool = False

    def __post_init__(self) -> None:
        self.starts, self.ends = self.maintenance.starts, self.maintenance.ends
        self.moment = self.maintenance.announced
        self._note(EventKind.ANNOUNCED, self.moment, "announced", self.maintenance.text)

    def run_clock(self, until: datetime, *, inclusive: bool) -> None:
        """Apply the events of the clock before `until`; with `inclusive`, those at it too."""

        def has_come(edge: datetime) -> bool:
            return edge <= until if inclusive else edge < until

        if self.status is MaintenanceStatus.SCHEDULED:
            if self._reminder and has_come(self._reminder):
                self._note_clock(EventKind.REMINDER, self._reminder, self.starts)
            if has_come(self.starts):
                self._run_from(self.starts)
                self._note_clock(EventKind.STARTED, self.starts, self.starts)
        if self.status.is_running and self._ends_by_itself and has_come(self.ends):
            self._end(MaintenanceStatus.COMPLETED, self.ends)
            self._note_clock(EventKind.COMPLETED, self.ends, self.ends)
            self.is_timed_out = True

    def apply(self, update: MaintenanceUpdate) -> None:
        """Apply an update, which overrides the clock."""
        match update.status:
            case MaintenanceAction.RESCHEDULED:
                kind = self._reschedule(update)
            case MaintenanceAction.EXTENDED:
                kind = self._extend(update)
            case MaintenanceAction.IN_PROGRESS | MaintenanceAction.VERIFYING:
                kind = self._go_on(update)
            case MaintenanceAction.COMPLETED:
                kind = self._finish(MaintenanceStatus.COMPLETED, EventKind.COMPLETED, update.at)
            case MaintenanceAction.CANCELLED:
                kind = self._finish(MaintenanceStatus.CANCELLED, EventKind.CANCELLED, update.at)
        self._note(kind, update.at, update.id, update.text)

    def state_at(self, now: datetime) -> MaintenanceNow:
        """Return the maintenance at `now`, up to which the clock has run."""
        return MaintenanceNow(
            maintenance=self.maintenance,
            events=tuple(self.events),
            status=self.status,
            starts=self.starts,
            ends=self.ends,
            spans=merged(self.spans),
            ended=self.ended,
            is_awaiting_confirmation=self.status.is_running and self.ends <= now,
            is_settled=self.ended is not None
            and all(update.at <= now for update in self.maintenance.updates),
        )

    @property
    def _ends_by_itself(self) -> bool:
        return self.maintenance.completion is Completion.AUTOMATIC and not self.is_held

    @property
    def _reminder(self) -> datetime | None:
        """The time of the reminder; None if it has passed, or is before the last event."""
        if self.remind_before is None:
            return None
        at = self.starts - self.remind_before
        return at if at > self.moment else None

    def _run_from(self, start: datetime) -> None:
        self.status, self.ended, self.is_timed_out = MaintenanceStatus.IN_PROGRESS, None, False
        self.spans.append(Span(start))

    def _end(self, status: MaintenanceStatus, at: datetime) -> None:
        self._close_span(at)
        self.status, self.ended = status, at
        self.is_held = self.is_timed_out = False

    def _close_span(self, at: datetime) -> None:
        if self.spans and self.spans[-1].end is None:
            self.spans.append(Span(self.spans.pop().start, at))

    def _resumed(self, at: datetime) -> datetime:
        """Return when work resumes: without a gap if only the clock had ended it."""
        return self.ended if self.is_timed_out and self.ended is not None else at

    def _go_on(self, update: MaintenanceUpdate) -> EventKind:
        before = self.status
        if not before.is_running:
            self._run_from(self._resumed(update.at))
        self.is_held = update.at >= self.ends
        if update.status is MaintenanceAction.VERIFYING:
            self.status = MaintenanceStatus.VERIFYING
            return EventKind.VERIFYING
        self.status = MaintenanceStatus.IN_PROGRESS
        is_begun = before.is_running or before is MaintenanceStatus.COMPLETED
        return EventKind.UPDATED if is_begun else EventKind.STARTED

    def _finish(self, status: MaintenanceStatus, kind: EventKind, at: datetime) -> EventKind:
        """End the work; an update that only repeats the end is an afterword."""
        if self.status is status:
            self.is_timed_out = False
            return EventKind.UPDATED
        self._end(status, at)
        return kind

    def _extend(self, update: MaintenanceUpdate) -> EventKind:
        if self.status is MaintenanceStatus.COMPLETED:
            self._run_from(self._resumed(update.at))
        self.ends = update.ends or self.ends
        self.is_held = False
        return EventKind.EXTENDED

    def _reschedule(self, update: MaintenanceUpdate) -> EventKind:
        self._close_span(update.at)
        self.starts, self.ends = update.starts or self.starts, update.ends or self.ends
        self.status, self.ended = MaintenanceStatus.SCHEDULED, None
        self.is_held = self.is_timed_out = False
        return EventKind.RESCHEDULED

    def _note_clock(self, kind: EventKind, at: datetime, edge: datetime) -> None:
        self._note(kind, at, f"{kind.value}-{edge:%Y%m%dT%H%M%SZ}", None)

    def _note(self, kind: EventKind, at: datetime, identity: str, text: Text | None) -> None:
        self.moment = max(self.moment, at)
        name = self._unused(identity)
        window = self.starts, self.ends
        self.events.append(Event(name, self.moment, kind, *window, self.status, text))

    def _unused(self, identity: str) -> str:
        """Return `identity`, numbered where a window that came back has had it before."""
        used = {event.id for event in self.events}
        numbered = (f"{identity}-{number}" for number in itertools.count(2))
        return next(name for name in itertools.chain([identity], numbered) if name not in used)


def running_spans(entry: MaintenanceNow) -> Iterable[tuple[str, StateSpan]]:
    """Yield every component of a maintenance with the state and time of each of its runs."""
    for name, state in entry.maintenance.affects.items():
        for span in entry.spans:
            yield name, StateSpan(state, span)
