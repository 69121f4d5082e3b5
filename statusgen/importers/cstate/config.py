"""Read the configuration of a cState site, in any of the forms that Hugo knows."""

import json
import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct

from statusgen.console import CommandError, problems_error
from statusgen.content.schema.errors import InputError, written
from statusgen.content.schema.times import named_zone
from statusgen.content.source.parse import parse, read_bytes
from statusgen.importers.foreign import ForeignComponent
from statusgen.problems import Place, Problem

_UTC = ZoneInfo("UTC")


class Config(Struct, frozen=True):
    """The systems in the order of the page, and the zone of times without one (Hugo: UTC)."""

    systems: tuple[ForeignComponent, ...] = ()
    zone: ZoneInfo = _UTC

    @property
    def names(self) -> frozenset[str]:
        """The names by which issues refer to the systems."""
        return frozenset(each.key for each in self.systems)


def read_config(folder: Path) -> Config:
    """Return the configuration of the site in a folder; without one, that of Hugo by default.

    Raises CommandError for one that cannot be read: all times depend on it.
    """
    path = next((each for each in _candidates(folder) if _exists(each)), None)
    if path is None:
        return Config()
    shown = str(path)
    data = read_bytes(path, shown)
    if isinstance(data, Problem):
        raise _refusal(data)
    tree = _READERS[path.suffix](shown, data)
    if not isinstance(tree, dict):
        raise _refusal(Problem(Place(shown), "this is no configuration of Hugo", "expected keys"))
    top = {key.lower(): value for key, value in tree.items()}
    return Config(tuple(_systems(top.get("params"))), _zone(top, shown, data))


def unreadable(error: OSError) -> CommandError:
    """Return the error of a file or a folder that cannot be read."""
    return CommandError(
        f"{error.filename} cannot be read: {error.strerror or error}. "
        "Nothing was imported; run the command again once that is solved."
    )


def _refusal(*problems: Problem) -> CommandError:
    return problems_error(problems, "nothing was imported")


# --- the file ----------------------------------------------------------------------------------


def _candidates(folder: Path) -> Iterator[Path]:
    """Yield the files in which Hugo looks for the configuration, in its order."""
    for inner in (folder, folder / "config" / "_default"):
        for name in ("hugo", "config"):
            yield from (inner / f"{name}{suffix}" for suffix in _READERS)


def _exists(path: Path) -> bool:
    """Return whether there is something at a path; raises CommandError if that is not known."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise unreadable(error) from error
    return True


def _yaml(shown: str, data: bytes) -> object:
    file = parse(shown, data)
    if file.problems:
        raise _refusal(*file.problems)
    return {} if file.tree is None else file.tree


_AT_LINE = re.compile(r" \(at line (\d+), column (\d+)\)$")


def _toml(shown: str, data: bytes) -> object:
    try:
        return tomllib.loads(_text(shown, data))
    except (ValueError, RecursionError) as error:
        found = _AT_LINE.search(str(error))
        place = Place(shown, int(found[1]), int(found[2])) if found else Place(shown)
        message = f"this is no TOML: {_AT_LINE.sub('', str(error))}"
        raise _refusal(Problem(place, message)) from error


def _json(shown: str, data: bytes) -> object:
    try:
        return json.loads(_text(shown, data))
    except json.JSONDecodeError as error:
        place = Place(shown, error.lineno, error.colno)
        raise _refusal(Problem(place, f"this is no JSON: {error.msg}")) from error
    except (ValueError, RecursionError) as error:
        raise _refusal(Problem(Place(shown), f"this is no JSON: {error}")) from error


def _text(shown: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        hint = "expected UTF-8; save the file again in that encoding"
        raise _refusal(Problem(Place(shown), "this file is not UTF-8 text", hint)) from error


_READERS: Mapping[str, Callable[[str, bytes], object]] = {
    ".toml": _toml,
    ".yaml": _yaml,
    ".yml": _yaml,
    ".json": _json,
}
"""How the configuration is read, by the suffix of its file, in the order of Hugo."""


# --- what is in it -----------------------------------------------------------------------------


def _zone(top: Mapping[str, object], shown: str, data: bytes) -> ZoneInfo:
    value = top.get("timezone")
    if value in (None, ""):
        return _UTC
    try:
        return named_zone(written(value, "a time zone"))
    except InputError as error:
        place = _place_of_zone(shown, data)
        problem = Problem(place, str(error), error.errors[0].hint)
        raise _refusal(problem) from error


def _place_of_zone(shown: str, data: bytes) -> Place:
    """Return the line that names the zone, whatever the form of the file."""
    for number, line in enumerate(data.decode("utf-8-sig").splitlines(), start=1):
        if found := re.search("timezone", line, re.IGNORECASE):
            start, end = found.span()
            return Place(shown, number, start + 1, line, end - start)
    return Place(shown)


def _systems(params: object) -> Iterator[ForeignComponent]:
    listed = params.get("systems") if isinstance(params, dict) else None
    for each in listed if isinstance(listed, list) else []:
        if isinstance(each, dict) and isinstance(name := each.get("name"), str):
            yield ForeignComponent(name, name, _word(each, "category"), _word(each, "description"))


def _word(system: dict[str, Any], key: str) -> str | None:
    value = system.get(key)
    return value if isinstance(value, str) else None
