"""The number of our frames between a command and the code that does the work, in one process."""

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import CodeType, FrameType

from statusgen import package_root
from statusgen.build import build
from statusgen.cli.main import run
from statusgen.content.schema.entries import read_entry
from statusgen.render.views.incident import incident_page

PACKAGE = str(package_root())


def callers(frame: FrameType | None) -> Iterator[CodeType]:
    """Yield the code of a frame and of its callers, as far as it is ours."""
    while frame:
        if frame.f_code.co_filename.startswith(PACKAGE):
            yield frame.f_code
        frame = frame.f_back


class Reached(BaseException):
    """Ends a build at the function of interest."""


def walk(root: Path, target: Callable[..., object]) -> list[CodeType]:
    """Return our code on the stack, innermost first, when a build first calls `target`."""
    stack: list[CodeType] = []

    def record(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call" and frame.f_code is target.__code__:
            stack.extend(callers(frame))
            raise Reached

    before = sys.getprofile()
    sys.setprofile(record)
    try:
        with suppress(Reached):
            run(["build", "--root", str(root), "--now", "2026-11-20T15:00Z", "--jobs", "1"])
    finally:
        sys.setprofile(before)
    return stack


def names(stack: list[CodeType]) -> list[str]:
    return [f"{each.co_filename.removeprefix(PACKAGE)}:{each.co_qualname}" for each in stack]


def test_the_command_line_is_at_most_7_frames_from_the_reader_of_an_incident(
    small_site: Path,
) -> None:
    stack = walk(small_site, read_entry)
    assert 0 < len(stack) <= 7, names(stack)


def test_the_build_is_at_most_9_frames_from_the_page_of_an_incident(small_site: Path) -> None:
    stack = walk(small_site, incident_page)
    assert stack.index(build.__code__) + 1 <= 9, names(stack)
