"""What one program builds of one site, step by step."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

from tests.incremental.program import MANIFEST, Files, Program
from tests.incremental.sites import Site

_OTHER = "https://other.example/preview/"
_SERVING = threading.Lock()
"""Only one preview runs at a time: it is served, and thus built, for the port that it has."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two programs with its copy of a site's content below `folder`."""

    program: Program
    folder: Path
    port: int

    @property
    def root(self) -> Path:
        return self.folder / "root"

    def build(self, now: str, out: str = "site", *options: str) -> Files:
        return self.program.build(self.root, self.folder / out, now, *options)


def side(program: Program, content: Path, folder: Path, port: int) -> Side:
    """Return a program with a copy of `content`, in which its own templates take the place."""
    made = Side(program, folder, port)
    copytree(content, made.root)
    if (made.root / "templates").is_dir():
        copytree(program.folder / "templates", made.root / "templates", dirs_exist_ok=True)
    return made


def steps(by: Side, site: Site) -> Iterator[tuple[str, Files]]:
    """Yield the names of steps with all files that there are after each."""
    yield "cold", by.build(site.now)
    yield "warm", by.build(site.now)
    yield "later", by.build(site.later)
    site.edit.apply(by.root)
    yield "changed", by.build(site.now)
    other = by.build(site.now, "other", "--base-url", _OTHER)
    yield "address", other
    other.pop(MANIFEST)
    with _SERVING, by.program.serve(by.root, site.now, by.port) as preview:
        version = preview.version()
        yield "served", preview.fetch(other)
        site.edit.revert(by.root)
        preview.wait_for_other_than(version)
        yield "served, changed", preview.fetch(other)
