from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from statusgen import build as building
from statusgen.artefact import Artefact, OutputProblem
from statusgen.build import build, render
from statusgen.edition import Edition
from statusgen.problems import Place, Problem

NOW = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)


def tell(edition: Edition) -> Iterator[Artefact]:
    """Make one file that tells what an output is given."""
    entries = [each.id for each in edition.world.entries]
    yield Artefact("told.txt", f"{entries} {edition.url} {edition.now:%H:%M}".encode())


def refuse(edition: Edition) -> Iterator[Artefact]:
    yield from tell(edition)
    raise OutputProblem(Problem(Place("templates/site/page.html", 3), "wrong"))


@pytest.fixture(autouse=True)
def outputs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "OUTPUTS", (tell,))


def told(root: Path, base_url: str | None = None, *, drafts: bool = False) -> str:
    artefacts = render(root, NOW, base_url, drafts=drafts).artefacts
    assert artefacts is not None
    return artefacts[0].content.decode()


def test_the_outputs_are_given_what_is_true_at_the_time(small_site: Path) -> None:
    assert told(small_site) == "['calls-fail'] https://status.example/ 14:00"


def test_a_build_may_be_for_another_address(small_site: Path) -> None:
    assert "https://preview.example/" in told(small_site, "https://preview.example/")


@pytest.mark.parametrize("drafts", [False, True])
def test_drafts_are_told_only_where_they_are_asked_for(small_site: Path, *, drafts: bool) -> None:
    with (small_site / "content/incidents/calls-fail.yml").open("a") as incident:
        incident.write("draft: true\n")
    assert ("calls-fail" in told(small_site, drafts=drafts)) is drafts


def test_a_build_is_published(small_site: Path, tmp_path: Path) -> None:
    built = build(small_site, tmp_path / "out", NOW)
    assert built.published is not None
    assert built.published.written == 1
    assert (tmp_path / "out/told.txt").is_file()


def test_content_with_a_mistake_makes_nothing(small_site: Path, tmp_path: Path) -> None:
    (small_site / "content/incidents/calls-fail.yml").write_text("title: Half")
    built = build(small_site, tmp_path / "out", NOW)
    assert built.published is None
    assert not (tmp_path / "out").exists()


def test_the_problems_of_all_outputs_are_collected_once(
    small_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "OUTPUTS", (refuse, tell, refuse))
    rendered = render(small_site, NOW)
    assert rendered.artefacts is None
    assert [str(problem.place.path) for problem in rendered.problems] == [
        "templates/site/page.html"
    ]


def test_a_theme_that_cannot_be_read_is_a_problem(
    small_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(_root: Path) -> None:
        raise OutputProblem(Problem(Place("templates/site/page.html"), "unreadable"))

    monkeypatch.setattr(building, "read_theme", unreadable)
    assert [problem.message for problem in render(small_site, NOW).problems] == ["unreadable"]


def test_progress_is_told_after_each_file(small_site: Path) -> None:
    counts: list[int] = []
    render(small_site, NOW, progress=counts.append)
    assert counts == [1]
