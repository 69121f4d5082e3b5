"""The statuses that an update can have, the most likely first, each with what it means."""

from datetime import datetime

from msgspec import Struct

from statusgen.authoring.update.maintenance import takes_back
from statusgen.domain.maintenance import MaintenanceNow, maintenance_at
from statusgen.model import (
    Completion,
    Incident,
    IncidentStatus,
    Maintenance,
    MaintenanceAction,
    MaintenanceStatus,
)
from statusgen.model.lazy_message import LazyMessage

_RUNNING = (
    MaintenanceAction.EXTENDED,
    MaintenanceAction.COMPLETED,
    MaintenanceAction.VERIFYING,
    MaintenanceAction.IN_PROGRESS,
    MaintenanceAction.RESCHEDULED,
    MaintenanceAction.CANCELLED,
)
_BY_STATUS = {
    MaintenanceStatus.IN_PROGRESS: _RUNNING,
    MaintenanceStatus.VERIFYING: _RUNNING,
    MaintenanceStatus.SCHEDULED: (MaintenanceAction.RESCHEDULED, MaintenanceAction.CANCELLED),
    MaintenanceStatus.COMPLETED: (MaintenanceAction.IN_PROGRESS, MaintenanceAction.EXTENDED),
    MaintenanceStatus.CANCELLED: (MaintenanceAction.RESCHEDULED,),
}


class Stage(Struct, frozen=True):
    """A status that an update can have; `is_back` is set where it revokes what was said."""

    status: str
    about: LazyMessage
    is_back: bool


def stages(entry: Incident | Maintenance, at: datetime) -> tuple[Stage, ...]:
    """Return the statuses that an update of an entry at a time can have, the next one first."""
    if isinstance(entry, Incident):
        return _of_incident(entry.updates[-1].status)
    return _of_maintenance(entry, maintenance_at(entry, at))


def _of_incident(last: IncidentStatus) -> tuple[Stage, ...]:
    later = [each for each in IncidentStatus if each > last]
    afterwords = [each for each in later if each.is_afterword and not last.is_open]
    others = [each for each in later if not each.is_afterword]
    earlier = [each for each in IncidentStatus if each < last]
    ahead = (*afterwords, *others, last)
    return tuple(_stage(each, is_back=each < last) for each in (*ahead, *earlier))


def _stage(status: IncidentStatus, *, is_back: bool) -> Stage:
    about = LazyMessage(status.about)
    back = LazyMessage("{about} (goes back)", {"about": about})
    return Stage(status.value, back if is_back else about, is_back)


def _of_maintenance(maintenance: Maintenance, current: MaintenanceNow | None) -> tuple[Stage, ...]:
    fitting = _BY_STATUS[current.status if current else MaintenanceStatus.SCHEDULED]
    if maintenance.completion is Completion.CONFIRMED:
        fitting = tuple(sorted(fitting, key=lambda each: each is not MaintenanceAction.COMPLETED))
    return tuple(
        Stage(each.value, LazyMessage(each.about), takes_back(maintenance, each))
        for each in fitting
    )
