"""The next step of an incident: which makes sense after the last one."""

from datetime import datetime, timedelta

from statusgen.authoring.desk.asked import UNWRITTEN, Asked, time_of
from statusgen.authoring.desk.wrong_use import refuse, refuse_unknown
from statusgen.content.schema.names import update_id
from statusgen.model import Incident, IncidentStatus, MaintenanceAction, State, Update
from statusgen.problems import quoted


def incident_step(incident: Incident, asked: Asked) -> Update:
    """Return the update that is asked for, still without a text; raises WrongUse."""
    words = {each.value: each for each in IncidentStatus}
    if asked.status == MaintenanceAction.CANCELLED.value:
        refuse("--cancel", f"{incident.id} is an incident: only a maintenance is cancelled.")
    if asked.ends:
        refuse(asked.window_option, f"{incident.id} is an incident: it has no window.")
    if asked.status not in words:
        refuse_unknown("--status", "status", asked.status, words)
    status, last = words[asked.status], incident.updates[-1]
    _hold_order(last.status, status, is_back=asked.is_back)
    at = time_of(asked, last.at)
    if not status.is_open:
        _hold_resolution(status, asked)
    return Update(
        id=update_id(at),
        at=at,
        status=status,
        text=UNWRITTEN,
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
    if status.is_afterword and last.is_open:
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
