"""The next step in the life of an entry: which one makes sense after the last, and which does not.

A file may say more than these rules allow: they hold where somebody types a command in a hurry.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from statusgen.desk.wrong_use import refuse, refuse_unknown
from statusgen.edit import Addition, Entry
from statusgen.lifecycle import MaintenanceNow, maintenance_at
from statusgen.model import (
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
from statusgen.problems import quoted
from statusgen.schema.names import update_id
from statusgen.schema.times import shown
from statusgen.source.trees import NO_TEXT

_UTC = ZoneInfo("UTC")
_UNWRITTEN = Text("", {"": ""})


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks for; `zone` is the site's, in which messages tell times.

    `at` is None for `now`; `promised` is an instant, or the time from the update on; `starts` and
    `ends` are a new window; `is_back` says that a step back is meant.
    """

    status: str
    now: datetime
    zone: ZoneInfo = _UTC
    at: datetime | None = None
    affects: Mapping[str, State] = field(default_factory=dict)
    promised: datetime | timedelta | None = None
    starts: datetime | None = None
    ends: datetime | None = None
    is_back: bool = False

    def shown(self, at: datetime) -> str:
        """Return an instant for a message."""
        return shown(at, self.zone)


def next_step(entry: Entry, asked: Asked) -> Addition:
    """Return the update that is asked for, still without a text; raises WrongUse."""
    if isinstance(entry, Incident):
        return Addition(entry, _incident_step(entry, asked))
    return Addition(entry, _maintenance_step(entry, asked))


def with_text(step: Addition, text: Text) -> Addition:
    """Return a step with its text, without blank lines around it; raises WrongUse for none."""
    said = Text(text.first, {name: _tidy(each) for name, each in text.by_language.items()})
    unprintable = NO_TEXT.search("".join(said.by_language.values()))
    if unprintable:
        sentence = f"the character U+{ord(unprintable[0]):04X} in it cannot be published."
        refuse("--text", sentence)
    if not all(said.by_language.values()):
        refuse("--text", "the text is empty: say in a sentence what readers should know.")
    return replace(step, word=replace(step.word, text=said))


def stage(step: Addition) -> str:
    """Return the status that a step brings, as files say it."""
    word = step.word
    return word.action.value if isinstance(word, MaintenanceUpdate) else word.status.value


def _tidy(text: str) -> str:
    lines = (line if line.strip() else "" for line in text.splitlines())
    return "\n".join(lines).strip("\n")


def _time(asked: Asked, before: datetime) -> datetime:
    """Return the time of the update: to the minute, where that is after what came before."""
    at = (asked.at or asked.now).replace(microsecond=0)
    if asked.at is None and at.replace(second=0) > before:
        at = at.replace(second=0)
    if at <= before:
        sentence = f"{asked.shown(at)} is not after the last word on it, of {asked.shown(before)}."
        refuse("--at", sentence)
    return at


# --- incidents ---------------------------------------------------------------------------------


def _incident_step(incident: Incident, asked: Asked) -> Update:
    words = {each.value: each for each in IncidentStatus}
    if asked.status == MaintenanceAction.CANCELLED.value:
        refuse("--cancel", f"{incident.id} is an incident: only a maintenance is cancelled.")
    if asked.ends:
        refuse(_window_option(asked), f"{incident.id} is an incident: it has no window.")
    if asked.status not in words:
        refuse_unknown("--status", "status", asked.status, words)
    status, last = words[asked.status], incident.updates[-1]
    _hold_order(last.status, status, is_back=asked.is_back)
    at = _time(asked, last.at)
    if not status.is_open:
        _hold_resolution(status, asked)
    return Update(
        id=update_id(at),
        at=at,
        status=status,
        text=_UNWRITTEN,
        affects=asked.affects,
        next_update=_promise(asked, at),
    )


def _hold_order(last: IncidentStatus, status: IncidentStatus, *, is_back: bool) -> None:
    """Refuse a step back that was not meant as one, and the reverse."""
    if status < last and not is_back:
        way = "opens it again" if status.is_open and not last.is_open else "goes back"
        sentence = f"the incident is '{last.value}', and '{status.value}' {way}"
        refuse("--status", f"{sentence}: add --reopen if that is meant.")
    if status >= last and is_back:
        sentence = f"the incident is '{last.value}', and '{status.value}' does not go back."
        refuse("--reopen", sentence)
    if status is IncidentStatus.POSTMORTEM and last.is_open:
        sentence = f"the incident is still '{last.value}': resolve it first."
        refuse("--status", sentence)


