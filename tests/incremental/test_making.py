from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from statusgen.outputs.output import Output, Part

from statusgen.artefact import Artefact
from statusgen.build import render
from statusgen.render.context import RenderContext

NOW = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)

_T = TypeVar("_T")


class Counting:
    """A crew that knows how many works it has begun."""

    begun = 0

    def __call__(self, works: Sequence[Callable[[], _T]], /) -> Iterator[_T]:
        for work in works:
            self.begun += 1
            yield work()

    def aside(self, work: Callable[[], _T], /) -> Callable[[], _T]:
        return work


def test_all_parts_of_an_output_are_one_work(
    small_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crew = Counting()

    def make(name: str) -> Iterator[Artefact]:
        yield Artefact(f"{name}.txt", str(crew.begun).encode())

    def parts(name: str, _: RenderContext) -> Iterator[Part]:
        yield from (Part(each, (), partial(make, each)) for each in (name, f"more-{name}"))

    each = tuple(Output(name, in_parts=partial(parts, name)) for name in ("feeds", "pictures"))
    monkeypatch.setattr("statusgen.incremental.told.OUTPUTS", each)
    made = render(small_site, NOW, crew=crew).artefacts
    assert made is not None
    begun = {artefact.path: artefact.content for artefact in made}
    assert begun["feeds.txt"] == begun["more-feeds.txt"]
    assert begun["pictures.txt"] == begun["more-pictures.txt"] != begun["feeds.txt"]
