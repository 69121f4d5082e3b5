"""A site that is being rendered, by jobs that record when they run."""

import threading
from collections.abc import Callable, Iterable, Iterator

import pytest
from msgspec import Struct

from statusgen.artefact import Artefact, Job, OutputError, Paths
from statusgen.cache.store import MemoryStore, Store
from statusgen.incremental.render import FILES
from statusgen.problems import Place, Problem
from statusgen.serve.site import Hints, PreviewSite, UnusableError

WRONG = Problem(Place("templates/page.html"), "wrong")


class Inputs(Struct, frozen=True):
    """The inputs of a lasting job: its key, and the paths of its files."""

    key: str
    paths: tuple[str, ...]


class Recorder:
    """Makes jobs whose files contain their own paths, and records each job that runs."""

    def __init__(self) -> None:
        self.rendered: list[str] = []

    def current(self, name: str, *paths: str) -> Job:
        return Job(name, self._rendering(name, paths))

    def lasting(self, key: str, *paths: str) -> Job:
        render = self._rendering(key, paths)
        return Job(key, lambda _: render(), Inputs(key, paths))

    def _rendering(self, name: str, paths: tuple[str, ...]) -> Callable[[], tuple[Artefact, ...]]:
        def render() -> tuple[Artefact, ...]:
            self.rendered.append(name)
            return tuple(Artefact(path, path.encode()) for path in paths)

        return render


def site_of(
    jobs: Iterable[Job], hints: Hints | None = None, store: Store | None = None
) -> PreviewSite:
    return PreviewSite(jobs, lambda job: str(job.inputs.key), store or MemoryStore(), hints)


def broken() -> tuple[Artefact, ...]:
    raise OutputError(WRONG)


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


def test_the_open_page_is_rendered_before_the_rest(recorder: Recorder) -> None:
    jobs = (
        recorder.current("a", "a.html"),
        recorder.current("b", "b.html"),
        recorder.current("c", "c.html"),
    )
    site = site_of(jobs, Hints({"b.html": "b"}))
    site.render_first("b.html")
    assert recorder.rendered == ["b"]
    site.render_all()
    assert recorder.rendered == ["b", "a", "c"]


def test_a_file_is_served_while_the_rest_is_being_rendered(recorder: Recorder) -> None:
    started, may_end = threading.Event(), threading.Event()

    def endless() -> tuple[Artefact, ...]:
        started.set()
        may_end.wait()
        return (Artefact("slow.html", b"slow"),)

    site = site_of((recorder.current("a", "a.html"), Job("slow", endless)), Hints({"a.html": "a"}))
    site.render_first("a.html")
    rest = threading.Thread(target=site.render_all)
    rest.start()
    started.wait()
    assert site.get("a.html") == b"a.html"
    may_end.set()
    rest.join()
    assert site.get("slow.html") == b"slow"


@pytest.mark.parametrize("where", [{}, {"c.html": "a"}, {"c.html": "gone"}])
def test_a_file_is_found_whatever_the_hints_say(recorder: Recorder, where: dict[str, str]) -> None:
    site = site_of((recorder.current("a", "a.html"), recorder.current("c", "c.html")), Hints(where))
    assert site.get("c.html") == b"c.html"


def test_an_unknown_path_renders_all_and_is_none(recorder: Recorder) -> None:
    site = site_of((recorder.current("a", "a.html"),), Hints({"old.html": "a"}))
    assert site.get("old.html") is None
    assert recorder.rendered == ["a"]


def test_a_lasting_job_of_known_paths_runs_when_a_file_is_asked_for(recorder: Recorder) -> None:
    site = site_of(
        (recorder.lasting("p", "a", "b"), recorder.lasting("q", "c")),
        Hints({}, {"p": Paths.of("ab")}),
    )
    site.render_all()
    assert recorder.rendered == ["q"]
    assert site.get("b") == b"b"
    assert site.size == 3


def test_hints_for_the_next_site_leave_out_files_that_are_gone(recorder: Recorder) -> None:
    jobs = recorder.current("w", "a"), recorder.lasting("p", "b", "c")
    site = site_of(jobs, Hints({"a": "v", "z": "y"}))
    site.render_all()
    assert site.hints() == Hints({"a": "w", "b": "p", "c": "p"}, {"p": Paths.of("bc")})


def test_the_rest_of_an_outdated_site_is_rendered_when_asked_for(recorder: Recorder) -> None:
    site = site_of((recorder.current("a", "a.html"), recorder.current("b", "b.html")))
    assert not site.render_all(lambda: bool(recorder.rendered))
    assert recorder.rendered == ["a"]
    assert site.get("b.html") == b"b.html"


def test_a_site_with_a_problem_shows_nothing(recorder: Recorder) -> None:
    site = site_of((recorder.current("a", "a.html"), Job("b", broken)), Hints({"a.html": "a"}))
    assert site.get("a.html") == b"a.html"
    assert site.render_all()
    assert site.problems == (WRONG,)
    with pytest.raises(UnusableError):
        site.get("a.html")


def test_a_problem_in_listing_the_jobs_is_one_of_the_site(recorder: Recorder) -> None:
    def jobs() -> Iterator[Job]:
        yield recorder.current("a", "a.html")
        raise OutputError(WRONG)

    site = site_of(jobs())
    site.render_all()
    assert site.problems == (WRONG,)
    assert recorder.rendered == ["a"]


def test_lasting_files_are_stored_for_the_next_site(recorder: Recorder) -> None:
    store = MemoryStore()
    for _ in range(2):
        site = site_of((recorder.lasting("key", "a", "b"),), store=store)
        assert site.get("b") == b"b"
    assert recorder.rendered == ["key"]
    assert site.used == {(FILES, "key")}


def test_a_lost_file_is_rendered_again(recorder: Recorder) -> None:
    store = MemoryStore()
    site = site_of((recorder.lasting("key", "a"),), store=store)
    site.render_all()
    store.tidy(frozenset())
    store.tidy(frozenset())
    assert site.get("a") == b"a"
    assert recorder.rendered == ["key", "key"]
