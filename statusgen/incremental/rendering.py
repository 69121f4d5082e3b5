"""A site as it is told at an instant: all of its files, or what is wrong with it."""

from datetime import datetime

from msgspec import Struct

from statusgen.artefact import Artefact, Crew, OutputProblem, Piece, Progress
from statusgen.domain.world import World
from statusgen.incremental.known import keep_known
from statusgen.incremental.making import make
from statusgen.incremental.opening import Opening
from statusgen.incremental.pieces import in_use
from statusgen.incremental.prepare import prepare
from statusgen.problems import Problem


class Rendered(Struct, frozen=True):
    """A site, with all that there is to say about its content and templates.

    `current` are the files that tell of now, `pieces` those that last; both are None where a
    problem is an error, `world` where it is one of the content. `in_use` are the kinds and keys of
    what is remembered of it.
    """

    current: tuple[Artefact, ...] | None
    pieces: tuple[Piece, ...] | None
    problems: tuple[Problem, ...]
    world: World | None = None
    in_use: frozenset[tuple[str, str]] = frozenset()

    @property
    def artefacts(self) -> tuple[Artefact, ...] | None:
        """Every file, all in memory at once; None where there is none."""
        if self.current is None or self.pieces is None:
            return None
        return (*self.current, *(artefact for each in self.pieces for artefact in each.load()))


def rendered(
    opening: Opening, now: datetime, crew: Crew, progress: Progress, *, drafts: bool
) -> Rendered:
    """Return all that is told at `now` of a site that is read, and remember how it was made."""
    prepared = prepare(opening, now, drafts=drafts, crew=crew)
    told, world = prepared.told, prepared.world
    if told is None:
        return Rendered(None, None, prepared.problems, world)
    try:
        made = make(told, opening.known.listed, crew, progress)
    except OutputProblem as wrong:
        return Rendered(None, None, (*prepared.problems, *wrong.problems), world)
    keep_known(opening.memory, opening.place, told.book, made.listed, opening.known)
    progress(len(made.current) + sum(len(each.paths) for each in made.pieces))
    used = frozenset(in_use(told, made.listed))
    return Rendered(made.current, made.pieces, prepared.problems, world, used)
