"""Reads and validates the content; what is known of a file by its bytes is not read again.

Entry files are cut into shards, which are stored under the digest of their bytes and of all that
they depend on. No time of a file is trusted, so a fresh checkout knows as much as an old one.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from zlib import crc32

from msgspec import Struct
from msgspec.structs import replace

from statusgen.cache.encoding import get_value, put_value
from statusgen.cache.fingerprint import program, zone_fingerprint
from statusgen.cache.store import Store, digest, fingerprint
from statusgen.content import checks
from statusgen.content.find import ContentFiles
from statusgen.content.loaded import (
    FileContents,
    ReadEntries,
    SiteConfig,
    loaded,
    read_files,
    with_entries,
)
from statusgen.content.source.nodes import Source, Sources
from statusgen.content.source.parse import source_of
from statusgen.domain.incident import IncidentNow
from statusgen.domain.maintenance import MaintenanceNow
from statusgen.domain.settled import Settled, settled_incident, settled_maintenance
from statusgen.incremental.workers import Workers
from statusgen.model import Content, Incident, Maintenance
from statusgen.problems import Problem, has_error

_FILES_OF_A_SHARD = 32
"""Number of files in a shard, on average: one changed file reads its whole shard again."""

_WORTH_A_PROCESS = 2
"""Number of shards to read that are worth another process."""

CONFIG, SHARD = "config", "shard"
"""Kinds of stored values."""


class LoadedSite(Struct, frozen=True):
    """The content of a site, None where a problem is an error, with all problems.

    `settled` are the entries, by their ids, that no longer change with time. `version` is the
    digest of the content files and the program; `used` are the kinds and keys of the stored values.
    """

    content: Content | None
    problems: tuple[Problem, ...]
    settled: Mapping[str, Settled]
    version: str
    used: frozenset[tuple[str, str]]


class Shard(Struct, frozen=True):
    """Paths of some entry files; `key` is the digest of their bytes and what they depend on."""

    paths: tuple[str, ...]
    key: str


class ShardData(Struct, frozen=True, array_like=True):
    """The entries of a shard, those that are settled in their derived state.

    Each settled entry has the instant from which on it is settled. Drafts, and entries that the
    clock or their author may still change, are as they are written.
    """

    incidents: tuple[Incident, ...]
    maintenances: tuple[Maintenance, ...]
    settled_incidents: tuple[tuple[datetime, IncidentNow], ...]
    settled_maintenances: tuple[tuple[datetime, MaintenanceNow], ...]
    problems: tuple[Problem, ...]


def load(root: Path, now: datetime, store: Store, workers: Workers) -> LoadedSite:
    """Return the content of `root`/content, checked at `now`, an aware instant."""
    found, raw = read_files(root)
    config_key = digest(
        program(), *(part for path in found.config for part in (path, repr(raw[path])))
    )
    config = _config(found, raw, config_key, store)
    zones = sorted(map(zone_fingerprint, config.content.zones))
    shards = cut(_digests(found, raw), digest(config_key, *zones))
    known = _stored(shards, store)
    missing = [each for each in shards if each not in known]
    read = partial(_read, raw, config)
    for shard, new in zip(missing, workers.map(read, missing, _WORTH_A_PROCESS), strict=True):
        _put_shard(shard, new, store)
        known[shard] = new
    data = [known[shard] for shard in shards]
    content, settled = _merge(config.content, data)
    settled_now = {name for name, each in settled.items() if each.since <= now}
    sources = _sources(found, raw, config, content, settled_now)
    problems = (
        *found.problems,
        *config.problems,
        *(problem for path in found.entries if isinstance(problem := raw[path], Problem)),
        *(problem for each in data for problem in each.problems),
        *checks.current_problems(content, sources, now),
    )
    checked = loaded(content, problems)
    used = frozenset({(CONFIG, config_key), *((SHARD, each.key) for each in shards)})
    version = digest(config_key, *(each.key for each in shards))
    return LoadedSite(checked.content, checked.problems, settled, version, used)


def _digests(found: ContentFiles, raw: FileContents) -> Mapping[str, str]:
    entries = ((path, raw[path]) for path in found.entries)
    return {path: fingerprint(data) for path, data in entries if isinstance(data, bytes)}


def _config(found: ContentFiles, raw: FileContents, key: str, store: Store) -> SiteConfig:
    """Return what is in the files beside the entries; a default stands for what is wrong."""
    known = get_value(store, CONFIG, key, SiteConfig)
    if known is not None:
        return replace(known, sources=dict(_texts(found.config, raw)))
    from statusgen.content.load import read_site_config  # noqa: PLC0415 - loads the schema

    config = read_site_config(found, raw)
    if not has_error(config.problems):
        put_value(store, CONFIG, key, replace(config, sources={}))
    return config


def _texts(paths: Iterable[str], raw: FileContents) -> Iterator[tuple[str, Source]]:
    return ((path, source_of(path, data)) for path in paths if isinstance(data := raw[path], bytes))


# --- shards ------------------------------------------------------------------------------------


def cut(digests: Mapping[str, str], config_key: str) -> tuple[Shard, ...]:
    """Return files, whose bytes have these digests by their paths, in shards.

    A file that comes or goes moves no other shard.
    """
    return tuple(_shard(paths, digests, config_key) for paths in _runs(sorted(digests, key=_name)))


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _runs(paths: Iterable[str]) -> Iterator[list[str]]:
    """Yield runs of files; where a run ends depends on the name of its last one alone."""
    run: list[str] = []
    for path in paths:
        run.append(path)
        if crc32(_name(path).encode()) % _FILES_OF_A_SHARD == 0:
            yield run
            run = []
    if run:
        yield run


def _shard(paths: Sequence[str], digests: Mapping[str, str], config_key: str) -> Shard:
    return Shard(tuple(paths), digest(config_key, *paths, *(digests[path] for path in paths)))


def _stored(shards: Iterable[Shard], store: Store) -> dict[Shard, ShardData]:
    known = ((each, get_value(store, SHARD, each.key, ShardData)) for each in shards)
    return {shard: data for shard, data in known if data is not None}


def _put_shard(shard: Shard, data: ShardData, store: Store) -> None:
    if not has_error(data.problems):
        put_value(store, SHARD, shard.key, data)


def _read(raw: FileContents, config: SiteConfig, shard: Shard) -> ShardData:
    """Return what is in the files of a shard; with an error, it is not all there."""
    from statusgen.content.load import read_entries  # noqa: PLC0415 - loads the schema

    entries = read_entries(shard.paths, raw, config.context)
    content = with_entries(config.content, entries)
    problems = (
        *entries.problems,
        *checks.entry_problems(content, Sources(entries.sources, shard.paths)),
    )
    incidents = [(each, settled_incident(each, content.policy)) for each in content.incidents]
    remind_before = content.site.maintenance.remind_before
    works = [(each, settled_maintenance(each, remind_before)) for each in content.maintenances]
    return ShardData(
        incidents=tuple(each for each, settled in incidents if settled is None),
        maintenances=tuple(each for each, settled in works if settled is None),
        settled_incidents=tuple(
            (settled.since, settled.entry)
            for _, settled in incidents
            if settled is not None and isinstance(settled.entry, IncidentNow)
        ),
        settled_maintenances=tuple(
            (settled.since, settled.entry)
            for _, settled in works
            if settled is not None and isinstance(settled.entry, MaintenanceNow)
        ),
        problems=problems,
    )


# --- the whole content -------------------------------------------------------------------------


def _merge(config: Content, data: Iterable[ShardData]) -> tuple[Content, Mapping[str, Settled]]:
    """Return the content with the entries of all shards, and those that are settled by id."""
    incidents: list[Incident] = []
    maintenances: list[Maintenance] = []
    settled: dict[str, Settled] = {}
    recurring: dict[str, Settled] = {}
    for each in data:
        incidents += each.incidents
        maintenances += each.maintenances
        for since, incident in each.settled_incidents:
            incidents.append(incident.incident)
            settled[incident.id] = Settled(since, incident)
        for since, work in each.settled_maintenances:
            maintenances.append(work.maintenance)
            kind = settled if work.maintenance.repeats is None else recurring
            kind[work.id] = Settled(since, work)
    incidents.sort(key=lambda each: _name(each.path))
    maintenances.sort(key=lambda each: _name(each.path))
    content = with_entries(config, ReadEntries(tuple(incidents), tuple(maintenances)))
    kept = {each.id for each in content.maintenances if each.repeats is not None}
    settled |= {name: each for name, each in recurring.items() if name in kept}
    return content, settled


def _sources(
    found: ContentFiles,
    raw: FileContents,
    config: SiteConfig,
    content: Content,
    settled: Container[str],
) -> Sources:
    """Return the texts of the files in which checks may find something: few `settled` ones."""
    entries: tuple[Incident | Maintenance, ...] = (*content.incidents, *content.maintenances)
    paths = (each.path for each in entries if each.aliases or each.id not in settled)
    return Sources({**config.sources, **dict(_texts(paths, raw))}, found.entries)
