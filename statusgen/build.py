"""The whole program: content is read, what is true now is derived, told, and published.

All that lasts is told in pieces that are remembered, so that a build does the work for what has
changed since the last one, and for the little that is told of now.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from statusgen.artefact import Artefact, Crew, OutputProblem, Piece, one_by_one
from statusgen.known import keep_known
from statusgen.memory import Memory, Shelf
from statusgen.prepare import prepare
from statusgen.problems import Problem
from statusgen.publish import Published, keep_ledger, publish, recall_ledger, survey
from statusgen.telling import Told, in_use, now_works, pieces, recall_texts
from statusgen.world import World

_WORTH_A_PROCESS = 10_000
"""So many files are looked at in the time that it takes to have another process do it."""

Progress = Callable[[int], None]
"""Is told how many files are made so far."""


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
        lasting = tuple(_counted(pieces(told, prepared.known.listed, crew), progress))
        recall_texts(told)
    except OutputProblem as wrong:
        return Rendered(None, None, (*prepared.problems, *wrong.problems), world)
    current, wrong_now = _made(told, crew)
    if wrong_now:
        return Rendered(None, None, (*prepared.problems, *wrong_now), world)
    listed = {each.key: each.paths for each in lasting}
    keep_known(memory, prepared.place, told.book, listed, prepared.known)
    progress(len(current) + sum(len(each.paths) for each in lasting))
    used = frozenset(in_use(told, (each.key for each in lasting)))
    return Rendered(current, lasting, prepared.problems, world, used)


def _counted(pieces: Iterable[Piece], progress: Progress) -> Iterator[Piece]:
    count = 0
    for each in pieces:
        count += len(each.paths)
        progress(count)
        yield each


def _made(told: Told, crew: Crew) -> tuple[tuple[Artefact, ...], tuple[Problem, ...]]:
    """Return all that tells of now, and what is wrong with what it is made from."""
    made = tuple(crew([_whole(work.make) for work in now_works(told)]))
    problems = dict.fromkeys(problem for _, wrong in made for problem in wrong)
    return tuple(artefact for files, _ in made for artefact in files), tuple(problems)


def _whole(
    work: Callable[[], tuple[Artefact, ...]],
) -> Callable[[], tuple[tuple[Artefact, ...], tuple[Problem, ...]]]:
    """Return a piece of work that says what is wrong with it, and stops no other."""

    def done() -> tuple[tuple[Artefact, ...], tuple[Problem, ...]]:
        try:
            return work(), ()
        except OutputProblem as wrong:
            return (), wrong.problems

    return done
