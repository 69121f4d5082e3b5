"""JSON as a tree that can be changed, and out again."""

import json
from collections.abc import Iterable
from random import Random

from tests.fuzz.mutations import changed_text, changed_tree
from tests.fuzz.trees import Node, Pairs, Raw

ODD = tuple(
    map(Raw, ("1e999", "-0", "NaN", "9" * 5_000, "true", "null", r'"\ud800"', r'"\0"', '"\x01"'))
)
"""Values that JSON, or readers of it, may have."""


def changed_json(source: str, rng: Random) -> bytes:
    """Return the bytes of a JSON text with one to three changes."""
    kind = rng.random()
    text = source
    if kind < 0.9:
        root = _node(json.loads(source, object_pairs_hook=_Items))
        for _ in range(rng.choice((1, 1, 1, 2, 3))):
            root = changed_tree(root, rng, ODD)
        text = _text(root)
    return changed_text(text, rng) if kind > 0.85 else text.encode("utf-8", "surrogatepass")


class _Items(list[tuple[str, object]]):
    """The pairs of an object."""


def _node(value: object) -> Node:
    if isinstance(value, _Items):
        return Pairs([(key, _node(each)) for key, each in value])
    if isinstance(value, list):
        return [_node(each) for each in value]
    return value if isinstance(value, str) else Raw(json.dumps(value))


def _text(node: Node) -> str:
    if isinstance(node, Pairs):
        return _joined("{}", (f"{_text(key)}: {_text(each)}" for key, each in node.items))
    if isinstance(node, list):
        return _joined("[]", map(_text, node))
    if isinstance(node, Raw):
        return node.text.replace("{a", '{"a"')
    return json.dumps(node)


def _joined(brackets: str, parts: Iterable[str]) -> str:
    return f"{brackets[0]}{', '.join(parts)}{brackets[1]}"
