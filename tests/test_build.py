"""The stages of a build, with outputs of the test's own."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from statusgen.artefact import Artefact, Job, OutputError
from statusgen.build import BuildRequest, build
from statusgen.cache.store import MemoryStore, Store
from statusgen.incremental.workers import Workers
from statusgen.outputs.jobs import EntryInputs, MonthInputs, Output, current, entry_jobs, month_jobs
from statusgen.problems import Place, Problem
from statusgen.render.context import RenderContext
from tests.stores import NullStore

NOW = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
INCIDENT = "content/incidents/calls-fail.yml"
ONE = Workers(1)

Rendered = list[str]
"""Paths of the files in the order in which they were rendered."""


def overview(context: RenderContext) -> Iterator[Artefact]:
    """Yield a file that shows what an output has in its context."""
    entries = [each.id for each in context.world.entries]
    yield Artefact("overview.txt", f"{entries} {context.url} {context.now:%H:%M}".encode())


def entry_files(rendered: Rendered, inputs: EntryInputs) -> Iterator[Artefact]:
    for each in inputs.entries:
        rendered.append(f"{each.id}.txt")
        yield Artefact(f"{each.id}.txt", b"")


def month_file(rendered: Rendered, inputs: MonthInputs) -> Iterator[Artefact]:
    path = f"{inputs.month.month:%Y-%m}.txt"
    rendered.append(path)
    yield Artefact(path, b"")


def refuse() -> Iterable[Artefact]:
    raise OutputError(Problem(Place("templates/site/page.html", 3), "wrong"))


def one_job(render: Callable[[RenderContext], Iterable[Artefact]], name: str = "test") -> Output:
    """Return an output of one job about the present."""
    return Output(name, lambda context: [current(context, name, partial(render, context))])


def refusing(name: str) -> Output:
    return Output(name, lambda context: [current(context, name, refuse)])


def use(monkeypatch: pytest.MonkeyPatch, *outputs: Output) -> None:
    """Let builds have these outputs and no others."""
    monkeypatch.setattr("statusgen.outputs.OUTPUTS", outputs)


@pytest.fixture(autouse=True)
def _one_output(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, one_job(overview))


def shown(root: Path, base_url: str | None = None, *, drafts: bool = False) -> str:
    """Return the content of the overview."""
    site = build(BuildRequest(root, NOW, base_url, drafts), None, NullStore(), ONE).site
    assert site is not None
    (file,) = site.artefacts
    return file.content.decode()


def test_outputs_get_the_world_at_the_time_of_the_build(small_site: Path) -> None:
    assert shown(small_site) == "['calls-fail'] https://status.example/ 14:00"


def test_a_build_may_be_for_another_address(small_site: Path) -> None:
    assert "https://preview.example/" in shown(small_site, "https://preview.example/")


@pytest.mark.parametrize("drafts", [False, True])
def test_drafts_are_in_the_site_only_where_they_are_asked_for(
    small_site: Path, *, drafts: bool
) -> None:
    with (small_site / INCIDENT).open("a") as incident:
        incident.write("draft: true\n")
    assert ("calls-fail" in shown(small_site, drafts=drafts)) is drafts


def test_a_build_is_published(small_site: Path, tmp_path: Path) -> None:
    built = build(BuildRequest(small_site, NOW), tmp_path / "out", NullStore(), ONE)
    assert built.published is not None
    assert built.published.written == 1
    assert (tmp_path / "out/overview.txt").is_file()


def test_content_with_an_error_leaves_the_disk_as_it_is(small_site: Path, tmp_path: Path) -> None:
    (small_site / INCIDENT).write_text("title: Half")
    built = build(BuildRequest(small_site, NOW), tmp_path / "out", NullStore(), ONE)
    assert built.published is None
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_problems_of_all_outputs_are_reported_once(
    small_site: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    use(monkeypatch, refusing("one"), one_job(overview), refusing("three"))
    result = build(BuildRequest(small_site, NOW), None, NullStore(), Workers(count))
    assert result.site is None
    assert [each.place.path for each in result.problems] == ["templates/site/page.html"]


def test_an_unreadable_theme_is_a_problem(
    small_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(_root: Path) -> None:
        raise OutputError(Problem(Place("templates/site/page.html"), "unreadable"))

    monkeypatch.setattr("statusgen.incremental.render.read_theme", unreadable)
    result = build(BuildRequest(small_site, NOW), None, NullStore(), ONE)
    assert [each.message for each in result.problems] == ["unreadable"]


def test_progress_is_the_number_of_rendered_files(small_site: Path) -> None:
    counts: list[int] = []
    build(BuildRequest(small_site, NOW), None, NullStore(), ONE, counts.append)
    assert counts == [1]


# --- lasting files ------------------------------------------------------------------------------


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> Rendered:
    """The paths of all files of entries and months, as they are rendered."""
    paths: Rendered = []

    def of_entries(inputs: EntryInputs) -> Iterator[Artefact]:
        return entry_files(paths, inputs)

    def of_month(inputs: MonthInputs) -> Iterator[Artefact]:
        return month_file(paths, inputs)

    def both(context: RenderContext) -> Iterator[Job]:
        yield from month_jobs(context, of_month, "months")
        yield from entry_jobs(context, of_entries, "entries")

    use(monkeypatch, Output("both", both))
    return paths


def resolve(root: Path, at: str = "2026-11-20 14:30") -> None:
    with (root / INCIDENT).open("a") as incident:
        incident.write(f"  - {{at: {at}, status: resolved, text: Over.}}\n")


def render_again(root: Path, now: datetime, store: Store, rendered: Rendered) -> Rendered:
    """Return the paths of the files that a build has to render."""
    rendered.clear()
    build(BuildRequest(root, now), None, store, ONE)
    return rendered


@pytest.fixture
def store(small_site: Path, rendered: Rendered) -> Store:
    """The store of a build of a site whose incident is resolved."""
    resolve(small_site)
    store = MemoryStore()
    render_again(small_site, LATER, store, rendered)
    return store


def test_files_of_settled_entries_are_rendered_once(
    small_site: Path, store: Store, rendered: Rendered
) -> None:
    again = render_again(small_site, LATER + timedelta(hours=1), store, rendered)
    assert again == ["2026-11.txt"]


def test_files_of_a_final_month_are_rendered_once(
    small_site: Path, store: Store, rendered: Rendered
) -> None:
    later = LATER + timedelta(days=120)
    assert "2026-12.txt" in render_again(small_site, later, store, rendered)
    assert "2026-12.txt" not in render_again(small_site, later, store, rendered)


def test_files_of_a_changed_entry_are_rendered_again(
    small_site: Path, store: Store, rendered: Rendered
) -> None:
    resolve(small_site, "2026-11-20 14:45")
    assert "calls-fail.txt" in render_again(small_site, LATER, store, rendered)


def test_all_files_are_rendered_again_with_a_changed_template(
    small_site: Path, store: Store, rendered: Rendered
) -> None:
    (small_site / "templates/site").mkdir(parents=True)
    (small_site / "templates/site/follow.html").write_text("{# another #}")
    assert "calls-fail.txt" in render_again(small_site, LATER, store, rendered)
