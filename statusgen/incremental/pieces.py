"""The files that time does not change, in pieces, and how those are remembered.

A piece is all that is told, in every language, of the settled entries of one chapter, or of one
month that is over for good; or it is what an output says does not hang on the time.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial

from statusgen.artefact import Artefact, Paths, Piece
from statusgen.cache.store import Memory, digest
from statusgen.cache.values import keep_value, recall_value
from statusgen.domain.entry import path_of
from statusgen.domain.report import months_with_data
from statusgen.domain.world import World
from statusgen.incremental.chapters import CHAPTER, Chapter, with_digests
from statusgen.incremental.told import Told, Work, outputs, placed, work_name
from statusgen.model import Content
from statusgen.outputs import Output, months
from statusgen.outputs.output import Part
from statusgen.render.context import RenderContext
from statusgen.text.markdown import converted, learn

_PIECE = "piece"
_TEXTS = "texts"


class Recipe(Work, frozen=True):
    """How a piece is made; `key` names all that it is made of.

    Those of one `family` need the same things, which a process makes once for all of them.
    """

    key: str
    family: str = ""


def recipes(told: Told) -> Iterator[Recipe]:
    """Yield how to make each piece, those first of which many may be one long work."""
    yield from _of_parts(told)
    yield from _of_chapters(told)
    yield from _of_months(told)


def listed(told: Told, recipe: Recipe) -> Paths:
    """Return what is in a piece, which is remembered or made; raises `OutputProblem`."""
    return Paths.of(each.path for each in remembered(told.book.memory, recipe))


def piece(told: Told, recipe: Recipe, paths: Paths) -> Piece:
    """Return a piece in which these files are; they are loaded when they are asked for."""
    return Piece(recipe.key, paths, partial(remembered, told.book.memory, recipe))


def remembered(memory: Memory, recipe: Recipe) -> tuple[Artefact, ...]:
    """Return the files of a piece as they are remembered, or made and remembered."""
    known = recall_value(memory, _PIECE, recipe.key, tuple[Artefact, ...])
    if known is None:
        keep_value(memory, _PIECE, recipe.key, known := recipe.make())
    return known


def in_use(told: Told, keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the kind and the key of all that a build of now, with pieces of these, may recall."""
    yield from ((_PIECE, key) for key in keys)
    for chapter in told.book.chapters:
        yield CHAPTER, chapter.key
        yield _TEXTS, _texts_key(told, chapter)


# --- chapters ----------------------------------------------------------------------------------


def _of_chapters(told: Told) -> Iterator[Recipe]:
    unsettled = told.book.unsettled
    for chapter, header in told.book.chapters.items():
        settled = tuple(each.path for each in header.facts if each.path not in unsettled)
        if settled:
            key = digest("entries", told.key, chapter.key, "\0".join(settled))
            make = partial(entry_files, told, chapter, frozenset(settled))
            yield Recipe(f"entries up to {chapter.paths[-1]}", make, key)


def entry_files(told: Told, chapter: Chapter, paths: frozenset[str]) -> tuple[Artefact, ...]:
    """Return what is told of the entries at `paths`.

    The texts of a chapter that something else tells of too are remembered as they are converted.
    """
    content = told.book.content(paths)
    made = tuple(
        artefact
        for context in told.about(content)
        for output in outputs(context)
        for artefact in placed(context, output.of_entries(context, context.world.entries))
    )
    if not told.shown.isdisjoint(chapter.paths):
        texts = converted(_texts(content), told.contexts[0].url)
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
    for chapter in told.book.chapters:
        if not told.shown.isdisjoint(chapter.paths):
            key = _texts_key(told, chapter)
            known = recall_value(told.book.memory, _TEXTS, key, dict[str, tuple[str, str]])
            learn(known or {}, told.contexts[0].url)


# --- months ------------------------------------------------------------------------------------


def _of_months(told: Told) -> Iterator[Recipe]:
    for month in months(told.world):
        if is_lasting(told.world, month):
            paths = told.counting.get(month, frozenset())
            said = with_digests(sorted(paths), told.book.digests)
            beside = repr(neighbours(told.world, month))
            key = digest("month", told.key, month.isoformat(), beside, *said)
            work = month_work(told, month)
            yield Recipe(work.name, work.make, key)


def month_work(told: Told, month: date) -> Work:
    """Return how to make what is told of a month."""
    paths = told.counting.get(month, frozenset())
    return Work(f"month {month:%Y-%m}", partial(_month_files, told, month, paths))


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
    for known in (months_with_data(world), tuple(world.almanac.months)):
        newer = [each for each in known if each > month]
        older = [each for each in known if each < month]
        found += (min(newer, default=None), max(older, default=None))
    return tuple(found)


def _month_files(told: Told, month: date, paths: frozenset[str]) -> tuple[Artefact, ...]:
    """Return what is told of a month, in which the entries at `paths` count."""
    return tuple(
        artefact
        for context in told.about(told.book.content(paths))
        for output in outputs(context)
        for artefact in placed(context, output.of_month(context, month))
    )


# --- what no time changes ----------------------------------------------------------------------


def _of_parts(told: Told) -> Iterator[Recipe]:
    for context in told.contexts:
        for output in outputs(context):
            for part in output.in_parts(context):
                key = _part_key(told, context, output, part)
                make, family = partial(_part_files, context, part), work_name(output, context)
                yield Recipe(f"{family} {part.name}", make, key, family)


def _part_key(told: Told, context: RenderContext, output: Output, part: Part) -> str:
    paths = dict.fromkeys(path_of(each.entry) for each in part.news)
    said = with_digests(tuple(paths), told.book.digests)
    news = (f"{each.entry.id} {each.id}" for each in part.news)
    return digest("part", told.key, context.language, output.name, part.name, *said, *news)


def _part_files(context: RenderContext, part: Part) -> tuple[Artefact, ...]:
    return tuple(placed(context, part.make()))
