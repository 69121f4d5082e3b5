"""Makes the files that tell of now: they are few, however long the history, and made each time."""

from collections.abc import Iterator
from functools import partial

from msgspec.structs import replace

from statusgen.artefact import Artefact
from statusgen.domain.entry import path_of
from statusgen.incremental.pieces import is_lasting, month_work, recipes, remembered
from statusgen.incremental.told import Told, Work, outputs, placed, work_name
from statusgen.outputs import Output, months
from statusgen.outputs.output import Single
from statusgen.render.context import RenderContext

_AT_ONCE = 16
"""How many open entries are told of in one piece of work."""


def works(told: Told) -> Iterator[Work]:
    """Yield how to make all files: what tells of now, then the pieces, remembered or not."""
    yield from now_works(told)
    for each in recipes(told):
        yield replace(each, make=partial(remembered, told.book.memory, each))


def now_works(told: Told) -> Iterator[Work]:
    """Yield how to make all that is in no piece."""
    for context in told.contexts:
        for output in outputs(context):
            yield from _of_site(output, context)
    for month in months(told.world):
        if not is_lasting(told.world, month):
            yield month_work(told, month)
    open_paths = sorted(told.book.unsettled)
    for first in range(0, len(open_paths), _AT_ONCE):
        some = frozenset(open_paths[first : first + _AT_ONCE])
        yield Work(f"open entries from {first}", partial(_open_files, told, some))


def _of_site(output: Output, context: RenderContext) -> Iterator[Work]:
    """Yield how to make what tells how everything stands, by as few files as can be."""
    about, singles = work_name(output, context), tuple(output.singly(context))
    if not singles:
        yield Work(about, partial(_site_files, output, context))
    for each in singles:
        yield Work(f"{about} {each.path}", partial(_single_file, context, each))


def _single_file(context: RenderContext, single: Single) -> tuple[Artefact, ...]:
    return tuple(placed(context, (single.make(),)))


def _site_files(output: Output, context: RenderContext) -> tuple[Artefact, ...]:
    return tuple(placed(context, output.of_site(context)))


def _open_files(told: Told, paths: frozenset[str]) -> tuple[Artefact, ...]:
    """Return what is told of entries that go on or are to come, in the midst of all that is."""
    entries = [each for each in told.world.entries if path_of(each) in paths]
    return tuple(
        artefact
        for context in told.contexts
        for output in outputs(context)
        for artefact in placed(context, output.of_entries(context, entries))
    )
