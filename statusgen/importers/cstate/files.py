"""Read the issues of a cState site.

The body of an issue is split at the shortcodes that give the times of its parts.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from msgspec import Struct

from statusgen.content.source.parse import parse
from statusgen.content.source.tree import Tree
from statusgen.importers.foreign import Remarks
from statusgen.spans import YEARS

_PAGE = re.compile(r"\A---[ \t]*\n(?P<front>.*?\n)---[ \t]*(?:\n(?P<body>.*))?\Z", re.DOTALL)
_TRACK = re.compile(r"\{\{[<%]\s*track\s+[\"'`](?P<at>[^\"'`]*)[\"'`]\s*[>%]\}\}")
_SHORTCODE = re.compile(r"\{\{[<%].*?[>%]\}\}", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_RULE = re.compile(r"^---+[ \t]*$", re.MULTILINE)
_TAG = re.compile(r"</?[a-z][a-z0-9-]*(?:\s[^>\n]*)?/?>", re.IGNORECASE)
"""A tag of HTML, not an address between angle brackets."""
_TIME = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)"
    r"(?:(?:[Tt]|\s+)(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?"
    r"\s*(?P<zone>[Zz]|UTC|[+-]\d\d:?\d\d)?(?:\s+[A-Z]{3,5})?)?"
)
"""The forms of a time that Hugo reads."""
_FORM = "%Y-%m-%d %H:%M:%S"
_TRUE = frozenset(("true", "yes", "on", "y", "t", "1"))
_RESOLVED = _TRUE | {"resolved"}


class IssuePart(Struct, frozen=True):
    """A part of a body; `at` is None if no shortcode `track` follows it."""

    text: str
    at: datetime | None


class Issue(Struct, frozen=True):
    """One issue; `stem` is the name of its file."""

    stem: str
    title: str
    date: datetime
    parts: tuple[IssuePart, ...]
    severity: str
    affected: tuple[str, ...]
    is_resolved: bool
    resolved_when: datetime | None
    is_informational: bool
    is_draft: bool


def read_issue(name: str, data: bytes, zone: ZoneInfo, remarks: Remarks) -> Issue | None:
    """Return the issue in a file, or None with a remark if it cannot be read."""
    page = _PAGE.match(data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n"))
    if page is None:
        remarks.add(name, "not carried over, it has no front matter between two lines of ---")
        return None
    file = parse(name, _COMMENT.sub("", page["front"]).encode())
    tree = file.tree if isinstance(file.tree, dict) and not file.problems else {}
    front = {key.lower(): value for key, value in tree.items()}
    date = _time(front.get("date"), zone)
    title = front.get("title")
    if date is None or not isinstance(title, str) or not title.strip():
        remarks.add(name, "not carried over, its front matter has no title and date to be read")
        return None
    return Issue(
        stem=_stem(name),
        title=title,
        date=date,
        parts=tuple(_parts(name, page["body"] or "", zone, remarks)),
        severity=str(front.get("severity") or ""),
        affected=_names(front.get("affected")),
        is_resolved=_is_resolved(title, front, remarks),
        resolved_when=_end(title, front.get("resolvedwhen"), zone, remarks),
        is_informational=_is_true(front.get("informational")),
        is_draft=_is_true(front.get("draft")),
    )


def _stem(name: str) -> str:
    """Return the name of a file without folder and suffix; of `index.md`, that of its folder."""
    path = PurePosixPath(name)
    return path.parent.name if path.stem == "index" and path.parent.name else path.stem


def _is_true(value: Tree) -> bool:
    return isinstance(value, str) and value.lower() in _TRUE


def _is_resolved(title: str, front: Mapping[str, Tree], remarks: Remarks) -> bool:
    """Return whether an issue is resolved: cState takes anything but `false` for resolved."""
    value = front.get("resolved")
    word = value.lower() if isinstance(value, str) else None
    if word == "false":
        return False
    if word not in _RESOLVED:
        shown = repr(value) if "resolved" in front else "missing"
        remarks.add(title, f"its 'resolved' is neither true nor false, and so resolved: {shown}")
    return True


def _end(title: str, value: Tree, zone: ZoneInfo, remarks: Remarks) -> datetime | None:
    end = _time(value, zone)
    if end is None and value not in (None, ""):
        remarks.add(title, f"its resolvedWhen cannot be read: {value!r}")
    return end


def _names(value: Tree) -> tuple[str, ...]:
    listed = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(each for each in listed if isinstance(each, str) and each))


def _time(value: Tree, zone: ZoneInfo) -> datetime | None:
    """Return an instant as Hugo reads it: a day alone is its beginning; None if it is no time."""
    found = _TIME.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None or int(found["year"]) not in YEARS:
        return None
    offset = (found["zone"] or "").upper()
    try:
        local = datetime.strptime(_plain_time(found), _FORM).replace(tzinfo=zone)
        return local.astimezone(UTC) if not offset else _with_offset(local, offset)
    except (ValueError, OverflowError):
        return None


def _plain_time(found: re.Match[str]) -> str:
    date = "-".join((found["year"], found["month"], found["day"]))
    return f"{date} {found['hour'] or 0}:{found['minute'] or 0}:{found['second'] or 0}"


def _with_offset(local: datetime, offset: str) -> datetime:
    zone = UTC if offset in {"Z", "UTC"} else datetime.strptime(offset, "%z").tzinfo
    return local.replace(tzinfo=zone).astimezone(UTC)


def _parts(name: str, body: str, zone: ZoneInfo, remarks: Remarks) -> Iterator[IssuePart]:
    """Yield the parts of a body in order; text before a rule is a part without a time."""
    text = _COMMENT.sub("", body)
    start = 0
    for track in _TRACK.finditer(text):
        at = _time(track["at"], zone)
        if at is None:
            remarks.add(name, f"the time {track['at']!r} of an update cannot be read")
        *apart, dated = _RULE.split(text[start : track.start()])
        yield from (
            IssuePart(part, None) for each in apart if (part := _plain(name, each, remarks))
        )
        yield IssuePart(_plain(name, dated, remarks), at)
        start = track.end()
    if rest := _plain(name, text[start:], remarks):
        yield IssuePart(rest, None)


def _plain(name: str, text: str, remarks: Remarks) -> str:
    for found in _SHORTCODE.findall(text):
        remarks.add(name, f"the shortcode {found} was left out")
    if _TAG.search(text) and "`" not in text:
        remarks.add(name, "the HTML in it will be shown as it was typed")
    return _SHORTCODE.sub("", text).strip()
