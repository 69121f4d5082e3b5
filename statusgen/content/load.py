"""Read the content of a site: each file once, into complete content or all its problems."""

from collections.abc import Iterable, Mapping
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
from statusgen.content.schema.base import Record, to_model, to_models, validated
from statusgen.content.schema.context import (
    SchemaContext,
    context_from,
    with_component_names,
    with_group_names,
    with_policy_names,
)
from statusgen.content.schema.entries import read_entry
from statusgen.content.schema.policy.file import read_policy
from statusgen.content.schema.site import ComponentsFile, GroupsFile, SiteFile
from statusgen.content.source.nodes import Source, Sources
from statusgen.content.source.parse import ParsedFile, parse
from statusgen.content.source.tree import Tree
from statusgen.domain.recurrence import occurrences
from statusgen.model import (
    ClassOfService,
    Component,
    ComponentGroup,
    Content,
    Group,
    Incident,
    Maintenance,
    Policy,
    Region,
    Site,
    Text,
)
from statusgen.problems import Problem

R = TypeVar("R", bound=Record)
T = TypeVar("T")


def load(root: Path, now: datetime, instead: Mapping[str, bytes] = NO_OVERRIDES) -> Loaded:
    """Return the content of `root`/content, checked at `now`, an aware instant; raises nothing.

    `instead` overrides files by path, so that a change is checked before it is written.
    """
    found = find.find(root)
    files = file_contents(root, found, instead)
    config = read_site_config(found, files)
    entries = read_entries(found.entries, files, config.context)
    content = with_entries(config.content, entries)
    sources = Sources({**config.sources, **entries.sources}, found.entries)
    checked = checks.problems(content, sources, now)
    return loaded(content, (*found.problems, *config.problems, *entries.problems, *checked))


def schema_context_in(root: Path) -> SchemaContext:
    """Return the same of `root`/content as far as it is valid; no entry is read."""
    return site_config_in(root).context


def site_config_in(root: Path) -> SiteConfig:
    """Return the valid parts of the files of `root`/content other than entries."""
    found = replace(find.find(root), incidents=(), maintenances=())
    return read_site_config(found, file_contents(root, found))


def schema_context(content: Content) -> SchemaContext:
    """Return the facts of a valid site that the file of a new entry depends on."""
    plain, policy = SchemaContext(), content.policy
    return replace(
        plain,
        zone=content.site.timezone,
        languages=content.site.languages,
        completion=content.site.maintenance.completion,
        components=replace(
            plain.components,
            known=_ids(content.components),
            aliases=tuple((name, each.id) for each in content.components for name in each.aliases),
        ),
        classes=replace(plain.classes, known=_ids(policy.classes if policy else ())),
        regions=replace(plain.regions, known=_ids(policy.regions if policy else ())),
    )


def _ids(items: Iterable[Component | ClassOfService | Region]) -> frozenset[str]:
    return frozenset(each.id for each in items)


# --- the files that all entries depend on ------------------------------------------------------


class _Reader(Struct):
    """Reads files and collects their sources and problems."""

    files: FileContents
    problems: list[Problem] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)

    def read(self, path: str) -> ParsedFile | None:
        """Return a parsed file, or None if it could not be read."""
        data = self.files[path]
        if isinstance(data, Problem):
            self.problems.append(data)
            return None
        file = parse(path, data)
        self.sources[path] = file.source
        return file

    def record(self, kind: type[R], file: ParsedFile | None, context: SchemaContext) -> R | None:
        """Return the typed record in a file, or None if it is not valid."""
        if file is None:
            return None
        record, problems = validated(kind, file, context)
        self.problems += problems
        return record


def read_site_config(found: find.ContentFiles, files: FileContents) -> SiteConfig:
    """Return the valid parts of the files other than entries, with defaults for the rest."""
    reader = _Reader(files)
    parsed = {path: reader.read(path) for path in found.config}
    context = _context({path: file.tree if file else None for path, file in parsed.items()})
    site = reader.record(SiteFile, parsed.get(find.SITE), context)
    if site is not None:
        context = replace(context, completion=site.maintenance.completion)
    components = reader.record(ComponentsFile, parsed.get(find.COMPONENTS), context)
    groups = reader.record(GroupsFile, parsed.get(find.GROUPS), context)
    content = Content(
        site=to_model(Site, site) if site else _no_site(context),
        component_groups=to_models(ComponentGroup, components.groups if components else ()),
        groups=to_models(Group, groups.groups if groups else ()),
        policy=_policy(reader, parsed.get(find.POLICY), context),
        incidents=(),
        maintenances=(),
    )
    return SiteConfig(content, context, tuple(reader.problems), reader.sources)


def _context(trees: Mapping[str, Tree]) -> SchemaContext:
    """Return the facts that files need of each other, also from files with problems elsewhere."""
    context = context_from(trees.get(find.SITE))
    context = with_component_names(context, trees.get(find.COMPONENTS))
    if find.GROUPS in trees:
        context = with_group_names(context, trees[find.GROUPS])
    if find.POLICY in trees:
        context = with_policy_names(context, trees[find.POLICY])
    return context


def _no_site(context: SchemaContext) -> Site:
    """Return a placeholder for a site that could not be read, so that the rest is checked."""
    name = Text(context.language, {context.language: ""})
    return Site(name, "", context.zone, (context.language,))


def _policy(reader: _Reader, file: ParsedFile | None, context: SchemaContext) -> Policy | None:
    if file is None:
        return None
    policy, problems = read_policy(file, context)
    reader.problems += problems
    return policy


# --- entries -----------------------------------------------------------------------------------


def read_entries(paths: Iterable[str], files: FileContents, context: SchemaContext) -> ReadEntries:
    """Return the entries in the files at `paths`; none if the site's zone is not known."""
    reader = _Reader(files)
    found: list[Incident | Maintenance | None] = []
    for path in sorted(paths, key=lambda each: each.rpartition("/")[2]):
        file = reader.read(path)
        if file is not None:
            entry, problems = read_entry(file, context)
            found += occurrences(entry, context.zone) if isinstance(entry, Maintenance) else [entry]
            reader.problems += problems
    entries = found if context.is_zone_sure else []
    return ReadEntries(
        incidents=tuple(each for each in entries if isinstance(each, Incident)),
        maintenances=tuple(each for each in entries if isinstance(each, Maintenance)),
        problems=tuple(reader.problems),
        sources=reader.sources,
    )
