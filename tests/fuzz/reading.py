"""Whether what was accepted was read as it is written: key for key, against the other reader."""

import enum
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from msgspec import NODEFAULT, Struct
from msgspec.structs import fields

from statusgen import model
from tests.fuzz.trees import Plain, plain, tree

_NAMES = {"except": "except_", "set": "words", "support_hours": "hours", "within": "duration"}
"""Names of fields where they are not those of the keys."""

_REACH = ("region", "countries", "language")
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DERIVED = {
    (model.Incident, "id"),
    (model.Incident, "path"),
    (model.Update, "id"),
    (model.Maintenance, "id"),
    (model.Maintenance, "path"),
    (model.Maintenance, "announced"),
    (model.Maintenance, "completion"),
    (model.MaintenanceUpdate, "id"),
    (model.Notice, "name"),
    (model.Notice, "path"),
    (model.Placeholder, "name"),
    (model.Group, "audience"),
    (model.Group, "languages"),
    (model.Group, "max_length"),
    (model.MaintenanceDefaults, "completion"),
}
"""Fields that have a value where the file has none."""


class Facts(Struct, frozen=True):
    """What the values of a file depend on besides their text."""

    zone: ZoneInfo
    languages: tuple[str, ...]
    aliases: Mapping[str, str] = {}


def written_in(text: str) -> Plain:
    """Return the tree that a file has for the other reader; raises ValueError or yaml.YAMLError."""
    events = yaml.parse(text, Loader=yaml.BaseLoader) if "!" in text else ()
    tags = [getattr(event, "tag", None) for event in events]
    if any(tags):
        message = f"tags: {[*filter(None, tags)]}"
        raise ValueError(message)
    held = _MARK.sub(_HELD, _TAB.sub("", text))
    try:
        return _with_marks(plain(tree(held)))
    except yaml.YAMLError:
        if "\t" not in held:
            raise
        return _with_marks(plain(tree(_INNER_TAB.sub(_HELD_TAB, held).replace("\t", " "))))


def _with_marks(written: Plain) -> Plain:
    """Return a tree with the signs that were held back from the other reader."""
    if isinstance(written, dict):
        return {key.replace(_HELD, "?"): _with_marks(each) for key, each in written.items()}
    if isinstance(written, list):
        return [_with_marks(each) for each in written]
    if not isinstance(written, str):
        return None
    return written.replace(_HELD, "?").replace(_HELD_TAB, "\t")


_INNER_TAB, _HELD_TAB = re.compile(r"(?<=\w)\t(?=\w)"), "\ue0fe"
"""A tab within words, which the other reader takes for no part of a text without quotes."""
_MARK, _HELD = re.compile(r"(?<=[^\s\[{,])\?"), "\ue0ff"
"""A question mark within a text, at which the other reader ends one between brackets."""

_TAB = re.compile(r"(?<=[^ \t\n])[ \t]*\t[ \t]*$", re.MULTILINE)
"""White space with a tab at the end of a line, which the other reader does not know as such."""


def differences(written: Plain, read: object, facts: Facts, at: str = "") -> Iterator[str]:
    """Yield each value that was not read as it is written."""
    if isinstance(read, model.Text):
        yield from _text(written, read, facts, at)
    elif isinstance(read, Struct) and isinstance(written, dict):
        yield from _record(written, read, facts, at)
    elif isinstance(read, Mapping) and isinstance(written, dict):
        yield from _mapping(written, read, facts, at)
    elif isinstance(read, tuple):
        yield from _items(written, read, facts, at)
    elif not (isinstance(written, str) and _is_same(written, read, facts)):
        yield f"{at}: {written!r} was read as {read!r}"


def _text(written: Plain, read: model.Text, facts: Facts, at: str) -> Iterator[str]:
    listed = written if isinstance(written, dict) else {facts.languages[0]: written}
    expected = {name: each for name, each in listed.items() if name in facts.languages}
    if expected.keys() != read.by_language.keys():
        yield f"{at}: the languages {[*expected]} were read as {[*read.by_language]}"
    for name, each in read.by_language.items():
        typed = expected.get(name)
        if not isinstance(typed, str) or each not in (typed, typed.strip()):
            yield f"{at}.{name}: {typed!r} was read as {each!r}"


def _record(written: Mapping[str, Plain], read: Struct, facts: Facts, at: str) -> Iterator[str]:
    there = {_NAMES.get(key, key): value for key, value in written.items() if value is not None}
    if isinstance(read, model.Phone | model.Link):
        there |= {"reach": {name: there.pop(name) for name in _REACH if name in there}}
    if isinstance(read, model.EndOfWorkingDay):
        del there["by"]
    for name, value in there.items():
        if name == "hours":
            yield from _week(value, getattr(read, name), facts, at)
        elif name in read.__struct_fields__:
            yield from differences(value, getattr(read, name), facts, f"{at}.{name}")
        elif not isinstance(read, model.Notice) or name != "kind":
            yield f"{at}: the key {name!r} is lost"
    yield from _made_up(there.keys(), read, at)


def _made_up(names: "set[str] | object", read: Struct, at: str) -> Iterator[str]:
    for each in fields(read):
        value = getattr(read, each.name)
        is_default = value == each.default or (
            each.default_factory is not NODEFAULT and value == each.default_factory()
        )
        is_there = each.name in names or (type(read), each.name) in _DERIVED  # type: ignore[operator]
        if not is_there and not is_default and value not in (None, (), {}, False, model.Reach()):
            yield f"{at}.{each.name}: {value!r} is not in the file"


