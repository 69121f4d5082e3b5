"""Writes the YAML text of a new entry, with quotes only where needed.

Only new files are written from data; existing files are changed by splicing.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeAlias
from zoneinfo import ZoneInfo

from statusgen.content.schema.refusal import Refusal
from statusgen.content.schema.times import instant

Value: TypeAlias = "str | Mapping[str, Value] | Sequence[Mapping[str, Value]]"
"""A value of a field: text, a mapping of values, or a list of mappings."""

_PLAIN = re.compile(r"(?:[^\W_]|\?\?(?=\w))[^\n\t]*")
_NOT_PLAIN = re.compile(r":(?:\s|$)|\s#|\s$")
_NO_BLOCK = re.compile(
    "[^\n\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""Characters that need an escape: controls, and invisible line ends."""

_AMBIGUOUS = frozenset(("null", "yes", "no", "on", "off", "y", "n"))
"""Words that other YAML parsers read as null or booleans."""

_LONGEST_PLAIN = 90
_PROSE = "text"
_INDENT = "  "


def entry_text(entry: Mapping[str, Value]) -> str:
    """Return the YAML of an entry; parsing it returns the same texts, stripped."""
    return "".join(f"{line}\n" if line else "\n" for line in _mapping(entry, ""))


def time_text(at: datetime, zone: ZoneInfo) -> str:
    """Return an instant in local time of `zone`, without seconds if they are 0.

    An offset follows only if a clock change makes the local time ambiguous.
    """
    local = at.astimezone(zone)
    plain = local.replace(tzinfo=None).isoformat(
        sep=" ", timespec="auto" if local.second or local.microsecond else "minutes"
    )
    try:
        is_clear = instant(plain, zone) == at
    except Refusal:
        is_clear = False
    return plain if is_clear else f"{plain}{local.isoformat()[-6:]}"


def _mapping(values: Mapping[str, Value], indent: str, *, is_prose: bool = False) -> Iterator[str]:
    for name, value in values.items():
        key = f"{indent}{_scalar(name)}:"
        has_prose = is_prose or name == _PROSE
        if isinstance(value, str):
            yield from _text(key, value, f"{indent}{_INDENT}", is_prose=has_prose)
        elif isinstance(value, Mapping):
            yield key
            yield from _mapping(value, f"{indent}{_INDENT}", is_prose=has_prose)
        else:
            yield key
            for item in value:
                yield from _item(item, f"{indent}{_INDENT}")


def _item(values: Mapping[str, Value], indent: str) -> Iterator[str]:
    first, *rest = _mapping(values, f"{indent}{_INDENT}")
    yield f"{indent}- {first.lstrip()}"
    yield from rest


def _text(key: str, value: str, indent: str, *, is_prose: bool) -> Iterator[str]:
    """Yield a text on the line of its key, or as a block if it is prose that is long or special."""
    lines = value.replace("\r\n", "\n").strip("\n").split("\n")
    is_short = len(lines[0]) <= _LONGEST_PLAIN and _is_plain(lines[0])
    is_line = len(lines) == 1 and (is_short or not is_prose)
    if is_line or not lines[0].strip() or _NO_BLOCK.search(value):
        yield f"{key} {_scalar(value.strip())}"
        return
    yield f"{key} |{len(_INDENT) if lines[0][0].isspace() else ''}"
    yield from (f"{indent}{line}" if line.strip() else "" for line in lines)


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
