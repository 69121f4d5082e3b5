"""Reads the content of a site: every file once, to one whole content or to all its problems."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from statusgen.content import checks, find
from statusgen.content.loaded import (
    NO_OVERRIDES,
    FileContents,
    Loaded,
    ReadEntries,
    SiteConfig,
    file_contents,
    loaded,
    with_entries,
)
from statusgen.content.schema.base import Record, validated
from statusgen.content.schema.entries import read_incident, read_maintenance
from statusgen.content.schema.policy import read_policy
from statusgen.content.schema.setting import (
    Setting,
    setting_from,
    with_component_names,
    with_group_names,
    with_policy_names,
)
from statusgen.content.schema.site import (
    ComponentsFile,
    GroupsFile,
    SiteFile,
    to_component_groups,
    to_groups,
    to_site,
)
from statusgen.content.source.nodes import Source, Sources
from statusgen.content.source.parse import ParsedFile, parse
from statusgen.content.source.tree import Tree
from statusgen.model import ClassOfService, Component, Content, Policy, Region, Site, Text
from statusgen.problems import Problem

R = TypeVar("R", bound=Record)
T = TypeVar("T")


def load(root: Path, now: datetime, instead: Mapping[str, bytes] = NO_OVERRIDES) -> Loaded:
    """Return what is in `root`/content, checked at `now`, an aware instant; raises nothing.

    A path in `instead` is read as if its file held those bytes: a change can be checked before it
    is written.
    """
    found = find.find(root)
    raw = file_contents(root, found, instead)
    top = read_site_config(found, raw)
    read_all = read_entries(found.entries, raw, top.setting)
    content = with_entries(top.content, read_all)
    sources = Sources({**top.sources, **read_all.sources}, found.entries)
    checked = (*checks.lasting(content, sources), *checks.passing(content, sources, now))
    return loaded(content, (*found.problems, *top.problems, *read_all.problems, *checked))


def setting_in(root: Path) -> Setting:
    """Return the same of `root`/content as far as it can be made out; no entry is read."""
    found = replace(find.find(root), incidents=(), maintenances=())
    return read_site_config(found, file_contents(root, found)).setting


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


# --- the files that all entries depend on ------------------------------------------------------


class _Desk(Struct):
    """Where the files of one run are read: what was read so far and what was wrong with it."""

    raw: FileContents
    problems: list[Problem] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)

    def read(self, path: str) -> ParsedFile | None:
        """Return a file as read, or None where it could not be opened."""
        data = self.raw[path]
        if isinstance(data, Problem):
            self.problems.append(data)
            return None
        reading = parse(path, data)
        self.sources[path] = reading.source
        return reading

    def record(self, kind: type[R], reading: ParsedFile | None, setting: Setting) -> R | None:
        """Return the typed record in a file, or None where it is not valid."""
        if reading is None:
            return None
        record, problems = validated(kind, reading, setting)
        self.problems += problems
        return record


def read_site_config(found: find.ContentFiles, raw: FileContents) -> SiteConfig:
    """Return all that is valid of the files beside the entries; a default stands for the rest."""
    desk = _Desk(raw)
    tops = {path: desk.read(path) for path in found.top}
    setting = _setting({path: None if each is None else each.tree for path, each in tops.items()})
    site = desk.record(SiteFile, tops.get(find.SITE), setting)
    if site is not None:
        setting = replace(setting, completion=site.maintenance.completion)
    components = desk.record(ComponentsFile, tops.get(find.COMPONENTS), setting)
    groups = desk.record(GroupsFile, tops.get(find.GROUPS), setting)
    content = Content(
        site=to_site(site) if site else _no_site(setting),
        component_groups=to_component_groups(components) if components else (),
        groups=to_groups(groups, setting.language) if groups else (),
        policy=_policy(desk, tops.get(find.POLICY), setting),
        incidents=(),
        maintenances=(),
    )
    return SiteConfig(content, setting, tuple(desk.problems), desk.sources)


def _setting(trees: Mapping[str, Tree]) -> Setting:
    """Return what files need to know of each other, also of those that are broken elsewhere."""
    setting = setting_from(trees.get(find.SITE))
    setting = with_component_names(setting, trees.get(find.COMPONENTS))
    if find.GROUPS in trees:
        setting = with_group_names(setting, trees[find.GROUPS])
    if find.POLICY in trees:
        setting = with_policy_names(setting, trees[find.POLICY])
    return setting


def _no_site(setting: Setting) -> Site:
    """Return what stands for a site that could not be read, while the rest is checked."""
    name = Text(setting.language, {setting.language: ""})
    return Site(name, "", setting.zone, (setting.language,))


def _policy(desk: _Desk, reading: ParsedFile | None, setting: Setting) -> Policy | None:
    if reading is None:
        return None
    policy, problems = read_policy(reading, setting)
    desk.problems += problems
    return policy


# --- entries -----------------------------------------------------------------------------------


def read_entries(paths: Iterable[str], raw: FileContents, setting: Setting) -> ReadEntries:
    """Return what is in the files of entries at `paths`; nothing where the zone is not known."""
    desk = _Desk(raw)
    ordered = sorted(paths, key=lambda each: each.rpartition("/")[2])
    incidents = [each for each in ordered if not each.startswith(_MAINTENANCE)]
    works = [each for each in ordered if each.startswith(_MAINTENANCE)]
    read_in = tuple(_entries(desk, incidents, read_incident, setting))
    read_works = tuple(_entries(desk, works, read_maintenance, setting))
    is_sure = setting.is_zone_sure
    return ReadEntries(
        incidents=read_in if is_sure else (),
        maintenances=read_works if is_sure else (),
        problems=tuple(desk.problems),
        sources=desk.sources,
    )


_MAINTENANCE = f"{find.MAINTENANCE}/"


def _entries(
    desk: _Desk,
    paths: Iterable[str],
    read_entry: Callable[[ParsedFile, Setting], tuple[T | None, tuple[Problem, ...]]],
    setting: Setting,
) -> Iterator[T]:
    for path in paths:
        reading = desk.read(path)
        if reading is not None:
            entry, problems = read_entry(reading, setting)
            desk.problems += problems
            if entry is not None:
                yield entry
