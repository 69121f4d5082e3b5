"""The only reader of content files: bytes to a plain tree, and a way back to the user's line.

Every scalar stays the text that was typed, so that no YAML 1.1 rule turns `no` into False or
`12:30` into a number. Only a plain empty value, `null` and `~` mean that a value is missing.
"""

import re
from codecs import BOM_UTF8
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import TypeAlias

import yaml

from statusgen.problems import Place, Problem, quoted
from statusgen.syntax import explained

Tree: TypeAlias = "dict[str, Tree] | list[Tree] | str | None"
"""What a file says, without types: None is a value that is missing."""

Location: TypeAlias = tuple[str | int, ...]
"""The keys and indexes that lead from the top of a file to a value."""

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 20
MAX_REPEATED = 100_000
"""How many nodes and characters the aliases of one file may repeat."""

_SAFE_OPENERS = 200
"""So many levels no composer minds; only a file that might have more is looked through before."""


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one file of the user's; `path` is POSIX and relative to the root."""

    path: str
    text: str = field(repr=False)

    def value(self, location: Location) -> Place:
        """Return the place of a value, or of the nearest thing around it that is written."""
        key, node = _found(self.text, location)
        if node is None:
            return Place(self.path)
        if key is not None and node.start_mark.index == node.end_mark.index:
            node = key
        return self._place(node)

    def key(self, location: Location) -> Place:
        """Return the place of the last key of a location, or of the value where it has none."""
        key, node = _found(self.text, location)
        shown = node if key is None else key
        return Place(self.path) if shown is None else self._place(shown)

    def part(self, location: Location, text: str) -> Place:
        """Return the place of `text` within the key or the value at a location."""
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


_LINE_END = re.compile(r"[\r\n]")


def place_at(path: str, text: str, start: int, end: int) -> Place:
    """Return the place of `text[start:end]`, which ends at the latest with its first line."""
    first = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    line = _LINE_END.split(text[first:], maxsplit=1)[0]
    width = min(end - first, len(line.rstrip())) - (start - first)
    return Place(path, _line_number(text, first), start - first + 1, line, max(width, 1))


def _line_number(text: str, first: int) -> int:
    ends = text.count("\n", 0, first) + text.count("\r", 0, first)
    return ends - text.count("\r\n", 0, first) + 1


@dataclass(frozen=True, slots=True)
class Sources:
    """The files that were read, by path, and the paths of those that hold entries."""

    files: Mapping[str, Source] = field(default_factory=dict)
    entries: tuple[str, ...] = ()

    def value(self, path: str, location: Location = ()) -> Place:
        """Return the place of a value in the file at `path`."""
        return self.files[path].value(location) if path in self.files else Place(path)


# --- from the disk -----------------------------------------------------------------------------


def read_bytes(file: Path, path: str) -> bytes | Problem:
    """Return what is in a file, or why it cannot be read; `path` is how the user knows it."""
    try:
        mode = file.stat().st_mode
        if not S_ISREG(mode):
            kind = "a folder" if S_ISDIR(mode) else "no ordinary file"
            return Problem(Place(path), f"this is {kind}", "expected a file of YAML text")
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return Problem(Place(path), f"this file cannot be read: {reason}")
    return data


# --- from bytes to a tree ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reading:
    """One file as read; with `problems`, `tree` is what could be made of it, or None.

    That allows the rest of the file to be checked in the same run.
    """

    source: Source
    tree: Tree = None
    problems: tuple[Problem, ...] = ()


