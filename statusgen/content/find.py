"""Find the content files of a site, and the names that do not belong there; reads none."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from statusgen.content.schema.names import ENTRY_NAME, ID_PATTERN, id_rule
from statusgen.problems import Place, Problem, did_you_mean, outside_problem, printable, quoted

FOLDER = "content"
SITE = f"{FOLDER}/site.yml"
COMPONENTS = f"{FOLDER}/components.yml"
POLICY = f"{FOLDER}/sla.yml"
GROUPS = f"{FOLDER}/groups.yml"
NOTIFY = f"{FOLDER}/notify.yml"
ALARMS = f"{FOLDER}/alarms.yml"
INCIDENTS = f"{FOLDER}/incidents"
MAINTENANCE = f"{FOLDER}/maintenance"
NOTICES = f"{FOLDER}/notices"

_CONFIG = tuple(path.rpartition("/")[2] for path in (SITE, COMPONENTS, POLICY, GROUPS))
_BESIDE = tuple(path.rpartition("/")[2] for path in (NOTIFY, ALARMS, NOTICES))
"""Files that the site does not depend on: the commands that need them read them."""
_FOLDERS = tuple(path.rpartition("/")[2] for path in (INCIDENTS, MAINTENANCE))
_KNOWN = (*_CONFIG, *_BESIDE, *_FOLDERS)
_REQUIRED = {
    SITE: "expected a file with name, url, timezone and languages",
    COMPONENTS: "expected a file with groups of components",
}


class ContentFiles(Struct, frozen=True):
    """The files of a site by their paths: POSIX, relative to its root."""

    config: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()
    maintenances: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def entries(self) -> tuple[str, ...]:
        """The files of incidents and of maintenances."""
        return (*self.incidents, *self.maintenances)


def find(root: Path) -> ContentFiles:
    """Return every content file below `root`, and a problem for every name that does not fit."""
    problems: list[Problem] = []
    if not (root / FOLDER).is_dir():
        hint = f"expected it in {printable(str(root))}, with site.yml and components.yml in it"
        missing = Problem(Place(FOLDER), "there is no folder 'content'", hint)
        return ContentFiles(problems=(missing,))
    outside = outside_problem(root, FOLDER)
    if outside is not None:
        return ContentFiles(problems=(outside,))
    names = {each.name: f"{FOLDER}/{each.name}" for each in _listed(root, FOLDER, problems)}
    problems += (_unknown(path, name) for name, path in names.items() if name not in _KNOWN)
    problems += _absent(names)
    return ContentFiles(
        tuple(names[name] for name in _CONFIG if name in names),
        tuple(_entries(root, INCIDENTS, problems)) if "incidents" in names else (),
        tuple(_entries(root, MAINTENANCE, problems)) if "maintenance" in names else (),
        tuple(problems),
    )


def find_notices(root: Path) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Return the files of the site's own notices, and a problem for each outside the site."""
    if not os.path.lexists(root / NOTICES):
        return (), ()
    outside = outside_problem(root, NOTICES)
    if outside is not None:
        return (), (outside,)
    problems: list[Problem] = []
    found = _listed(root, NOTICES, problems)
    return tuple(f"{NOTICES}/{each.name}" for each in found), tuple(problems)


def _listed(root: Path, folder: str, problems: list[Problem]) -> list[os.DirEntry[str]]:
    """Return the items of a folder by name, without dot-files and README.md."""
    try:
        with os.scandir(f"{root}/{folder}") as found:
            kept = sorted(
                (each for each in found if not _is_ignored(each.name)), key=lambda each: each.name
            )
        return list(_without_links(root, folder, kept, problems))
    except OSError as error:
        reason = error.strerror or str(error)
        hint = "expected a folder that statusgen may read"
        problems.append(Problem(Place(folder), f"this folder cannot be read: {reason}", hint))
        return []


_LEFT_BY_EDITORS = re.compile(r".*~|#.*#|.*\.(bak|orig|rej|swp|swo|tmp)|.*___jb_(tmp|old)___|4913")
"""Names of copies and temporary files of editors and of git."""


def _is_ignored(name: str) -> bool:
    is_left = _LEFT_BY_EDITORS.fullmatch(name) is not None
    return name.startswith(".") or name == "README.md" or is_left


def _without_links(
    root: Path, folder: str, found: Iterable[os.DirEntry[str]], problems: list[Problem]
) -> Iterator[os.DirEntry[str]]:
    """Yield the items of a folder that are in the root, and note a problem for the others."""
    for each in found:
        path = f"{folder}/{each.name}"
        problem = outside_problem(root, path) if each.is_symlink() else None
        if problem is None:
            yield each
        else:
            problems.append(problem)


def _unknown(path: str, name: str) -> Problem:
    stem, _, suffix = name.rpartition(".")
    if suffix == "yaml" and f"{stem}.yml" in _KNOWN:
        return Problem(Place(path), f"unknown file {quoted(name)}", f"rename it to {stem}.yml")
    hint = f"expected one of: {', '.join(_KNOWN)}{did_you_mean(name, _KNOWN)}"
    return Problem(Place(path), f"unknown file {quoted(name)}", hint)


def _absent(names: dict[str, str]) -> Iterator[Problem]:
    for path, hint in _REQUIRED.items():
        if path.rpartition("/")[2] not in names:
            yield Problem(Place(path), "this file is missing", hint)


# --- entries -----------------------------------------------------------------------------------


def _entries(root: Path, folder: str, problems: list[Problem]) -> Iterator[str]:
    if not (root / folder).is_dir():
        hint = f"expected a folder with one file for each entry, {folder}/<id>.yml"
        problems.append(Problem(Place(folder), "this is not a folder", hint))
        return
    yield from _below(root, folder, (), problems)


def _below(
    root: Path, folder: str, above: tuple[str, ...], problems: list[Problem]
) -> Iterator[str]:
    real = os.path.realpath(root / folder)
    if real in above:
        hint = "delete the link"
        problems.append(Problem(Place(folder), "this link leads to a folder above itself", hint))
        return
    if not folder.isprintable():
        hint = "expected a name of printable characters"
        problems.append(Problem(Place(folder), "the name of this folder cannot be shown", hint))
        return
    for each in _listed(root, folder, problems):
        path = f"{folder}/{each.name}"
        if _is_folder(each):
            yield from _below(root, path, (*above, real), problems)
        elif (problem := _misnamed(path)) is not None:
            problems.append(problem)
        else:
            yield path


def _is_folder(found: os.DirEntry[str]) -> bool:
    """Return whether an item is a folder; the system is asked for links only."""
    try:
        return found.is_dir()
    except OSError:
        return False  # a link that leads nowhere; reading it will say so


def _misnamed(path: str) -> Problem | None:
    """Return the problem of the name of an entry's file, if any."""
    name = path.rpartition("/")[2]
    if ENTRY_NAME.fullmatch(name):
        return None
    stem, _, suffix = name.rpartition(".")
    if suffix == "yaml" and ID_PATTERN.fullmatch(stem):
        hint = f"rename it to {stem}.yml"
        return Problem(Place(path), "the name of this file does not end in .yml", hint)
    hint = f"expected <id>.yml, its id of {id_rule(stem)}"
    return Problem(Place(path), f"{quoted(name)} is not named <id>.yml", hint)
