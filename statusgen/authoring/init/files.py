"""Lays out a new site from the files in `starter/`, beside what a clone brings already."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from statusgen import package_root
from statusgen.authoring.init.requirement import FOLDER, Requirement
from statusgen.authoring.init.staging import put, remove_unfinished
from statusgen.authoring.splice.disk import replace_file
from statusgen.console import CommandError
from statusgen.content.source.parse import MAX_BYTES
from statusgen.limits import read_file
from statusgen.problems import quoted

_STARTER = package_root() / "starter"
_OF_A_CLONE = ("readme", "license", "licence", "copying")
"""Beginnings of the names of files that hosts of repositories put into a new one."""

_LISTS = frozenset({".gitignore", ".gitattributes"})
"""Files of lines: those that are there keep theirs and are given ours."""


class LaidOut(Struct, frozen=True):
    """The files of a site that were written, and those that were there and stay as they are."""

    written: tuple[str, ...]
    kept: tuple[str, ...]


def obstacle(site: Path) -> str | None:
    """Return why no site is laid out in a folder: it holds more than a clone does at first.

    None if it holds at most a README, a licence and dot-files, or does not exist.
    """
    try:
        names = sorted(each.name for each in site.iterdir() if not _is_of_a_clone(each))
    except FileNotFoundError:
        return None
    except OSError as error:
        return f"cannot be used: {error.strerror or error}"
    return f"is not empty: it has {quoted(names[0])}" if names else None


def _is_of_a_clone(path: Path) -> bool:
    return path.name.startswith(".") or path.name.lower().startswith(_OF_A_CLONE)


def lay_out(site: Path, values: Mapping[str, str], requirement: Requirement) -> LaidOut:
    """Write the files of a site, with the texts of its variables; raises CommandError."""
    files = dict(_files({**values, "@STATUSGEN@": requirement.line}))
    if requirement.wheel is not None:
        name, data = requirement.wheel
        files[f"{FOLDER}/{name}"] = data
    with _refusals(site):
        there = [name for name in files if (site / name).exists()]
        kept = tuple(name for name in there if not _add_to_list(site / name, files[name]))
        put(site, {name: data for name, data in files.items() if name not in there})
    return LaidOut(tuple(name for name in files if name not in kept), kept)


def clear(site: Path) -> None:
    """Remove what a run that was stopped has left in a folder; raises CommandError."""
    with _refusals(site):
        remove_unfinished(site)


@contextmanager
def _refusals(site: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = (
            f"The site could not be laid out in {site}: {error.strerror or error}. Run the command "
            "again once that is solved: it removes first what this one has written there."
        )
        raise CommandError(message) from error


def _files(values: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the text of each file.

    In the package a leading '_' stands for a dot, so that Git and other tools ignore the files.
    """
    for file in sorted(_STARTER.rglob("*")):
        if file.is_file() and file.parent.name != "__pycache__":
            parts = file.relative_to(_STARTER).parts
            name = "/".join(f".{each[1:]}" if each.startswith("_") else each for each in parts)
            yield _filled(name, values), _filled(file.read_text("utf-8"), values).encode()


def _filled(text: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        text = text.replace(name, value)
    return text


def _add_to_list(file: Path, data: bytes) -> bool:
    """Add to a file that is there; return False where it stays as it is."""
    return file.name in _LISTS and _add_lines(file, data.decode())


def _add_lines(file: Path, ours: str) -> bool:
    before = read_file(file, MAX_BYTES)
    theirs = before.decode()
    missing = [line for line in ours.splitlines() if line not in theirs.splitlines()]
    if missing:
        gap = "" if theirs.endswith("\n") or not theirs else "\n"
        replace_file(file, before, f"{theirs}{gap}{chr(10).join(missing)}\n".encode())
    return bool(missing)
