"""Reads template files: those that come with statusgen, and a site's own over them."""

import os
from collections.abc import Iterator
from pathlib import Path

from statusgen.problems import Place, Problem
from statusgen.templating import TemplateProblem, Theme

TEMPLATES = "templates"


def read_theme(root: Path) -> Theme:
    """Return the default templates with the files of `root`/templates in place of their namesakes.

    Hidden files, which editors and file managers leave behind, are no part of a theme.
    Raises `TemplateProblem` for a file that cannot be read.
    """
    files: dict[str, bytes] = {}
    origins: dict[str, str] = {}
    for folder, shown in ((_defaults(), f"statusgen/{TEMPLATES}"), (root / TEMPLATES, TEMPLATES)):
        for path in _files(folder):
            name = path.relative_to(folder).as_posix()
            origins[name] = f"{shown}/{name}"
            files[name] = _read(path, origins[name])
    return Theme(files, origins)


def _defaults() -> Path:
    """Return the folder of the default templates: in the package, or beside it in a checkout."""
    package = Path(__file__).parent
    shipped = package / TEMPLATES
    return shipped if shipped.is_dir() else package.parent / TEMPLATES


def _files(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            if not name.startswith(".") and path.is_file():
                yield path


def _read(path: Path, shown: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        hint = "make it readable, or remove it to use the one that comes with statusgen"
        problem = Problem(Place(shown), f"the template cannot be read: {reason}", hint)
        raise TemplateProblem(problem) from error
