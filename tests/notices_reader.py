"""Prints the posts of every notice at every stage, to be read: python -m tests.notices_reader."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from statusgen.authoring.entry_yaml import entry_text, time_text
from statusgen.authoring.new.asking import Questions
from statusgen.authoring.new.fields import fields_of
from statusgen.authoring.new.file import Fields
from statusgen.authoring.new.filling import NewEntryContext
from statusgen.authoring.new.options import NewEntryOptions
from statusgen.authoring.notices import Notices, read_notices, stage_text
from statusgen.content.load import load, schema_context
from statusgen.domain.news import News
from statusgen.model import Content, EntryKind, Notice, Scope, Text
from statusgen.problems import Problem
from statusgen.render.post import post_text
from statusgen.render.theme import read_theme
from tests.contexts import context
from tests.paths import REPOSITORY

ROOT = REPOSITORY
NOW = datetime(2026, 11, 23, 13, 15, tzinfo=UTC)
STEP = timedelta(minutes=25)
STARTS = datetime(2026, 12, 1, 21, 0, tzinfo=UTC)
MOVED = datetime(2026, 12, 8, 21, 0, tzinfo=UTC)


@cache
def sample() -> Content:
    """Return the sample content, without entries."""
    content = load(ROOT, NOW).content
    assert content is not None
    return replace(content, incidents=(), maintenances=())


@cache
def notices() -> Notices:
    theme = read_theme(ROOT)
    return read_notices(theme.files, theme.origins, schema_context(sample()))


@dataclass(frozen=True)
class Stage:
    """A notice at one of its stages: the file as it is then, and the last text."""

    notice: Notice
    name: str
    path: str
    text: str


def values(notice: Notice, *, is_full: bool) -> dict[str, str]:
    """Return the examples: all of them, or only those that a person cannot leave out."""
    return {
        name: each.example.in_language("en") if each.example else ""
        for name, each in notice.placeholders.items()
        if each.default is None or (is_full and each.example)
    }


def stages(notice: Notice, *, is_full: bool) -> Iterator[Stage]:
    """Yield the file of a completed notice at every stage of its life."""
    options = NewEntryOptions(
        notice.kind,
        NOW,
        notice.name,
        values(notice, is_full=is_full),
        reported=NOW - STEP if notice.kind is EntryKind.INCIDENT else None,
        next_update="30m" if notice.kind is EntryKind.INCIDENT else None,
        starts=None if notice.kind is EntryKind.INCIDENT else STARTS,
        ends=None if notice.kind is EntryKind.INCIDENT else "4h",
    )
    asked = Questions(is_terminal=False)
    fields = fields_of(NewEntryContext(options, sample(), schema_context(sample()), asked, notice))
    assert not asked.missing
    stages = list(notice.texts)
    if notice.kind is EntryKind.INCIDENT:
        for count, name in enumerate(stages, 1):
            yield _stage(notice, name, _incident(notice, fields, stages[:count]))
    else:
        for name in stages:
            yield _stage(notice, name, _maintenance(notice, fields, name))


def _stage(notice: Notice, name: str, entry: dict[str, object]) -> Stage:
    folder = "incidents" if notice.kind is EntryKind.INCIDENT else "maintenance"
    path = f"content/{folder}/2026/2026-11-23-{notice.name}.yml"
    return Stage(notice, name, path, entry_text(entry))  # type: ignore[arg-type] # a tree of text


def _incident(notice: Notice, fields: Fields, stages: list[str]) -> dict[str, object]:
    updates = fields.entry["updates"]
    assert isinstance(updates, list)
    works = {"affects": dict.fromkeys(fields.entry.get("affects", ()), "operational")}
    later = [
        {
            "at": _time(NOW + number * STEP),
            "status": status,
            **(works if status == "monitoring" and fields.entry.get("affects") else {}),
            "text": _text_of(notice, fields, status),
        }
        for number, status in enumerate(stages[1:], 1)
    ]
    return {**fields.entry, "updates": [*updates, *later]}


_WHEN = {
    "rescheduled": -timedelta(days=1),
    "cancelled": -timedelta(days=1),
    "in_progress": timedelta(0),
}
_MOVES = {
    "rescheduled": {"starts": MOVED, "ends": MOVED + timedelta(hours=4)},
    "extended": {"ends": STARTS + timedelta(hours=5)},
}


def _maintenance(notice: Notice, fields: Fields, name: str) -> dict[str, object]:
    if name == "announced":
        return dict(fields.entry)
    at = STARTS + _WHEN.get(name, timedelta(hours=1))
    moves = {key: _time(moment) for key, moment in _MOVES.get(name, {}).items()}
    update = {"at": _time(at), "status": name, **moves, "text": _text_of(notice, fields, name)}
    return {**fields.entry, "updates": [update]}


def _text_of(notice: Notice, fields: Fields, stage: str) -> str:
    assert fields.noted is not None
    text = stage_text(notice, stage, fields.noted.words)
    assert isinstance(text, Text)
    return text.for_language("en")[0]


def _time(at: datetime) -> str:
    return time_text(at, sample().site.timezone)


# --- what comes of it --------------------------------------------------------------------------


def checked(stage: Stage, root: Path) -> tuple[Content | None, tuple[Problem, ...]]:
    """Return what a site reads that has the file of a stage and no other entry."""
    target = root / stage.path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(stage.text, encoding="utf-8")
    for name in ("site", "components", "sla", "groups"):
        source = ROOT / "content" / f"{name}.yml"
        (root / "content" / f"{name}.yml").write_bytes(source.read_bytes())
    loaded = load(root, STARTS + timedelta(hours=2))
    return loaded.content, tuple(each for each in loaded.problems if each.place.path == stage.path)


def post(stage: Stage, content: Content) -> str:
    """Return what is posted about a stage; an incident is announced whatever its notice says."""
    incidents = tuple(replace(each, scope=Scope.GLOBAL) for each in content.incidents)
    whole = replace(content, incidents=incidents, site=replace(content.site, sample=False))
    now = STARTS + timedelta(hours=2) if stage.notice.kind is EntryKind.MAINTENANCE else None
    made = context(whole, f"{now or NOW + timedelta(days=1):%Y-%m-%d %H:%M}")
    return post_text(made, _last(made.world.news, stage), whole.groups[0].languages[0])


def _last(news: tuple[News, ...], stage: Stage) -> News:
    wanted = {"in_progress": "started"}.get(stage.name, stage.name)
    return next(each for each in news if each.phase.value == wanted)


def main() -> None:
    import tempfile  # noqa: PLC0415 only to read them

    for notice in notices().by_name.values():
        for stage in stages(notice, is_full=False):
            with tempfile.TemporaryDirectory() as folder:
                content, problems = checked(stage, Path(folder))
            print(f"===== {notice.name}: {stage.name}")  # noqa: T201 it is what this is for
            print(problems if content is None else post(stage, content))  # noqa: T201


if __name__ == "__main__":
    main()
