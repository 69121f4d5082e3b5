"""Content that is read from shards is the content that is read from files."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copyfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statusgen.cache.encoding import encode, get_value
from statusgen.cache.store import MemoryStore, Store
from statusgen.content import load as content_load
from statusgen.content.loaded import FileContents, ReadEntries
from statusgen.content.schema.context import SchemaContext
from statusgen.domain.world import derive
from statusgen.incremental.load import CONFIG, SHARD, LoadedSite, ShardData, cut, load
from statusgen.incremental.workers import Workers
from tests.outputs.real import HISTORY, INSTANTS, SAMPLE, needs_history
from tests.samples import at
from tests.stores import NullStore

NOW = at("2026-11-20 14:00")
INCIDENT = """\
title: Calls to {name} fail
affects: {{pbx: major_outage}}
updates:
  - {{at: {day} 14:15, status: investigating, text: We look into it.}}
  - {{at: {day} 15:15, status: resolved, text: It works.}}
"""
MAINTENANCE = """\
title: Upgrade
text: An upgrade.
affects: {pbx: under_maintenance}
announced: 2026-11-19 10:00
starts: 2026-11-21 10:00
ends: 2026-11-21 12:00
"""


@pytest.fixture
def root(small_site: Path) -> Path:
    """A site with two hundred settled incidents, one that is open, and a maintenance to come."""
    for number in range(200):
        write_incident(small_site, number, "the queue")
    (small_site / "content/maintenance").mkdir()
    (small_site / "content/maintenance/upgrade.yml").write_text(MAINTENANCE)
    with (small_site / "content/site.yml").open("a") as site:
        site.write("maintenance: {completion: automatic, notice_period: 5d}\n")
    return small_site


def write_incident(root: Path, number: int, name: str, day: str = "2026-01-10") -> None:
    text = INCIDENT.format(name=name, day=day)
    (root / f"content/incidents/incident-{number:03}.yml").write_text(text)


def loaded(root: Path, store: Store, now: datetime = NOW, count: int = 1) -> LoadedSite:
    return load(root, now, store, Workers(count))


def assert_as_read(root: Path, found: LoadedSite, now: datetime = NOW) -> None:
    """Check a site against its content as it is read without shards."""
    expected = content_load.load(root, now)
    assert found.content == expected.content
    assert found.problems == expected.problems


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of all entry files that are read from now on."""
    paths: list[str] = []
    read_entries = content_load.read_entries

    def noted(some: Sequence[str], raw: FileContents, setting: SchemaContext) -> ReadEntries:
        paths.extend(some)
        return read_entries(some, raw, setting)

    monkeypatch.setattr(content_load, "read_entries", noted)
    return paths


# --- what is read -------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 2])
def test_content_is_the_same_with_any_store_and_any_number_of_workers(
    root: Path, count: int
) -> None:
    store = MemoryStore()
    for each in (NullStore(), store, store):
        assert_as_read(root, loaded(root, each, count=count))


def test_unchanged_files_are_not_read_again(root: Path, read: list[str]) -> None:
    store = MemoryStore()
    loaded(root, store)
    read.clear()
    found = loaded(root, store)
    assert read == []
    assert_as_read(root, found)


def test_a_changed_file_reads_its_shard_only(root: Path, read: list[str]) -> None:
    store = MemoryStore()
    loaded(root, store)
    read.clear()
    write_incident(root, 77, "the mailbox")
    found = loaded(root, store)
    assert "content/incidents/incident-077.yml" in read
    assert len(read) < 100
    assert_as_read(root, found)


@pytest.mark.parametrize("name", ["site.yml", "components.yml", "sla.yml", "groups.yml"])
def test_a_changed_config_file_reads_everything(root: Path, read: list[str], name: str) -> None:
    for optional in ("sla.yml", "groups.yml"):
        copyfile(SAMPLE / "content" / optional, root / "content" / optional)
    store = MemoryStore()
    loaded(root, store)
    read.clear()
    with (root / "content" / name).open("a") as file:
        file.write("# changed\n")
    found = loaded(root, store)
    assert len(read) == 202
    assert_as_read(root, found)


