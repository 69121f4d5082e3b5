"""The sample content in one language, as whole processes: a cold build, a warm one, a check."""

from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.bench_site import Site
from tests.benchmarks.measure import Command, Took, repeated
from tests.one_language import write_in_english


def measured(root: Path, runs: int) -> Iterator[tuple[str, Took]]:
    """Write the sample below `root`, and yield what each command on it takes."""
    write_in_english(root)
    site = Site(root, 0)
    yield "cold build", repeated(site.cold_build(), runs)
    yield "warm build", repeated(Command(site.words("build")), runs)
    yield "check", repeated(Command(site.words("check")), runs)
