"""The notices at every stage, as entries of the sample site with the posts that come of them.

`python -m tests.notices_reader` prints a table of counts; `--posts` prints the posts to be read.
"""

import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from statusgen.authoring.entry_yaml import time_text
from statusgen.authoring.new.asking import Questions
from statusgen.authoring.new.fields import fields_of
from statusgen.authoring.new.file import Fields
from statusgen.authoring.new.filling import NewEntryContext
from statusgen.authoring.new.options import NewEntryOptions
from statusgen.authoring.notice_files import site_notices
from statusgen.authoring.notices import filled, stage_text
from statusgen.authoring.words import in_all_languages, in_whole_languages
from statusgen.authoring.yaml_text import entry_text
from statusgen.content import checks
from statusgen.content.load import load, schema_context
from statusgen.content.schema.context import LANGUAGES
from statusgen.content.schema.entries import read_entry
from statusgen.content.source.nodes import Sources
from statusgen.content.source.parse import parse
from statusgen.domain.news import News
from statusgen.domain.world import derive
from statusgen.model import Content, EntryKind, Incident, Notice, Scope, Text
from statusgen.problems import Problem
from statusgen.render.context import SiteContext, contexts
from statusgen.render.notices import Notices
from statusgen.render.post import missing_languages, post_text
from statusgen.render.post_length import added
from statusgen.render.templates import Templates
from statusgen.render.theme import read_theme
from statusgen.text.wording import site_wording
from tests.paths import REPOSITORY

NOW = datetime(2026, 11, 23, 13, 15, tzinfo=UTC)
STEP = timedelta(minutes=25)
STARTS = datetime(2026, 12, 1, 21, 0, tzinfo=UTC)
MOVED = datetime(2026, 12, 8, 21, 0, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)


@cache
def sample(*languages: str) -> Content:
    """Return the content of the sample without entries, its site and groups in `languages`."""
    content = load(REPOSITORY, NOW).content
    assert content is not None
    return replace(
        content,
        site=replace(content.site, languages=languages, sample=False),
        groups=tuple(replace(each, languages=languages) for each in content.groups),
        incidents=(),
        maintenances=(),
    )


@cache
def notices(*languages: str) -> Notices:
    """Return the notices as a site in `languages` reads them."""
    return site_notices(REPOSITORY, schema_context(sample(*languages)))


@cache
def _templates() -> Templates:
    return Templates(read_theme(REPOSITORY))


class Stage(Struct, frozen=True):
    """A notice at one of its stages, with the file of the entry as it is then."""

    notice: Notice
    name: str
    path: str
    file: str
    problems: tuple[Problem, ...]
    context: SiteContext
    news: News

    def post(self, language: str) -> str:
        """Return what is posted in a language."""
        return post_text(self.context, self.news, language)

    @property
    def missing(self) -> tuple[str, ...]:
        """The languages in which there is no post."""
        return tuple(missing_languages(self.context, self.news))

    def added(self, language: str) -> int:
        """Return how many characters of a post are neither the title nor the author's."""
        return added(self.context, self.news, language)


# --- completing a notice -------------------------------------------------------------------------


def values(notice: Notice, languages: tuple[str, ...], *, is_full: bool) -> dict[str, str]:
    """Return the examples: all of them, or only those that a person cannot leave out."""
    return {
        key: words
        for name, each in notice.placeholders.items()
        if each.example is not None and (each.default is None or is_full)
        for key, words in _by_option(name, each.example, languages).items()
    }


def _by_option(name: str, text: Text, languages: tuple[str, ...]) -> dict[str, str]:
    """Return a text as values of --set: `region`, `region.it` where it is given in Italian."""
    others = {
        f"{name}.{each}": text.by_language[each]
        for each in languages[1:]
        if each in text.by_language
    }
    return {name: text.in_language(languages[0]), **others}


@cache
def stages(name: str, languages: tuple[str, ...], *, is_full: bool) -> tuple[Stage, ...]:
    """Return a completed notice at every stage of its life."""
    return tuple(_stages(notices(*languages).by_name[name], languages, is_full=is_full))


def _stages(notice: Notice, languages: tuple[str, ...], *, is_full: bool) -> Iterator[Stage]:
    content = sample(*languages)
    is_incident = notice.kind is EntryKind.INCIDENT
    options = NewEntryOptions(
        notice.kind,
        NOW,
        notice.name,
        values(notice, languages, is_full=is_full),
        scope=Scope.GLOBAL.value if is_incident else None,
        reported=NOW - STEP if is_incident else None,
        next_update="2026-11-23 14:45" if is_incident else None,
        starts=None if is_incident else STARTS,
        ends=None if is_incident else "2026-12-02 02:00",
    )
    asked = Questions(site_wording(content.site), is_terminal=False)
    fields = fields_of(NewEntryContext(options, content, schema_context(content), asked, notice))
    assert not asked.missing, (notice.name, asked.missing)
    names = list(notice.texts)
    for count, name in enumerate(names, 1):
        if is_incident:
            entry, now = _incident(notice, fields, names[:count]), NOW + count * STEP
        else:
            entry, now = _maintenance(notice, fields, name), _when(name) + _MINUTE
        yield _stage(notice, name, entry, content, now)


