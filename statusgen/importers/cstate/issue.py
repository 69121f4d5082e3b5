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
_LEAD = re.compile(
    r"[*_]{1,3}\s*(?P<word>[A-Za-z]+(?:[ _-][A-Za-z]+)*)\s*:?\s*[*_]{1,3}"
    r"\s*(?:[-:\u2013\u2014]\s*)?"
)
_STATUSES = {each.value: each for each in IncidentStatus} | {
    "post_mortem": IncidentStatus.POSTMORTEM,
    "completed": IncidentStatus.RESOLVED,
    "fixed": IncidentStatus.RESOLVED,
}
_OVER = IncidentStatus.RESOLVED
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
    early = issue.resolved_when
    if issue.is_resolved and early is not None and _later_end(issue) is None:
        sentence = f"not carried over, its resolvedWhen, {_utc(early)}, is before its date"
        context.remarks.add(issue.title, f"{sentence}, {_utc(issue.date)}")
        return None
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
    updates = tuple(_updates(issue, context))
    return Incident(
        id=context.new_id(issue.date, issue.stem),
        path="",
        title=context.title(issue.title),
        updates=updates,
        began=issue.date if issue.date < updates[0].at else None,
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
    drafts = _merged(_not_before(each, issue, context) for each in _drafts(issue))
    for draft in _with_end(issue, drafts, context):
        status = draft.status or status
        name = new_update_id(draft.at, str(len(seen)), seen)
        text = context.markdown(issue.title, draft.text, f"{status.label}.")
        yield Update(name, draft.at, status, text, {})


def _not_before(draft: _Draft, issue: Issue, context: ImportContext) -> _Draft:
    if draft.at >= issue.date:
        return draft
    sentence = f"a text of {_utc(draft.at)} is now at its beginning, {_utc(issue.date)}"
    context.remarks.add(issue.title, sentence)
    return replace(draft, at=issue.date)


def _drafts(issue: Issue) -> list[_Draft]:
    """Return the updates in the parts, oldest first.

    A part without a time is of the beginning of the issue; a post-mortem is of its end.
    """
    parts = issue.parts or (IssuePart(issue.title, None),)
    over = max([each.at for each in parts if each.at], default=issue.resolved_when or issue.date)
    return sorted((_draft(part, issue.date, over) for part in parts), key=_order)


def _draft(part: IssuePart, began: datetime, over: datetime) -> _Draft:
    lead = _LEAD.match(part.text)
    word = re.sub("[ -]", "_", lead["word"].lower()) if lead else ""
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


# --- the end -------------------------------------------------------------------------------------


def _with_end(issue: Issue, drafts: list[_Draft], context: ImportContext) -> list[_Draft]:
    """Return the drafts; those of a resolved issue end it at its resolvedWhen, and stay so."""
    closing = [each for each in drafts if _is_end(each)]
    if not issue.is_resolved:
        if closing:
            sentence = "its text says that it is resolved, but its 'resolved' is false"
            context.remarks.add(issue.title, sentence)
        return drafts
    ended = _end(issue, closing or drafts, context)
    closed = _closed(issue, drafts, closing[-1:], ended, context)
    last = max(index for index, each in enumerate(closed) if _is_end(each))
    return closed[: last + 1] + [_afterwards(each, issue, context) for each in closed[last + 1 :]]


def _later_end(issue: Issue) -> datetime | None:
    """Return the end by the front matter or, if it names none after the beginning, by the texts."""
    if issue.resolved_when is not None and issue.resolved_when >= issue.date:
        return issue.resolved_when
    return max((each.at for each in issue.parts if each.at and each.at > issue.date), default=None)


def _end(issue: Issue, said: list[_Draft], context: ImportContext) -> datetime:
    """Return the end of a resolved issue; `said` are the drafts that may tell it."""
    given = issue.resolved_when
    if given is None or given < issue.date:
        ended = said[-1].at
        early = f"it is before its date: {_utc(given)}" if given else "there is none"
        sentence = (
            f"it ends at its last text, {_utc(ended)}, instead of its resolvedWhen, as {early}"
        )
        context.remarks.add(issue.title, sentence)
        return ended
    if _is_end(said[-1]) and said[-1].at != given:
        sentence = f"its resolvedWhen, {_utc(given)}, is that of no update; its resolution was of"
        context.remarks.add(issue.title, f"{sentence} {_utc(said[-1].at)}")
    return given


def _closed(
    issue: Issue,
    drafts: list[_Draft],
    closing: list[_Draft],
    ended: datetime,
    context: ImportContext,
) -> list[_Draft]:
    """Return the drafts with a resolution at `ended`: theirs, the text of that time, or ours."""
    then = [each for each in drafts if each.at == ended and not _is_postmortem(each)]
    last = closing or ([] if ended == issue.date else then[-1:])
    if not last:
        context.remarks.add(
            issue.title, f"no update says that it is resolved; one now does: {_RESOLUTION!r}"
        )
    rest = [each for each in drafts if each not in last]
    status = closing[0].status if closing else _OVER
    text = last[0].text if last else _RESOLUTION
    return sorted([*rest, _Draft(ended, text, status)], key=_order)


def _afterwards(draft: _Draft, issue: Issue, context: ImportContext) -> _Draft:
    """Return a draft after the end, which does not reopen the incident."""
    if draft.status is None or not draft.status.is_open:
        return draft
    sentence = f"a text of {_utc(draft.at)}, after its end, says {draft.status.value!r}"
    context.remarks.add(issue.title, sentence)
    return replace(draft, status=None)


def _utc(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


def _order(draft: _Draft) -> tuple[datetime, bool]:
    return draft.at, _is_postmortem(draft)


def _is_end(draft: _Draft) -> bool:
    """Whether a draft says by itself that the incident is over."""
    status = draft.status
    return status is not None and not (status.is_open or status.is_afterword)


def _is_postmortem(draft: _Draft) -> bool:
    return draft.status is IncidentStatus.POSTMORTEM
