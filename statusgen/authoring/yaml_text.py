"""Writes values as YAML text, with quotes only where needed."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

Value: TypeAlias = "str | Mapping[str, Value] | Sequence[str | Mapping[str, Value]]"
"""A value of a field: text, a mapping of values, or a list of texts or mappings."""

_PLAIN = re.compile(r"(?:[^\W_]|\?\?(?=\w))[^\n\t]*")
_NOT_PLAIN = re.compile(r":(?:\s|$)|\s#|\s$")
_NO_BLOCK = re.compile(
    "[^\n\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""Characters that need an escape: controls, and invisible line ends."""

_AMBIGUOUS = frozenset(("null", "yes", "no", "on", "off", "y", "n"))
"""Words that other YAML parsers read as null or booleans."""

_LONGEST_PLAIN = 90
_PROSE = ("text", "workaround", "not_affected", "effect")
_INDENT = "  "


def entry_text(entry: Mapping[str, Value]) -> str:
    """Return the YAML of an entry; parsing it returns the same texts, stripped."""
    return "".join(f"{line}\n" if line else "\n" for line in _mapping(entry, ""))


def _mapping(values: Mapping[str, Value], indent: str, *, is_prose: bool = False) -> Iterator[str]:
    for name, value in values.items():
        key = f"{indent}{_scalar(name)}:"
        has_prose = is_prose or name in _PROSE
        if isinstance(value, str):
            first, *rest = scalar_lines(value, f"{indent}{_INDENT}", is_prose=has_prose)
            yield f"{key} {first}"
            yield from rest
        elif isinstance(value, Mapping):
            yield key
            yield from _mapping(value, f"{indent}{_INDENT}", is_prose=has_prose)
        else:
            yield key
            for item in value:
                yield from _item(item, f"{indent}{_INDENT}")


def _item(value: str | Mapping[str, Value], indent: str) -> Iterator[str]:
    if isinstance(value, str):
        yield f"{indent}- {_scalar(value)}"
        return
    first, *rest = _mapping(value, f"{indent}{_INDENT}")
    yield f"{indent}- {first.lstrip()}"
    yield from rest


def scalar_lines(value: str, indent: str, *, is_prose: bool, is_block: bool = False) -> list[str]:
    """Return the lines of a text after its key: one, or a block if it is prose that needs one.

    With `is_block` it is a block wherever YAML permits.
    """
    value = re.sub("\r\n?", "\n", value)
    lines = value.strip("\n").split("\n")
    is_short = len(lines[0]) <= _LONGEST_PLAIN and _is_plain(lines[0])
    is_line = not is_block and len(lines) == 1 and (is_short or not is_prose)
    if is_line or not lines[0].strip() or _NO_BLOCK.search(value):
        return [_scalar(value.strip())]
    header = f"|{len(_INDENT) if lines[0][0].isspace() else ''}"
    return [header, *(f"{indent}{line}" if line.strip() else "" for line in lines)]


def _scalar(text: str) -> str:
    """Return a text on one line: plain, or as a JSON string, which YAML reads alike."""
    return text if _is_plain(text) else json.dumps(text, ensure_ascii=bool(_NO_BLOCK.search(text)))


def _is_plain(text: str) -> bool:
    return (
        _PLAIN.fullmatch(text) is not None
        and _NO_BLOCK.search(text) is None
        and _NOT_PLAIN.search(text) is None
        and text.casefold() not in _AMBIGUOUS
    )


# --- an update as an item of a list ------------------------------------------------------------


def block_item(item: Mapping[str, Value], indent: str) -> list[str]:
    """Return the lines of an item of a block list, with dashes after `indent`."""
    first, *rest = entry_text(item).splitlines()
    return [f"{indent}- {first}", *(f"{indent}  {line}" if line else "" for line in rest)]


def flow_item(item: Mapping[str, Value]) -> str:
    """Return an item of a flow list, on one line; its strings are JSON, which YAML reads alike."""
    return f"{{{', '.join(f'{key}: {flow_value(value)}' for key, value in item.items())}}}"


_LOST_BY_YAML = re.compile("[\x85\u2028\u2029\ufeff]")
"""Line breaks and byte-order mark of YAML 1.1 that are plain characters in JSON."""


def flow_value(value: object) -> str:
    """Return a value in flow style, as JSON, which YAML reads alike."""
    text = json.dumps(value, ensure_ascii=False)
    return _LOST_BY_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
