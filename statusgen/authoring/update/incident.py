"""The next update of an incident: which status may follow the last one."""

from datetime import datetime

from statusgen.authoring.times import Clock, option_time
from statusgen.authoring.update.request import EMPTY_TEXT, UpdateRequest, update_time
from statusgen.console import reject, reject_unknown
from statusgen.content.schema.names import update_id
from statusgen.model import Incident, IncidentStatus, MaintenanceAction, State, Update
from statusgen.problems import quoted


def next_incident_update(incident: Incident, request: UpdateRequest) -> Update:
    """Return the requested update, without its text; raises click.BadParameter."""
    words = {each.value: each for each in IncidentStatus}
    if request.status == MaintenanceAction.CANCELLED.value:
        reject("--cancel", f"{incident.id} is an incident: only a maintenance is cancelled.")
    if request.ends:
        reject(request.window_option, f"{incident.id} is an incident: it has no window.")
    if request.status not in words:
        reject_unknown("--status", "status", request.status, words)
    status, last = words[request.status], incident.updates[-1]
    _check_order(last.status, status, is_reopening=request.is_reopening)
    at = update_time(request, last.at)
    if not status.is_open:
        _check_resolved(status, request)
    return Update(
        id=update_id(at),
        at=at,
        status=status,
        text=EMPTY_TEXT,
        affects=request.affects,
        next_update=_next_update(request, at),
        workaround=request.workaround,
    )


def _check_order(last: IncidentStatus, status: IncidentStatus, *, is_reopening: bool) -> None:
    """Refuse an earlier status without --reopen, and --reopen without an earlier status."""
    if status < last and not is_reopening:
        way = "opens it again" if status.is_open and not last.is_open else "goes back"
        sentence = f"the incident is '{last.value}', and '{status.value}' {way}"
        reject("--status", f"{sentence}: add --reopen if that is meant.")
    if status >= last and is_reopening:
        sentence = f"the incident is '{last.value}', and '{status.value}' does not go back."
        reject("--reopen", sentence)
    if status.is_afterword and last.is_open:
        sentence = f"the incident is still '{last.value}': resolve it first."
        reject("--status", sentence)


def _check_resolved(status: IncidentStatus, request: UpdateRequest) -> None:
    broken = [name for name, state in request.affects.items() if state is not State.OPERATIONAL]
    if broken:
        sentence = (
            f"{quoted(broken[0])} cannot be affected in an incident that is '{status.value}'."
        )
        reject("--affects", sentence)
    if request.next_update is not None:
        reject("--next-update", f"an incident that is '{status.value}' promises no more updates.")
    if request.workaround is not None:
        reject("--workaround", f"an incident that is '{status.value}' needs none.")


def _next_update(request: UpdateRequest, at: datetime) -> datetime | None:
    if request.next_update is None:
        return None
    due = option_time("--next-update", request.next_update, Clock(request.zone, at))
    if due <= at:
        sentence = f"{request.local(due)} is not after the update, {request.local(at)}."
        reject("--next-update", sentence)
    return due
