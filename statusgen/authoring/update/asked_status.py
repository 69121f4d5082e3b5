"""Asks a person at a terminal for the status of an update, and for the window that goes with it."""

from datetime import datetime

from msgspec.structs import replace

from statusgen.authoring.new.asking import Question
from statusgen.authoring.new.options import known_value
from statusgen.authoring.times import Clock, time_after, time_as_written, time_named
from statusgen.authoring.update.guide import Guide
from statusgen.authoring.update.maintenance import no_extension
from statusgen.authoring.update.request import UpdateRequest
from statusgen.authoring.update.stages import stages
from statusgen.content.schema.errors import refuse
from statusgen.domain.maintenance import maintenance_at
from statusgen.model import Incident, Maintenance, MaintenanceAction
from statusgen.model.lazy_message import LazyMessage


def asked_status(guide: Guide, request: UpdateRequest) -> UpdateRequest:
    """Return a request with the status that a person chooses, the next one by default."""
    found = {each.status: each for each in stages(guide.entry, request.at or guide.now)}
    choices = tuple((each.status, each.about) for each in found.values())
    question, kind = Question("--status", LazyMessage("Status"), choices), LazyMessage("status")
    word = guide.questions.ask(
        question, lambda written: known_value(written, found, kind), next(iter(found))
    )
    stage = found[word or next(iter(found))]
    return _with_window(guide, replace(request, status=stage.status, is_reopening=stage.is_back))


def _with_window(guide: Guide, request: UpdateRequest) -> UpdateRequest:
    at = request.at or guide.now
    if request.status == MaintenanceAction.EXTENDED.value:
        return replace(request, ends=_asked_end(guide, request, at))
    if request.status == MaintenanceAction.RESCHEDULED.value:
        return replace(request, **_asked_window(guide, Clock(request.zone, at)))
    return request


def _asked_window(guide: Guide, clock: Clock) -> dict[str, str | None]:
    """Return the new start and end of a window, as they are written."""
    asked = LazyMessage("New start ({zone}), such as 22:00", {"zone": clock.zone})
    starts = guide.questions.ask(
        Question("--reschedule", asked), lambda written: time_as_written(written, clock)
    )
    start = time_named(starts, clock) if starts else clock.now

    def end(written: str) -> str:
        time_after(written, start, clock.zone)
        return written

    asked = LazyMessage("New end: a time, or how long it takes, such as 4h")
    question = Question("--reschedule", asked)
    return {"starts": starts, "ends": guide.questions.ask(question, end)}


def _asked_end(guide: Guide, request: UpdateRequest, at: datetime) -> str | None:
    """Return the new end of a window, as it is written; asked again if it is not a later one."""
    end = _end_of_window(guide.entry, at)
    values = {"zone": request.zone}
    asked = LazyMessage("New end ({zone}): a time, or how much longer, such as 1h", values)
    clock = Clock(request.zone, at, lengths_from=max(end, at))

    def read(written: str) -> str:
        if time_named(written, clock) <= end:
            refuse(*no_extension(end, request.zone))
        return written

    return guide.questions.ask(Question("--extend-to", asked), read)


def _end_of_window(entry: Incident | Maintenance, at: datetime) -> datetime:
    """Return the end of a maintenance as it is planned at a time; of an incident, that time."""
    if isinstance(entry, Incident):
        return at
    current = maintenance_at(entry, at)
    return current.ends if current else entry.ends
