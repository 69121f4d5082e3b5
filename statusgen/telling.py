"""Makes the files of a site in pieces, and remembers those that time does not change.

A piece is all that is told, in every language, of the settled entries of one chapter, or of one
month that is over for good. What else there is tells of now, and is made each time: it is little,
however long the history.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, partial

from statusgen.almanac import Line, line, months_between
from statusgen.artefact import Artefact, Piece
from statusgen.book import Book, is_settled, unsettled
from statusgen.chapters import CHAPTER, Chapter
from statusgen.edition import Edition
from statusgen.entry import path_of
from statusgen.markup import converted, learn
from statusgen.memory import Memory, digest
from statusgen.model import Content
from statusgen.output import Part, Single
from statusgen.outputs import OUTPUTS, Output, months
from statusgen.report import months_with_data
from statusgen.values import keep_value, recall_value
from statusgen.world import World, derive

_PIECE = "piece"
_TEXTS = "texts"
_AT_ONCE = 16
"""How many open entries are told of in one piece of work."""

Listed = tuple[str, ...]
"""The paths of the files in a piece."""


@dataclass(frozen=True, eq=False)
class Told:
    """What is told of a site at one instant: its book, in each of its languages.

    `world` is that of now; `key` names all that the files hang on beside the entries in them.
    """

    book: Book
    world: World
    editions: tuple[Edition, ...]
    key: str

    @property
    def now(self) -> datetime:
        """The instant."""
        return self.world.now

    @cached_property
    def counting(self) -> Mapping[date, frozenset[str]]:
        """The paths of the entries that count in each month."""
        found: dict[date, set[str]] = defaultdict(set)
        for path, each in _lines(self):
            for month in months_between(each.first_month, each.last_month):
                found[month].add(path)
        return {month: frozenset(paths) for month, paths in found.items()}

    def about(self, content: Content) -> Iterator[Edition]:
        """Yield each edition as it is told of a part of the entries."""
        # whether drafts are told of was asked when these entries were chosen
        part = derive(content, self.now, drafts=True, whole=self.world.almanac)
        return (replace(each, world=part) for each in self.editions)


def _lines(told: Told) -> Iterator[tuple[str, Line]]:
    """Yield the line of every entry that is published, with its path."""
    zone = told.world.content.site.timezone
    for fact in told.book.facts:
        if fact.line is not None and is_settled(fact, told.now):
            yield fact.path, fact.line
    still_open = unsettled(told.book, told.now)
    for entry in told.world.entries:
        if path_of(entry) in still_open:
            yield path_of(entry), line(entry, told.now, zone)


def outputs(edition: Edition) -> Iterator[Output]:
    """Yield the outputs that an edition makes: what all languages share is made by the first."""
    return (each for each in OUTPUTS if edition.is_first or not each.is_shared)


def _placed(edition: Edition, made: Iterable[Artefact]) -> Iterator[Artefact]:
    """Yield files where they belong: in the folder of the edition's language."""
    return (replace(each, path=edition.folder + each.path) for each in made)


@dataclass(frozen=True, slots=True)
class Work:
    """How some files are made; `name` says which, and is the same from build to build."""

    name: str
    make: Callable[[], tuple[Artefact, ...]]


# --- pieces ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Recipe(Work):
    """How a piece is made; `key` names all that it is made of."""

    key: str


def recipes(told: Told) -> Iterator[Recipe]:
    """Yield how to make each piece."""
    yield from _of_chapters(told)
    yield from _of_months(told)
    yield from _of_parts(told)


def listed(told: Told, recipe: Recipe) -> Listed:
    """Return what is in a piece, which is remembered or made; raises `OutputProblem`."""
    return tuple(each.path for each in _load(told.book.memory, recipe))


def piece(told: Told, recipe: Recipe, paths: Listed) -> Piece:
    """Return a piece in which these files are; they are loaded when they are asked for."""
    return Piece(recipe.key, paths, partial(_load, told.book.memory, recipe))


