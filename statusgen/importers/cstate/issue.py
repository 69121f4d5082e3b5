"""Convert an issue of cState to an incident or, if it lies ahead, to a maintenance."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from statusgen.importers.cstate.files import Issue, IssuePart
from statusgen.importers.foreign import ImportContext, ImportedEntry, new_update_id
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
_RESOLUTION = "This issue is resolved."


class _Draft(Struct, frozen=True):
    """An update whose status may still be unknown."""

    at: datetime
    text: str
    status: IncidentStatus | None = None


def entry(issue: Issue, context: ImportContext, now: datetime) -> ImportedEntry | None:
    """Return the entry of an issue, or None with a remark."""
    if issue.is_informational:
        sentence = "not carried over, it is an announcement that says nothing of a component"
        context.remarks.add(issue.title, sentence)
        return None
    if issue.date > now:
        return _maintenance(issue, context, now)
    return _incident(issue, context)


def _maintenance(issue: Issue, context: ImportContext, now: datetime) -> Maintenance | None:
    if issue.resolved_when is None or issue.resolved_when <= issue.date:
        sentence = "not carried over, it is still to come and its resolvedWhen names no end"
        context.remarks.add(issue.title, sentence)
        return None
    body = "\n\n".join(each.text for each in issue.parts)
    return Maintenance(
        id=context.new_id(issue.date, issue.stem),
        path="",
        title=context.title(issue.title),
        text=context.markdown(issue.title, body, issue.title),
        announced=now.replace(microsecond=0),
        starts=issue.date,
        ends=issue.resolved_when,
        affects=_affects(issue, context) or {},
        completion=context.site.maintenance.completion,
        draft=issue.is_draft,
    )


def _incident(issue: Issue, context: ImportContext) -> Incident:
    return Incident(
        id=context.new_id(issue.date, issue.stem),
        path="",
        title=context.title(issue.title),
        updates=tuple(_updates(issue, context)),
        affects=_affects(issue, context),
        draft=issue.is_draft,
    )


def _affects(issue: Issue, context: ImportContext) -> dict[str, State]:
    state = _STATES.get(issue.severity.lower())
    if issue.affected and state is None:
        sentence = f"its severity {issue.severity!r} is unknown and was taken for 'notice'"
        context.remarks.add(issue.title, sentence)
    worst = state or State.DEGRADED_PERFORMANCE
    return {context.ids[each]: worst for each in issue.affected if each in context.ids}


# --- updates -------------------------------------------------------------------------------------


def _updates(issue: Issue, context: ImportContext) -> Iterator[Update]:
    """Yield the updates; one without a status has that of the one before it."""
    status = IncidentStatus.INVESTIGATING
    seen: set[str] = set()
    for draft in _with_end(issue, _merged(_drafts(issue)), context):
        status = draft.status or status
        name = new_update_id(draft.at, str(len(seen)), seen)
        text = context.markdown(issue.title, draft.text, f"{status.value.capitalize()}.")
        yield Update(name, draft.at, status, text, {})


def _drafts(issue: Issue) -> Iterator[_Draft]:
    """Yield the updates in the parts, oldest first.

    A part without a time is of the beginning of the issue; a post-mortem is of its end.
    """
    parts = issue.parts or (IssuePart(issue.title, None),)
    over = max([each.at for each in parts if each.at], default=issue.resolved_when or issue.date)
    yield from sorted((_draft(part, issue.date, over) for part in parts), key=_order)


def _draft(part: IssuePart, began: datetime, over: datetime) -> _Draft:
    lead = _LEAD.match(part.text)
    word = lead["word"].lower() if lead else ""
    if lead is None or word not in {*_STATUSES, "update"}:
        return _Draft(part.at or began, part.text)
    status = _STATUSES.get(word)
    usual = over if status and status.is_afterword else began
    return _Draft(part.at or usual, part.text[lead.end() :].strip(), status)


def _merged(drafts: Iterable[_Draft]) -> list[_Draft]:
    """Return the drafts, with those of one time and the same status as one."""
    merged: list[_Draft] = []
    for draft in drafts:
        last = merged[-1] if merged else None
        if last and last.at == draft.at and draft.status in (None, last.status):
            merged[-1] = replace(last, text=f"{last.text}\n\n{draft.text}")
        else:
            merged.append(draft)
    return merged


def _with_end(issue: Issue, drafts: list[_Draft], context: ImportContext) -> list[_Draft]:
    """Return the drafts, with a resolution added if the issue is resolved and none says so."""
    ended = issue.resolved_when
    closing = [each.at for each in drafts if each.status is IncidentStatus.RESOLVED]
    if closing and ended is not None and ended not in closing:
        sentence = f"its resolvedWhen, {ended:%Y-%m-%d %H:%M} UTC, is that of no update"
        context.remarks.add(issue.title, sentence)
    if closing or not issue.is_resolved:
        return drafts
    if ended is None or ended < drafts[0].at:
        ended = drafts[-1].at
    return _closed(issue, drafts, ended, context)


def _closed(
    issue: Issue, drafts: list[_Draft], ended: datetime, context: ImportContext
) -> list[_Draft]:
    """Return the drafts with the last one at `ended` as the resolution, or with one of ours."""
    last = [each for each in drafts if each.at == ended and not _is_postmortem(each)][-1:]
    rest = [each for each in drafts if each not in last]
    if not last:
        context.remarks.add(
            issue.title, f"no update says that it is resolved; one now does: {_RESOLUTION!r}"
        )
    text = last[0].text if last else _RESOLUTION
    return sorted([*rest, _Draft(ended, text, IncidentStatus.RESOLVED)], key=_order)


def _order(draft: _Draft) -> tuple[datetime, bool]:
    return draft.at, _is_postmortem(draft)


def _is_postmortem(draft: _Draft) -> bool:
    return draft.status is IncidentStatus.POSTMORTEM
