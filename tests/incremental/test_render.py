"""Lasting files depend on their inputs alone; lost ones are rendered again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from statusgen.artefact import Artefact, Job
from statusgen.build import BuildRequest, BuildResult, build
from statusgen.cache.store import MemoryStore, Store
from statusgen.domain.world import World
from statusgen.incremental.keys import JobKeys
from statusgen.incremental.render import FILES, load
from statusgen.incremental.workers import Workers
from statusgen.model import Content
from statusgen.outputs import jobs
from statusgen.render.context import SiteContext
from statusgen.render.live_page import later_file
from tests.contexts import context
from tests.outputs.real import HISTORY, SAMPLE, context_at, needs_history
from tests.policies import POLICY
from tests.samples import at, content, incident, maintenance, text, update
from tests.stores import NullStore

INSTANTS = [
    (SAMPLE, "2026-11-20 13:52"),
    pytest.param(HISTORY, "2026-08-20 23:00", marks=needs_history),
]
each_site = pytest.mark.parametrize(
    ("root", "now"), INSTANTS, ids=lambda value: getattr(value, "name", value)
)


def lasting_jobs(root: Path, now: str) -> Iterator[Job]:
    """Yield all jobs of lasting files in the first language of a site."""
    made = jobs([context_at(root, now)])
    return (job for job in made if job.inputs is not None and job.render is not later_file)


def later_days(source: Content, now: str) -> dict[str, tuple[Artefact, ...]]:
    """Return the files of what pages show on later days, by the keys of their jobs."""
    keys, made = JobKeys("program"), jobs([context(source, now)])
    return {keys(job): job.run() for job in made if job.render is later_file and job.inputs}


def poison(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every question to a world an error."""
    refuse = property(lambda _: pytest.fail("a lasting file depends on the world"))
    for name in ("news", "entries", "months", "components", "overall", "next_change", "past"):
        monkeypatch.setattr(World, name, refuse)


def contexts_in(value: object) -> list[type]:
    """Return the classes of the contexts among the inputs of a job."""
    fields = (getattr(value, name) for name in value.__struct_fields__)  # type: ignore[attr-defined]
    return [type(each) for each in fields if isinstance(each, SiteContext)]


@each_site
def test_lasting_files_are_rendered_without_a_world(
    root: Path, now: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = list(lasting_jobs(root, now))
    assert {kind for job in every for kind in contexts_in(job.inputs)} == {SiteContext}
    poison(monkeypatch)
    assert sum(len(job.run()) for job in every) > len(every)


@each_site
def test_equal_keys_at_another_time_are_equal_files(root: Path, now: str) -> None:
    later = f"{int(now[:4]) + 1}{now[4:]}"
    keys = JobKeys("program")
    files = {keys(job): job.run() for job in lasting_jobs(root, now)}
    again = {key: job.run() for job in lasting_jobs(root, later) if (key := keys(job)) in files}
    assert len(again) > 5
    assert [each for each in again if again[each] != files[each]] == []


OUTAGE = incident(
    "outage", "pbx: major_outage", update("2026-12-01 09:00", "identified", due="2026-12-02 10:00")
)
OVER = incident("over", "wmp: major_outage", update("2026-11-20 09:00", "resolved"))


def test_later_days_are_rendered_once_a_day_as_long_as_nothing_happens() -> None:
    source = content(OUTAGE, maintenance())
    files = later_days(source, "2026-12-01 10:00")
    assert len(files) > 5
    assert later_days(source, "2026-12-01 21:59") == files
    assert later_days(source, "2026-12-01 22:00").keys().isdisjoint(files)


def test_later_days_of_a_component_do_not_depend_on_the_past_of_others() -> None:
    pasts = (OVER, replace(OVER, title=text("Other words")))
    sites = (replace(content(OUTAGE, past), policy=POLICY) for past in pasts)
    one, other = (later_days(site, "2026-12-01 10:00") for site in sites)
    equal = one.keys() & other.keys()
    assert [key for key in equal if one[key] != other[key]] == []
    same = {file.path for key in equal for file in one[key]}
    assert "later/components/pbx/index.json" in same
    assert "later/sla/index.json" in same
    assert "later/subscribe/index.json" in same
    assert "later/components/wmp/index.json" not in same


# --- the store ----------------------------------------------------------------------------------


def rendered(root: Path, store: Store, count: int = 1) -> BuildResult:
    return build(BuildRequest(root, at("2027-11-20 14:00")), None, store, Workers(count))


def files(result: BuildResult) -> dict[str, bytes]:
    assert result.site is not None
    return {each.path: each.content for each in result.site.artefacts}


@pytest.fixture
def root(small_site: Path) -> Path:
    """A site with a settled incident."""
    with (small_site / "content/incidents/calls-fail.yml").open("a") as incident:
        incident.write("  - {at: 2026-11-20 15:00, status: resolved, text: Over.}\n")
    return small_site


@pytest.mark.parametrize("count", [1, 3])
def test_files_are_the_same_with_any_store_and_any_number_of_workers(
    root: Path, count: int
) -> None:
    store = MemoryStore()
    expected = files(rendered(root, NullStore()))
    assert files(rendered(root, store, count)) == expected
    assert files(rendered(root, store, count)) == expected


def test_fragments_are_in_the_store_and_used(root: Path) -> None:
    store = MemoryStore()
    result = rendered(root, store)
    assert result.site is not None
    keys = {(FILES, each.key) for each in result.site.fragments}
    assert keys <= result.used
    assert all(store.get(*each) for each in keys)


@pytest.mark.parametrize("stored", [None, b"", b"no value"])
def test_a_lost_fragment_is_rendered_again(stored: bytes | None) -> None:
    store = MemoryStore()
    if stored is not None:
        store.put(FILES, "key", stored)
    job = Job("name", lambda content: [Artefact("a", content)], b"content")
    assert load(store, "key", job) == (Artefact("a", b"content"),)


def test_a_stored_fragment_is_not_rendered(root: Path) -> None:
    store = MemoryStore()
    expected = files(rendered(root, store))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Job, "run", lambda job: [] if job.inputs is None else pytest.fail(job.name))
        again = files(rendered(root, store))
    assert again.items() <= expected.items()
    assert "incidents/calls-fail/index.html" in again
