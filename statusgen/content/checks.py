"""Checks over several files, and warnings: functions of one signature, content to problems.

Errors within one file are found by the schema, together with the other errors of that file. A check
must not assume that the content is complete: entries with errors are not in it.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from msgspec import Struct

from statusgen.content.find import POLICY
from statusgen.content.markdown import MAX_DEPTH, is_too_deep
from statusgen.content.schema.names import ALIAS_HINT, ALIAS_IN_USE, entry_id
from statusgen.content.schema.times import shown
from statusgen.content.source.nodes import Sources
from statusgen.domain.incident_at import incident_at
from statusgen.model import (
    Content,
    Incident,
    IncidentStatus,
    Maintenance,
    MaintenanceAction,
    MaintenanceUpdate,
    Text,
    Update,
    promised_update,
)
from statusgen.model.text import texts_of
from statusgen.problems import Location, Place, Problem, Severity, quoted

Check = Callable[[Content, Sources, datetime], Iterator[Problem]]

MAX_TITLE = 90
MAX_WINDOW = timedelta(days=31)
_YEAR = timedelta(days=365)
_SAMPLE_ID = re.compile(r"\d{4}-\d\d-\d\d-sample")
"""Ids of the incident that `init` lays out."""


def problems(content: Content, sources: Sources, now: datetime) -> Iterator[Problem]:
    """Yield the problems that all checks find; `now` is aware."""
    yield from entry_problems(content, sources)
    yield from current_problems(content, sources, now)


def entry_problems(content: Content, sources: Sources) -> Iterator[Problem]:
    """Yield the problems of single entries, which do not depend on `now`."""
    yield from long_titles(content, sources)
    yield from deep_texts(content, sources)
    yield from early_reports(content, sources)
    yield from late_reports(content, sources)
    yield from long_windows(content, sources)
    yield from misdated(content, sources)
    yield from ended_again(content, sources)


def current_problems(content: Content, sources: Sources, now: datetime) -> Iterator[Problem]:
    """Yield the problems over several files, or at `now`.

    Settled entries have none, so `content` may lack them if `sources` names the files of all.
    """
    for check in CHECKS:
        yield from check(content, sources, now)


def _warning(place: Place, message: str, hint: str) -> Problem:
    return Problem(place, message, hint, Severity.WARNING)


# --- errors ------------------------------------------------------------------------------------


def duplicate_ids(_content: Content, sources: Sources, _now: datetime) -> Iterator[Problem]:
    """Refuse entries with the same name, wherever their files are, and also if they have errors."""
    if len({entry_id(path) for path in sources.entries}) == len(sources.entries):
        return
    paths: dict[str, list[str]] = defaultdict(list)
    for path in sorted(sources.entries):
        paths[entry_id(path)].append(path)
    for name, same in paths.items():
        for path in same[1:]:
            hint = f"{same[0]} has it too; rename one of the two files"
            yield Problem(Place(path), f"duplicate id {quoted(name)}", hint)


def aliases_in_use(content: Content, sources: Sources, _now: datetime) -> Iterator[Problem]:
    """Refuse a former id that is an id, or a former one, of another entry or of its own."""
    entries: tuple[Incident | Maintenance, ...] = (*content.incidents, *content.maintenances)
    renamed = [each for each in entries if each.aliases]
    used = {entry_id(path) for path in sources.entries} if renamed else set()
    for entry in sorted(renamed, key=lambda each: each.path):
        for index, alias in enumerate(entry.aliases):
            if alias in used:
                place = sources.value(entry.path, ("aliases", index))
                yield Problem(place, ALIAS_IN_USE.format(quoted(alias)), ALIAS_HINT)
            used.add(alias)


# --- warnings about entries --------------------------------------------------------------------


def long_titles(content: Content, sources: Sources) -> Iterator[Problem]:
    """Warn of a title that feeds, posts and calendars would cut."""
    for entry in _entries(content):
        for language in _too_long(entry.title):
            at: Location = ("title", language)
            size = len(entry.title.by_language[language])
            yield _warning(
                sources.value(entry.path, at),
                f"the title has {size} characters",
                f"expected at most {MAX_TITLE}; the rest can stand in the text",
            )


def _too_long(title: Text) -> Iterator[str]:
    return (name for name, text in title.by_language.items() if len(text) > MAX_TITLE)


def deep_texts(content: Content, sources: Sources) -> Iterator[Problem]:
    """Warn of Markdown that is nested so deep that it is shown as typed."""
    for entry in _entries(content):
        for at, text in _texts(entry):
            for language in (name for name, each in text.by_language.items() if is_too_deep(each)):
                yield _warning(
                    sources.value(entry.path, (*at, language)),
                    f"the Markdown is nested more than {MAX_DEPTH} deep: it is shown as typed",
                    "nest lists, quotes and emphasis less, or mark it as code",
                )


def _texts(entry: Incident | Maintenance) -> Iterator[tuple[Location, Text]]:
    """Yield the texts in Markdown with their locations."""
    yield from (((name,), text) for name, text in texts_of(entry) if name != "title")
    updates: Sequence[Update | MaintenanceUpdate] = entry.updates
    for index, update in enumerate(updates):
        yield from ((("updates", index, name), text) for name, text in texts_of(update))


def late_reports(content: Content, sources: Sources) -> Iterator[Problem]:
    """Warn of reports that came in after the first update."""
    for incident in content.incidents:
        first = incident.updates[0].at
        if incident.reported is not None and incident.reported > first and not incident.draft:
            yield _warning(
                sources.value(incident.path, ("reported",)),
                "this was reported after the first update",
                f"expected a time up to {shown(first, content.site.timezone)}",
            )


def long_windows(content: Content, sources: Sources) -> Iterator[Problem]:
    """Warn of windows that may have a wrong month or year."""
    for work in content.maintenances:
        starts, ends = work.starts, work.ends
        windows: list[tuple[timedelta, Location]] = [(ends - starts, ("ends",))]
        for index, update in enumerate(work.updates):
            if update.ends is not None:
                starts = update.starts or starts
                windows.append((update.ends - starts, ("updates", index, "ends")))
        for length, at in windows:
            if length > MAX_WINDOW and not work.draft:
                yield _warning(
                    sources.value(work.path, at),
                    f"this window lasts {length.days} days",
                    f"expected at most {MAX_WINDOW.days}; check month and year",
                )


def misdated(content: Content, sources: Sources) -> Iterator[Problem]:
    """Warn of entries that are a year or more from the date that their id begins with."""
    for entry in _single(_entries(content)):
        named = _date_of_id(entry.id)
        at, where = _dated(entry)
        day = at.astimezone(content.site.timezone).date()
        if named is not None and abs(day - named) >= _YEAR:
            yield _warning(
                sources.value(entry.path, where),
                f"this is a year or more from the date in the name of the file, {named}",
                "check the year here, and in the name",
            )


def _date_of_id(name: str) -> date | None:
    try:
        return date.fromisoformat(name[:10])
    except ValueError:
        return None


def _dated(entry: Incident | Maintenance) -> tuple[datetime, Location]:
    """Return when an entry takes place, and where its file says so."""
    if isinstance(entry, Incident):
        return entry.updates[0].at, ("updates", 0, "at")
    return entry.starts, ("starts",)


def far_ahead(content: Content, sources: Sources, now: datetime) -> Iterator[Problem]:
    """Warn of entries more than a year ahead."""
    for entry in _single(_entries(content)):
        at, where = _dated(entry)
        if at - now > _YEAR:
            yield _warning(
                sources.value(entry.path, where),
                "this is more than a year ahead",
                f"now it is {shown(now, content.site.timezone)}; check the year",
            )


def future_announcements(content: Content, sources: Sources, now: datetime) -> Iterator[Problem]:
    """Warn of maintenance that is not published yet."""
    for work in _single(content.maintenances):
        if work.announced > now and not work.draft:
            yield _warning(
                sources.value(work.path, ("announced",)),
                "this time is still to come: the maintenance is not published before it",
                f"now it is {shown(now, content.site.timezone)}",
            )


def future_updates(content: Content, sources: Sources, now: datetime) -> Iterator[Problem]:
    """Warn of updates in the future, which are not published yet."""
    for entry in _entries(content):
        updates: Sequence[Update | MaintenanceUpdate] = entry.updates
        for index, update in enumerate(updates):
            if update.at > now:
                yield _warning(
                    sources.value(entry.path, ("updates", index, "at")),
                    "this time is still to come: the update is not published before it",
                    f"now it is {shown(now, content.site.timezone)}",
                )


def early_reports(content: Content, sources: Sources) -> Iterator[Problem]:
    """Warn of an incident that was reported before it began."""
    for incident in content.incidents:
        if incident.began and incident.reported and incident.reported < incident.began:
            yield _warning(
                sources.value(incident.path, ("reported",)),
                "this is before 'began': nobody reports what has not begun",
                f"it began {shown(incident.began, content.site.timezone)}; correct one of the two",
            )


def ended_again(content: Content, sources: Sources) -> Iterator[Problem]:
    """Warn of an end that makes an outage again of what had ended as none, without reopening it."""
    for incident in content.incidents:
        for index, before in _ends_again(incident.updates):
            status = quoted(incident.updates[index].status.value)
            yield _warning(
                sources.value(incident.path, ("updates", index, "status")),
                f"the incident ended as {quoted(before.value)} before: {status} counts all of it"
                " as an outage again",
                f"write {quoted(IncidentStatus.POSTMORTEM.value)} to add a word to it; if it was an"
                f" outage, reopen it first, by {quoted(IncidentStatus.INVESTIGATING.value)}",
            )


def _ends_again(updates: Iterable[Update]) -> Iterator[tuple[int, IncidentStatus]]:
    """Yield the places of such ends, with the status by which the incident was over before."""
    before: IncidentStatus | None = None
    for index, status in enumerate(update.status for update in updates):
        if status.is_afterword:
            continue
        if before and not status.is_open and status.counts_as_outage:
            yield index, before
        is_none = not (status.is_open or status.counts_as_outage)
        before = status if is_none else None


def retired_components(content: Content, sources: Sources, now: datetime) -> Iterator[Problem]:
    """Warn of open incidents that name retired components only: the overall state has none."""
    today = now.astimezone(content.site.timezone).date()
    retired = {each.id for each in content.components if each.is_retired(today)}
    for incident in content.incidents if retired else ():
        updates = [each for each in incident.updates if each.at <= now]
        named = {*incident.affects, *(name for each in updates for name in each.affects)}
        is_open = bool(updates) and updates[-1].status.is_open and not incident.draft
        if is_open and named and named <= retired:
            yield _warning(
                sources.value(incident.path, ("affects",)),
                "this incident is open, and every component that it names is retired",
                "name a component that is in use, or resolve the incident",
            )


def overdue_updates(content: Content, sources: Sources, now: datetime) -> Iterator[Problem]:
    """Warn of open incidents whose promised next update has not come."""
    for incident in content.incidents:
        published = [index for index, update in enumerate(incident.updates) if update.at <= now]
        if not published or incident.draft:
            continue
        due = promised_update(content.policy, incident, incident.updates[published[-1]])
        if due is not None and due <= now:
            yield _warning(
                sources.value(incident.path, ("updates", published[-1], "next_update")),
                f"the next update has been due since {shown(due, content.site.timezone)}",
                "write an update, even if only to say when the next one comes",
            )


def unfelt_incidents(content: Content, sources: Sources, now: datetime) -> Iterator[Problem]:
    """Warn of open incidents that make no component worse than operational.

    One that is monitored may have all its components back.
    """
    for incident in content.incidents:
        current = None if incident.draft else incident_at(incident, now)
        if current is None or not current.is_unfelt:
            continue
        changes = [index for index, each in enumerate(current.updates) if each.affects]
        where: Location = ("updates", changes[-1], "affects") if changes else ("affects",)
        if not current.spans:
            message = "this open incident has no component in 'affects'"
        else:
            message = f"this incident is '{current.status.value}', and 'affects' breaks nothing"
        yield _warning(
            sources.value(incident.path, where),
            f"{message}: badge, embed and APIs can say no more than that an incident is open",
            "name each component that does not work, with its state",
        )


E = TypeVar("E", bound=Incident | Maintenance)


def _single(entries: Iterable[E]) -> Iterator[E]:
    """Yield the entries that are no occurrences of one that repeats itself."""
    return (each for each in entries if isinstance(each, Incident) or each.repeats is None)


def left_samples(content: Content, sources: Sources, _now: datetime) -> Iterator[Problem]:
    """Warn of the sample of a new site that is no longer marked as one."""
    for path in () if content.site.sample else sources.entries:
        if _SAMPLE_ID.fullmatch(entry_id(path)):
            yield _warning(
                Place(path),
                "this is the sample of a new site, and site.yml no longer says that it is one",
                "delete this file",
            )


def _entries(content: Content) -> Iterator[Incident | Maintenance]:
    """Yield the entries that are not drafts."""
    yield from (each for each in content.incidents if not each.draft)
    yield from (each for each in content.maintenances if not each.draft)


# --- warnings about maintenance ----------------------------------------------------------------


class _Window(Struct, frozen=True):
    """The window of a maintenance after all its updates, and the location of its start."""

    maintenance: Maintenance
    starts: datetime
    ends: datetime
    place: Location


def _window(maintenance: Maintenance) -> _Window | None:
    """Return the last window of a maintenance, or None if it was cancelled."""
    starts, ends = maintenance.starts, maintenance.ends
    place: Location = ("starts",)
    is_cancelled = False
    for index, update in enumerate(maintenance.updates):
        if update.starts is not None:
            starts, place = update.starts, ("updates", index, "starts")
        ends = update.ends or ends
        if update.status is MaintenanceAction.COMPLETED:
            ends = min(ends, update.at)
        is_cancelled = update.status is MaintenanceAction.CANCELLED
    return None if is_cancelled or ends <= starts else _Window(maintenance, starts, ends, place)


def _windows(content: Content, now: datetime) -> list[_Window]:
    """Return the windows that have not ended, in the order of their starts."""
    announced = [each for each in content.maintenances if not each.draft]
    windows = [window for window in map(_window, announced) if window is not None]
    ahead = [each for each in windows if each.ends > now]
    return sorted(ahead, key=lambda each: (each.starts, each.maintenance.id))


def late_announcements(content: Content, sources: Sources, now: datetime) -> Iterator[Problem]:
    """Warn of maintenance that is announced later than the notice period, until it is over."""
    notice, zone = content.site.maintenance.notice_period, content.site.timezone
    if notice is None:
        return
    # of a series, the next occurrence speaks for all
    nearest = {each.maintenance.path: each for each in reversed(_windows(content, now))}
    for window in nearest.values():
        maintenance = window.maintenance
        latest = maintenance.starts - notice
        if latest < maintenance.announced < maintenance.starts:
            key = "announce_before" if maintenance.repeats else "announced"
            yield _warning(
                sources.value(maintenance.path, (key,)),
                "this maintenance is announced later than the notice period allows",
                f"expected at the latest {shown(latest, zone)}, {_length(notice)} before its start",
            )


def emergencies(content: Content, sources: Sources, now: datetime) -> Iterator[Problem]:
    """Warn of maintenance that is announced when it has begun, until it is over."""
    for maintenance in (window.maintenance for window in _windows(content, now)):
        if maintenance.announced >= maintenance.starts:
            yield _warning(
                sources.value(maintenance.path, ("announced",)),
                "this maintenance is announced when it has begun already",
                "expected a time before its start, "
                f"{shown(maintenance.starts, content.site.timezone)}, unless it is an emergency",
            )


def overlaps(content: Content, sources: Sources, now: datetime) -> Iterator[Problem]:
    """Warn of two maintenances of one component at the same time, until they are over."""
    by_component: dict[str, list[_Window]] = defaultdict(list)
    for window in _windows(content, now):
        for name in window.maintenance.affects:
            by_component[name].append(window)
    for name, windows in by_component.items():
        yield from _overlapping(name, windows, sources, content.site.timezone)


def _overlapping(
    component: str, windows: Iterable[_Window], sources: Sources, zone: ZoneInfo
) -> Iterator[Problem]:
    """Compare each window with the earlier one that ends last."""
    longest: _Window | None = None
    for window in windows:
        if longest is not None and window.starts < longest.ends:
            yield _warning(
                sources.value(window.maintenance.path, window.place),
                f"two maintenances of {quoted(component)} overlap",
                f"{longest.maintenance.path} lasts until {shown(longest.ends, zone)}",
            )
        if longest is None or window.ends > longest.ends:
            longest = window


# --- warnings about the policy -----------------------------------------------------------------


def unkept_announcements(content: Content, sources: Sources, _now: datetime) -> Iterator[Problem]:
    """Warn of announcements to a group in the policy that groups.yml does not have."""
    announced = {group.id: group.announces for group in content.groups}
    for index, group in enumerate(content.policy.groups if content.policy else ()):
        kept = announced.get(group.group or "", group.announces)
        for kind in sorted(each.value for each in group.announces if each not in kept):
            yield _warning(
                sources.value(POLICY, ("groups", index, "announces")),
                f"the policy announces {quoted(kind)} in this group, and groups.yml does not",
                f"add {kind} to 'announces' of {quoted(group.group or '')} in groups.yml",
            )


def _length(duration: timedelta) -> str:
    days, rest = divmod(duration, timedelta(days=1))
    minutes = rest // timedelta(minutes=1)
    if not minutes:
        return f"{days}d"
    whole = duration // timedelta(minutes=1)
    return f"{whole}m" if whole % 60 else f"{whole // 60}h"


CHECKS: tuple[Check, ...] = (
    duplicate_ids,
    aliases_in_use,
    retired_components,
    future_updates,
    future_announcements,
    far_ahead,
    unfelt_incidents,
    overdue_updates,
    late_announcements,
    emergencies,
    overlaps,
    unkept_announcements,
    left_samples,
)
"""All checks of `current_problems`; their order does not matter."""
