"""The calendars for people: all planned maintenance, that of each component, and single windows.

A subscribed calendar has upcoming and running maintenance, and keeps that of the last year: long
enough to look up last year's window, and small enough to be fetched four times an hour. The file of
a single window stays for as long as its page, because mails link to it.
"""

from collections.abc import Iterable, Iterator

from statusgen.artefact import Artefact, Job
from statusgen.outputs.jobs import EntryInputs, Output, WorkInputs, lasting_entry_jobs
from statusgen.render.context import RenderContext

KEPT_DAYS = 366
"""Number of days that a subscribed calendar keeps past maintenance."""


def jobs(context: RenderContext) -> Iterator[Job]:
    """Yield the jobs of all calendars and of the files of single windows."""
    inputs = WorkInputs(context.lasting, context.world.recent_work(KEPT_DAYS))
    yield Job(f"calendars {context.language}", render_calendars, inputs)
    yield from lasting_entry_jobs(context, render_windows, "windows")


def render_calendars(inputs: WorkInputs) -> Iterable[Artefact]:
    """Return the calendars; one without any maintenance is published too."""
    from statusgen.outputs.calendar import files  # noqa: PLC0415 - loads icalendar

    return files.calendars(inputs.context, inputs.works)


def render_windows(inputs: EntryInputs) -> Iterable[Artefact]:
    """Return the file of each single window."""
    from statusgen.outputs.calendar import files  # noqa: PLC0415 - loads icalendar

    return files.windows(inputs.context, inputs.entries)


OUTPUT = Output("calendar", jobs)
