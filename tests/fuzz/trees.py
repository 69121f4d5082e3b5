"""YAML as a tree that can be changed, written out again, and read without the reader under test.

It is read by the parser that PyYAML has in Python alone, of which statusgen uses nothing: that
takes the parser in C, and makes its tree by itself.
"""

import re
from dataclasses import dataclass, field
from random import Random
from typing import TypeAlias

import yaml


@dataclass
class Pairs:
    """A mapping with its keys in order, one of them perhaps twice."""

    items: "list[tuple[Node, Node]]" = field(default_factory=list)


@dataclass(frozen=True)
class Raw:
    """A value that is written as it stands here, such as `!!str x` or `*anchor`."""

    text: str


Node: TypeAlias = "Pairs | list[Node] | str | Raw | None"
Plain: TypeAlias = "dict[str, Plain] | list[Plain] | str | None"

_MISSING = ("", "~", "null", "Null", "NULL")


def tree(text: str) -> Node:
    """Return the tree of a YAML text; raises yaml.YAMLError."""
    root = yaml.compose(text, Loader=yaml.BaseLoader)
    return None if root is None else _node(root)


def _node(node: yaml.Node) -> Node:
    if isinstance(node, yaml.MappingNode):
        return Pairs([(_node(key), _node(value)) for key, value in node.value])
    if isinstance(node, yaml.SequenceNode):
        return [_node(each) for each in node.value]
    assert isinstance(node, yaml.ScalarNode)
    return None if node.style is None and node.value in _MISSING else str(node.value)


def plain(node: Node) -> Plain:
    """Return a tree whose mappings have text as keys, each once; raises ValueError otherwise."""
    if isinstance(node, list):
        return [plain(each) for each in node]
    if not isinstance(node, Pairs):
        return None if node is None else str(node)
    found: dict[str, Plain] = {}
    for key, value in node.items:
        name = "null" if key is None else key
        if not isinstance(name, str) or name in found:
            raise ValueError(name)
        found[name] = plain(value)
    return found


# --- to text -----------------------------------------------------------------------------------

_SAFE = re.compile(r"[A-Za-z0-9/+](?:[A-Za-z0-9 _./+*;=()-]*[A-Za-z0-9_./+*)-])?")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_LITERAL = re.compile(r"[^\s:#][^\r\t\x85\u2028\u2029\ufeff]*\n(?:[^\s].*\n)*")


def text_of(node: Node, rng: Random) -> str:
    """Return YAML that has this tree, in a style chosen at random."""
    if isinstance(node, Pairs | list) and _length(node):
        return _block(node, 0, rng)
    return f"{_flow(node, rng)}\n"


def _length(node: "Pairs | list[Node]") -> int:
    return len(node.items if isinstance(node, Pairs) else node)


def _block(node: "Pairs | list[Node]", depth: int, rng: Random) -> str:
    indent = "  " * depth
    if isinstance(node, Pairs):
        lines = ((f"{indent}{_flow(key, rng)}:", value) for key, value in node.items)
    else:
        lines = ((f"{indent}-", value) for value in node)
    return "".join(f"{head}{_behind(value, depth, rng)}" for head, value in lines)


def _behind(value: Node, depth: int, rng: Random) -> str:
    """Return what stands behind a key or a dash."""
    if isinstance(value, Pairs | list) and _length(value) and depth < 40 and rng.random() < 0.7:
        return f"\n{_block(value, depth + 1, rng)}"
    if isinstance(value, str) and _LITERAL.fullmatch(value) and rng.random() < 0.7:
        lines = (f"{'  ' * (depth + 1)}{line}\n" for line in value.split("\n")[:-1])
        return f" |\n{''.join(lines)}"
    return f" {_flow(value, rng)}\n"


def _flow(node: Node, rng: Random) -> str:
    if isinstance(node, Pairs):
        pairs = (f"{_flow(key, rng)}: {_flow(value, rng)}" for key, value in node.items)
        return f"{{{', '.join(pairs)}}}"
    if isinstance(node, list):
        return f"[{', '.join(_flow(each, rng) for each in node)}]"
    if node is None:
        return rng.choice(("null", "~"))
    return node.text if isinstance(node, Raw) else _scalar(node, rng)


def _scalar(text: str, rng: Random) -> str:
    is_safe = _SAFE.fullmatch(text) is not None and text not in _MISSING
    if is_safe and rng.random() < 0.8:
        return text
    if text.isprintable() and "\ufeff" not in text and rng.random() < 0.3:
        doubled = text.replace("'", "''")
        return f"'{doubled}'"
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char.isprintable():
        return char
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"
