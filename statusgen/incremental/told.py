"""What there is to tell of a site at one instant, and how its outputs are asked to tell it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from statusgen.artefact import Artefact
from statusgen.domain.almanac import Line, line, months_between
from statusgen.domain.entry import path_of
from statusgen.domain.world import World, derive
from statusgen.incremental.book import Book
from statusgen.model import Content
from statusgen.outputs import OUTPUTS, Output
from statusgen.render.context import RenderContext


class Told(Struct, frozen=True, eq=False, dict=True):
    """What is told of a site at one instant: its book, in each of its languages.

    `world` is that of now; `key` names all that the files hang on beside the entries in them.
    """

    book: Book
    world: World
    contexts: tuple[RenderContext, ...]
    key: str

    @property
    def now(self) -> datetime:
        """The instant."""
        return self.world.now

    @cached_property
    def shown(self) -> frozenset[str]:
        """The paths of the entries that something may tell of that is made now."""
        content = self.world.content
        works = (each.path for each in content.maintenances)
        return frozenset((*(each.path for each in content.incidents), *works))

    @cached_property
    def counting(self) -> Mapping[date, frozenset[str]]:
        """The paths of the entries that count in each month."""
        found: dict[date, set[str]] = defaultdict(set)
        for path, each in _lines(self):
            for month in months_between(each.first_month, each.last_month):
                found[month].add(path)
        return {month: frozenset(paths) for month, paths in found.items()}

    def about(self, content: Content) -> Iterator[RenderContext]:
        """Yield each context as it is told of a part of the entries."""
        # whether drafts are told of was asked when these entries were chosen
        part = derive(content, self.now, drafts=True, whole=self.world.almanac)
        return (replace(each, world=part) for each in self.contexts)


def _lines(told: Told) -> Iterator[tuple[str, Line]]:
    """Yield the line of every entry that is published, with its path."""
    zone = told.world.content.site.timezone
    yield from told.book.settled_lines
    for entry in told.world.entries:
        if path_of(entry) in told.book.unsettled:
            yield path_of(entry), line(entry, told.now, zone)


def outputs(context: RenderContext) -> Iterator[Output]:
    """Yield the outputs that a context makes: what all languages share is made by the first."""
    return (each for each in OUTPUTS if context.is_first or not each.is_shared)


def placed(context: RenderContext, made: Iterable[Artefact]) -> Iterator[Artefact]:
    """Yield files where they belong: in the folder of the context's language."""
    return (replace(each, path=context.folder + each.path) for each in made)


def work_name(output: Output, context: RenderContext) -> str:
    """Return how the work of an output for a context is named, or begins to be."""
    return f"{output.name} in {context.language}"


class Work(Struct, frozen=True):
    """How some files are made; `name` says which, and is the same from build to build."""

    name: str
    make: Callable[[], tuple[Artefact, ...]]
