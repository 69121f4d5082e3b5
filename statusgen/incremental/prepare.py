"""Reads a site and derives what is true at an instant: all that comes before the first file."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NoReturn

from msgspec import Struct
from msgspec.structs import replace

from statusgen.artefact import Crew, OutputProblem, one_by_one
from statusgen.cache.disk import Pycache
from statusgen.cache.fingerprint import program
from statusgen.cache.store import Memory, digest
from statusgen.content.loaded import loaded
from statusgen.domain.almanac import almanac, line
from statusgen.domain.entry import path_of
from statusgen.domain.world import World, derive, to_come
from statusgen.incremental.book import Book, problems
from statusgen.incremental.compiled import compiled
from statusgen.incremental.live import told_now
from statusgen.incremental.opening import Opening
from statusgen.incremental.told import Told
from statusgen.problems import Problem
from statusgen.render.context import RenderContext
from statusgen.render.templates import Compiled, Templates, Theme
from statusgen.render.theme import read_theme
from statusgen.text.wording import Wording


class Prepared(Struct, frozen=True):
    """What is to be told of a site that was opened, with all that there is to say about it.

    `told` is None where a problem is an error, `world` where it is one of the content.
    """

    opening: Opening
    told: Told | None
    world: World | None
    problems: tuple[Problem, ...]


def prepare(opening: Opening, now: datetime, *, drafts: bool, crew: Crew = one_by_one) -> Prepared:
    """Return what is to be told at `now` of a site that is read."""
    templates = _begun(opening.root, opening.memory, crew)
    book = opening.book(now)
    checked = loaded(book.top.content, problems(book))
    if checked.content is None:
        return Prepared(opening, None, None, checked.problems)
    world = _world(book, told_now(book), drafts=drafts)
    try:
        told = _told(book, world, *templates(), opening.base_url)
    except OutputProblem as wrong:
        return Prepared(opening, None, world, (*checked.problems, *wrong.problems))
    return Prepared(opening, told, world, checked.problems)


def _world(book: Book, shown: frozenset[str], *, drafts: bool) -> World:
    """Return what is true now, of the entries at the paths `shown`; the almanac has all others."""
    zone, now = book.top.content.site.timezone, book.now
    later = almanac((), (), now, zone)  # it takes a line of each entry, of which we know few yet
    world = derive(book.content(shown), now, drafts=drafts, whole=later)
    fresh = [line(each, now, zone) for each in world.entries if path_of(each) in book.unsettled]
    lines = (*(each for _, each in book.settled_lines), *fresh)
    return replace(world, almanac=almanac(lines, to_come(world.content, now), now, zone))


def _begun(root: Path, memory: Memory, crew: Crew) -> Callable[[], tuple[Theme, Compiled]]:
    """Begin with the templates, which need not wait for the content; return how to ask for them.

    To ask raises `OutputProblem` where they cannot be read.
    """
    try:
        theme = read_theme(root)
    except OutputProblem as wrong:
        return partial(_refused, wrong)  # after all that is wrong with the content
    ready = compiled(theme, memory, Pycache(), program(), crew)
    return lambda: (theme, ready())


def _refused(wrong: OutputProblem) -> NoReturn:
    raise wrong


def _told(book: Book, world: World, theme: Theme, code: Compiled, base_url: str | None) -> Told:
    """Return one context for each language of the site, the first at its very address."""
    site = world.content.site
    words = Wording(site.language, site.timezone)
    templates = Templates(theme, words.catalogue, code)
    first = RenderContext(world, base_url or site.url, templates, words)
    contexts = tuple(first.in_language(language) for language in site.languages)
    parts = (part for each in sorted(theme.files.items()) for part in each)
    key = digest(book.key, first.url, str(world.known_since), *parts)
    return Told(book, world, contexts, key)
