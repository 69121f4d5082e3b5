"""The calendar for machines, in the Maintenance Notification standard of network operators.

It follows draft-gunter-calext-maintenance-notifications-00. A reader may give up a whole file for
one event that it does not take, so nothing but these notices stands in it.
"""

from collections.abc import Iterator

from statusgen.artefact import Artefact, Job
from statusgen.outputs.jobs import Output, WorkInputs
from statusgen.render.context import RenderContext

KEPT_DAYS = 30
"""Number of days that a notice stays after its maintenance, so that its end is read."""


def jobs(context: RenderContext) -> Iterator[Job]:
    """Yield the one job of this file."""
    inputs = WorkInputs(context.lasting, context.world.recent_work(KEPT_DAYS))
    yield Job("maintnote", render, inputs)


def render(inputs: WorkInputs) -> Iterator[Artefact]:
    """Yield the one calendar of notices; it is published without any too."""
    from statusgen.outputs.maintnote.file import calendar  # noqa: PLC0415 - loads icalendar

    yield calendar(inputs.context, inputs.works)


OUTPUT = Output("maintnote", jobs, is_shared=True)
