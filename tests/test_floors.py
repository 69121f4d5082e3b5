"""Holds the house to its floors: a module knows only what lies below it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import statusgen

PACKAGE = Path(statusgen.__file__).parent

FLOORS: tuple[tuple[str, ...], ...] = (
    ("problems", "spans", "colours", "artefact", "remembered", "memory", "frozen", "values"),
    ("model",),
    (
        "syntax",
        "source",
        "schema",
        "files",
        "loaded",
        "checks",
        "load",
        "reader",
        "entrytext",
        "notices",
    ),
    (
        "support_hours",
        "sla",
        "lifecycle",
        "history",
        "daystory",
        "entry",
        "almanac",
        "changes",
        "world",
        "outlook",
        "report",
    ),
    (
        "addresses",
        "plaintext",
        "shortway",
        "longway",
        "markup",
        "catalogues",
        "cldr",
        "labels",
        "wording",
        "templating",
        "edition",
        "policy_words",
        "figures",
        "helpline",
        "announce",
        "ical",
        "jsontext",
        "palette",
        "pictures",
        "statuspage",
        "syndication",
        "views",
        "opendata",
    ),
    ("output", "outputs"),
    (
        "theme",
        "cache",
        "unpublished",
        "publish",
        "console",
        "commit",
        "crew",
        "program",
        "contents",
        "top",
        "chapters",
        "book",
        "known",
        "opening",
        "live",
        "told",
        "pieces",
        "telling",
        "compiled",
        "prepare",
        "making",
        "rendering",
        "build",
        "watch",
        "serve",
        "edit",
        "desk",
        "new",
        "importing",
        "commands",
        "cli",
    ),
)
"""The modules and packages of each floor, lowest first, each floor in its own order."""

RANK = {name: rank for rank, name in enumerate(name for floor in FLOORS for name in floor)}
DOORS = {"__init__", "__main__"}
"""The package's own two files: the first says its version to all, the second calls `cli`."""


def modules() -> Iterator[tuple[str, Path]]:
    """Yield every module below the package by its dotted name without `statusgen.`."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        if parts[0] not in DOORS:
            yield ".".join(parts).removesuffix(".__init__"), path


def imported(source: str) -> Iterator[str]:
    """Yield every module of ours that `source` names in an import, without `statusgen.`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "an import says where it leads: no dots"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (name.partition(".")[2] for name in names if name.startswith("statusgen."))


def wrong(module: str, source: str) -> list[str]:
    """Return what `module` imports although it may not know it."""
    home = module.partition(".")[0]
    return [name for name in imported(source) if not _may_know(module, home, name)]


def _may_know(module: str, home: str, name: str) -> bool:
    target = name.partition(".")[0]
    if target == "__version__":
        return True
    if target == home == "outputs":
        return module == "outputs"
    return target == home or RANK.get(target, len(RANK)) < RANK[home]


@pytest.mark.parametrize(
    ("module", "path"), [pytest.param(*each, id=each[0]) for each in modules()]
)
def test_a_module_knows_only_what_lies_below_it(module: str, path: Path) -> None:
    assert module.partition(".")[0] in RANK, "every module has a place on a floor"
    assert wrong(module, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("spans", "from statusgen.model import State"),
        ("lifecycle", "from statusgen.world import derive"),
        ("problems", "import statusgen.spans"),
        ("outputs.feeds", "from statusgen.outputs.pages import artefacts"),
        ("outputs.feeds", "from statusgen.outputs import pages"),
        ("views", "def late():\n    from statusgen import build"),
        ("views", "from statusgen.nowhere import thing"),
    ],
)
def test_an_import_of_a_higher_or_later_module_is_found(module: str, line: str) -> None:
    assert len(wrong(module, line)) == 1


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("world", "from statusgen.lifecycle import Event"),
        ("outputs", "from statusgen.outputs import feeds, pages"),
        ("outputs.feeds", "from statusgen import __version__"),
        ("model.entries", "from statusgen.model.states import State"),
        ("cli", "import statusgen.build\nimport os"),
    ],
)
def test_an_import_from_below_is_fine(module: str, line: str) -> None:
    assert wrong(module, line) == []
