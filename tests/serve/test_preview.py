"""The state after each save, without a server."""

import gc
from datetime import datetime, timedelta
from functools import _lru_cache_wrapper
from pathlib import Path

import pytest

from statusgen.build import BuildRequest, build
from statusgen.cache.store import MemoryStore
from statusgen.serve import memory
from statusgen.serve.preview import Preview
from statusgen.serve.state import Broadcaster, PreviewState
from statusgen.text.locale_format import local_time
from statusgen.text.markdown import to_html

NOW = datetime.fromisoformat("2026-11-20T15:00:00+01:00")
URL = "http://127.0.0.1:8000/"
PAGE = "incidents/calls-fail/index.html"


class Recorder(Broadcaster):
    """A broadcaster that records every state."""

    def __init__(self) -> None:
        super().__init__()
        self.all: list[PreviewState] = []

    def show(self, state: PreviewState) -> None:
        super().show(state)
        self.all.append(state)


@pytest.fixture
def broadcaster() -> Recorder:
    return Recorder()


@pytest.fixture
def preview(small_site: Path, broadcaster: Recorder) -> Preview:
    return Preview(small_site, URL, broadcaster)


def edit(root: Path, old: str, new: str, path: str = "content/incidents/calls-fail.yml") -> None:
    text = (root / path).read_text()
    assert old in text
    (root / path).write_text(text.replace(old, new))


def template(root: Path, name: str, text: str) -> None:
    path = root / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def cached_results() -> int:
    """Return the number of cached results of all functions of the package, also of unused ones."""
    functions = (each for each in gc.get_objects() if isinstance(each, _lru_cache_wrapper))
    ours = (each for each in functions if each.__module__.startswith("statusgen."))
    return sum(each.cache_info().currsize for each in ours)


def different(root: Path, now: datetime, state: PreviewState) -> list[str]:
    """Return the paths whose content differs from a build's."""
    built = build(BuildRequest(root, now, URL, drafts=True), None, MemoryStore()).site
    assert built is not None
    return [each.path for each in built.artefacts if state.files.get(each.path) != each.content]


def test_the_preview_shows_what_a_build_makes(
    small_site: Path, preview: Preview, broadcaster: Recorder
) -> None:
    preview.renew(NOW)
    assert different(small_site, NOW, broadcaster.state) == []
    edit(small_site, "We look", "All of us look")
    preview.renew(NOW)
    assert different(small_site, NOW, broadcaster.state) == []


def test_what_is_settled_is_loaded_as_it_was_made(
    small_site: Path, preview: Preview, broadcaster: Recorder
) -> None:
    edit(small_site, "    status: investigating", "    status: resolved")
    for days in (400, 401):
        later = NOW + timedelta(days=days)
        preview.renew(later)
    assert different(small_site, later, broadcaster.state) == []


def test_an_unchanged_site_keeps_its_version(preview: Preview, broadcaster: Recorder) -> None:
    preview.renew(NOW)
    preview.renew(NOW + timedelta(seconds=20))
    assert len({each.version for each in broadcaster.all}) == 1


def test_what_the_clock_changes_is_another_version(preview: Preview, broadcaster: Recorder) -> None:
    world = preview.renew(NOW)
    assert world is not None
    preview.renew(world.next_change.at)
    assert len({each.version for each in broadcaster.all}) == 2


@pytest.mark.parametrize(
    "change",
    [
        ("We look", "All look", "content/incidents/calls-fail.yml"),
        ("title:", "draft: true\ntitle:", "content/incidents/calls-fail.yml"),
        ("name: PBX", "name: Telephony", "content/components.yml"),
        ("<svg", "<svg ", "templates/badges/badge.svg"),
    ],
)
def test_what_a_person_changes_is_another_version(
    small_site: Path,
    preview: Preview,
    broadcaster: Recorder,
    change: tuple[str, str, str],
) -> None:
    template(small_site, "badges/badge.svg", "<svg></svg>")
    preview.renew(NOW)
    edit(small_site, *change)
    preview.renew(NOW)
    assert len({each.version for each in broadcaster.all}) == 2


def test_a_mistake_lies_over_the_last_good_site_until_it_is_corrected(
    small_site: Path, preview: Preview, broadcaster: Recorder
) -> None:
    preview.renew(NOW)
    good = broadcaster.state
    edit(small_site, "major_outage", "broken")
    preview.renew(NOW)
    assert (broadcaster.state.version, broadcaster.state.files) == (good.version, good.files)
    assert broadcaster.state.summary == "1 problem in 1 file"
    edit(small_site, "broken", "major_outage")
    preview.renew(NOW)
    assert broadcaster.state == good


def test_only_what_stops_a_build_is_laid_over_the_site(
    small_site: Path, preview: Preview, broadcaster: Recorder
) -> None:
    edit(small_site, "title: Calls fail", f"title: {'Calls fail ' * 20}")
    preview.renew(NOW)
    assert (bool(broadcaster.state.version), broadcaster.state.problems) == (True, ())
    edit(small_site, "major_outage", "broken")
    preview.renew(NOW)
    assert broadcaster.state.summary == "1 problem in 1 file"


def test_a_mistake_that_shows_only_in_the_rest_takes_the_new_site_back(
    small_site: Path, preview: Preview, broadcaster: Recorder
) -> None:
    preview.renew(NOW)
    good = broadcaster.state
    template(small_site, "badges/badge.svg", "{{ nothing }}")
    with broadcaster.viewing(PAGE):
        preview.renew(NOW)
    *_, early, last = broadcaster.all
    assert early.version != good.version
    assert (last.version, last.files) == (good.version, good.files)
    assert "templates/badges/badge.svg:1:" in last.problems[0]


def test_a_mistake_in_the_open_page_is_never_shown_as_a_site(
    small_site: Path, preview: Preview, broadcaster: Recorder
) -> None:
    preview.renew(NOW)
    good = broadcaster.state
    template(small_site, "site/incident.html", "{{ nothing }}")
    with broadcaster.viewing(PAGE):
        preview.renew(NOW)
    assert {each.version for each in broadcaster.all} == {good.version}


def test_a_site_that_is_outdated_at_once_still_has_every_file(
    small_site: Path, preview: Preview, broadcaster: Recorder
) -> None:
    preview.renew(NOW, lambda: True)
    assert different(small_site, NOW, broadcaster.state) == []


def test_a_mistake_lies_over_a_site_that_was_left_for_it(
    small_site: Path, preview: Preview, broadcaster: Recorder
) -> None:
    preview.renew(NOW, lambda: True)
    left = broadcaster.state
    edit(small_site, "major_outage", "broken")
    preview.renew(NOW)
    assert (broadcaster.state.version, broadcaster.state.files) == (left.version, left.files)
    assert broadcaster.state.problems


def test_no_cached_result_is_kept_from_one_save_to_the_next(preview: Preview) -> None:
    preview.renew(NOW)
    assert local_time.cache_info().currsize > 0 < to_html.cache_info().currsize
    memory.release()
    assert {each.cache_info().currsize for each in memory.bounded()} == {0}


def test_later_saves_add_no_cached_results(small_site: Path) -> None:
    preview, kept = Preview(small_site, URL, Broadcaster()), []
    for hours in range(3):
        edit(small_site, "look", "look closely")
        preview.renew(NOW + timedelta(hours=hours, microseconds=hours))
        memory.release()
        kept.append(cached_results())
    assert kept[2] == kept[1]
