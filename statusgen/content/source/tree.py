"""Convert nodes to a plain tree, with a problem for each node that is not plain data."""

import re
from typing import TypeAlias

import yaml
from msgspec import Struct, field

from statusgen.content.source.nodes import MAX_DEPTH, Source, composed, place_at
from statusgen.problems import MAX_PROBLEMS, Place, Problem, quoted

Tree: TypeAlias = "dict[str, Tree] | list[Tree] | str | None"
"""Plain data without types; None is a missing value."""

MAX_REPEATED = 100_000
"""Maximum number of nodes and characters that the aliases of one file repeat."""

UNPUBLISHABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)
"""Characters that XML 1.0, and so a feed, cannot contain; and the C1 controls, as YAML has it."""


def tree_of(source: Source) -> tuple[Tree, list[Problem]]:
    """Return the tree of a file of valid syntax, None if it exceeds a limit; and its problems."""
    root, text = composed(source.text), source.text
    walk = _Walk(source, has_tags="!" in text, has_anchors="&" in text, has_escapes="\\" in text)
    tree = None if root is None else walk.tree(root, 1)
    return (None if walk.is_over_limit else tree), walk.problems


def nested_too_deep(place: Place) -> Problem:
    """Return the problem of nesting beyond `MAX_DEPTH`."""
    return Problem(
        place,
        f"this is nested more than {MAX_DEPTH} levels deep",
        "expected lists and mappings a few levels deep",
    )


_MISSING = frozenset({"", "~", "null", "Null", "NULL"})


class _Walk(Struct):
    """A walk through the nodes of one file, and the problems found.

    The flags say whether tags, anchors and escapes are possible at all; most files have none.
    """

    source: Source
    has_tags: bool
    has_anchors: bool
    has_escapes: bool
    problems: list[Problem] = field(default_factory=list)
    above: set[int] = field(default_factory=set)
    seen: set[int] = field(default_factory=set)
    repeated: int = 0
    is_over_limit: bool = False

    def tree(self, node: yaml.Node, depth: int) -> Tree:
        """Return the tree of a node, and add its problems."""
        if self.has_tags:
            self._refuse_tag(node)
        if (depth > MAX_DEPTH or self.has_anchors) and not self._is_within_limits(node, depth):
            self.is_over_limit = True
            return None
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        self.above.add(id(node))
        try:
            if isinstance(node, yaml.SequenceNode):
                return [self.tree(item, depth + 1) for item in node.value]
            return self._mapping(node.value, depth)
        finally:
            self.above.discard(id(node))

    def _scalar(self, node: yaml.ScalarNode) -> str | None:
        if not node.style and node.value in _MISSING:
            return None
        text: str = node.value
        found = UNPUBLISHABLE.search(text) if self.has_escapes else None
        if found is not None:
            self._note(
                node,
                f"the control character U+{ord(found[0]):04X} cannot be published",
                "remove the escape for it",
            )
        return text

    def _mapping(self, pairs: list[tuple[yaml.Node, yaml.Node]], depth: int) -> dict[str, Tree]:
        tree: dict[str, Tree] = {}
        for key_node, value_node in pairs:
            key = self._key(key_node)
            value = self.tree(value_node, depth + 1)
            if key is None:
                continue
            if key in tree:
                self._note(key_node, f"duplicate key {quoted(key)}", "expected each key once")
            tree[key] = value
        return tree

    def _key(self, node: yaml.Node) -> str | None:
        if self.has_tags:
            self._refuse_tag(node)
        if not isinstance(node, yaml.ScalarNode):
            hint = "expected a name before the ':'; put text that begins with { or [ in quotes"
            self._note(node, "a key that is a list or a mapping", hint)
            return None
        if not node.style and node.value == "<<":
            self._note(node, "merge keys ('<<') are not allowed", "write the keys out")
            return None
        if not node.style and not node.value:
            self._note(node, "a key is missing before the ':'", "expected a name")
            return None
        if self.has_escapes and UNPUBLISHABLE.search(node.value):
            self._scalar(node)
            return None
        return str(node.value)

    def _refuse_tag(self, node: yaml.Node) -> None:
        start = node.start_mark.index
        if node.tag or (_is_flat(node) and self.source.text.startswith("!", start)):
            tag = self.source.text[self.source.text.find("!", start) :].split(None, 1)[0]
            message = f"tags such as {quoted(tag)} are not allowed"
            self._note(node, message, "write the value alone")

    def _is_within_limits(self, node: yaml.Node, depth: int) -> bool:
        if id(node) in self.above:
            self._note(node, "this anchor contains itself", "write the value out")
            return False
        if depth > MAX_DEPTH:
            self.problems.append(nested_too_deep(self._place(node)))
            return False
        if id(node) not in self.seen:
            self.seen.add(id(node))
            return True
        before = self.repeated
        self.repeated += 1 + (len(node.value) if isinstance(node, yaml.ScalarNode) else 0)
        if before <= MAX_REPEATED < self.repeated:
            self._note(node, "the aliases of this anchor expand beyond the limit", "write them out")
        return self.repeated <= MAX_REPEATED

    def _note(self, node: yaml.Node, message: str, hint: str) -> None:
        if len(self.problems) > MAX_PROBLEMS:
            return
        problem = Problem(self._place(node), message, hint)
        if problem not in self.problems:
            self.problems.append(problem)

    def _place(self, node: yaml.Node) -> Place:
        return place_at(
            self.source.path, self.source.text, node.start_mark.index, node.end_mark.index
        )


def _is_flat(node: yaml.Node) -> bool:
    """Return False for a block collection, which begins at its first key or item."""
    return not isinstance(node, yaml.CollectionNode) or bool(node.flow_style)