def read(path: str, data: bytes) -> Reading:
    """Return the tree of a YAML file, or every reason why it has none."""
    empty = Source(path, "")
    if len(data) > MAX_BYTES:
        return Reading(empty, problems=(_too_large(path),))
    data = data.removeprefix(BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return Reading(empty, problems=(_not_utf8(path, data, error),))
    source = Source(path, text)
    problem = _bad_character(source) or _bad_syntax(source)
    if problem is not None:
        return Reading(source, problems=(problem,))
    return _walked(source)


def _walked(source: Source) -> Reading:
    root = _composed(source.text)
    walk = _Walk(source)
    tree = None if root is None else walk.tree(root, 1)
    return Reading(source, None if walk.is_unbounded else tree, tuple(walk.problems))


def _too_large(path: str) -> Problem:
    hint = "expected one entry in a file; split it"
    return Problem(Place(path), "this file is larger than 1 MiB", hint)


def _not_utf8(path: str, data: bytes, error: UnicodeDecodeError) -> Problem:
    text = data.decode(errors="replace")
    start = len(data[: error.start].decode())
    return Problem(
        place_at(path, text, start, start + 1),
        f"this file is no UTF-8 text: the byte 0x{data[error.start]:02x} does not belong here",
        "expected UTF-8; save the file again in that encoding",
    )


_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot carry, and with it no feed; and the C1 controls, which YAML refuses too."""


def _bad_character(source: Source) -> Problem | None:
    found = _NO_TEXT.search(source.text)
    if found is None:
        return None
    return Problem(
        place_at(source.path, source.text, found.start(), found.end()),
        f"the control character U+{ord(found[0]):04X} cannot be published",
        "delete it; it is invisible and often comes with copied text",
    )


def _bad_syntax(source: Source) -> Problem | None:
    try:
        if _may_be_deep(source.text):
            deep = _too_deep(source)
            if deep is not None:
                return deep
        _composed(source.text)
    except yaml.YAMLError as error:
        why = explained(error, source.text)
        return Problem(
            place_at(source.path, source.text, why.start, why.end), why.message, why.hint
        )
    return None


class _Loader(yaml.CSafeLoader):
    """The C parser without any idea of types: only a tag that was written is a tag."""

    def resolve(self, _kind: type[yaml.Node], _value: object, _implicit: object) -> str:
        """Return the tag of a node that has none: none."""
        return ""


@lru_cache(maxsize=4)
def _composed(text: str) -> yaml.Node | None:
    """Return the nodes of a file; the last few are kept, for the places of their problems."""
    loader = _Loader(text)
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()


_LINE_START = re.compile(r"^[ \t?:-]+", re.MULTILINE)


def _may_be_deep(text: str) -> bool:
    """Return False for a file that surely has no nesting deep enough to hurt the C composer.

    A level is opened by a bracket or by being further right at the beginning of a line.
    """
    openers = text.count("[") + text.count("{")
    indent = max(map(len, _LINE_START.findall(text)), default=0)
    return openers + 2 * indent > _SAFE_OPENERS


def _too_deep(source: Source) -> Problem | None:
    """Look through the events, which need no recursion, for nesting past the bound."""
    depth = 0
    for event in yaml.parse(source.text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                start = event.start_mark.index if event.start_mark else 0
                return _nesting(place_at(source.path, source.text, start, start + 1))
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return None


def _nesting(place: Place) -> Problem:
    return Problem(
        place,
        f"this is nested more than {MAX_DEPTH} levels deep",
        "expected lists and mappings a few levels deep",
    )


# --- from nodes to a tree ----------------------------------------------------------------------


_MISSING = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(slots=True)
class _Walk:
    """The way through the nodes of one file, and what was found wrong on it."""

    source: Source
    problems: list[Problem] = field(default_factory=list)
    above: set[int] = field(default_factory=set)
    seen: set[int] = field(default_factory=set)
    repeated: int = 0
    is_unbounded: bool = False

    def tree(self, node: yaml.Node, depth: int) -> Tree:
        """Return what a node says; what is wrong in it is noted."""
        self._refuse_tag(node)
        if not self._is_bounded(node, depth):
            self.is_unbounded = True
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
        found = _NO_TEXT.search(text)
        if found is not None:
            self._note(
                node,
                f"the control character U+{ord(found[0]):04X} cannot be published",
                "leave out the escape that stands for it",
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
        if _NO_TEXT.search(node.value):
            self._scalar(node)
            return None
        return str(node.value)

    def _refuse_tag(self, node: yaml.Node) -> None:
        start = node.start_mark.index
        if node.tag or (_is_flat(node) and self.source.text.startswith("!", start)):
            tag = self.source.text[self.source.text.find("!", start) :].split(None, 1)[0]
            message = f"tags such as {quoted(tag)} are not allowed"
            self._note(node, message, "write the value alone")

    def _is_bounded(self, node: yaml.Node, depth: int) -> bool:
        if id(node) in self.above:
            self._note(node, "this anchor holds itself", "write the value out")
            return False
        if depth > MAX_DEPTH:
            self.problems.append(_nesting(self._place(node)))
            return False
        if id(node) not in self.seen:
            self.seen.add(id(node))
            return True
        before = self.repeated
        self.repeated += 1 + (len(node.value) if isinstance(node, yaml.ScalarNode) else 0)
        if before <= MAX_REPEATED < self.repeated:
            self._note(node, "the aliases of this anchor expand past a bound", "write them out")
        return self.repeated <= MAX_REPEATED

    def _note(self, node: yaml.Node, message: str, hint: str) -> None:
        problem = Problem(self._place(node), message, hint)
        if problem not in self.problems:
            self.problems.append(problem)

    def _place(self, node: yaml.Node) -> Place:
        return place_at(
            self.source.path, self.source.text, node.start_mark.index, node.end_mark.index
        )


def _is_flat(node: yaml.Node) -> bool:
    """Return False for a block, which begins where its first key or item does."""
    return not isinstance(node, yaml.CollectionNode) or bool(node.flow_style)


# --- from a location to a node -----------------------------------------------------------------


def _found(text: str, location: Location) -> tuple[yaml.Node | None, yaml.Node | None]:
    """Return the key and the value at a location, as far as it leads into the file."""
    try:
        node = _composed(text)
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
