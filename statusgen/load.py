"""Reads the content of a site: every file once, to one whole content or to all its problems."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from statusgen import checks, files
from statusgen.model import Content, Site, Text
from statusgen.problems import Problem, Severity
from statusgen.schema.base import Record, Setting, validated
from statusgen.schema.entries import read_incident, read_maintenance
from statusgen.schema.site import (
    ComponentsFile,
    GroupsFile,
    SiteFile,
    setting_from,
    to_component_groups,
    to_groups,
    to_site,
)
from statusgen.source import Reading, Source, Sources, read, read_bytes

R = TypeVar("R", bound=Record)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Loaded:
    """The content of a site, None exactly when a problem is an error; problems by place."""

    content: Content | None
    problems: tuple[Problem, ...] = ()


def load(root: Path, now: datetime) -> Loaded:
    """Return what is in `root`/content, checked at `now`, an aware instant; raises nothing."""
    found = files.find(root)
    desk = _Desk(root, list(found.problems))
    content = _content(desk, found)
    sources = Sources(desk.sources, (*found.incidents, *found.maintenances))
    problems = (*desk.problems, *checks.problems(content, sources, now))
    is_refused = any(each.severity is Severity.ERROR for each in problems)
    return Loaded(None if is_refused else content, _sorted(problems))


def _sorted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda each: (each.place, each.message)))


@dataclass(slots=True)
class _Desk:
    """Where the files of one run are read: what was opened so far and what was wrong with it."""

    root: Path
    problems: list[Problem]
    sources: dict[str, Source] = field(default_factory=dict)

    def read(self, path: str) -> Reading | None:
        """Return a file as read, or None where it could not be opened."""
        data = read_bytes(self.root / path, path)
        if isinstance(data, Problem):
            self.problems.append(data)
            return None
        reading = read(path, data)
        self.sources[path] = reading.source
        return reading

    def record(self, kind: type[R], reading: Reading | None, setting: Setting) -> R | None:
        """Return the typed record in a file, or None where it is not valid."""
        if reading is None:
            return None
        record, problems = validated(kind, reading, setting)
        self.problems += problems
        return record


def _content(desk: _Desk, found: files.Found) -> Content:
    """Return all that is valid; a default stands for a file that is not."""
    site, setting = _site(desk, found)
    components = _read_top(desk, found, files.COMPONENTS, ComponentsFile, setting)
    component_groups = to_component_groups(components) if components else ()
    groups = _read_top(desk, found, files.GROUPS, GroupsFile, setting)
    ids = frozenset(each.id for group in component_groups for each in group.components)
    known = replace(setting.components, known=ids if components else None)
    setting = replace(setting, components=known)
    incidents = tuple(_entries(desk, found.incidents, read_incident, setting))
    maintenances = tuple(_entries(desk, found.maintenances, read_maintenance, setting))
    return Content(
        site=site,
        component_groups=component_groups,
        groups=to_groups(groups, site.language) if groups else (),
        incidents=incidents if setting.is_zone_sure else (),
        maintenances=maintenances if setting.is_zone_sure else (),
    )


def _site(desk: _Desk, found: files.Found) -> tuple[Site, Setting]:
    reading = desk.read(files.SITE) if files.SITE in found.top else None
    setting = _with_policy(setting_from(reading.tree if reading else None), found)
    file = desk.record(SiteFile, reading, setting)
    if file is None:
        text = Text(setting.language, {setting.language: ""})
        return Site(text, "", setting.zone, (setting.language,)), setting
    return to_site(file), replace(setting, completion=file.maintenance.completion)


def _with_policy(setting: Setting, found: files.Found) -> Setting:
    """Return the setting with the names that sla.yml defines."""
    if files.POLICY in found.top:
        classes, regions = (
            replace(names, known=None) for names in (setting.classes, setting.regions)
        )
        return replace(setting, classes=classes, regions=regions)
    return setting


def _read_top(
    desk: _Desk, found: files.Found, path: str, kind: type[R], setting: Setting
) -> R | None:
    return desk.record(kind, desk.read(path), setting) if path in found.top else None


def _entries(
    desk: _Desk,
    paths: Iterable[str],
    read_entry: Callable[[Reading, Setting], tuple[T | None, tuple[Problem, ...]]],
    setting: Setting,
) -> Iterator[T]:
    """Yield the valid entries among the files at `paths`, in the order of their ids."""
    for path in sorted(paths, key=lambda each: each.rpartition("/")[2]):
        reading = desk.read(path)
        if reading is not None:
            entry, problems = read_entry(reading, setting)
            desk.problems += problems
            if entry is not None:
                yield entry
