"""The order of the rooms: a folder imports only from those above it in one list."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import statusgen

PACKAGE = Path(statusgen.__file__).parent

ROOMS = (
    "problems",
    "spans",
    "artefact",
    "console",
    "cache",
    "model",
    "domain",
    "content",
    "text",
    "render",
    "outputs",
    "incremental",
    "publish",
    "build",
    "authoring",
    "notify",
    "serve",
    "importers",
    "cli",
)
"""The modules and folders at the root of the package: each imports only from those above it."""

RANK = {name: rank for rank, name in enumerate(ROOMS)}
ENTRY_POINTS = {"__init__", "__main__"}
"""The first holds what all may use, the second calls `cli`."""
SHARED_BY_ALL = {"__version__", "package_root"}
SHARED_BY_OUTPUTS = {"jobs"}
"""Modules in `outputs/` that are no kind of file."""

CACHE_USERS = {"cache", "incremental", "publish", "build", "serve", "cli"}
"""Rooms that may compute cache keys and have a store."""
CACHE_EXCEPTIONS = {("render.pictures", "cache.store.digest")}
"""A module and a name in `cache/` that it may import: the digest in a picture's address."""


def modules() -> Iterator[tuple[str, Path]]:
    """Yield every module below the package by its dotted name without `statusgen.`."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        if parts[0] not in ENTRY_POINTS:
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
    """Return the imports of `module` that its room does not permit."""
    home = module.partition(".")[0]
    return [name for name in imported(source) if not _may_know(module, home, name)]


def _may_know(module: str, home: str, name: str) -> bool:
    target, _, rest = name.partition(".")
    if target in SHARED_BY_ALL:
        return True
    if target == home == "outputs":
        kind = rest.partition(".")[0]
        own = module.split(".")[1:2] == [kind]
        return module == "outputs" or own or kind in SHARED_BY_OUTPUTS
    return target == home or RANK.get(target, len(RANK)) < RANK[home]


@pytest.mark.parametrize(
    ("module", "path"), [pytest.param(*each, id=each[0]) for each in modules()]
)
def test_a_module_imports_only_from_rooms_above_its_own(module: str, path: Path) -> None:
    assert module.partition(".")[0] in RANK, "every module lies in a room of the list"
    assert wrong(module, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("spans", "from statusgen.model import State"),
        ("domain.incident", "from statusgen.content.load import load"),
        ("problems", "import statusgen.spans"),
        ("outputs.feeds", "from statusgen.outputs.pages import jobs"),
        ("outputs.feeds", "from statusgen.outputs import pages"),
        ("render.views", "def late():\n    from statusgen import build"),
        ("render.views", "from statusgen.nowhere import thing"),
    ],
)
def test_an_import_from_a_room_below_is_found(module: str, line: str) -> None:
    assert len(wrong(module, line)) == 1


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("content.load", "from statusgen.domain.world import World"),
        ("outputs", "from statusgen.outputs import feeds, pages"),
        ("outputs.feeds", "from statusgen import __version__"),
        ("outputs.feeds", "from statusgen.outputs.feeds.feed import Feed"),
        ("model.entries", "from statusgen.model.states import State"),
        ("cli.main", "import statusgen.build\nimport os"),
    ],
)
def test_an_import_from_a_room_above_is_fine(module: str, line: str) -> None:
    assert wrong(module, line) == []


def stores(module: str, source: str) -> list[str]:
    """Return the imports by which `module` could compute cache keys or have a store."""
    if module.partition(".")[0] in CACHE_USERS:
        return []
    names = [name for name in imported(source) if name.startswith("cache")]
    return [name for name in names if not _is_no_store(module, name)]


def _is_no_store(module: str, name: str) -> bool:
    return (module, name) in CACHE_EXCEPTIONS


def test_only_some_rooms_have_cache_keys_or_stores() -> None:
    found = {module: stores(module, path.read_text(encoding="utf-8")) for module, path in modules()}
    assert {module: names for module, names in found.items() if names} == {}


def test_a_store_in_another_room_is_found() -> None:
    assert stores("outputs.feeds", "from statusgen.cache.store import digest")
    assert stores("render.views", "import statusgen.cache")
    assert not stores("text.markdown", "import functools")


def test_package_data_is_found_through_package_root_only() -> None:
    users = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if any(
            isinstance(node, ast.Name) and node.id == "__file__"
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        )
    ]
    assert users == ["__init__.py"]