def test_other_rules_of_a_zone_read_all_entries_anew(
    root: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = MemoryStore()
    load(root, NOW, store, Workers(1))
    read.clear()
    monkeypatch.setattr("zoneinfo.TZPATH", ())
    load(root, NOW, store, Workers(1))
    assert read


def test_a_removed_file_is_gone(root: Path) -> None:
    store = MemoryStore()
    loaded(root, store)
    (root / "content/incidents/incident-077.yml").unlink()
    assert_as_read(root, loaded(root, store))


def test_files_with_errors_are_not_stored(root: Path, read: list[str]) -> None:
    store = MemoryStore()
    write_incident(root, 77, "the mailbox", day="never")
    for _ in range(2):
        read.clear()
        assert_as_read(root, loaded(root, store))
        assert "content/incidents/incident-077.yml" in read


def test_a_site_with_an_error_is_not_stored(root: Path) -> None:
    store = MemoryStore()
    (root / "content/site.yml").write_text("name: Status\n")
    found = loaded(root, store)
    assert found.content is None
    ((_, key),) = (each for each in found.used if each[0] == CONFIG)
    assert store.get(CONFIG, key) is None


@pytest.mark.parametrize("damaged", [b"", b"no value", encode(()), encode({"incidents": 1})])
@pytest.mark.parametrize("kind", [CONFIG, SHARD])
def test_damaged_values_are_read_anew(root: Path, kind: str, damaged: bytes) -> None:
    store = MemoryStore()
    for each in loaded(root, store).used:
        if each[0] == kind:
            store.put(*each, damaged)
    found = loaded(root, store)
    assert_as_read(root, found)
    assert all(get_value(store, SHARD, key, ShardData) for kind, key in found.used if kind == SHARD)


def test_two_entries_of_one_name_are_an_error_in_any_shards(root: Path) -> None:
    (root / "content/incidents/2026").mkdir()
    for number in range(200):
        path = root / f"content/incidents/incident-{number:03}.yml"
        (path.parent / "2026" / path.name).write_bytes(path.read_bytes())
    found = loaded(root, MemoryStore())
    assert found.content is None
    assert len(found.problems) >= 200


def test_warnings_of_entries_to_come_name_their_lines(root: Path) -> None:
    write_incident(root, 77, "the mailbox", day="2026-11-20")
    found = loaded(root, MemoryStore())
    lines = {(each.place.path, each.place.line) for each in found.problems}
    assert lines == {
        ("content/incidents/incident-077.yml", 5),
        ("content/maintenance/upgrade.yml", 4),
    }
    assert_as_read(root, found)


# --- shards -------------------------------------------------------------------------------------

names = st.sets(st.text("abcdef", min_size=1, max_size=4), min_size=1, max_size=200)


def digests(of: set[str]) -> Mapping[str, str]:
    return {f"content/incidents/{name}.yml": "digest" for name in of}


@given(names)
def test_each_file_is_in_one_shard(files: set[str]) -> None:
    paths = [path for shard in cut(digests(files), "key") for path in shard.paths]
    assert sorted(paths) == sorted(digests(files))


@given(names, st.text("abcdef", min_size=1, max_size=4))
def test_a_new_file_changes_two_shards_at_most(files: set[str], added: str) -> None:
    before, after = (
        {shard.key for shard in cut(digests(each), "key")} for each in (files, files | {added})
    )
    assert len(before - after) <= 1
    assert len(after - before) <= 2


# --- settled entries ----------------------------------------------------------------------------

SITES = [SAMPLE, pytest.param(HISTORY, marks=needs_history)]


def instants(found: LoadedSite) -> list[datetime]:
    """Return instants at which entries of a site settle, those just before, and some others."""
    since = sorted({each.since for each in found.settled.values()})
    chosen = [*since[:: max(1, len(since) // 20)], *since[-3:]]
    return [moment - timedelta(microseconds=early) for moment in chosen for early in (0, 1)]


@pytest.mark.parametrize("root", SITES, ids=lambda root: root.name)
def test_settled_entries_are_derived_as_all_others(root: Path) -> None:
    found = loaded(root, MemoryStore(), at("2026-11-20 12:00"))
    assert found.content is not None
    assert len(found.settled) > 5
    for now in (*instants(found), *map(at, INSTANTS[root])):
        one = derive(found.content, now, settled=found.settled)
        other = derive(found.content, now)
        assert one.incidents == other.incidents, now
        assert one.maintenances == other.maintenances, now


@pytest.mark.parametrize("root", SITES, ids=lambda root: root.name)
def test_shards_of_real_content_are_that_content(root: Path) -> None:
    store = MemoryStore()
    for now in map(at, INSTANTS[root]):
        assert_as_read(root, loaded(root, store, now), now)
