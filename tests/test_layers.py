"""The order of the rooms: a folder imports only from those above it in one list."""

import ast
import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

import pytest

import statusgen

PACKAGE = Path(statusgen.__file__).parent

ROOMS = (
    "problems",
    "spans",
    "limits",
    "artefact",
    "console",
    "locks",
    "atomic",
    "durable",
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

MODULE_NAME = re.compile(r"statusgen(\.[a-z_]+)+\.?")
IMPORTER = re.compile(r"\b(import_module|__import__)$")
UNKNOWN = "a module that no text names"

CACHE_USERS = {"cache", "incremental", "publish", "build", "serve", "cli"}
"""Rooms that may compute cache keys and have a store."""
STORE_ROOMS = {"cache", "incremental", "publish"}
"""Rooms from which nobody else imports."""
CACHE_EXCEPTIONS = {("render.pictures", "cache.store.digest")}
"""A module and a name in `cache/` that it may import: the digest in a picture's address."""


def _sources() -> Iterator[Path]:
    """Yield the modules of the package; what `starter/` holds is data, laid into a new site."""
    found = PACKAGE.rglob("*.py")
    return (path for path in found if path.relative_to(PACKAGE).parts[0] != "starter")


def modules() -> Iterator[tuple[str, Path]]:
    """Yield every module below the package by its dotted name without `statusgen.`."""
    for path in sorted(_sources()):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        if parts[0] not in ENTRY_POINTS:
            yield ".".join(parts).removesuffix(".__init__"), path


def imported(source: str) -> Iterator[str]:
    """Yield every module or name of ours that `source` may use, without `statusgen.`.

    It is in an import, in an attribute of the package, or in a text that names a module.
    """
    nodes = list(ast.walk(ast.parse(source)))
    inner = {id(node.value) for node in nodes if isinstance(node, ast.Attribute)}
    every = {"statusgen": "statusgen", **dict(_aliases(nodes))}
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from _ours(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "an import says where it leads: no dots"
            yield from _ours(f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Attribute) and id(node) not in inner:
            root, _, rest = ast.unparse(node).partition(".")
            yield from _ours([f"{every[root]}.{rest}"] if root in every else [])
        elif isinstance(node, ast.Constant) and MODULE_NAME.fullmatch(str(node.value)):
            yield from _ours([str(node.value).rstrip(".")])
        elif isinstance(node, ast.Call) and IMPORTER.search(ast.unparse(node.func)):
            yield from () if _is_named(node.args[0]) else (UNKNOWN,)


def _aliases(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, str]]:
    """Yield each name that an import gives to the package, or to a module in it."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from ((each.asname, each.name) for each in node.names if each.asname)


def _ours(names: Iterable[str]) -> Iterator[str]:
    return (name.partition(".")[2] for name in names if name.startswith("statusgen."))


def _is_named(argument: ast.expr) -> bool:
    """Return whether a text says which module is imported, or begins with its folder."""
    first = argument.values[0] if isinstance(argument, ast.JoinedStr) else argument
    return isinstance(first, ast.Constant) and not str(first.value).startswith(".")


def wrong(module: str, source: str) -> list[str]:
    """Return the imports of `module` that its room does not permit."""
    home = module.partition(".")[0]
    return sorted({name for name in imported(source) if not _may_know(module, home, name)})


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
        ("render.views", "import statusgen\n\nstatusgen.build.build()"),
        ("render.views", "import statusgen as s\n\ns.build.build()"),
        ("render.views", "import statusgen.model\n\nstatusgen.build.build()"),
        ("render.views", "import_module('statusgen.build')"),
        ("render.views", "importlib.import_module(f'statusgen.cli.{name}')"),
        ("render.views", "sys.modules['statusgen.build']"),
        ("render.views", "import_module(name)"),
        ("render.views", "__import__('.build')"),
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
        ("cli.main", "import_module(f'statusgen.cli.{name}')"),
        ("model.entries", "import statusgen\n\nstatusgen.package_root()"),
        ("model.entries", "import_module('zoneinfo')"),
    ],
)
def test_an_import_from_a_room_above_is_fine(module: str, line: str) -> None:
    assert wrong(module, line) == []


def stores(module: str, source: str) -> list[str]:
    """Return the names by which `module` could compute cache keys or have a store."""
    if module.partition(".")[0] in CACHE_USERS:
        return []
    names = (name for name in imported(source) if (module, name) not in CACHE_EXCEPTIONS)
    return [name for name in names if _has_stores(name) or _has_stores(_home(name))]


def _has_stores(name: str) -> bool:
    return name.partition(".")[0] in STORE_ROOMS


def _home(name: str) -> str:
    """Return the module that defines a name, which another one may only hand on."""
    module, _, last = f"statusgen.{name}".rpartition(".")
    try:
        defined = getattr(import_module(module), last, None)
    except ImportError:
        return ""
    return getattr(defined, "__module__", "").partition(".")[2]


def test_only_some_rooms_have_cache_keys_or_stores() -> None:
    found = {module: stores(module, path.read_text(encoding="utf-8")) for module, path in modules()}
    assert {module: names for module, names in found.items() if names} == {}


def test_a_store_in_another_room_is_found() -> None:
    assert stores("outputs.feeds", "from statusgen.cache.store import digest")
    assert stores("render.views", "import statusgen.cache")
    assert stores("authoring.posts", "from statusgen.incremental.load import Store")
    assert stores("authoring.posts", "from statusgen.incremental import load")
    assert stores("authoring.posts", "from statusgen.build import Store")
    assert not stores("text.markdown", "import functools")


def test_package_data_is_found_through_package_root_only() -> None:
    users = [
        path.relative_to(PACKAGE).as_posix()
        for path in _sources()
        if any(
            isinstance(node, ast.Name) and node.id == "__file__"
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        )
    ]
    assert users == ["__init__.py"]
