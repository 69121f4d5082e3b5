"""The sample content in one language, as whole processes: a cold build, a warm one, a check."""

import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

from tests.benchmarks.bench_site import Site
from tests.benchmarks.history import CONTENT
from tests.benchmarks.measure import Command, Took, repeated


def measured(root: Path, runs: int) -> Iterator[tuple[str, Took]]:
    """Write the sample below `root`, and yield what each command on it takes."""
    copytree(CONTENT, root / "content")
    about = root / "content/site.yml"
    one = re.sub(r"(?m)^languages: .*", "languages: [en]", about.read_text(encoding="utf-8"))
    about.write_text(one, encoding="utf-8")
    site = Site(root, 0)
    yield "cold build", repeated(site.cold_build(), runs)
    yield "warm build", repeated(Command(site.words("build")), runs)
    yield "check", repeated(Command(site.words("check")), runs)
