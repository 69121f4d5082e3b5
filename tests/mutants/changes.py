"""The mutants of a module: each is its source with one small change."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_OTHER_NAMES = {
    "min": "max",
    "max": "min",
    "any": "all",
    "all": "any",
    "start": "end",
    "end": "start",
    "starts": "ends",
    "ends": "starts",
}

Undo = Callable[[], None]


@dataclass(frozen=True)
class Mutant:
    """A changed module; `line` is where, `change` what is written instead."""

    line: int
    change: str
    source: str


def mutants(source: str) -> Iterator[Mutant]:
    """Yield every mutant of a module, in the order of its lines."""
    tree = ast.parse(source)
    skipped = {id(part) for each in _not_run(tree) for part in ast.walk(each)}
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        before = _written(node)
        for undo in _changes(node):
            yield Mutant(_line(node), f"{before} -> {_written(node)}", ast.unparse(tree))
            undo()


def _line(node: ast.AST) -> int:
    at = node.target if isinstance(node, ast.comprehension) else node
    return getattr(at, "lineno", 0)


def _written(node: ast.AST) -> str:
    text = ast.unparse(node)
    return " ".join(text.split())[:90]


def _not_run(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield annotations, docstrings, imports, and names of types."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield from filter(None, (node.returns, *node.decorator_list))
        elif isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
            yield node.annotation
        elif isinstance(node, ast.ClassDef):
            yield from (*node.keywords, *node.decorator_list)
        elif _is_about_nothing(node):
            yield node


def _is_about_nothing(node: ast.AST) -> bool:
    """Return whether a change of a node would be none: of a docstring, a type or words."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Call):
        is_strict = any(each.arg == "strict" for each in node.keywords)
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        return is_strict or name in {"TypeVar", "to_say"}
    return isinstance(node, ast.Import | ast.ImportFrom)


def _changes(node: ast.AST) -> Iterator[Undo]:
    """Make every change of a node; each is to be undone before the next one."""
    for changes in (_of_operators, _of_values, _of_conditions, _of_statements):
        yield from changes(node)


def _of_operators(node: ast.AST) -> Iterator[Undo]:
    match node:
        case ast.Compare():
            for index, each in enumerate(node.ops):
                yield _put(node.ops, index, _COMPARED[type(each)]())
        case ast.BoolOp(op=operator):
            yield _set(node, "op", ast.Or() if isinstance(operator, ast.And) else ast.And())
        case ast.BinOp(op=operator) | ast.AugAssign(op=operator):
            yield _set(node, "op", _COMPUTED[type(operator)]())
        case ast.UnaryOp(op=ast.Not()):
            yield _set(node, "op", ast.UAdd())


def _of_values(node: ast.AST) -> Iterator[Undo]:
    match node:
        case ast.Constant(value=bool(value)):
            yield _set(node, "value", not value)
        case ast.Constant(value=int(value)):
            yield _set(node, "value", value + 1)
        case ast.Name(id=name, ctx=ast.Load()) if name in _OTHER_NAMES:
            yield _set(node, "id", _OTHER_NAMES[name])
        case ast.Attribute(attr=name) if name in _OTHER_NAMES:
            yield _set(node, "attr", _OTHER_NAMES[name])


def _of_conditions(node: ast.AST) -> Iterator[Undo]:
    match node:
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
            yield _set(node, "test", ast.UnaryOp(ast.Not(), test))
        case ast.comprehension(ifs=[*tests]):
            for index in range(len(tests)):
                yield _put(node.ifs, index, ast.Constant(value=True))


def _of_statements(node: ast.AST) -> Iterator[Undo]:
    match node:
        case ast.Return(value=ast.expr() as value) if ast.unparse(value) != "None":
            yield _set(node, "value", None)
        case ast.Expr():
            yield _set(node, "value", ast.Constant(value=...))


def _set(node: ast.AST, name: str, value: object) -> Undo:
    before = getattr(node, name)
    setattr(node, name, value)
    return lambda: setattr(node, name, before)


def _put(items: list, index: int, value: object) -> Undo:  # type: ignore[type-arg]
    before = items[index]
    items[index] = value
    return lambda: items.__setitem__(index, before)
