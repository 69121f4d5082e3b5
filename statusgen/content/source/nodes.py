"""The nodes of the C parser, with scalars as typed, and the places of values in a file."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache

import yaml
from msgspec import Struct, field

from statusgen.problems import Location, Place

MAX_DEPTH = 20
"""Maximum depth of lists and mappings in a file."""

_SAFE_OPENERS = 200
"""Nesting that the composer survives; files that might exceed it are scanned first."""


class _Loader(yaml.CSafeLoader):
    """The C parser without resolution of types: only explicit tags remain."""

    def resolve(self, _kind: type[yaml.Node], _value: object, _implicit: object) -> str:
        """Return the empty tag for a node without one."""
        return ""


@lru_cache(maxsize=4)
def composed(text: str) -> yaml.Node | None:
    """Return the root node of a file; the last few are cached, for the places of problems."""
    loader = _Loader(text)
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()


_LINE_START = re.compile(r"^[ \t?:-]+", re.MULTILINE)


def _may_be_deep(text: str) -> bool:
    """Return whether the nesting of a file might be too deep for the C composer.

    A level is opened by a bracket, or by more indentation at the beginning of a line.
    """
    openers = text.count("[") + text.count("{")
    indent = max(map(len, _LINE_START.findall(text)), default=0)
    return openers + 2 * indent > _SAFE_OPENERS


def nesting_past_limit(text: str) -> int | None:
    """Return the offset at which a file is nested too deep for the C composer, or None.

    The composer is recursive; the events that are counted here are not. Raises yaml.YAMLError if
    the syntax is wrong before that offset.
    """
    return _offset_past_limit(text) if _may_be_deep(text) else None


def _offset_past_limit(text: str) -> int | None:
    """Return that offset also if the parser refuses the file first.

    libyaml scans ahead of its events and, since 0.2.6, limits nested brackets itself. So the text
    before the position of an error is counted once more alone.
    """
    try:
        return _first_too_deep(text)
    except yaml.MarkedYAMLError as error:
        if error.problem_mark is None:
            raise
        with suppress(yaml.YAMLError):
            start = _first_too_deep(text[: error.problem_mark.index])
            if start is not None:
                return start
        raise


def _first_too_deep(text: str) -> int | None:
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                return event.start_mark.index if event.start_mark else 0
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return None


# --- from a location to the user's line ---------------------------------------------------------


class Source(Struct, frozen=True):
    """The text of one content file; `path` is POSIX and relative to the root."""

    path: str
    text: str

    def value(self, location: Location) -> Place:
        """Return the place of a value, or of the nearest enclosing one that exists."""
        key, node = _found(self.text, location)
        if node is None:
            return Place(self.path)
        if key is not None and node.start_mark.index == node.end_mark.index:
            node = key
        return self._place(node)

    def key(self, location: Location) -> Place:
        """Return the place of the last key of a location, or of the value if it has no key."""
        key, node = _found(self.text, location)
        shown = node if key is None else key
        return Place(self.path) if shown is None else self._place(shown)

    def part(self, location: Location, text: str) -> Place:
        """Return the place of `text` inside the key or the value at a location."""
        for node in _found(self.text, location):
            if node is not None:
                start = self.text.find(text, node.start_mark.index, node.end_mark.index)
                if start >= 0:
                    return place_at(self.path, self.text, start, start + len(text))
        return self.value(location)

    def _place(self, node: yaml.Node) -> Place:
        end = node.end_mark.index
        while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            first = node.value[0]
            node = first[0] if isinstance(first, tuple) else first
            end = node.end_mark.index
        return place_at(self.path, self.text, node.start_mark.index, end)


_LINE_END = re.compile(r"\r\n|\r|\n")


def place_at(path: str, text: str, start: int, end: int) -> Place:
    """Return the place of `text[start:end]`, cut at the end of its first line."""
    starts = _line_starts(text)
    number = bisect_right(starts, start)
    first = starts[number - 1]
    line = _line(text, first)
    width = min(end - first, len(line.rstrip(" \t"))) - (start - first)
    return Place(path, number, start - first + 1, line, max(width, 1))


@lru_cache(maxsize=4)
def _line_starts(text: str) -> tuple[int, ...]:
    """Return the offsets at which the lines of a text begin."""
    return (0, *(found.end() for found in _LINE_END.finditer(text)))


@lru_cache(maxsize=4)
def _line(text: str, first: int) -> str:
    """Return the line that begins at an offset; problems of one line share its text."""
    end = _LINE_END.search(text, first)
    return text[first : end.start() if end else len(text)]


class Sources(Struct, frozen=True):
    """The files that were read, by path, and the paths of all entries."""

    files: Mapping[str, Source] = field(default_factory=dict)
    entries: tuple[str, ...] = ()

    def value(self, path: str, location: Location = ()) -> Place:
        """Return the place of a value in the file at `path`."""
        return self.files[path].value(location) if path in self.files else Place(path)


def _found(text: str, location: Location) -> tuple[yaml.Node | None, yaml.Node | None]:
    """Return the key and the value at a location, as deep as it exists in the file."""
    try:
        node = composed(text)
    except yaml.YAMLError:
        return None, None
    key: yaml.Node | None = None
    for step in location:
        pair = _step(node, step)
        if pair is None:
            break
        key, node = pair
    return key, node


def _step(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in reversed(node.value):
            if isinstance(key, yaml.ScalarNode) and key.value == step:
                return key, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None
