"""The next update of a maintenance: which may follow the last one at its time."""

from datetime import datetime
from zoneinfo import ZoneInfo

from statusgen.authoring.times import Clock, option_time
from statusgen.authoring.update.request import EMPTY_TEXT, UpdateRequest, update_time
from statusgen.console import reject, reject_unknown
from statusgen.content.schema.names import update_id
from statusgen.content.schema.times import shown
from statusgen.domain.maintenance import MaintenanceNow, maintenance_at
from statusgen.model import Maintenance, MaintenanceAction, MaintenanceStatus, MaintenanceUpdate
from statusgen.model.lazy_message import LazyMessage


def next_maintenance_update(maintenance: Maintenance, request: UpdateRequest) -> MaintenanceUpdate:
    """Return the requested update, without its text; raises click.BadParameter."""
    words = {each.value: each for each in MaintenanceAction}
    options = {
        "--affects": request.affects,
        "--next-update": request.next_update,
        "--workaround": request.workaround,
    }
    for option in (name for name, value in options.items() if value):
        reject(option, f"{maintenance.id} is a maintenance: its updates cannot say that.")
    if request.status not in words:
        reject_unknown("--status", "status", request.status, words)
    action, updates = words[request.status], maintenance.updates
    _check_announced(maintenance, request)
    at = update_time(request, updates[-1].at if updates else maintenance.announced)
    _check_order(maintenance, action, is_reopening=request.is_reopening)
    current = maintenance_at(maintenance, at)
    if current is not None:
        _check_begun(current, action)
        _check_not_over(current, action)
        _require_window(action, request)
    starts, ends = _window(request, current.ends if current else maintenance.ends, at)
    if ends is not None and current is not None:
        _check_window(current, request, at, starts or current.starts, ends)
    return MaintenanceUpdate(
        id=update_id(at),
        at=at,
        status=action,
        text=EMPTY_TEXT,
        starts=starts,
        ends=ends,
    )


def _check_announced(maintenance: Maintenance, request: UpdateRequest) -> None:
    announced = maintenance.announced
    if (request.at or request.now) < announced:
        sentence = f"{maintenance.id} is not published before {request.local(announced)}"
        way = "until then, change its file, or leave its day out of a series with 'except'."
        reject("ID", f"{sentence}: {way}")


def _check_order(
    maintenance: Maintenance, action: MaintenanceAction, *, is_reopening: bool
) -> None:
    """Refuse to revoke an update without --reopen; what only the clock implies may be revoked."""
    last = maintenance.updates[-1].status if maintenance.updates else None
    is_earlier = takes_back(maintenance, action)
    if last is not None and is_earlier and not is_reopening:
        sentence = f"the maintenance is '{last.value}', and '{action.value}' takes that back"
        reject("--status", f"{sentence}: add --reopen if that is meant.")
    if is_reopening and not is_earlier:
        reject("--reopen", f"'{action.value}' takes back nothing that was said.")


def takes_back(maintenance: Maintenance, action: MaintenanceAction) -> bool:
    """Return whether an update of this kind revokes the last one."""
    last = maintenance.updates[-1].status if maintenance.updates else None
    is_over = last is not None and last.is_end and action is not last
    return is_over or (last, action) == (MaintenanceAction.VERIFYING, MaintenanceAction.IN_PROGRESS)


def _check_begun(current: MaintenanceNow, action: MaintenanceAction) -> None:
    is_early = current.status is MaintenanceStatus.SCHEDULED
    if is_early and action.is_work:
        sentence = f"the maintenance has not begun, so it cannot be '{action.value}'."
        way = "Use --reschedule START END for another window, --cancel if it does not take place."
        reject("--status", f"{sentence} {way}")


def _check_not_over(current: MaintenanceNow, action: MaintenanceAction) -> None:
    if current.status is MaintenanceStatus.COMPLETED and action is MaintenanceAction.CANCELLED:
        reject("--cancel", "the maintenance is completed already, so it cannot be cancelled.")


def _require_window(action: MaintenanceAction, request: UpdateRequest) -> None:
    """Refuse a status that needs a new window without one."""
    if action is MaintenanceAction.EXTENDED and request.ends is None:
        reject("--status", "an extended maintenance has a new end: use --extend-to TIME.")
    if action is MaintenanceAction.RESCHEDULED and request.starts is None:
        sentence = "a rescheduled maintenance has a new window: use --reschedule START END."
        reject("--status", sentence)


def _window(
    request: UpdateRequest, before: datetime, at: datetime
) -> tuple[datetime | None, datetime | None]:
    """Return the new start and end; `before` is the end of the window so far.

    The length of an extension counts from there, or from the update if that end has passed.
    """
    option, zone = request.window_option, request.zone
    if request.ends is None:
        return None, None
    if request.starts is None:
        clock = Clock(zone, at, lengths_from=max(before, at))
        return None, option_time(option, request.ends, clock)
    starts = option_time(option, request.starts, Clock(zone, at))
    return starts, option_time(option, request.ends, Clock(zone, starts))


def _check_window(
    current: MaintenanceNow,
    request: UpdateRequest,
    at: datetime,
    starts: datetime,
    ends: datetime,
) -> None:
    """Refuse an impossible window, and an extension that is none."""
    option = request.window_option
    if ends <= starts:
        what = f"the end, {request.local(ends)}, is not after the start"
        reject(option, f"{what}, {request.local(starts)}.")
    if ends <= at:
        reject(option, f"the new end, {request.local(ends)}, has passed already.")
    if request.starts is None and ends <= current.ends:
        message, hint = no_extension(current.ends, request.zone)
        reject(option, f"{message}: {hint}.")


def no_extension(end: datetime, zone: ZoneInfo) -> tuple[LazyMessage, LazyMessage]:
    """Return why a window until `end` is not extended to an earlier time, and what to do."""
    option = {"option": "--status completed"}
    return (
        LazyMessage("the window lasts until {time} already", {"time": shown(end, zone)}),
        LazyMessage("if work ends earlier, write so when it has ended, with {option}", option),
    )
