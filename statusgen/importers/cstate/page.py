"""Reads one issue of cState: front matter, and a body cut at the shortcodes that date its parts."""

import re
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from statusgen.content.schema.refusal import Refusal
from statusgen.content.schema.times import instant
from statusgen.content.source.parse import parse
from statusgen.content.source.tree import Tree
from statusgen.importers.foreign import Remarks

_PAGE = re.compile(r"\A---[ \t]*\n(?P<front>.*?\n)---[ \t]*(?:\n(?P<body>.*))?\Z", re.DOTALL)
_TRACK = re.compile(r"\{\{[<%]\s*track\s+[\"'`](?P<at>[^\"'`]*)[\"'`]\s*[>%]\}\}")
_SHORTCODE = re.compile(r"\{\{[<%].*?[>%]\}\}", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_RULE = re.compile(r"^---+[ \t]*$", re.MULTILINE)
_TAG = re.compile(r"</?[a-z][^>\n]*>", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class IssuePart(Struct, frozen=True):
    """A part of a body; `at` is None where no track dates it."""

    text: str
    at: datetime | None


class Issue(Struct, frozen=True):
    """One issue as its file has it; `stem` is the name of the file."""

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
    """Return the issue in a file; where it cannot be made out, None with a remark."""
    page = _PAGE.match(data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n"))
    if page is None:
        remarks.add(name, "not carried over, it has no front matter between two lines of ---")
        return None
    reading = parse(name, _COMMENT.sub("", page["front"]).encode())
    tree = reading.tree if isinstance(reading.tree, dict) and not reading.problems else {}
    front = {key.lower(): value for key, value in tree.items()}
    date = _time(front.get("date"), zone)
    title = front.get("title")
    if date is None or not isinstance(title, str) or not title.strip():
        remarks.add(name, "not carried over, its front matter has no title and date to be read")
        return None
    return Issue(
        stem=name.removesuffix(".md"),
        title=title,
        date=date,
        parts=tuple(_parts(name, page["body"] or "", zone, remarks)),
        severity=str(front.get("severity") or ""),
        affected=_names(front.get("affected")),
        is_resolved=_is_true(front.get("resolved")),
        resolved_when=_time(front.get("resolvedwhen"), zone),
        is_informational=_is_true(front.get("informational")),
        is_draft=_is_true(front.get("draft")),
    )


def _is_true(value: Tree) -> bool:
    return isinstance(value, str) and value.lower() == "true"


def _names(value: Tree) -> tuple[str, ...]:
    listed = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(each for each in listed if isinstance(each, str) and each))


def _time(value: Tree, zone: ZoneInfo) -> datetime | None:
    """Return an instant as Hugo takes it: a day alone is its beginning."""
    if not isinstance(value, str):
        return None
    text = value.strip()
    try:
        return instant(f"{text} 00:00" if _DAY.fullmatch(text) else text, zone)
    except Refusal:
        return None


def _parts(name: str, body: str, zone: ZoneInfo, remarks: Remarks) -> Iterator[IssuePart]:
    """Yield the parts of a body in its order; a rule sets apart what has no time of its own."""
    text = _COMMENT.sub("", body)
    start = 0
    for track in _TRACK.finditer(text):
        at = _time(track["at"], zone)
        if at is None:
            remarks.add(name, f"the time {track['at']!r} of an update cannot be read")
        *apart, dated = _RULE.split(text[start : track.start()])
        yield from (
            IssuePart(told, None) for each in apart if (told := _plain(name, each, remarks))
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
