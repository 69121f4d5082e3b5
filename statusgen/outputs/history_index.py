"""The index of the history: a file for each year, which the search of the history loads."""

import itertools
from collections.abc import Iterator

from msgspec import Struct

from statusgen.artefact import Artefact, Job
from statusgen.domain.entry import Entry
from statusgen.domain.world import World
from statusgen.outputs.jobs import Output
from statusgen.render import urls
from statusgen.render.context import RenderContext, SiteContext
from statusgen.render.json_text import document
from statusgen.render.views.history_search import history_index


class YearInputs(Struct, frozen=True):
    """Everything that the index of a year depends on: its entries, newest first, but not now."""

    context: SiteContext
    year: int
    entries: tuple[Entry, ...]


def jobs(context: RenderContext) -> Iterator[Job]:
    """Yield the job of each year in which something happened."""
    world = context.world
    for year, entries in context.memo.result(lambda: tuple(_by_year(world)), world, jobs):
        inputs = YearInputs(context.lasting, year, entries)
        yield Job(f"history index {context.language} {year}", render, inputs)


def _by_year(world: World) -> Iterator[tuple[int, tuple[Entry, ...]]]:
    months = world.months
    for year, same in itertools.groupby(months.listed, key=lambda month: month.year):
        yield year, tuple(entry for month in same for entry in months[month].listing)


def render(inputs: YearInputs) -> Iterator[Artefact]:
    """Yield the index of a year."""
    index = history_index(inputs.context, inputs.entries)
    yield inputs.context.file(urls.history_index(inputs.year), document(index))


OUTPUT = Output("history index", jobs)
