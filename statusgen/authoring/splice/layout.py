"""Finds where in the text of a YAML file an update is inserted, for every style of YAML."""

import re
from collections.abc import Iterator, Mapping

import yaml
from msgspec import Struct

from statusgen.authoring.yaml_text import Value, block_item, flow_item
from statusgen.content.source.nodes import composed

_KEY = "updates"
_INDENT = 2


class Splice(Struct, frozen=True):
    """A text, and the range that it replaces, which is mostly empty."""

    start: int
    end: int
    text: str

    def apply(self, text: str) -> str:
        """Return `text` with the splice made."""
        return f"{text[: self.start]}{self.text}{text[self.end :]}"


class LayoutError(ValueError):
    """The updates of a valid file are written in a way that splicing does not support."""


def appended(text: str, item: Mapping[str, Value]) -> Splice:
    """Return the splice that makes `item` the last update of a valid entry; raises LayoutError."""
    root = composed(text)
    if not isinstance(root, yaml.MappingNode):
        raise LayoutError
    found = [pair for pair in root.value if pair[0].value == _KEY]
    if not found:
        return _new_key(text, root, item)
    key, value = found[0]
    if value.start_mark.index < key.end_mark.index:
        raise LayoutError  # an alias has the marks of its anchor
    if isinstance(value, yaml.SequenceNode):
        return _last_item(text, value, item)
    return _new_value(text, root, key, value, item)


def _last_item(text: str, updates: yaml.SequenceNode, item: Mapping[str, Value]) -> Splice:
    if updates.flow_style:
        return _in_flow(text, updates, flow_item(item))
    tokens = _within(text, updates)
    column = next(each for each in tokens if isinstance(each, yaml.BlockEntryToken))
    dash = column.start_mark.column
    return _lines(text, _end_of_block(text, tokens[-1], dash), block_item(item, " " * dash))


def _new_key(text: str, root: yaml.MappingNode, item: Mapping[str, Value]) -> Splice:
    if root.flow_style:
        return _in_flow(text, root, f"{_KEY}: [{flow_item(item)}]")
    column = root.value[0][0].start_mark.column
    lines = [f"{' ' * column}{_KEY}:", *block_item(item, " " * (column + _INDENT))]
    return _lines(text, _end_of_block(text, _within(text, root)[-1], column), lines)


def _new_value(
    text: str, root: yaml.MappingNode, key: yaml.Node, value: yaml.Node, item: Mapping[str, Value]
) -> Splice:
    """Return the splice for a key with no value, or with `null` or `~`."""
    start, end = value.start_mark.index, value.end_mark.index
    if root.flow_style or start < end:
        blank = "" if text[start - 1].isspace() else " "
        return Splice(start, end, f"{blank}[{flow_item(item)}]")
    column = key.start_mark.column
    place = _after_own_comments(text, end_of_line(text, start), column)
    return _lines(text, place, block_item(item, " " * (column + _INDENT)))


# --- flow style --------------------------------------------------------------------------------


def _in_flow(text: str, node: yaml.CollectionNode, addition: str) -> Splice:
    """Return the splice that appends to `[ ]` or `{ }`, laid out as the last item is."""
    *_, last, _closing = _within(text, node)
    end = last.end_mark.index
    if not node.value:
        return Splice(end, end, addition)
    gap = _gap(text, node.value[-1])
    if isinstance(last, yaml.FlowEntryToken):
        return Splice(end, end, f"{gap}{addition},")
    return Splice(end, end, f",{gap}{addition}")


def _gap(text: str, last: yaml.Node | tuple[yaml.Node, yaml.Node]) -> str:
    """Return the white space before the last item: a blank, or a line break and its indentation."""
    start = (last[0] if isinstance(last, tuple) else last).start_mark
    before = text[start.index - start.column : start.index]
    return " " if before.strip() or not before else f"{line_end(text, start.index)}{before}"


# --- block style -------------------------------------------------------------------------------

_LINE = re.compile(r"([^\n\r\x85\u2028\u2029]*)(\r\n|[\n\r\x85\u2028\u2029]|\Z)")
"""A line of YAML 1.1 with its end."""

_EMPTY_LINES = re.compile(r"(?:\r\n|\n|\r(?!\n))((?:\r\n|\n|\r(?!\n))+)\Z")

_KEEPING = re.compile(r"[|>](?:[0-9]?\+|\+[0-9])")
"""The header of a block scalar that includes the blank lines after it."""


def _end_of_block(text: str, last: yaml.Token, column: int) -> int:
    """Return the offset of a block's end, given its last token and the column it begins in.

    A comment further right than that column belongs to the block's last item; other comments and
    blank lines come after the block.
    """
    end: int = last.end_mark.index
    is_block_scalar = isinstance(last, yaml.ScalarToken) and last.style in {"|", ">"}
    if not is_block_scalar:
        end = end_of_line(text, end)
    elif not _KEEPING.match(text, last.start_mark.index):
        end = before_empty_lines(text, end)
    return _after_own_comments(text, end, column)


def _after_own_comments(text: str, at: int, column: int) -> int:
    """Return the offset after comments right of `column`, which YAML could read as text."""
    end = at
    for line in _lines_from(text, at):
        words = line[1].strip()
        if words and (not words.startswith("#") or _indentation(line[1]) <= column):
            break
        if words:
            end = line.end()
    return end


def before_empty_lines(text: str, end: int) -> int:
    """Return the offset after the last line that is not empty; blanks count."""
    found = _EMPTY_LINES.search(text, 0, end)
    return end if found is None else int(found.start(1))


def end_of_line(text: str, at: int) -> int:
    """Return the offset after the line that `at` is in, its end included."""
    found = _LINE.match(text, at)
    return found.end() if found else len(text)


def _lines_from(text: str, at: int) -> Iterator[re.Match[str]]:
    return (line for line in _LINE.finditer(text, at) if line[0])


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _lines(text: str, at: int, lines: list[str]) -> Splice:
    """Return the splice that inserts whole lines at `at`, with the file's line ends.

    A file whose last line has no line end goes on having none.
    """
    ending = line_end(text, at)
    is_open = at > 0 and text[at - 1] not in "\n\r\x85\u2028\u2029"
    added = ending.join(lines)
    return Splice(at, at, f"{ending}{added}" if is_open else f"{added}{ending}")


def line_end(text: str, at: int) -> str:
    """Return the last line end before `at`, or else the last in the file."""
    ends = re.findall(r"\r\n|\n|\r", text[:at]) or re.findall(r"\r\n|\n|\r", text)
    return ends[-1] if ends else "\n"


def _within(text: str, node: yaml.Node) -> list[yaml.Token]:
    """Return the tokens of a node that have a text, in order."""
    start, end = node.start_mark.index, node.end_mark.index
    return [
        token
        for token in yaml.scan(text, Loader=yaml.CSafeLoader)
        if start <= token.start_mark.index < end
        and not isinstance(token, yaml.BlockEndToken | yaml.StreamEndToken | yaml.DocumentEndToken)
    ]