def _load(memory: Memory, recipe: Recipe) -> tuple[Artefact, ...]:
    """Return the files of a piece as they are remembered, or made and remembered."""
    with suppress(TypeError):
        return tuple(Artefact(*each) for each in _rows(recall_value(memory, _PIECE, recipe.key)))
    made = recipe.make()
    keep_value(memory, _PIECE, recipe.key, tuple((each.path, each.content) for each in made))
    return made


def works(told: Told) -> Iterator[Work]:
    """Yield how to make all files: what tells of now, then the pieces, remembered or not."""
    yield from now_works(told)
    for each in recipes(told):
        yield replace(each, make=partial(_load, told.book.memory, each))


def in_use(told: Told, keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the kind and the key of all that a build of now, with pieces of these, may recall."""
    yield from ((_PIECE, key) for key in keys)
    for chapter in told.book.chapters:
        yield CHAPTER, chapter.key
        yield _TEXTS, _texts_key(told, chapter)


def _rows(value: object) -> Iterable[tuple[str, bytes]]:
    if not isinstance(value, tuple):
        message = "no rows"
        raise TypeError(message)
    return value


# --- chapters ----------------------------------------------------------------------------------


def _of_chapters(told: Told) -> Iterator[Recipe]:
    for chapter, header in told.book.chapters.items():
        settled = tuple(each.path for each in header.facts if is_settled(each, told.now))
        if settled:
            key = digest("entries", told.key, chapter.key, *settled)
            make = partial(entry_files, told, chapter, frozenset(settled))
            yield Recipe(f"entries up to {chapter.paths[-1]}", make, key)


def entry_files(told: Told, chapter: Chapter, paths: frozenset[str]) -> tuple[Artefact, ...]:
    """Return what is told of the entries at `paths`; their texts are remembered as converted."""
    content = told.book.content(paths)
    made = tuple(
        artefact
        for edition in told.about(content)
        for output in outputs(edition)
        for artefact in _placed(edition, output.of_entries(edition, edition.world.entries))
    )
    texts = converted(_texts(content), told.editions[0].url)
    keep_value(told.book.memory, _TEXTS, _texts_key(told, chapter), texts)
    return made


def _texts(content: Content) -> Iterator[str]:
    """Yield every text of entries that is Markdown, in every language that it is in."""
    for incident in content.incidents:
        yield from (text for each in incident.updates for text in each.text.by_language.values())
    for work in content.maintenances:
        yield from work.text.by_language.values()
        yield from (text for each in work.updates for text in each.text.by_language.values())


def _texts_key(told: Told, chapter: Chapter) -> str:
    return digest(told.key, chapter.key)


def recall_texts(told: Told) -> None:
    """Let nothing be converted again, of what is told of now, that was converted for a piece."""
    content = told.world.content
    paths = {each.path for each in content.incidents}
    paths.update(each.path for each in content.maintenances)
    for chapter in told.book.chapters:
        if not paths.isdisjoint(chapter.paths):
            match recall_value(told.book.memory, _TEXTS, _texts_key(told, chapter)):
                case dict(known):
                    learn(known, told.editions[0].url)


# --- months ------------------------------------------------------------------------------------


def _of_months(told: Told) -> Iterator[Recipe]:
    counting = told.counting
    for month in months(told.world):
        if is_lasting(told.world, month):
            paths = counting.get(month, frozenset())
            said = (each for path in sorted(paths) for each in (path, told.book.digests[path]))
            beside = repr(neighbours(told.world, month))
            key = digest("month", told.key, month.isoformat(), beside, *said)
            yield Recipe(_month(month), partial(month_files, told, month, paths), key)


def _month(month: date) -> str:
    return f"month {month:%Y-%m}"


def is_lasting(world: World, month: date) -> bool:
    """Return whether nothing will change the pages of a month: it is over, and so is what is next.

    The pages name the months beside theirs, and the newest has still to learn which comes next.
    """
    next_counted, _, next_told, _ = beside = neighbours(world, month)
    if next_counted is None or (next_told is None and month in world.almanac.months):
        return False
    return all(map(world.almanac.is_settled, filter(None, (month, *beside))))


def neighbours(world: World, month: date) -> tuple[date | None, ...]:
    """Return the months after and before a month in which something happened, or was counted."""
    found: list[date | None] = []
    for listed in (months_with_data(world), tuple(world.almanac.months)):
        newer = [each for each in listed if each > month]
        older = [each for each in listed if each < month]
        found += (min(newer, default=None), max(older, default=None))
    return tuple(found)


def month_files(told: Told, month: date, paths: frozenset[str]) -> tuple[Artefact, ...]:
    """Return what is told of a month, in which the entries at `paths` count."""
    return tuple(
        artefact
        for edition in told.about(told.book.content(paths))
        for output in outputs(edition)
        for artefact in _placed(edition, output.of_month(edition, month))
    )


# --- what no time changes ----------------------------------------------------------------------


def _of_parts(told: Told) -> Iterator[Recipe]:
    for edition in told.editions:
        for output in outputs(edition):
            for part in output.in_parts(edition):
                key = _part_key(told, edition, output, part)
                name = f"{_site(output, edition)} {part.name}"
                yield Recipe(name, partial(_part_files, edition, part), key)


def _part_key(told: Told, edition: Edition, output: Output, part: Part) -> str:
    paths = dict.fromkeys(path_of(each.entry) for each in part.news)
    said = (each for path in paths for each in (path, told.book.digests[path]))
    news = (f"{each.entry.id} {each.id}" for each in part.news)
    return digest("part", told.key, edition.language, output.name, part.name, *said, *news)


def _part_files(edition: Edition, part: Part) -> tuple[Artefact, ...]:
    return tuple(_placed(edition, part.make()))


# --- what is told of now -----------------------------------------------------------------------


def now_works(told: Told) -> Iterator[Work]:
    """Yield how to make all that is in no piece."""
    for edition in told.editions:
        for output in outputs(edition):
            yield from _of_site(output, edition)
    counting = told.counting
    for month in months(told.world):
        if not is_lasting(told.world, month):
            paths = counting.get(month, frozenset())
            yield Work(_month(month), partial(month_files, told, month, paths))
    open_paths = sorted(unsettled(told.book, told.now))
    for first in range(0, len(open_paths), _AT_ONCE):
        some = frozenset(open_paths[first : first + _AT_ONCE])
        yield Work(f"open entries from {first}", partial(_open_files, told, some))


def _site(output: Output, edition: Edition) -> str:
    return f"{output.name} in {edition.language}"


def _of_site(output: Output, edition: Edition) -> Iterator[Work]:
    """Yield how to make what tells how everything stands, by as few files as can be."""
    about, singles = _site(output, edition), tuple(output.singly(edition))
    if not singles:
        yield Work(about, partial(_site_files, output, edition))
    for each in singles:
        yield Work(f"{about} {each.path}", partial(_single_file, edition, each))


def _single_file(edition: Edition, single: Single) -> tuple[Artefact, ...]:
    return tuple(_placed(edition, (single.make(),)))


def _site_files(output: Output, edition: Edition) -> tuple[Artefact, ...]:
    return tuple(_placed(edition, output.of_site(edition)))


def _open_files(told: Told, paths: frozenset[str]) -> tuple[Artefact, ...]:
    """Return what is told of entries that go on or are to come, in the midst of all that is."""
    entries = [each for each in told.world.entries if path_of(each) in paths]
    return tuple(
        artefact
        for edition in told.editions
        for output in outputs(edition)
        for artefact in _placed(edition, output.of_entries(edition, entries))
    )
