"""An issue of cState as an incident of ours or, where it is still to come, as a maintenance."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from statusgen.content.schema.names import update_id
from statusgen.importers.cstate.page import Issue, IssuePart
from statusgen.importers.desk import ImportContext
from statusgen.importers.foreign import ImportedEntry
from statusgen.model import Incident, IncidentStatus, Maintenance, State, Update

_STATES = {
    "down": State.MAJOR_OUTAGE,
    "disrupted": State.PARTIAL_OUTAGE,
    "notice": State.DEGRADED_PERFORMANCE,
}
_LEAD = re.compile(r"[*_]{1,3}\s*(?P<word>[A-Za-z-]+)\s*:?\s*[*_]{1,3}\s*(?:[-:\u2013\u2014]\s*)?")
_STATUSES = {each.value: each for each in IncidentStatus} | {
    "post-mortem": IncidentStatus.POSTMORTEM,
    "completed": IncidentStatus.RESOLVED,
    "fixed": IncidentStatus.RESOLVED,
}
_OURS = "This issue is resolved."


class _Word(Struct, frozen=True):
    """An update before it has a status for certain."""

    at: datetime
    text: str
    status: IncidentStatus | None = None


def entry(issue: Issue, desk: ImportContext, now: datetime) -> ImportedEntry | None:
    """Return the entry that an issue becomes, or None with a remark."""
    if issue.is_informational:
        sentence = "not carried over, it is an announcement that says nothing of a component"
        desk.remarks.add(issue.title, sentence)
        return None
    if issue.date > now:
        return _maintenance(issue, desk, now)
    return _incident(issue, desk)


def _maintenance(issue: Issue, desk: ImportContext, now: datetime) -> Maintenance | None:
    if issue.resolved_when is None or issue.resolved_when <= issue.date:
        sentence = "not carried over, it is still to come and its resolvedWhen names no end"
        desk.remarks.add(issue.title, sentence)
        return None
    body = "\n\n".join(each.text for each in issue.parts)
    return Maintenance(
        id=desk.new_id(issue.date, issue.stem),
        path="",
        title=desk.title(issue.title),
        text=desk.markdown(issue.title, body, issue.title),
        announced=now.replace(microsecond=0),
        starts=issue.date,
        ends=issue.resolved_when,
        affects=_affects(issue, desk) or {},
        completion=desk.site.maintenance.completion,
        draft=issue.is_draft,
    )


def _incident(issue: Issue, desk: ImportContext) -> Incident:
    return Incident(
        id=desk.new_id(issue.date, issue.stem),
        path="",
        title=desk.title(issue.title),
        updates=tuple(_updates(issue, desk)),
        affects=_affects(issue, desk),
        draft=issue.is_draft,
    )


def _affects(issue: Issue, desk: ImportContext) -> dict[str, State]:
    state = _STATES.get(issue.severity.lower())
    if issue.affected and state is None:
        sentence = f"its severity {issue.severity!r} is unknown and was taken for 'notice'"
        desk.remarks.add(issue.title, sentence)
    worst = state or State.DEGRADED_PERFORMANCE
    return {desk.ids[each]: worst for each in issue.affected if each in desk.ids}


# --- updates -------------------------------------------------------------------------------------


def _updates(issue: Issue, desk: ImportContext) -> Iterator[Update]:
    """Yield the updates; each without a status of its own keeps that of the one before."""
    status = IncidentStatus.INVESTIGATING
    seen: set[str] = set()
    for word in _with_end(issue, _merged(_words(issue)), desk):
        status = word.status or status
        name = update_id(word.at)
        unique = name if name not in seen else f"{name}-{len(seen)}"
        seen.add(unique)
        told = desk.markdown(issue.title, word.text, f"{status.value.capitalize()}.")
        yield Update(unique, word.at, status, told, {})


def _words(issue: Issue) -> Iterator[_Word]:
    """Yield what the parts say, oldest first.

    What has no time was said when the issue began or, where it looks back, when it was over.
    """
    parts = issue.parts or (IssuePart(issue.title, None),)
    over = max([each.at for each in parts if each.at], default=issue.resolved_when or issue.date)
    told = [_word(part, issue.date, over) for part in parts]
    yield from sorted(told, key=_order)


def _word(part: IssuePart, began: datetime, over: datetime) -> _Word:
    lead = _LEAD.match(part.text)
    word = lead["word"].lower() if lead else ""
    if lead is None or word not in {*_STATUSES, "update"}:
        return _Word(part.at or began, part.text)
    status = _STATUSES.get(word)
    usual = over if status and status.is_afterword else began
    return _Word(part.at or usual, part.text[lead.end() :].strip(), status)


def _merged(words: Iterable[_Word]) -> list[_Word]:
    """Return the words, those of one time and no other status as one."""
    merged: list[_Word] = []
    for word in words:
        last = merged[-1] if merged else None
        if last and last.at == word.at and word.status in (None, last.status):
            merged[-1] = replace(last, text=f"{last.text}\n\n{word.text}")
        else:
            merged.append(word)
    return merged


def _with_end(issue: Issue, words: list[_Word], desk: ImportContext) -> list[_Word]:
    """Return the words with one that resolves the issue, where it is and none says so."""
    ended = issue.resolved_when
    closing = [each.at for each in words if each.status is IncidentStatus.RESOLVED]
    if closing and ended is not None and ended not in closing:
        sentence = f"its resolvedWhen, {ended:%Y-%m-%d %H:%M} UTC, is that of no update"
        desk.remarks.add(issue.title, sentence)
    if closing or not issue.is_resolved:
        return words
    if ended is None or ended < words[0].at:
        ended = words[-1].at
    return _closed(issue, words, ended, desk)


def _closed(issue: Issue, words: list[_Word], ended: datetime, desk: ImportContext) -> list[_Word]:
    """Return the words with the last one of the end as its resolution, or with one of ours."""
    last = [each for each in words if each.at == ended and not _looks_back(each)][-1:]
    rest = [each for each in words if each not in last]
    if not last:
        desk.remarks.add(
            issue.title, f"no update says that it is resolved; one now does: {_OURS!r}"
        )
    told = last[0].text if last else _OURS
    return sorted([*rest, _Word(ended, told, IncidentStatus.RESOLVED)], key=_order)


def _order(word: _Word) -> tuple[datetime, bool]:
    return word.at, _looks_back(word)


def _looks_back(word: _Word) -> bool:
    return word.status is IncidentStatus.POSTMORTEM
