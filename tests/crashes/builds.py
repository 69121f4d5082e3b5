"""Builds of a small site, of which a call to the disk fails."""

import re
import shutil
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from statusgen.cache.disk import FOLDER
from statusgen.cli.main import run as statusgen
from statusgen.publish.paths import MANIFEST, TEMPORARY
from tests.conftest import write_small_site
from tests.crashes.child import Ending, run
from tests.crashes.enumeration import Command, Scenario

NOW = "2026-11-20T15:00Z"
_SETTLED = """\
title: Fax was slow
affects: {pbx: degraded_performance}
updates:
  - {at: 2026-01-20 15:15, status: resolved, text: It works again.}
"""
_LAST_OF_BATCHES = ("ads-was-down", "blog-was-down")
"""Entries of which each is the last one in a batch, so that three workers can write."""
_REFERENCE = re.compile(r'(?:href|src)="(?!\w+:|#)([^"#?]*)')

Tree = Mapping[str, bytes | None]
"""The files of a site by their paths; folders have no content."""


def build(root: Path, jobs: int = 1) -> Command:
    """Return the command that builds a site in so many processes."""
    own = ["--root", str(root), "--now", NOW, "--jobs", str(jobs)]
    return partial(statusgen, ["build", *own])


def tree(folder: Path) -> Tree:
    """Return what is in a folder."""
    return {
        path.relative_to(folder).as_posix(): None if path.is_dir() else path.read_bytes()
        for path in folder.rglob("*")
    }


class FirstBuild(Scenario):
    """A site that is built for the first time."""

    def __init__(self) -> None:
        self._before: Tree = {}
        self._after: Tree = {}

    def prepare(self, root: Path) -> None:
        write_small_site(root)
        self._after = _cold(root)

    def command(self, root: Path) -> Command:
        return build(root)

    def faults(self, root: Path, ending: Ending) -> Iterator[str]:
        site = root / "site"
        found = tree(site)
        yield from self._halves(found)
        yield from _dead_links(site)
        if ending.code == 0 and _files(found) != _files(self._after):
            yield f"the build succeeded: {_difference(found, self._after)}"

    def faults_of_next(self, root: Path) -> Iterator[str]:
        built = run(build(root), root)
        found = tree(root / "site")
        if built.code:
            yield f"the next build fails: {built.output}"
        elif found != self._after:
            yield f"the next build is no first one: {_difference(found, self._after)}"
        yield from _of_cache(root / FOLDER)

    def _halves(self, found: Tree) -> Iterator[str]:
        """Yield the files that are neither as before nor as after the build."""
        for path, content in found.items():
            allowed = (self._before.get(path), self._after.get(path))
            if not path.startswith(TEMPORARY) and path != MANIFEST and content not in allowed:
                yield f"{path} is neither old nor new: {len(content or b'')} bytes"
        if not found.keys() >= self._before.keys() & self._after.keys():
            yield "a file is missing"


class NextBuild(FirstBuild):
    """A site that was built, and of which an entry is changed, one is new, and one is gone."""

    def prepare(self, root: Path) -> None:
        write_small_site(root)
        entries = root / "content/incidents"
        for name in (*_LAST_OF_BATCHES, "fax-is-slow"):
            (entries / f"{name}.yml").write_text(_SETTLED)
        built = run(build(root), root)
        assert built.code == 0, built.output
        self._before = tree(root / "site")
        (entries / "fax-is-slow.yml").rename(entries / "fax-was-slow.yml")
        for name in ("calls-fail", _LAST_OF_BATCHES[-1]):
            text = (entries / f"{name}.yml").read_text()
            (entries / f"{name}.yml").write_text(text.replace("title: ", "title: Some "))
        self._after = _cold(root)


class BuildWithWorkers(NextBuild):
    """The same in several processes, of which each can fail at the call with the number."""

    has_workers = True

    def command(self, root: Path) -> Command:
        return build(root, jobs=2)


def _cold(root: Path) -> Tree:
    """Return what a build of the content of a site into an empty folder makes."""
    other = root.with_name("cold")
    shutil.copytree(root / "content", other / "content")
    built = run(build(other), other)
    assert built.code == 0, built.output
    made = tree(other / "site")
    shutil.rmtree(other)
    return made


def _dead_links(site: Path) -> Iterator[str]:
    """Yield the links and assets of the home page that are not there."""
    home = site / "index.html"
    if home.exists():
        for reference in set(_REFERENCE.findall(home.read_text("utf-8"))):
            target = site / reference.lstrip("/")
            if not (target / "index.html" if target.is_dir() else target).is_file():
                yield f"the home page refers to {reference}, which is not there"


def _of_cache(folder: Path) -> Iterator[str]:
    """Yield what is wrong with a cache after a build that succeeded."""
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    ignored, tag = found.get(".gitignore", b""), found.get("CACHEDIR.TAG", b"")
    if {*ignored.split()} != {b"*"} or not tag.endswith(b"/\n"):
        yield "git and backups do not leave out the cache"
    if not any(name.startswith("config-") for name in found):
        yield "the cache is not used"


def _files(found: Tree) -> Tree:
    """Return the files of a site, without those that are being written."""
    return {
        path: content
        for path, content in found.items()
        if content is not None and not path.startswith(f"{TEMPORARY}/") and path != MANIFEST
    }


def _difference(found: Tree, wanted: Tree) -> str:
    paths = {path for path in {*found, *wanted} if found.get(path, 0) != wanted.get(path, 0)}
    return f"{sorted(paths)[:5]} differ"
