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
    **{"min": "max", "max": "min", "any": "all", "all": "any"},
    **{"start": "end", "end": "start", "starts": "ends", "ends": "starts"},
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
            yield Mutant(
                getattr(node, "lineno", 0), f"{before} -> {_written(node)}", ast.unparse(tree)
            )
            undo()


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
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        elif isinstance(node, ast.ClassDef):
            yield from node.keywords
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node
        elif isinstance(node, ast.Call) and _is_of_types(node):
            yield node


def _is_of_types(call: ast.Call) -> bool:
    is_strict = any(each.arg == "strict" for each in call.keywords)
    return is_strict or (isinstance(call.func, ast.Name) and call.func.id in {"TypeVar", "to_say"})


def _changes(node: ast.AST) -> Iterator[Undo]:
    """Make every change of a node; each is to be undone before the next one."""
    match node:
        case ast.Compare():
            for index, each in enumerate(node.ops):
                yield _put(node.ops, index, _COMPARED[type(each)]())
        case ast.BoolOp(op=operator):
            yield _set(node, "op", ast.Or() if isinstance(operator, ast.And) else ast.And())
        case ast.BinOp(op=operator) | ast.AugAssign(op=operator):
            yield _set(node, "op", _COMPUTED[type(operator)]())
        case ast.Constant(value=bool(value)):
            yield _set(node, "value", not value)
        case ast.Constant(value=int(value)):
            yield _set(node, "value", value + 1)
        case ast.Name(id=name) if name in _OTHER_NAMES:
            yield _set(node, "id", _OTHER_NAMES[name])
        case ast.Attribute(attr=name) if name in _OTHER_NAMES:
            yield _set(node, "attr", _OTHER_NAMES[name])
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
            yield _set(node, "test", ast.UnaryOp(ast.Not(), test))
        case ast.comprehension(ifs=[*tests]):
            for index in range(len(tests)):
                yield _put(node.ifs, index, ast.Constant(value=True))
        case ast.Return(value=ast.expr() as value) if ast.unparse(value) != "None":
            yield _set(node, "value", None)
        case ast.Expr():
            yield _set(node, "value", ast.Constant(value=...))
        case ast.UnaryOp(op=ast.Not()):
            yield _set(node, "op", ast.UAdd())


def _set(node: ast.AST, name: str, value: object) -> Undo:
    before = getattr(node, name)
    setattr(node, name, value)
    return lambda: setattr(node, name, before)


def _put(items: list, index: int, value: object) -> Undo:  # type: ignore[type-arg]
    before = items[index]
    items[index] = value
    return lambda: items.__setitem__(index, before)
