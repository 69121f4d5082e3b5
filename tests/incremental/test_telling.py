"""A site made of remembered parts is the site that is made of the whole history at once."""

import functools
from datetime import datetime
from pathlib import Path

import pytest
from statusgen.incremental.told import outputs

from statusgen.build import render
from statusgen.cache.store import Memory, Shelf
from statusgen.content.load import load
from tests.contexts import context as context_of
from tests.outputs.real import HISTORY, SAMPLE, needs_history

INSTANTS = [
    (SAMPLE, "2026-11-20T13:52:00+00:00"),
    (SAMPLE, "2026-11-29T22:30:00+00:00"),
    (SAMPLE, "2027-03-01T00:00:00+00:00"),
    (HISTORY, "2018-06-15T21:30:00+00:00"),
    (HISTORY, "2026-11-20T12:00:00+00:00"),
]

each_instant = pytest.mark.parametrize(
    ("root", "now"),
    [pytest.param(*each, marks=needs_history if each[0] == HISTORY else ()) for each in INSTANTS],
)


def whole(root: Path, now: datetime) -> dict[str, bytes]:
    """Return the site as the outputs make it of a world that knows everything."""
    loaded = load(root, now)
    assert loaded.content is not None
    first = context_of(loaded.content, f"{now:%Y-%m-%d %H:%M}")
    return {
        context.folder + each.path: each.content
        for context in map(first.in_language, first.world.content.site.languages)
        for output in outputs(context)
        for each in output(context)
    }


def in_parts(root: Path, now: datetime, memory: Memory) -> dict[str, bytes]:
    made = render(root, now, memory=memory).artefacts
    assert made is not None
    files = {each.path: each.content for each in made}
    assert len(files) == len(made), "no path is made twice"
    return files


def different(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(path for path in one | other if one.get(path) != other.get(path))


@functools.cache
def remembering(root: Path) -> Memory:
    """Return a memory in which there is what was told at every instant, in any order."""
    memory = Shelf()
    for of, now in reversed(INSTANTS):
        if of == root:
            render(root, datetime.fromisoformat(now), memory=memory)
    return memory


@each_instant
def test_the_parts_make_the_whole(root: Path, now: str) -> None:
    at = datetime.fromisoformat(now)
    assert different(whole(root, at), in_parts(root, at, Shelf())) == []


@each_instant
def test_what_is_remembered_of_any_time_makes_the_whole(root: Path, now: str) -> None:
    at = datetime.fromisoformat(now)
    assert different(whole(root, at), in_parts(root, at, remembering(root))) == []
