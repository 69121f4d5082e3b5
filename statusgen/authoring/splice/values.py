"""Finds the splices that give a key of a YAML file another value, and keep all the rest."""

import re
from collections.abc import Iterator, Sequence

import yaml

from statusgen.authoring.splice.layout import (
    LayoutError,
    Splice,
    before_empty_lines,
    end_of_line,
    line_end,
)
from statusgen.authoring.yaml_text import Value, entry_text, flow_value, scalar_lines
from statusgen.content.source.nodes import composed

_HEADER = re.compile(r"[|>](?P<before>[0-9]?)(?P<chomping>[+-]?)(?P<after>[0-9]?)")
_INDENT = "  "

Step = str | int
Location = tuple[Step, ...]
_Pair = tuple[yaml.Node, yaml.Node]


def replaced(text: str, at: Location, value: str) -> Splice:
    """Return the splice that gives the text at a location another value, in the form it has.

    Raises LayoutError if the text is not written there itself.
    """
    *above, (key, node) = nodes_at(text, at)
    if not isinstance(node, yaml.ScalarNode):
        raise LayoutError
    if any(is_flow(each) for _, each in above):
        return Splice(node.start_mark.index, node.end_mark.index, flow_value(value))
    return _block_value(text, key.start_mark.column, node, value)


def with_key(text: str, name: str, value: Value, order: Sequence[str]) -> Splice:
    """Return the splice that gives a key of an entry a value; a new key has its place by `order`.

    Raises LayoutError if the key's value is not written there itself.
    """
    root = composed(text)
    if not isinstance(root, yaml.MappingNode):
        raise LayoutError
    pairs: dict[str, _Pair] = {key.value: (key, node) for key, node in root.value}
    if name not in pairs:
        before = [pairs[each] for each in order[: order.index(name)] if each in pairs]
        return _new_key(text, root, before[-1], name, value)
    key, node = pairs[name]
    if node.start_mark.index < key.end_mark.index:
        raise LayoutError  # an alias has the marks of its anchor
    if isinstance(value, str) and isinstance(node, yaml.ScalarNode) and not is_flow(root):
        return _block_value(text, key.start_mark.column, node, value)
    if is_flow(root) or is_flow(node):
        return Splice(node.start_mark.index, node.end_mark.index, flow_value(value))
    return _whole_value(text, key, node, name, value)


def nodes_at(text: str, at: Location) -> Iterator[_Pair]:
    """Yield the nodes on the way to a location, each with its key; raises LayoutError."""
    key = node = composed(text)
    if key is None or node is None:
        raise LayoutError
    yield key, node
    for step in at:
        key, node = _child(node, step)
        if node.start_mark.index < key.end_mark.index and key is not node:
            raise LayoutError  # an alias has the marks of its anchor
        yield key, node


def _child(node: yaml.Node, step: Step) -> _Pair:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        item = node.value[step]
        if node.start_mark.index <= item.start_mark.index < node.end_mark.index:
            return item, item
    raise LayoutError


def is_flow(node: yaml.Node) -> bool:
    """Return whether a node is a list or a mapping in brackets."""
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


# --- block style -------------------------------------------------------------------------------


def _block_value(text: str, column: int, node: yaml.ScalarNode, value: str) -> Splice:
    """Return the splice for a value in a block; a comment on its first line stays."""
    start, indent = node.start_mark.index, " " * column + _INDENT
    header = _HEADER.match(text, start) if node.style in ("|", ">") else None
    if header is not None:
        return _block_scalar(text, column, header, node, value)
    end = end_of_line(text, node.end_mark.index)
    first, *rest = scalar_lines(value, indent, is_prose=True)
    return whole_lines(
        text, start, end, [f"{first}{rest_of_line(text, node.end_mark.index, end)}", *rest]
    )


def _block_scalar(
    text: str, column: int, header: re.Match[str], node: yaml.ScalarNode, value: str
) -> Splice:
    """Return the splice for a value that stays a block, with the indentation that it has."""
    body = end_of_line(text, header.start())
    end = before_empty_lines(text, node.end_mark.index)
    width = _width(header, text[body:end], column)
    first, *rest = scalar_lines(value, " " * (column + width), is_prose=True, is_block=True)
    if rest:
        first = f"|{width if first != '|' else ''}{header['chomping']}"
    return whole_lines(
        text, header.start(), end, [f"{first}{rest_of_line(text, header.end(), body)}", *rest]
    )


def _width(header: re.Match[str], body: str, column: int) -> int:
    """Return how far a block is indented, from the column of its key on."""
    digit = header["before"] or header["after"]
    own = re.match(r"(?:[ \t]*(?:\r\n|\n|\r))*( +)", body)
    return int(digit) if digit else len(own[1]) - column if own else len(_INDENT)


def rest_of_line(text: str, start: int, end: int) -> str:
    """Return what stands on a line from `start` on, without its end."""
    return text[start:end].rstrip("\r\n\x85\u2028\u2029")


def whole_lines(text: str, start: int, end: int, lines: Sequence[str]) -> Splice:
    """Return the splice of whole lines, the first of which begins at `start`."""
    ending = line_end(text, end)
    has_end = text[:end].endswith(("\n", "\r"))
    return Splice(start, end, ending.join(lines) + (ending if has_end else ""))


def _whole_value(text: str, key: yaml.Node, node: yaml.Node, name: str, value: Value) -> Splice:
    """Return the splice that replaces a value and its key, in a block."""
    end = end_of_value(text, node)
    return whole_lines(text, key.start_mark.index, end, _entry_lines(key, name, value))


def _new_key(text: str, root: yaml.MappingNode, before: _Pair, name: str, value: Value) -> Splice:
    """Return the splice that inserts a key after another one."""
    key, node = before
    if is_flow(root):
        end = node.end_mark.index
        return Splice(end, end, f", {name}: {flow_value(value)}")
    end = end_of_value(text, node)
    indent = " " * key.start_mark.column
    lines = [f"{indent}{line}" for line in entry_text({name: value}).splitlines()]
    return inserted_lines(text, end, lines)


def inserted_lines(text: str, at: int, lines: Sequence[str]) -> Splice:
    """Return the splice that inserts whole lines after the one that ends at `at`."""
    if text[:at].endswith(("\n", "\r")):
        return whole_lines(text, at, at, lines)
    return Splice(at, at, line_end(text, at).join(("", *lines)))


def _entry_lines(key: yaml.Node, name: str, value: Value) -> list[str]:
    indent = " " * key.start_mark.column
    first, *rest = entry_text({name: value}).splitlines()
    return [first, *(f"{indent}{line}" for line in rest)]


def end_of_value(text: str, node: yaml.Node) -> int:
    """Return the offset after the last line of a value."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return end_of_value(text, last[1] if isinstance(last, tuple) else last)
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return before_empty_lines(text, node.end_mark.index)
    return end_of_line(text, node.end_mark.index)