def _mapping(
    written: Mapping[str, Plain], read: Mapping[object, object], facts: Facts, at: str
) -> Iterator[str]:
    by_name = {str(getattr(key, "value", key)): value for key, value in read.items()}
    expected = {facts.aliases.get(key, key).strip(): value for key, value in written.items()}
    if expected.keys() != by_name.keys():
        yield f"{at}: the keys {[*expected]} were read as {[*by_name]}"
    for key, value in expected.items():
        if key in by_name:
            yield from differences(value, by_name[key], facts, f"{at}.{key}")


def _items(written: Plain, read: tuple[object, ...], facts: Facts, at: str) -> Iterator[str]:
    listed: list[Any] = written if isinstance(written, list) else [written]
    if at.startswith("content/groups.yml") and at.endswith(".languages"):
        listed = [each for each in listed if each in facts.languages] or [*facts.languages[:1]]
    if len(listed) != len(read):
        yield f"{at}: {len(listed)} items were read as {len(read)}"
    for index, (one, other) in enumerate(zip(listed, read, strict=False)):
        yield from differences(one, other, facts, f"{at}[{index}]")


def _week(written: Plain, read: Mapping[int, object], facts: Facts, at: str) -> Iterator[str]:
    days = written if isinstance(written, dict) else {}
    there = {name: each for name, each in days.items() if each is not None}
    named = {_WEEK[number]: hours for number, hours in read.items()}
    yield from _mapping(there, named, facts, f"{at}.support_hours")  # type: ignore[arg-type]


# --- scalars -----------------------------------------------------------------------------------


def _is_same(written: str, read: object, facts: Facts) -> bool:
    """Return whether a value is that of the text that was typed."""
    if isinstance(read, datetime):
        return _is_instant(written, read, facts.zone)
    kind = next((each for each in _FORMS if isinstance(read, each)), None)
    if kind is not None:
        return read in _FORMS[kind](written, read)
    return isinstance(read, str) and _is_name(written, read, facts)


def _is_name(written: str, read: str, facts: Facts) -> bool:
    """Return whether a text is what was typed, but for what a field of its kind makes alike."""
    bare = written.strip()
    forms = (written, bare, facts.aliases.get(written), " ".join(bare.split()))
    is_rule = read == bare.upper().removeprefix("RRULE:") and "FREQ=" in read
    is_colour = read == bare.lower() and read.startswith("#")
    return read in forms or is_rule or is_colour or _address(bare) == _address(read)


def _address(text: str) -> "tuple[str, str] | None":
    """Return the address of a site or its identity, its host in lower case, without a slash."""
    found = re.fullmatch(r"(?:https?://)?([^/]+)((?:/.*)?)", text)
    return None if found is None else (found[1].lower(), found[2].rstrip("/"))


_TIME = re.compile(
    r"\s*([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[Tt]| +)([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(\.[0-9]+)?(.*)",
    re.DOTALL,
)


def _is_instant(written: str, read: datetime, zone: ZoneInfo) -> bool:
    """Return whether an instant, shown in the zone that was typed, is the text that was typed."""
    found = _TIME.fullmatch(written)
    if found is None or read.utcoffset() != timedelta(0):
        return False
    local = datetime.fromisoformat(f"{found[1]} {found[2]}")
    local += timedelta(microseconds=int((found[3] or ".0")[1:].ljust(6, "0")))
    where = _zone(found[4].strip()) or zone
    there = read.astimezone(where)
    is_clear = there.utcoffset() == there.replace(fold=1 - there.fold).utcoffset()
    return there.replace(tzinfo=None, fold=0) == local and is_clear


def _zone(written: str) -> tzinfo | None:
    if written in ("Z", "z"):
        return UTC
    found = re.fullmatch(r"([+-])([0-9]{2}):?([0-9]{2})?", written)
    if found is None:
        return ZoneInfo(written) if written else None
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    return timezone(timedelta(minutes=-minutes if found[1] == "-" else minutes))


def _length(written: str) -> timedelta | None:
    bare = written.strip()
    unit = {"m": 1, "h": 60, "d": 24 * 60}.get(bare[-1:], 0)
    return timedelta(minutes=int(bare[:-1]) * unit)


def _hours(written: str) -> tuple[time, time]:
    opens, closes = re.split("[-\N{EN DASH}]", written)
    bare = closes.strip()
    end = time() if bare == "24:00" else time.fromisoformat(bare)
    return time.fromisoformat(opens.strip()), end


_FORMS: Mapping[type, Callable[[str, Any], tuple[object, ...]]] = {
    bool: lambda written, _: ({"true": True, "false": False}.get(written),),
    int: lambda written, _: (int(written) if re.fullmatch("[0-9]+", written) else None,),
    enum.Enum: lambda written, read: (read,) if written == read.value else (),
    ZoneInfo: lambda written, read: (read,) if written == read.key else (),
    timedelta: lambda written, _: (_length(written),),
    model.Hours: lambda written, _: (model.Hours(*_hours(written)),),
    date: lambda written, read: (read,) if written in (f"{read}", f"{read}"[:7]) else (),
}
"""The values that a text can stand for, by the type of the value that was read."""
