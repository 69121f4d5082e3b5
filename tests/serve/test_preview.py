"""What is shown after each save, without a server."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from statusgen.build import render
from statusgen.serve.preview import Preview
from statusgen.serve.shown import Shown, Stage

NOW = datetime.fromisoformat("2026-11-20T15:00:00+01:00")
URL = "http://127.0.0.1:8000/"
PAGE = "incidents/calls-fail/index.html"


class Recorded(Stage):
    """A stage that keeps what it has shown."""

    def __init__(self) -> None:
        super().__init__()
        self.all: list[Shown] = []

    def show(self, shown: Shown) -> None:
        super().show(shown)
        self.all.append(shown)


@pytest.fixture
def stage() -> Recorded:
    return Recorded()


@pytest.fixture
def preview(small_site: Path, stage: Recorded) -> Preview:
    return Preview(small_site, URL, stage)


def edit(root: Path, old: str, new: str, path: str = "content/incidents/calls-fail.yml") -> None:
    text = (root / path).read_text()
    assert old in text
    (root / path).write_text(text.replace(old, new))


def template(root: Path, name: str, text: str) -> None:
    path = root / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def different(root: Path, now: datetime, shown: Shown) -> list[str]:
    """Return where what is shown is not what a build makes."""
    made = render(root, now, URL, drafts=True).artefacts
    assert made is not None
    return [each.path for each in made if shown.files.get(each.path) != each.content]


def test_what_is_shown_is_what_a_build_makes(
    small_site: Path, preview: Preview, stage: Recorded
) -> None:
    preview.renew(NOW)
    assert different(small_site, NOW, stage.shown) == []
    edit(small_site, "We look", "All of us look")
    preview.renew(NOW)
    assert different(small_site, NOW, stage.shown) == []


def test_what_is_settled_is_loaded_as_it_was_made(
    small_site: Path, preview: Preview, stage: Recorded
) -> None:
    edit(small_site, "    status: investigating", "    status: resolved")
    for days in (400, 401):
        later = NOW + timedelta(days=days)
        preview.renew(later)
    assert different(small_site, later, stage.shown) == []


def test_nothing_that_was_shown_is_another_version(preview: Preview, stage: Recorded) -> None:
    preview.renew(NOW)
    preview.renew(NOW + timedelta(seconds=20))
    assert len({each.version for each in stage.all}) == 1


def test_what_the_clock_changes_is_another_version(preview: Preview, stage: Recorded) -> None:
    world = preview.renew(NOW)
    assert world is not None
    preview.renew(world.next_change.at)
    assert len({each.version for each in stage.all}) == 2


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
    small_site: Path, preview: Preview, stage: Recorded, change: tuple[str, str, str]
) -> None:
    template(small_site, "badges/badge.svg", "<svg></svg>")
    preview.renew(NOW)
    edit(small_site, *change)
    preview.renew(NOW)
    assert len({each.version for each in stage.all}) == 2


def test_a_mistake_lies_over_the_last_good_site_until_it_is_corrected(
    small_site: Path, preview: Preview, stage: Recorded
) -> None:
    preview.renew(NOW)
    good = stage.shown
    edit(small_site, "major_outage", "broken")
    preview.renew(NOW)
    assert (stage.shown.version, stage.shown.files) == (good.version, good.files)
    assert stage.shown.summary == "1 problem in 1 file"
    edit(small_site, "broken", "major_outage")
    preview.renew(NOW)
    assert stage.shown == good


def test_only_what_stops_a_build_is_laid_over_the_site(
    small_site: Path, preview: Preview, stage: Recorded
) -> None:
    edit(small_site, "title: Calls fail", f"title: {'Calls fail ' * 20}")
    preview.renew(NOW)
    assert (bool(stage.shown.version), stage.shown.problems) == (True, ())
    edit(small_site, "major_outage", "broken")
    preview.renew(NOW)
    assert stage.shown.summary == "1 problem in 1 file"


def test_a_mistake_that_shows_only_in_the_rest_takes_the_new_site_back(
    small_site: Path, preview: Preview, stage: Recorded
) -> None:
    preview.renew(NOW)
    good = stage.shown
    template(small_site, "badges/badge.svg", "{{ nothing }}")
    with stage.looking(PAGE):
        preview.renew(NOW)
    *_, early, last = stage.all
    assert early.version != good.version
    assert (last.version, last.files) == (good.version, good.files)
    assert "templates/badges/badge.svg:1:" in last.problems[0]


def test_a_mistake_in_the_open_page_is_never_shown_as_a_site(
    small_site: Path, preview: Preview, stage: Recorded
) -> None:
    preview.renew(NOW)
    good = stage.shown
    template(small_site, "site/incident.html", "{{ nothing }}")
    with stage.looking(PAGE):
        preview.renew(NOW)
    assert {each.version for each in stage.all} == {good.version}


def test_a_site_that_is_outdated_at_once_still_has_every_file(
    small_site: Path, preview: Preview, stage: Recorded
) -> None:
    preview.renew(NOW, lambda: True)
    assert different(small_site, NOW, stage.shown) == []


def test_a_mistake_lies_over_a_site_that_was_left_for_it(
    small_site: Path, preview: Preview, stage: Recorded
) -> None:
    preview.renew(NOW, lambda: True)
    left = stage.shown
    edit(small_site, "major_outage", "broken")
    preview.renew(NOW)
    assert (stage.shown.version, stage.shown.files) == (left.version, left.files)
    assert stage.shown.problems
