from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from statusgen.outputs.output import Output

from statusgen.artefact import Artefact, OutputProblem
from statusgen.build import build, render
from statusgen.cache.store import Shelf
from statusgen.domain.entry import Entry
from statusgen.problems import Place, Problem
from statusgen.render.context import RenderContext

NOW = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)


def echo(context: RenderContext) -> Iterator[Artefact]:
    """Make one file that tells what an output is given."""
    entries = [each.id for each in context.world.entries]
    yield Artefact("told.txt", f"{entries} {context.url} {context.now:%H:%M}".encode())


def tell_month(context: RenderContext, month: date) -> Iterator[Artefact]:
    entries = [each.id for each in context.world.entries]
    yield Artefact(f"{month:%Y-%m}.txt", f"{entries}".encode())


def tell_entries(_: RenderContext, entries: Iterable[Entry]) -> Iterator[Artefact]:
    yield from (Artefact(f"{each.id}.txt", b"") for each in entries)


def refuse(context: RenderContext) -> Iterator[Artefact]:
    yield from echo(context)
    raise OutputProblem(Problem(Place("templates/site/page.html", 3), "wrong"))


@pytest.fixture(autouse=True)
def outputs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("statusgen.incremental.told.OUTPUTS", (Output("tell", echo),))


def files(root: Path, base_url: str | None = None, *, drafts: bool = False) -> dict[str, str]:
    artefacts = render(root, NOW, base_url, drafts=drafts).artefacts
    assert artefacts is not None
    return {each.path: each.content.decode() for each in artefacts}


def told(root: Path, base_url: str | None = None, *, drafts: bool = False) -> str:
    return files(root, base_url, drafts=drafts)["told.txt"]


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
    every = (Output("one", refuse), Output("two", echo), Output("three", refuse))
    monkeypatch.setattr("statusgen.incremental.told.OUTPUTS", every)
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

    monkeypatch.setattr("statusgen.incremental.prepare.read_theme", unreadable)
    assert [problem.message for problem in render(small_site, NOW).problems] == ["unreadable"]


def test_progress_is_told(small_site: Path) -> None:
    counts: list[int] = []
    render(small_site, NOW, progress=counts.append)
    assert counts[-1] == 1


# --- what is remembered ------------------------------------------------------------------------


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the paths of all that outputs make, as they make it."""
    paths: list[str] = []

    def noted(artefacts: Iterable[Artefact]) -> Iterator[Artefact]:
        for each in artefacts:
            paths.append(each.path)
            yield each

    every = Output(
        "noted",
        lambda context: noted(echo(context)),
        lambda context, month: noted(tell_month(context, month)),
        lambda context, entries: noted(tell_entries(context, entries)),
    )
    monkeypatch.setattr("statusgen.incremental.told.OUTPUTS", (every,))
    return paths


def resolve(root: Path, at: str = "2026-11-20 14:30") -> None:
    with (root / "content/incidents/calls-fail.yml").open("a") as incident:
        incident.write(f"  - {{at: {at}, status: resolved, text: Over.}}\n")


def test_what_is_settled_is_told_once(small_site: Path, made: list[str]) -> None:
    resolve(small_site)
    memory, later = Shelf(), NOW + timedelta(days=1)
    render(small_site, later, memory=memory)
    made.clear()
    render(small_site, later + timedelta(hours=1), memory=memory)
    assert made == ["told.txt", "2026-11.txt"]


def test_a_changed_file_is_told_again(small_site: Path, made: list[str]) -> None:
    resolve(small_site)
    memory, later = Shelf(), NOW + timedelta(days=1)
    render(small_site, later, memory=memory)
    resolve(small_site, "2026-11-20 14:45")
    made.clear()
    render(small_site, later, memory=memory)
    assert "calls-fail.txt" in made


def test_a_changed_template_is_told_with_again(small_site: Path, made: list[str]) -> None:
    resolve(small_site)
    memory, later = Shelf(), NOW + timedelta(days=1)
    render(small_site, later, memory=memory)
    made.clear()
    (small_site / "templates/site").mkdir(parents=True)
    (small_site / "templates/site/follow.html").write_text("{# another #}")
    render(small_site, later, memory=memory)
    assert "calls-fail.txt" in made