def _hold_resolution(status: IncidentStatus, asked: Asked) -> None:
    broken = [name for name, state in asked.affects.items() if state is not State.OPERATIONAL]
    if broken:
        sentence = (
            f"{quoted(broken[0])} cannot be affected in an incident that is '{status.value}'."
        )
        refuse("--affects", sentence)
    if asked.promised is not None:
        refuse("--next-update", f"an incident that is '{status.value}' promises no more updates.")


def _promise(asked: Asked, at: datetime) -> datetime | None:
    if asked.promised is None:
        return None
    due = at + asked.promised if isinstance(asked.promised, timedelta) else asked.promised
    if due <= at:
        refuse("--next-update", f"{asked.shown(due)} is not after the update, {asked.shown(at)}.")
    return due


# --- maintenance -------------------------------------------------------------------------------

_OVER = frozenset({MaintenanceAction.COMPLETED, MaintenanceAction.CANCELLED})


def _maintenance_step(maintenance: Maintenance, asked: Asked) -> MaintenanceUpdate:
    words = {each.value: each for each in MaintenanceAction}
    if asked.affects or asked.promised is not None:
        option = "--affects" if asked.affects else "--next-update"
        refuse(option, f"{maintenance.id} is a maintenance: its updates cannot say that.")
    if asked.status not in words:
        refuse_unknown("--status", "status", asked.status, words)
    action, updates = words[asked.status], maintenance.updates
    at = _time(asked, updates[-1].at if updates else maintenance.announced)
    _hold_course(maintenance, action, is_back=asked.is_back)
    stand = maintenance_at(maintenance, at)
    if stand is not None:
        _hold_beginning(stand, action)
        _hold_past(stand, action)
        _hold_window(stand, action, asked, at)
    return MaintenanceUpdate(
        id=update_id(at),
        at=at,
        action=action,
        text=_UNWRITTEN,
        starts=asked.starts,
        ends=asked.ends,
    )


def _hold_course(maintenance: Maintenance, action: MaintenanceAction, *, is_back: bool) -> None:
    """Refuse to take back, unless that is meant, what a person has said; the clock may be wrong."""
    last = maintenance.updates[-1].action if maintenance.updates else None
    is_step_back = last in _OVER and action is not last
    is_step_back |= (last, action) == (MaintenanceAction.VERIFYING, MaintenanceAction.IN_PROGRESS)
    if last is not None and is_step_back and not is_back:
        sentence = f"the maintenance is '{last.value}', and '{action.value}' takes that back"
        refuse("--status", f"{sentence}: add --reopen if that is meant.")
    if is_back and not is_step_back:
        refuse("--reopen", f"'{action.value}' takes back nothing that was said.")


def _hold_beginning(stand: MaintenanceNow, action: MaintenanceAction) -> None:
    is_early = stand.status is MaintenanceStatus.SCHEDULED
    if is_early and action in {MaintenanceAction.COMPLETED, MaintenanceAction.VERIFYING}:
        sentence = f"the maintenance has not begun, so it cannot be '{action.value}'."
        refuse("--status", f"{sentence} Use --cancel if it does not take place.")


def _hold_past(stand: MaintenanceNow, action: MaintenanceAction) -> None:
    if stand.status is MaintenanceStatus.COMPLETED and action is MaintenanceAction.CANCELLED:
        refuse("--cancel", "the maintenance is completed already, so it cannot be cancelled.")


def _hold_window(
    stand: MaintenanceNow, action: MaintenanceAction, asked: Asked, at: datetime
) -> None:
    """Refuse a new window that is missing, not wanted, or none."""
    option = _window_option(asked)
    if action is MaintenanceAction.EXTENDED and asked.ends is None:
        refuse("--status", "an extended maintenance has a new end: use --extend-to TIME.")
    if action is MaintenanceAction.RESCHEDULED and asked.starts is None:
        sentence = "a rescheduled maintenance has a new window: use --reschedule START END."
        refuse("--status", sentence)
    if asked.ends is None:
        return
    starts = asked.starts or stand.starts
    if asked.ends <= starts:
        what = f"the end, {asked.shown(asked.ends)}, is not after the start"
        refuse(option, f"{what}, {asked.shown(starts)}.")
    if asked.ends <= at:
        refuse(option, f"the new end, {asked.shown(asked.ends)}, has passed already.")
    if asked.starts is None and asked.ends <= stand.ends:
        refuse(option, f"the window lasts until {asked.shown(stand.ends)} already.")


def _window_option(asked: Asked) -> str:
    return "--reschedule" if asked.starts else "--extend-to"