def _stage(
    notice: Notice, name: str, tree: Mapping[str, object], content: Content, now: datetime
) -> Stage:
    folder = "incidents" if notice.kind is EntryKind.INCIDENT else "maintenance"
    path = f"content/{folder}/2026/2026-11-23-{notice.name}.yml"
    file = entry_text(tree)  # type: ignore[arg-type] # a tree of text
    reading = parse(path, file.encode())
    entry, problems = read_entry(reading, schema_context(content))
    assert entry is not None, (notice.name, name, problems)
    whole = (
        replace(content, incidents=(entry,))
        if isinstance(entry, Incident)
        else replace(content, maintenances=(entry,))
    )
    found = checks.problems(whole, Sources({path: reading.source}, (path,)), now)
    context = contexts(derive(whole, now), _templates())[0]
    wanted = {"in_progress": "started"}.get(name, name)
    news = next(each for each in context.world.news if each.phase.value == wanted)
    return Stage(notice, name, path, file, (*problems, *found), context, news)


def _incident(notice: Notice, fields: Fields, names: list[str]) -> dict[str, object]:
    updates = fields.entry["updates"]
    assert isinstance(updates, list | tuple)
    works = {"affects": dict.fromkeys(fields.entry.get("affects", ()), "operational")}
    later = [
        {
            "at": _time(NOW + number * STEP),
            "status": status,
            **(works if status == "monitoring" and fields.entry.get("affects") else {}),
            "text": _text_of(notice, fields, status),
        }
        for number, status in enumerate(names[1:], 1)
    ]
    return {**fields.entry, "updates": [*updates, *later]}


_WHEN = {
    "announced": NOW,
    "rescheduled": STARTS - timedelta(days=1),
    "cancelled": STARTS - timedelta(days=1),
    "in_progress": STARTS,
}
_MOVES = {
    "rescheduled": {"starts": MOVED, "ends": MOVED + timedelta(hours=4)},
    "extended": {"ends": STARTS + timedelta(hours=5)},
}


def _when(name: str) -> datetime:
    return _WHEN.get(name, STARTS + timedelta(hours=1))


def _maintenance(notice: Notice, fields: Fields, name: str) -> dict[str, object]:
    if name == "announced":
        return dict(fields.entry)
    moves = {key: _time(moment) for key, moment in _MOVES.get(name, {}).items()}
    text = _text_of(notice, fields, name)
    update = {"at": _time(_when(name)), "status": name, **moves, "text": text}
    return {**fields.entry, "updates": [update]}


def _text_of(notice: Notice, fields: Fields, stage: str) -> str | Mapping[str, str]:
    """Return the text that `update --stage-text` takes."""
    assert fields.noted is not None
    languages = tuple(fields.title.by_language)
    words = in_all_languages(fields.noted.words, notice, languages)
    text = stage_text(notice, stage, words)
    assert text is not None
    whole = in_whole_languages(filled(text, words)).by_language
    return whole if len(languages) > 1 else whole[languages[0]]


def _time(at: datetime) -> str:
    return time_text(at, sample("en").site.timezone)


# --- to be read ----------------------------------------------------------------------------------

_ROW = "{:26}" + "{:>8}" * (len(LANGUAGES) + 4)


def table() -> Iterator[str]:
    """Yield the lines of the table: stages and posts by notice, and the longest post by language.

    Each stage is completed twice, with defaults and with all examples. `added` is the most that
    statusgen adds to the title and the text of a post.
    """
    yield _ROW.format("notice", "stages", "posts", *LANGUAGES, "added", "checks")
    totals = [0, 0, 0]
    for name in sorted(notices(*LANGUAGES).by_name):
        found = [each for full in (False, True) for each in stages(name, LANGUAGES, is_full=full)]
        lengths = [max(len(each.post(language)) for each in found) for language in LANGUAGES]
        posts = sum(len(LANGUAGES) - len(each.missing) for each in found)
        added = max(each.added(language) for each in found for language in LANGUAGES)
        wrong = sum(len(each.problems) for each in found)
        yield _ROW.format(name, len(found) // 2, posts, *lengths, added, wrong)
        totals = [a + b for a, b in zip(totals, (len(found) // 2, posts, wrong), strict=True)]
    blank = [""] * (len(LANGUAGES) + 1)
    yield _ROW.format("all", *totals[:2], *blank, totals[2])


def all_posts() -> Iterator[str]:
    """Yield every post of every notice, with defaults only."""
    for name in sorted(notices(*LANGUAGES).by_name):
        for stage in stages(name, LANGUAGES, is_full=False):
            for language in LANGUAGES:
                yield f"===== {name}: {stage.name} ({language})\n{stage.post(language)}"


if __name__ == "__main__":
    print("\n".join(all_posts() if "--posts" in sys.argv else table()))  # noqa: T201 - it is for this
