"""Annotations mean the same in every Python: 3.14 evaluates them inside of the class."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.paths import REPOSITORY


def _bound(found: ast.ClassDef) -> set[str]:
    """Return the names that the body of a class gives a value, as a field or a method has."""
    names = {each.name for each in found.body if isinstance(each, ast.FunctionDef | ast.ClassDef)}
    fields = (each.target for each in found.body if isinstance(each, ast.AnnAssign))
    return names | {each.id for each in fields if isinstance(each, ast.Name)}


def _annotations(found: ast.ClassDef) -> Iterator[ast.expr | None]:
    for each in ast.walk(found):
        if isinstance(each, ast.AnnAssign | ast.arg):
            yield each.annotation
        elif isinstance(each, ast.FunctionDef):
            yield each.returns


def _used(found: ast.ClassDef) -> set[str]:
    return {name for each in _annotations(found) if each is not None for name in _names(each)}


def _names(tree: ast.AST) -> Iterator[str]:
    """Yield the names in an annotation; a function in it has names of its own."""
    if isinstance(tree, ast.Name):
        yield tree.id
    if not isinstance(tree, ast.Lambda):
        for each in ast.iter_child_nodes(tree):
            yield from _names(each)


def _shadowed(path: Path) -> Iterator[str]:
    """Yield the names in annotations that mean a field or a method of the class."""
    for each in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(each, ast.ClassDef):
            yield from (f"{path.name}: {each.name}.{name}" for name in _bound(each) & _used(each))


def test_no_annotation_means_a_field_of_its_own_class() -> None:
    paths = (REPOSITORY / "statusgen").rglob("*.py")
    assert [each for path in paths for each in _shadowed(path)] == []


def test_such_an_annotation_is_found(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text("class Holiday:\n    date: date\n    name: str\n")
    assert [*_shadowed(path)] == ["a.py: Holiday.date"]
