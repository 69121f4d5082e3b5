"""What an output is: one kind of file, made by how much of the history each is made of."""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from typing import Never

from msgspec import Struct

from statusgen.artefact import Artefact
from statusgen.domain.entry import Entry
from statusgen.domain.report import months_with_data
from statusgen.domain.world import News, World
from statusgen.render.context import RenderContext


def _nothing(*_: object) -> tuple[Never, ...]:
    return ()


class Part(Struct, frozen=True):
    """Files that tell of some news and of nothing else; `name` is theirs alone in their output.

    They are the same as long as no file of these entries changes, and nothing more is told of them.
    """

    name: str
    news: tuple[News, ...]
    make: Callable[[], Iterable[Artefact]]


class Single(Struct, frozen=True):
    """One file that tells of now, and how it is made without the others."""

    path: str
    make: Callable[[], Artefact]


class Output(Struct, frozen=True):
    """One kind of file, made by pure functions from a context.

    `of_entries` makes the files of some entries, and looks at others only for one that is not
    settled; `of_month` those of a month, for which the world must know all that counts in it;
    `of_site` and `in_parts` all others, for which it must know what `live.kept` names; those in
    parts do not hang on the time. `singly` yields each file of `of_site`, where one can be made
    without the others. What `is_shared` is made once, from the context in the site's first
    language.
    """

    name: str
    of_site: Callable[[RenderContext], Iterable[Artefact]] = _nothing
    of_month: Callable[[RenderContext, date], Iterable[Artefact]] = _nothing
    of_entries: Callable[[RenderContext, Collection[Entry]], Iterable[Artefact]] = _nothing
    in_parts: Callable[[RenderContext], Iterable[Part]] = _nothing
    singly: Callable[[RenderContext], Iterable[Single]] = _nothing
    is_shared: bool = False

    def __call__(self, context: RenderContext) -> Iterator[Artefact]:
        """Yield all files of a context whose world knows the whole history."""
        yield from self.of_entries(context, context.world.entries)
        for month in months(context.world):
            yield from self.of_month(context, month)
        yield from self.of_site(context)
        for part in self.in_parts(context):
            yield from part.make()


def months(world: World) -> tuple[date, ...]:
    """Return the first day of every month of which something is told, newest first."""
    return tuple(sorted({*world.almanac.months, *months_with_data(world)}, reverse=True))
