"""Commands that write the files of authors, of which a call to the disk fails."""

import shutil
from collections.abc import Iterator, Sequence
from functools import partial
from io import BytesIO, TextIOWrapper
from pathlib import Path
from unittest.mock import patch

from statusgen.cli.main import run as statusgen
from tests.conftest import write_small_site
from tests.crashes.child import Ending, run
from tests.crashes.enumeration import Command, Scenario
from tests.crashes.written import ALARM, LAID_OUT, MORE_ALARMS

NOW = "2026-11-20T15:00Z"
TEMPORARY = ".statusgen.tmp"
REMOTE = "remote.git"
"""Folder of the repository that is pushed to."""
TEMPORARIES = "temporary"
"""Folder of the files that an editor is given."""
_EDITOR = "sed -i 's/ look into/ are looking into/; s/ restart/ start anew/'"

Files = dict[str, bytes]


def files(root: Path) -> Files:
    """Return the files of a site, without those that are being written and those of git."""
    paths = (path for path in root.rglob("*") if path.is_file() and not _is_of_git(root, path))
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in paths
        if not any(each.endswith(TEMPORARY) for each in path.parts)
    }


def _is_of_git(root: Path, path: Path) -> bool:
    return path.relative_to(root).parts[0] in (".git", REMOTE, TEMPORARIES)


class AuthorsFiles(Scenario):
    """A command that changes or adds files of authors: each is as before, or as after it.

    `standard_input` is what the command reads.
    """

    def __init__(self, *arguments: str, standard_input: str = "") -> None:
        self._arguments = arguments
        self._standard_input = standard_input
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
        assert not [*other.rglob(f".*{TEMPORARY}")]
        shutil.rmtree(other)

    def lay_out(self, root: Path) -> None:
        """Write the site whose files are changed."""
        write_small_site(root)
        (root / TEMPORARIES).mkdir()
        for path, text in LAID_OUT.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text)

    def command(self, root: Path) -> Command:
        here = [each.replace("ROOT", str(root)) for each in self._arguments]
        return partial(self._run, root, [*here, "--root", str(root), "--now", NOW])

    def _run(self, root: Path, arguments: Sequence[str]) -> int:
        """Run a command with a person's editor, and files for it on the disk that fails."""
        given = TextIOWrapper(BytesIO(self._standard_input.encode()))
        with (
            patch.dict("os.environ", {"VISUAL": _EDITOR}),
            patch("tempfile.tempdir", str(root / TEMPORARIES)),
            patch("sys.stdin", given),
        ):
            return statusgen(arguments)

    def faults(self, root: Path, ending: Ending) -> Iterator[str]:
        found = files(root)
        yield from self._halves(found)
        if ending.code == 0 and found != self._after:
            yield "the command succeeded, and has not written everything"
        for path, content in self._before.items():
            is_refused = f"{path} could not be written" in ending.output
            if is_refused and "as it was" in ending.output and found.get(path) != content:
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
    """A change of an occurrence, which is first given a file of its own: that may be all."""

    def prepare(self, root: Path) -> None:
        super().prepare(root)
        for path in self._after.keys() - self._before.keys():
            text, _, _ = self._after[path].partition(b"updates:")
            self._between[path] = text.replace(b"start anew", b"restart")


class MoreAlarms(AuthorsFiles):
    """Alarms of which some change a draft, and others make a new one."""

    def __init__(self) -> None:
        super().__init__("draft", "--from", "json", standard_input=MORE_ALARMS)

    def lay_out(self, root: Path) -> None:
        super().lay_out(root)
        first = AuthorsFiles("draft", "--from", "json", standard_input=ALARM)
        made = run(first.command(root), root)
        assert made.code == 0, made.output


def update(*options: str) -> Sequence[str]:
    """Return the arguments of an update that needs no person."""
    return ("update", *options, "--text", "We know why.", "--yes")
