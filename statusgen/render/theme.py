"""Reads template files: those that come with statusgen, and a site's own over them."""

import os
from collections.abc import Container, Iterator
from pathlib import Path, PurePosixPath

from statusgen import package_root
from statusgen.content.find import find_notices
from statusgen.content.source.parse import read_bytes
from statusgen.limits import MIB, read_file
from statusgen.problems import Place, Problem, Severity, outside_problem, quoted
from statusgen.render.templates import Theme, ThemeError

MAX_BYTES = 16 * MIB
"""Maximum size of a file of a theme, in bytes."""

TEMPLATES = "templates"
NOTICES = "notices/"
"""Folder of the notices in a theme; each file is named after its notice."""


def read_theme(root: Path) -> Theme:
    """Return the default templates, overridden by the files of `root`/templates of the same name.

    Notices are overridden by those in `root`/content too; their mistakes are left to `check`.
    Hidden files, which editors and file managers leave behind, are no part of a theme.
    Raises `ThemeError` for a file or a folder that cannot be read.
    """
    defaults = dict(_found(default_folder()))
    own = _own(root)
    for name in own:
        _refuse_folder(name, defaults)
    origins = {name: f"statusgen/{TEMPLATES}/{name}" for name in defaults}
    origins |= {name: f"{TEMPLATES}/{name}" for name in own}
    files = {name: _read(path, origins[name]) for name, path in {**defaults, **own}.items()}
    standing = Theme(files, origins, frozenset(defaults.keys() - own.keys()))
    return _with_site_notices(standing, root)


def mistaken_case(root: Path) -> Iterator[Problem]:
    """Yield a warning for each own template whose name differs from another only by case.

    Raises `ThemeError` as `read_theme` does.
    """
    names = {name.casefold(): name for name, _ in _found(default_folder())}
    for name in _own(root):
        meant = names.setdefault(name.casefold(), name)
        if meant != name:
            message = f"the name of this file differs from {quoted(meant)} by case alone"
            hint = f"rename it to {meant} if it is meant in its place; now it is not used for that"
            yield Problem(Place(f"{TEMPLATES}/{name}"), message, hint, Severity.WARNING)


def _with_site_notices(theme: Theme, root: Path) -> Theme:
    """Return a theme with the notices in the content of a site, as far as they can be read."""
    paths = (path for path in find_notices(root)[0] if path.isprintable())
    origins = {f"{NOTICES}{path.rpartition('/')[2]}": path for path in paths}
    read = {name: read_bytes(root / path, path) for name, path in origins.items()}
    files = {name: data for name, data in read.items() if isinstance(data, bytes)}
    return Theme(
        {**theme.files, **files}, {**theme.origins, **origins}, theme.defaults - origins.keys()
    )


def _nameless(name: str) -> Problem | None:
    """Return the problem of a name that cannot be shown, or part of an address."""
    if name.isprintable():
        return None
    hint = "expected a name of printable characters"
    return Problem(Place(f"{TEMPLATES}/{name}"), "the name of this file cannot be shown", hint)


def has_own(root: Path, folder: str) -> bool:
    """Return whether a site has files of its own in a folder of its templates, or may have any."""
    own = root / TEMPLATES
    try:
        return own.resolve() != default_folder().resolve() and any(_found(own / folder))
    except FileNotFoundError:
        return own.is_symlink() and not own.exists()
    except OSError:
        return True


def default_folder() -> Path:
    """Return the folder of the default templates: in the package, or beside it in a checkout."""
    package = package_root()
    shipped = package / TEMPLATES
    return shipped if shipped.is_dir() else package.parent / TEMPLATES


def _own(root: Path) -> dict[str, Path]:
    """Return the files of a site's own templates; raises `ThemeError`."""
    folder = root / TEMPLATES
    try:
        own = dict(_found(folder)) if os.path.lexists(folder) else {}
    except OSError as error:
        raise ThemeError(_unread(root, error)) from error
    for name in own:
        problem = _nameless(name) or outside_problem(root, f"{TEMPLATES}/{name}")
        if problem is not None:
            raise ThemeError(problem)
    return own


def _refuse_folder(name: str, defaults: Container[str]) -> None:
    """Raise `ThemeError` for a file in a folder that has the name of a template."""
    for folder in map(str, PurePosixPath(name).parents):
        if folder in defaults:
            hint = "expected a file; give the folder another name"
            place = Place(f"{TEMPLATES}/{folder}")
            raise ThemeError(Problem(place, "this template is a folder", hint))


def _unread(root: Path, error: OSError) -> Problem:
    path = Path(error.filename or root / TEMPLATES)
    message = f"this folder cannot be read: {error.strerror or error}"
    hint = "expected a folder that statusgen may read"
    return Problem(Place(path.relative_to(root).as_posix()), message, hint)


def _found(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files in a folder by their paths below it, without dot-files and README.md.

    A link to a folder is yielded too: it cannot be read as a file. Raises OSError.
    """
    for parent, folders, names in os.walk(folder, onerror=_raise):
        links = [name for name in folders if Path(parent, name).is_symlink()]
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted((*names, *links)):
            if not name.startswith(".") and name != "README.md":
                path = Path(parent, name)
                yield path.relative_to(folder).as_posix(), path


def _raise(error: OSError) -> None:
    raise error


def _read(path: Path, shown: str) -> bytes:
    try:
        return read_file(path, MAX_BYTES)
    except OSError as error:
        reason = error.strerror or str(error)
        hint = "make it readable, or remove it to use the one that comes with statusgen"
        problem = Problem(Place(shown), f"the template cannot be read: {reason}", hint)
        raise ThemeError(problem) from error
