"""How an output yields jobs: some files each, of all that they depend on."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from zlib import crc32

from msgspec import Struct

from statusgen.artefact import Artefact, Job
from statusgen.domain.entry import Entry
from statusgen.domain.maintenance import MaintenanceNow
from statusgen.domain.months import Month
from statusgen.domain.world import World
from statusgen.render.context import RenderContext, SiteContext

_BATCH = 24
"""Number of entries in a batch, on average: one changed entry renders its whole batch again."""


class Output(Struct, frozen=True):
    """One kind of file: `jobs` yields how to render all of them from a context.

    Files that `is_shared` are rendered once, from the context of the site's first language.
    """

    name: str
    jobs: Callable[[RenderContext], Iterable[Job]]
    is_shared: bool = False


class EntryInputs(Struct, frozen=True):
    """Everything that the files of some entries depend on."""

    context: SiteContext
    entries: tuple[Entry, ...]


class WorkInputs(Struct, frozen=True):
    """Everything that a list of maintenance depends on: the windows in it, oldest first."""

    context: SiteContext
    works: tuple[MaintenanceNow, ...]


class MonthInputs(Struct, frozen=True):
    """Everything that the files of a month depend on."""

    context: SiteContext
    month: Month


def entry_jobs(
    context: RenderContext, render: Callable[[EntryInputs], Iterable[Artefact]], name: str
) -> Iterator[Job]:
    """Yield the jobs of all entries: those of settled ones depend on no other entry, nor on now."""
    for entry in context.world.moving:
        inputs = EntryInputs(context, (entry,))
        yield current(context, f"{name} {entry.id}", partial(render, inputs))
    yield from _settled_jobs(context, render, name)


def lasting_entry_jobs(
    context: RenderContext, render: Callable[[EntryInputs], Iterable[Artefact]], name: str
) -> Iterator[Job]:
    """Yield the jobs of all entries, for files that depend on nothing but the entry, nor on now."""
    for entry in context.world.moving:
        inputs = EntryInputs(context.lasting, (entry,))
        yield Job(f"{name} {context.language} {entry.id}", render, inputs)
    yield from _settled_jobs(context, render, name)


def _settled_jobs(
    context: RenderContext, render: Callable[[EntryInputs], Iterable[Artefact]], name: str
) -> Iterator[Job]:
    world = context.world
    for batch in context.memo.result(lambda: _settled_batches(world), world, entry_jobs):
        inputs = EntryInputs(context.lasting, batch)
        yield Job(f"{name} {context.language} from {batch[0].id}", render, inputs)


def _settled_batches(world: World) -> tuple[tuple[Entry, ...], ...]:
    return tuple(_batches(each for each in world.entries if each.is_settled))


def _batches(entries: Iterable[Entry]) -> Iterator[tuple[Entry, ...]]:
    """Yield runs of entries; where a run ends depends on its last id and on no other entry."""
    batch: list[Entry] = []
    for entry in sorted(entries, key=lambda each: each.id):
        batch.append(entry)
        if crc32(entry.id.encode()) % _BATCH == 0:
            yield tuple(batch)
            batch = []
    if batch:
        yield tuple(batch)


def month_jobs(
    context: RenderContext, render: Callable[[MonthInputs], Iterable[Artefact]], name: str
) -> Iterator[Job]:
    """Yield the jobs of all months; the files of a final month depend on its entries only."""
    for day in context.world.months.all:
        month = context.world.months[day]
        if month.is_final:
            inputs = MonthInputs(context.lasting, month)
            yield Job(f"{name} {context.language} {day:%Y-%m}", render, inputs)
        else:
            inputs = MonthInputs(context, month)
            yield current(context, f"{name} {day:%Y-%m}", partial(render, inputs))


def current(context: SiteContext, name: str, render: Callable[[], Iterable[Artefact]]) -> Job:
    """Return the job of files that depend on the present: it is done in every build."""
    return Job(f"{name} {context.language}", render)
