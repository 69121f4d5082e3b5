"""Reads the content of a site: every file once, to one whole content or to all its problems."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from statusgen import checks, files
from statusgen.model import ClassOfService, Component, Content, Policy, Region, Site, Text
from statusgen.problems import Problem, Severity
from statusgen.schema.base import Record, Setting, validated
from statusgen.schema.entries import read_incident, read_maintenance
from statusgen.schema.policy import read_policy, with_policy_names
from statusgen.schema.site import (
    ComponentsFile,
    GroupsFile,
    SiteFile,
    setting_from,
    to_component_groups,
    to_groups,
    to_site,
    with_component_names,
    with_group_names,
)
from statusgen.source import Reading, Source, Sources, Tree, read, read_bytes

R = TypeVar("R", bound=Record)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Loaded:
    """The content of a site, None exactly when a problem is an error; problems by place."""

    content: Content | None
    problems: tuple[Problem, ...] = ()


_AS_ON_DISK: Mapping[str, bytes] = {}


def load(root: Path, now: datetime, instead: Mapping[str, bytes] = _AS_ON_DISK) -> Loaded:
    """Return what is in `root`/content, checked at `now`, an aware instant; raises nothing.

    A path in `instead` is read as if its file held those bytes: a change can be checked before it
    is written.
    """
    found = files.find(root)
    desk = _Desk(root, list(found.problems), instead)
    content = _content(desk, found)
    sources = Sources(desk.sources, (*found.incidents, *found.maintenances))
    problems = (*desk.problems, *checks.problems(content, sources, now))
    is_refused = any(each.severity is Severity.ERROR for each in problems)
    return Loaded(None if is_refused else content, _sorted(problems))


def setting_in(root: Path) -> Setting:
    """Return the same of `root`/content as far as it can be made out; no entry is read."""
    found = files.find(root)
    desk = _Desk(root, [], _AS_ON_DISK)
    readings = {path: desk.read(path) for path in found.top}
    return _setting({path: None if each is None else each.tree for path, each in readings.items()})


def setting_of(content: Content) -> Setting:
    """Return what the file of one more entry may depend on in a site without mistakes."""
    plain, policy = Setting(), content.policy
    return replace(
        plain,
        zone=content.site.timezone,
        languages=content.site.languages,
        completion=content.site.maintenance.completion,
        components=replace(plain.components, known=_ids(content.components)),
        classes=replace(plain.classes, known=_ids(policy.classes if policy else ())),
        regions=replace(plain.regions, known=_ids(policy.regions if policy else ())),
    )


def _ids(items: Iterable[Component | ClassOfService | Region]) -> frozenset[str]:
    return frozenset(each.id for each in items)


def _sorted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda each: (each.place, each.message)))


@dataclass(slots=True)
class _Desk:
    """Where the files of one run are read: what was opened so far and what was wrong with it."""

    root: Path
    problems: list[Problem]
    instead: Mapping[str, bytes]
    sources: dict[str, Source] = field(default_factory=dict)

    def read(self, path: str) -> Reading | None:
        """Return a file as read, or None where it could not be opened."""
        is_given = path in self.instead
        data = self.instead[path] if is_given else read_bytes(self.root / path, path)
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
    tops = {path: desk.read(path) for path in found.top}
    trees = {path: None if each is None else each.tree for path, each in tops.items()}
    setting = _setting(trees)
    site = desk.record(SiteFile, tops.get(files.SITE), setting)
    if site is not None:
        setting = replace(setting, completion=site.maintenance.completion)
    components = desk.record(ComponentsFile, tops.get(files.COMPONENTS), setting)
    groups = desk.record(GroupsFile, tops.get(files.GROUPS), setting)
    incidents = tuple(_entries(desk, found.incidents, read_incident, setting))
    maintenances = tuple(_entries(desk, found.maintenances, read_maintenance, setting))
    return Content(
        site=to_site(site) if site else _no_site(setting),
        component_groups=to_component_groups(components) if components else (),
        groups=to_groups(groups, setting.language) if groups else (),
        policy=_policy(desk, tops.get(files.POLICY), setting),
        incidents=incidents if setting.is_zone_sure else (),
        maintenances=maintenances if setting.is_zone_sure else (),
    )


def _setting(trees: Mapping[str, Tree]) -> Setting:
    """Return what files need to know of each other, also of those that are broken elsewhere."""
    setting = setting_from(trees.get(files.SITE))
    setting = with_component_names(setting, trees.get(files.COMPONENTS))
    if files.GROUPS in trees:
        setting = with_group_names(setting, trees[files.GROUPS])
    if files.POLICY in trees:
        setting = with_policy_names(setting, trees[files.POLICY])
    return setting


def _no_site(setting: Setting) -> Site:
    """Return what stands for a site that could not be read, while the rest is checked."""
    name = Text(setting.language, {setting.language: ""})
    return Site(name, "", setting.zone, (setting.language,))


def _policy(desk: _Desk, reading: Reading | None, setting: Setting) -> Policy | None:
    if reading is None:
        return None
    policy, problems = read_policy(reading, setting)
    desk.problems += problems
    return policy


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
