"""The site on which cases are tried, and the answers of the program."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from shutil import copytree, rmtree

from msgspec import Struct

from statusgen.build import BuildRequest, build
from statusgen.cache.store import MemoryStore, ReadOnlyStore
from statusgen.content.load import load
from statusgen.incremental.workers import Workers
from statusgen.problems import Problem, as_github, as_json, as_text, has_error
from tests.fuzz.seeds import FILES

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)

_LINE_END = re.compile("\r\n|\r|\n")


class Answer(Struct, frozen=True):
    """What the program answers to an input; `faults` is what is wrong with the answer."""

    is_accepted: bool
    output: str = ""
    faults: tuple[str, ...] = ()


class Bench:
    """A site on disk, whole again after each case; what was rendered once is kept."""

    def __init__(self, folder: Path) -> None:
        self.root, self._scratch, self._whole = (
            folder / name for name in ("site", "scratch", "whole")
        )
        for path, text in FILES.items():
            (self._whole / path).parent.mkdir(parents=True, exist_ok=True)
            (self._whole / path).write_text(text, encoding="utf-8")
        copytree(self._whole, self.root)
        self._store = MemoryStore()

    def scratch(self) -> Path:
        """Return a new copy of the site, in which a case may change everything."""
        rmtree(self._scratch, ignore_errors=True)
        copytree(self._whole, self._scratch)
        return self._scratch

    @cached_property
    def published(self) -> Mapping[str, bytes]:
        """The files of the site as it is, by path; what is rendered for them is kept."""
        site = build(BuildRequest(self._whole, NOW), None, self._store, Workers(1)).site
        assert site is not None
        return {each.path: each.content for each in site.artefacts}

    def problems(self, root: Path) -> tuple[Problem, ...]:
        """Return the problems that a build of a site has."""
        kept = ReadOnlyStore(self._store) if self.published else self._store
        return build(BuildRequest(root, NOW), None, kept, Workers(1)).problems


def sound(root: Path) -> Iterator[str]:
    """Yield what `check` finds wrong with the content that a command has written."""
    found = load(root, NOW)
    if found.content is None:
        yield from (f"refused: {as_text(each)}" for each in found.problems)


# --- problems ----------------------------------------------------------------------------------


def said(problems: Sequence[Problem]) -> str:
    """Return problems in all forms that `check` has."""
    forms = (*map(as_text, problems), as_json(problems), *map(as_github, problems))
    return "\n".join(forms)


def answer(root: Path, problems: Sequence[Problem], faults: Sequence[str] = ()) -> Answer:
    """Return the answer that problems are; each must have a place, and be fit to be shown."""
    output = said(problems)
    lines = {path: _lines(root / path) for path in {each.place.path for each in problems}}
    wrong = [fault for each in problems for fault in _misplaced(each, lines[each.place.path])]
    hidden = next((each for each in output if each not in "\n\t" and not each.isprintable()), "")
    if hidden:
        wrong.append(f"an unprintable character is shown: {hidden!r}")
    return Answer(not has_error(problems), output, (*faults, *wrong))


def _lines(file: Path) -> list[str] | None:
    """Return the lines of a file, none of a folder, or None where there is nothing."""
    if not file.is_file():
        return [""] if file.is_dir() else None
    return _LINE_END.split(file.read_bytes().decode(errors="replace").removeprefix("\ufeff"))


def _misplaced(problem: Problem, lines: list[str] | None) -> Iterator[str]:
    """Yield why a problem is not at a place of a file; what is missing, or ours, aside."""
    place = problem.place
    if not place.path or place.line < 1 or place.column < 1:
        yield f"no place: {problem}"
    elif lines is None:
        if "missing" not in problem.message and not place.path.startswith("statusgen/templates/"):
            yield f"a place in no file: {problem}"
    elif place.line > len(lines) or place.column > len(lines[place.line - 1]) + 1:
        yield f"a place that is not in the file: {problem}"
    elif place.source_line not in ("", lines[place.line - 1]):
        yield f"another line than that of the place: {problem}"
