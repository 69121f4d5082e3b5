"""The whole program: content is read, what is true now is derived, told, and published.

All that lasts is told in pieces that are remembered, so that a build does the work for what has
changed since the last one, and for the little that is told of now.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from statusgen.artefact import Artefact, Crew, OutputProblem, Piece, one_by_one
from statusgen.known import keep_known
from statusgen.making import Progress, make
from statusgen.memory import Memory, Shelf
from statusgen.pieces import in_use
from statusgen.prepare import prepare
from statusgen.problems import Problem
from statusgen.publish import Published, keep_ledger, publish, recall_ledger, survey
from statusgen.world import World

_WORTH_A_PROCESS = 10_000
"""So many files are looked at in the time that it takes to have another process do it."""


@dataclass(frozen=True, slots=True)
class Rendered:
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


@dataclass(frozen=True, slots=True)
class Built:
    """What was rendered, and what came of it on disk: None where nothing was written."""

    rendered: Rendered
    published: Published | None


def build(  # noqa: PLR0913 - all but the first three are named where they are given
    root: Path,
    out: Path,
    now: datetime,
    base_url: str | None = None,
    *,
    memory: Memory | None = None,
    crew: Crew = one_by_one,
    progress: Progress = lambda _: None,
) -> Built:
    """Bring the folder `out` to what the content of `root` says at `now`, an aware instant.

    Content or templates with an error leave the disk as it is. Raises `PublishError`.
    """
    memory = memory or Shelf()
    ledger = recall_ledger(memory, out)
    seen = partial(survey, out, ledger)
    intact = crew.aside(seen) if ledger.size > _WORTH_A_PROCESS else seen
    rendered = render(root, now, base_url, memory=memory, crew=crew, progress=progress)
    if rendered.current is None or rendered.pieces is None:
        return Built(rendered, None)
    published = publish(
        rendered.current, out, pieces=rendered.pieces, ledger=ledger, intact=intact(), crew=crew
    )
    if published.ledger != ledger:
        keep_ledger(memory, out, published.ledger)
    return Built(rendered, published)


def render(  # noqa: PLR0913 - all but the first two are named where they are given
    root: Path,
    now: datetime,
    base_url: str | None = None,
    *,
    drafts: bool = False,
    memory: Memory | None = None,
    crew: Crew = one_by_one,
    progress: Progress = lambda _: None,
) -> Rendered:
    """Return the site of `root` as it is at `now`, for its own address or for `base_url`."""
    memory = memory or Shelf()
    prepared = prepare(root, now, base_url, drafts=drafts, memory=memory, crew=crew)
    told, world = prepared.told, prepared.world
    if told is None:
        return Rendered(None, None, prepared.problems, world)
    try:
        made = make(told, prepared.known.listed, crew, progress)
    except OutputProblem as wrong:
        return Rendered(None, None, (*prepared.problems, *wrong.problems), world)
    keep_known(memory, prepared.place, told.book, made.listed, prepared.known)
    progress(len(made.current) + sum(len(each.paths) for each in made.pieces))
    used = frozenset(in_use(told, made.listed))
    return Rendered(made.current, made.pieces, prepared.problems, world, used)
