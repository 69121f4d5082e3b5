"""The next step of a maintenance: which makes sense after the last one, and by the clock."""

from datetime import datetime

from statusgen.authoring.desk.asked import UNWRITTEN, Asked, time_of
from statusgen.authoring.desk.wrong_use import refuse, refuse_unknown
from statusgen.content.schema.names import update_id
from statusgen.domain.maintenance import MaintenanceNow, maintenance_at
from statusgen.model import Maintenance, MaintenanceAction, MaintenanceStatus, MaintenanceUpdate


def maintenance_step(maintenance: Maintenance, asked: Asked) -> MaintenanceUpdate:
    """Return the update that is asked for, still without a text; raises WrongUse."""
    words = {each.value: each for each in MaintenanceAction}
    if asked.affects or asked.promised is not None:
        option = "--affects" if asked.affects else "--next-update"
        refuse(option, f"{maintenance.id} is a maintenance: its updates cannot say that.")
    if asked.status not in words:
        refuse_unknown("--status", "status", asked.status, words)
    action, updates = words[asked.status], maintenance.updates
    at = time_of(asked, updates[-1].at if updates else maintenance.announced)
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
        text=UNWRITTEN,
        starts=asked.starts,
        ends=asked.ends,
    )


def _hold_course(maintenance: Maintenance, action: MaintenanceAction, *, is_back: bool) -> None:
    """Refuse to take back, unless that is meant, what a person has said; the clock may be wrong."""
    last = maintenance.updates[-1].action if maintenance.updates else None
    is_step_back = last is not None and last.is_end and action is not last
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
    option = asked.window_option
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
