"""The events that readers should have seen of an entry, by the rules of the content format.

It is written from the rules and not from the code: a clerk who watches the clock and the file.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.life.noc import EntryFile, Noc, Record, update_id

Event = tuple[str, datetime]
"""The id of an event in its entry, and when it happened."""


@dataclass
class Clerk:
    """Watches one maintenance, and notes what happens."""

    data: Record
    remind_before: timedelta
    events: list[Event] = field(default_factory=list)
    state: str = "scheduled"
    is_held: bool = False

    def __post_init__(self) -> None:
        self.starts, self.ends = self.data["starts"], self.data["ends"]

    def watch(self, now: datetime) -> None:
        """Look at the clock whenever something may happen until `now`."""
        announced = self.data["announced"]
        if announced > now:
            return
        self.events.append(("announced", announced))
        for moment in sorted({announced, *self._moments()}):
            if announced <= moment <= now:
                for update in self.data["updates"]:
                    if update["at"] == moment:
                        self._hear(update)
                self._look(moment)

    def _moments(self) -> Iterator[datetime]:
        for each in (self.data, *self.data["updates"]):
            yield from (each[key] for key in ("at", "starts", "ends") if key in each)
            if "starts" in each:
                yield each["starts"] - self.remind_before

    def _hear(self, update: Record) -> None:
        status, at = update["status"], update["at"]
        if status == "rescheduled":
            self.starts, self.ends = update["starts"], update["ends"]
            self.state, self.is_held = "scheduled", False
        elif status == "extended":
            self.ends, self.is_held = update["ends"], False
            self.state = "running" if self.state == "completed" else self.state
        elif status in {"completed", "cancelled"}:
            self.state, self.is_held = status, False
        else:
            self.state, self.is_held = "running", at >= self.ends
        self.events.append((update_id(update), at))

    def _look(self, moment: datetime) -> None:
        remind = self.starts - self.remind_before
        if self.state == "scheduled" and remind == moment > self.events[-1][1]:
            self._note("reminder", self.starts, moment)
        if self.state == "scheduled" and self.starts <= moment:
            self.state = "running"
            self._note("started", self.starts, moment)
        is_automatic = self.data.get("completion") != "confirmed" and not self.is_held
        if self.state == "running" and is_automatic and self.ends <= moment:
            self.state = "completed"
            self._note("completed", self.ends, moment)

    def _note(self, kind: str, edge: datetime, moment: datetime) -> None:
        name = f"{kind}-{edge:%Y%m%dT%H%M%SZ}"
        known = sum(each == name or each.startswith(f"{name}-") for each, _ in self.events)
        self.events.append((f"{name}-{known + 1}" if known else name, moment))


def clerk(entry: EntryFile, now: datetime, remind_before: timedelta = timedelta(0)) -> Clerk:
    """Return who has watched a maintenance until `now`."""
    found = Clerk(entry.data, remind_before)
    found.watch(now)
    return found


def events_of(noc: Noc, entry: EntryFile, now: datetime) -> list[Event]:
    """Return the events of an entry until `now`, in order."""
    if entry.kind == "maintenance":
        return clerk(entry, now, noc.remind_before).events
    return [(update_id(each), each["at"]) for each in entry.updates if each["at"] <= now]


def expected(noc: Noc, now: datetime) -> dict[str, datetime]:
    """Return every event until `now` by the ids that subscribers know, with its time."""
    return {
        f"{entry.ids[0]}/{name}": at
        for entry in noc.every
        for name, at in events_of(noc, entry, now)
    }


def is_open(entry: EntryFile, now: datetime) -> bool:
    """Return whether an incident is open; `now` is not before its first update."""
    status = [each["status"] for each in entry.updates if each["at"] <= now][-1]
    return status not in {"resolved", "false_alarm", "postmortem"}
