"""Commands that write the files of authors, of which a call to the disk fails."""

import shutil
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from statusgen.cli.main import run as statusgen
from tests.conftest import write_small_site
from tests.crashes.child import Ending, run
from tests.crashes.enumeration import Command, Scenario

NOW = "2026-11-20T15:00Z"
_TEMPORARY = ".statusgen.tmp"
_SERIES = """\
title: Weekly restart
affects: {pbx: under_maintenance}
repeats: {rule: FREQ=WEEKLY, count: 4}
announce_before: 5d
starts: 2026-11-20 15:30
ends: 2026-11-20 17:00
text: The gateways restart.
"""
_PAGE = """\
{"page": {"id": "p", "name": "P", "url": "https://old.example", "time_zone": "UTC"},
 "incidents": [{"id": "i", "name": "Old outage", "status": "resolved", "impact": "major",
   "created_at": "2026-01-02T10:00:00Z", "updated_at": "2026-01-02T11:00:00Z",
   "incident_updates": [{"id": "u", "status": "resolved", "body": "Solved.",
     "created_at": "2026-01-02T11:00:00Z", "updated_at": "2026-01-02T11:00:00Z",
     "display_at": "2026-01-02T11:00:00Z", "affected_components": null}]}]}
"""

Files = dict[str, bytes]


def files(root: Path) -> Files:
    """Return the content files of a site, without those that are being written."""
    paths = (path for path in (root / "content").rglob("*") if path.is_file())
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in paths
        if not path.name.endswith(_TEMPORARY)
    }


class AuthorsFiles(Scenario):
    """A command that changes or adds content files: each is as before, or as after it."""

    def __init__(self, *arguments: str) -> None:
        self._arguments = arguments
        self._before: Files = {}
        self._between: Files = {}
        self._after: Files = {}

    def prepare(self, root: Path) -> None:
        self.lay_out(root)
        self._before = files(root)
        other = root.with_name("other")
        shutil.copytree(root, other)
        done = run(self.command(other), other)
        assert done.code == 0, done.output
        self._after = files(other)
        assert self._after != self._before
        assert not [*other.rglob(f".*{_TEMPORARY}")]
        shutil.rmtree(other)

    def lay_out(self, root: Path) -> None:
        """Write the site whose files are changed."""
        write_small_site(root)
        (root / "content/maintenance").mkdir()
        (root / "content/maintenance/restart.yml").write_text(_SERIES)
        (root / "old.json").write_text(_PAGE)

    def command(self, root: Path) -> Command:
        here = [each.replace("ROOT", str(root)) for each in self._arguments]
        return partial(statusgen, [*here, "--root", str(root), "--now", NOW])

    def faults(self, root: Path, ending: Ending) -> Iterator[str]:
        found = files(root)
        yield from self._halves(found)
        if ending.code == 0 and found != self._after:
            yield "the command succeeded, and has not written everything"
        if "as it was" in ending.output and found != self._before:
            yield f"the message is wrong: {ending.output}"

    def faults_of_next(self, root: Path) -> Iterator[str]:
        if files(root) != self._after:
            again = run(self.command(root), root)
            if again.code or files(root) != self._after:
                yield f"the command cannot be repeated: {again.output}"

    def _halves(self, found: Files) -> Iterator[str]:
        for path, content in found.items():
            allowed = (each.get(path) for each in (self._before, self._between, self._after))
            if content not in allowed:
                yield f"{path} is neither old nor new: {content!r}"
        if not found.keys() >= self._before.keys():
            yield "a file is missing"


class OwnFile(AuthorsFiles):
    """An update of an occurrence, which is first given a file of its own: that may be all."""

    def prepare(self, root: Path) -> None:
        super().prepare(root)
        for path in self._after.keys() - self._before.keys():
            text = self._after[path]
            self._between[path] = text[: text.index(b"updates:")]


def update(*options: str) -> Sequence[str]:
    """Return the arguments of an update that needs no person."""
    return ("update", *options, "--text", "We know why.", "--yes")
