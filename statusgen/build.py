"""The whole program: content is read, what is true now is derived, told, and published."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from statusgen.artefact import Artefact, Crew, OutputProblem, one_by_one
from statusgen.edition import Edition
from statusgen.load import load
from statusgen.outputs import OUTPUTS, Output
from statusgen.problems import Problem
from statusgen.publish import Published, publish
from statusgen.templating import Templates
from statusgen.theme import read_theme
from statusgen.wording import Wording
from statusgen.world import World, derive

Progress = Callable[[int], None]
"""Is told how many files are made so far."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A site in memory, with all that there is to say about its content and templates.

    `artefacts` is None where a problem is an error, `world` where it is one of the content.
    """

    artefacts: tuple[Artefact, ...] | None
    problems: tuple[Problem, ...]
    world: World | None = None


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
    crew: Crew = one_by_one,
    progress: Progress = lambda _: None,
) -> Built:
    """Bring the folder `out` to what the content of `root` says at `now`, an aware instant.

    Content or templates with an error leave the disk as it is. Raises `PublishError`.
    """
    rendered = render(root, now, base_url, crew=crew, progress=progress)
    published = None if rendered.artefacts is None else publish(rendered.artefacts, out)
    return Built(rendered, published)


def render(  # noqa: PLR0913 - all but the first two are named where they are given
    root: Path,
    now: datetime,
    base_url: str | None = None,
    *,
    drafts: bool = False,
    crew: Crew = one_by_one,
    progress: Progress = lambda _: None,
) -> Rendered:
    """Return the site of `root` as it is at `now`, for its own address or for `base_url`."""
    loaded = load(root, now)
    if loaded.content is None:
        return Rendered(None, loaded.problems)
    world = derive(loaded.content, now, drafts=drafts)
    made, problems = _told(world, root, base_url, crew, progress)
    return Rendered(None if problems else made, (*loaded.problems, *problems), world)


def _told(
    world: World, root: Path, base_url: str | None, crew: Crew, progress: Progress
) -> tuple[tuple[Artefact, ...], tuple[Problem, ...]]:
    """Return what the outputs make, and what is wrong with all that they are made from."""
    try:
        editions = _editions(world, root, base_url)
    except OutputProblem as wrong:
        return (), wrong.problems
    return _made(editions, progress)


def _made(
    editions: tuple[Edition, ...], progress: Progress
) -> tuple[tuple[Artefact, ...], tuple[Problem, ...]]:
    artefacts: list[Artefact] = []
    problems: list[Problem] = []
    for output, edition in _works(editions):
        try:
            for artefact in output(edition):
                artefacts.append(replace(artefact, path=edition.folder + artefact.path))
                progress(len(artefacts))
        except OutputProblem as wrong:
            problems += wrong.problems
    return tuple(artefacts), tuple(dict.fromkeys(problems))


def _works(editions: tuple[Edition, ...]) -> Iterator[tuple[Output, Edition]]:
    """Yield every output with each edition that it is made from."""
    for output in OUTPUTS:
        yield from ((output, each) for each in editions if each.is_first or not output.is_shared)


def _editions(world: World, root: Path, base_url: str | None) -> tuple[Edition, ...]:
    """Return one edition for each language of the site, the first at its very address."""
    site = world.content.site
    words = Wording(site.language, site.timezone)
    templates = Templates(read_theme(root), words.catalogue)
    first = Edition(world, base_url or site.url, templates, words)
    return tuple(first.in_language(language) for language in site.languages)
