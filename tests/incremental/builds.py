"""Sites of some content built with a cache, step after step, and built from everything anew.

The first is the command line, as a process. The second, `everything`, knows no cache at all: each
job of each output is run once. It alone depends on how the program is put together.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from statusgen.content.load import load
from statusgen.domain.world import derive
from statusgen.outputs import jobs
from statusgen.render.context import contexts
from statusgen.render.templates import Templates
from statusgen.render.theme import read_theme
from tests.incremental.program import MANIFEST, Files, Program, free_port
from tests.incremental.sites import Site
from tests.paths import REPOSITORY

PROGRAM = Program(REPOSITORY)
_ELSEWHERE = "https://elsewhere.example/preview/"

Step = tuple[str, Files, Files]
"""The name of a step, the files as they are after it, and as they have to be."""


def everything(root: Path, now: str, url: str | None = None, *, drafts: bool = False) -> Files:
    """Return the site of `root` at `now` as it is without any cache."""
    at = datetime.fromisoformat(now)
    loaded = load(root, at)
    assert loaded.content is not None, loaded.problems
    world = derive(loaded.content, at, drafts=drafts)
    every = jobs(contexts(world, Templates(read_theme(root)), url))
    return {each.path: each.content for job in every for each in job.run()}


def built(root: Path, now: str, out: str = "site", *options: str) -> Files:
    """Return the site of `root` after a build with the cache that lies there."""
    found = PROGRAM.build(root, root / out, now, *options)
    return {path: content for path, content in found.items() if path != MANIFEST}


@dataclass(frozen=True, slots=True)
class Editor:
    """Changes one entry of a site below `root`, and takes another one away."""

    root: Path
    site: Site

    def take_out(self) -> str:
        """Remove the entry that will be added; return its text."""
        path = self.root / self.site.edit.path
        text = path.read_text(encoding="utf-8")
        path.unlink()
        return text

    def add(self, text: str) -> None:
        (self.root / self.site.edit.path).write_text(text, encoding="utf-8")

    def edit(self) -> None:
        self.site.edit.apply(self.root)

    def remove(self) -> None:
        (self.root / self.site.removed).unlink()


def steps(root: Path, site: Site) -> Iterator[Step]:
    """Build a site below `root` again and again with one cache; yield each step."""
    site.write(root)
    editor = Editor(root, site)
    text = editor.take_out()
    expected = everything(root, site.now)
    yield "cold", built(root, site.now), expected
    yield "nothing changed", built(root, site.now), expected
    yield "later", built(root, site.later), everything(root, site.later)
    editor.add(text)
    yield "one added, earlier again", built(root, site.now), everything(root, site.now)
    editor.edit()
    yield "one edited", built(root, site.now), everything(root, site.now)
    editor.remove()
    expected = everything(root, site.now)
    yield "one removed", built(root, site.now), expected
    for name, change in site.changes:
        change(root)
        expected = everything(root, site.now)
        yield name, built(root, site.now), expected
    yield "another folder", built(root, site.now, "other"), expected
    expected = everything(root, site.now, _ELSEWHERE)
    yield "another address", built(root, site.now, "other", "--base-url", _ELSEWHERE), expected
    yield from _served(root, site)


def _served(root: Path, site: Site) -> Iterator[Step]:
    """Yield what a preview serves, and what it serves after one entry is edited."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    with PROGRAM.serve(root, site.now, port) as preview:
        version = preview.version()
        expected = everything(root, site.now, url, drafts=True)
        yield "served", preview.fetch(expected), expected
        site.edit.revert(root)
        preview.wait_for_other_than(version)
        expected = everything(root, site.now, url, drafts=True)
        yield "served after an edit", preview.fetch(expected), expected
