"""Broken promises as problems at their places, with how each promise can be kept."""

from collections.abc import Callable, Mapping

from statusgen.content.find import COMPONENTS, GROUPS, POLICY, SITE
from statusgen.content.source.nodes import Source
from statusgen.domain.entry import entry_record
from statusgen.domain.promises import Breach, BrokenPromise
from statusgen.problems import Place, Problem, Severity, quoted

_GONE = "the page of {name} is published, and its address would disappear"
_WORDS: Mapping[Breach, tuple[str, str]] = {
    Breach.ENTRY_GONE: (
        _GONE,
        "restore the file or, if it was renamed, add 'aliases: [{id}]' to the new one",
    ),
    Breach.MAINTENANCE_GONE: (
        "the maintenance {name} is announced, and would disappear without an update",
        "restore the file and say 'cancelled' or, if it was renamed, add 'aliases: [{id}]'",
    ),
    Breach.ENTRY_ID: (
        "subscribers know this as {name}, and would receive all of it again",
        "expected {name} as the first of its 'aliases'",
    ),
    Breach.WINDOW_CHANGED: (
        "this window of {name} is announced, and subscribers do not hear of the change",
        "restore the time, and add an update that is 'rescheduled' or 'extended'",
    ),
    Breach.TIME_CHANGED: (
        "this update is published with the id {name}, which would change with its time",
        "add 'id: {id}' to it, so that its address stays and nobody receives it again",
    ),
    Breach.UPDATE_GONE: (
        "the update {name} is published, and would disappear",
        "restore it, and correct it in another update",
    ),
    Breach.PAGES_GONE: (
        "the updates of {name} were announced to groups, and their addresses would disappear",
        "keep the scope, and what groups announce",
    ),
    Breach.EVENT_GONE: (
        "{name} is published by the clock, and would disappear",
        "give an update that is new a later time, and keep 'announced' and 'completion'",
    ),
    Breach.EVENT_LATE: (
        "{name} would be published with a date before that of news which is published",
        "keep the times of what is announced",
    ),
    Breach.REMINDERS_GONE: (
        "{count} reminders of the past would disappear, come late or have another date",
        "restore {name}: it counts for maintenance that is over as well",
    ),
    Breach.DATE_CHANGED: (
        "the published date of {name} would change, as other news has the same second",
        "give the news that is new a time that is a second later",
    ),
    Breach.IDENTITY: (
        "all ids change: subscribers would receive everything again, as from another site",
        "add 'identity: {id}', and the ids of feeds, calendars and the API stay",
    ),
    Breach.TIMEZONE: (
        "the timezone was {id}, and changes {count} times that are published",
        "restore it, or write the zone {id} after each time that was written without one",
    ),
    Breach.LANGUAGE_GONE: (
        "the site is published in {name}, and the addresses of its pages would change",
        "keep the language in the list, and the first one first",
    ),
    Breach.COMPONENT_GONE: (
        "the page of the component {name} is published, and its address would disappear",
        "give it a day on which it is 'retired' or, if it was renamed, add 'aliases: [{id}]'",
    ),
    Breach.COMPONENT_ID: (
        "subscribers know a component as {name}, and would lose it",
        "keep the first of its 'aliases' and its 'statuspage_id'",
    ),
    Breach.COMPONENT_GROUP_ID: (
        "programs know a group of components as {name}, and would take it for another one",
        "keep its id: its name may change",
    ),
    Breach.POLICY_GONE: (
        "the page of the policy is published, and its address would disappear",
        "restore the file",
    ),
    Breach.GROUP_GONE: (
        "texts for the group {name} are published, and their addresses would disappear",
        "keep the id of the group: a name and an address may change",
    ),
}
_KEYS: Mapping[Breach, str] = {
    Breach.IDENTITY: "url",
    Breach.TIMEZONE: "timezone",
    Breach.LANGUAGE_GONE: "languages",
    Breach.REMINDERS_GONE: "maintenance",
}

_FILES: Mapping[Breach, str] = {Breach.GROUP_GONE: GROUPS, Breach.POLICY_GONE: POLICY}


def promise_problem(broken: BrokenPromise, source_of: Callable[[str], Source | None]) -> Problem:
    """Return a warning about a broken promise; `source_of` returns the text of a file as it is."""
    path, at = _where(broken)
    source = source_of(path)
    place = source.value(at) if source is not None and at else Place(path)
    message, hint = _WORDS[broken.breach]
    values = {"name": quoted(broken.name), "id": broken.name, "count": broken.count}
    return Problem(place, message.format(**values), hint.format(**values), Severity.WARNING)


def _where(broken: BrokenPromise) -> tuple[str, tuple[str | int, ...]]:
    entry = broken.entry
    if entry is not None:
        about = entry_record(entry)
        return about.path, broken.at
    if broken.breach in _KEYS:
        return SITE, (_KEYS[broken.breach],)
    return _FILES.get(broken.breach, COMPONENTS), ()
