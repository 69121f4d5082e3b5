"""Read a YAML file from disk, and parse its bytes into a tree or into problems."""

import os
from codecs import BOM_UTF8
from pathlib import Path
from stat import S_ISDIR, S_ISREG

import yaml
from msgspec import Struct

from statusgen.content.source.nodes import Source, composed, nesting_past_limit, place_at
from statusgen.content.source.syntax_errors import explained, merge_mark
from statusgen.content.source.tree import UNPUBLISHABLE, Tree, nested_too_deep, tree_of
from statusgen.limits import MIB, mebibytes
from statusgen.problems import Place, Problem

MAX_BYTES = MIB
"""Maximum size of a file, in bytes; larger files are neither read nor parsed."""


def read_bytes(file: str | Path, path: str) -> bytes | Problem:
    """Return the bytes of a file, or the problem of reading it; `path` is relative to the root."""
    try:
        descriptor = os.open(file, _READING)
        try:
            return _content(descriptor, path)
        finally:
            os.close(descriptor)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        hint = "expected a file that statusgen may read"
        return Problem(Place(path), f"this file cannot be read: {reason}", hint)


_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Open without blocking, because opening a named pipe would wait for a writer."""


def _content(descriptor: int, path: str) -> bytes | Problem:
    found = os.fstat(descriptor)
    if not S_ISREG(found.st_mode):
        kind = "a folder" if S_ISDIR(found.st_mode) else "no ordinary file"
        return Problem(Place(path), f"this is {kind}", "expected a file of YAML text")
    data = os.read(descriptor, min(found.st_size, MAX_BYTES) + 1)
    if len(data) == found.st_size <= MAX_BYTES:
        return data  # the usual case, which saves a system call for each file
    while len(data) <= MAX_BYTES and (more := os.read(descriptor, MAX_BYTES + 1 - len(data))):
        data += more
    return data if len(data) <= MAX_BYTES else _too_large(path)


# --- from bytes to a tree ----------------------------------------------------------------------


class ParsedFile(Struct, frozen=True):
    """One parsed file; with `problems`, `tree` is the part without them, or None.

    That part is checked in the same run.
    """

    source: Source
    tree: Tree = None
    problems: tuple[Problem, ...] = ()


def parse(path: str, data: bytes) -> ParsedFile:
    """Return the tree of a YAML file, and all its problems of syntax."""
    empty = Source(path, "")
    if len(data) > MAX_BYTES:
        return ParsedFile(empty, problems=(_too_large(path),))
    try:
        source = source_of(path, data)
    except UnicodeDecodeError as error:
        data = data.removeprefix(BOM_UTF8)
        return ParsedFile(empty, problems=(_not_utf8(path, data, error),))
    problem = _bad_character(source) or _unmerged(source) or _bad_syntax(source)
    if problem is not None:
        return ParsedFile(source, problems=(problem,))
    tree, problems = tree_of(source)
    return ParsedFile(source, tree, tuple(problems))


def source_of(path: str, data: bytes) -> Source:
    """Return the text of a file; raises UnicodeDecodeError."""
    return Source(path, data.removeprefix(BOM_UTF8).decode())


def _too_large(path: str) -> Problem:
    hint = "expected one entry in a file; split it"
    return Problem(Place(path), f"this file is larger than {mebibytes(MAX_BYTES)}", hint)


def _not_utf8(path: str, data: bytes, error: UnicodeDecodeError) -> Problem:
    text = data.decode(errors="replace")
    start = len(data[: error.start].decode())
    return Problem(
        place_at(path, text, start, start + 1),
        f"this file is not UTF-8 text: the byte 0x{data[error.start]:02x} does not belong here",
        "expected UTF-8; save the file again in that encoding",
    )


def _bad_character(source: Source) -> Problem | None:
    found = UNPUBLISHABLE.search(source.text)
    if found is None:
        return None
    return Problem(
        place_at(source.path, source.text, found.start(), found.end()),
        f"the control character U+{ord(found[0]):04X} cannot be published",
        "delete it; it is invisible and often comes with copied text",
    )


def _unmerged(source: Source) -> Problem | None:
    """Return the problem of a mark of git in a file, which YAML may also read as text."""
    mark = merge_mark(source.text)
    if mark is None:
        return None
    place = place_at(source.path, source.text, mark.start, mark.end)
    return Problem(place, mark.message, mark.hint)


def _bad_syntax(source: Source) -> Problem | None:
    try:
        start = nesting_past_limit(source.text)
        if start is not None:
            return nested_too_deep(place_at(source.path, source.text, start, start + 1))
        composed(source.text)
    except yaml.YAMLError as error:
        why = explained(error, source.text)
        place = place_at(source.path, source.text, why.start, why.end)
        return Problem(place, why.message, why.hint)
    return None
