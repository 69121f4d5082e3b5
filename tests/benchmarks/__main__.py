"""`python -m tests.benchmarks [N ...]`: how long builds of N incidents take, beside baselines.

Everything is a whole process on a memory file system where there is one. The same history is
built cold, after one file was changed, and with nothing changed, at one instant (`--now`).
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import baselines, history
from tests.benchmarks.measure import peak_memory, seconds, size

_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
_NOW = f"{history.NOW:%Y-%m-%dT%H:%MZ}"


@dataclass(frozen=True, slots=True)
class Bench:
    """One site on disk: where it is, where it is built to, and how often each run is made."""

    root: Path
    incidents: int
    runs: int

    @property
    def out(self) -> Path:
        return self.root / "site"

    def statusgen(self, command: str, *options: str) -> list[str]:
        start = [sys.executable, "-m", "statusgen", command]
        return [*start, "--root", str(self.root), "--now", _NOW, *options]

    def time(self, *command: str, cold: bool = False) -> float:
        return seconds(command, self.runs, self.remove_site if cold else lambda: None)

    def remove_site(self) -> None:
        shutil.rmtree(self.out, ignore_errors=True)

    def change_one_file(self) -> None:
        """Correct the first text of the newest incident, another way each time."""
        path = self.root / history.incident(self.incidents - 1, self.incidents).path
        path.write_text(path.read_text().replace(" in ", " within ", 1) + "\n# and again\n")


def main() -> None:
    """Measure each size in turn and print one table for it."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("incidents", type=int, nargs="*", default=[100, 1_000, 10_000])
    parser.add_argument("--runs", type=int, default=3, help="the median of so many is told")
    given = parser.parse_args()
    for incidents in given.incidents:
        with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
            bench = Bench(Path(folder), incidents, given.runs)
            history.write(bench.root, incidents)
            _print(f"{incidents:,} incidents", _measured(bench))


def _measured(bench: Bench) -> Iterator[tuple[str, str, str]]:
    """Yield each line: what was measured, how much it is, and how often the Markdown alone."""
    markdown = bench.time(sys.executable, "-m", baselines.__name__, str(bench.incidents))
    yield from _line("Markdown alone", markdown, markdown)
    yield from _hugo(bench, markdown)
    build = bench.statusgen("build")
    yield from _line("cold build, 1 job", bench.time(*build, "--jobs", "1", cold=True), markdown)
    yield from _line("cold build", bench.time(*build, cold=True), markdown)
    changed = seconds(build, bench.runs, bench.change_one_file)
    yield from _line("one file changed", changed, markdown)
    yield from _line("nothing changed", bench.time(*build), markdown)
    yield from _line("check", bench.time(*bench.statusgen("check")), markdown)
    yield from _sizes(bench, build)


def _line(what: str, took: float, markdown: float) -> Iterator[tuple[str, str, str]]:
    yield what, f"{took:.2f} s", f"{took / markdown:.2f}"


def _hugo(bench: Bench, markdown: float) -> Iterator[tuple[str, str, str]]:
    beside = shutil.which("hugo", path=str(Path(sys.executable).parent))
    hugo = beside or shutil.which("hugo")
    if hugo is None:
        yield "Hugo", "not installed", ""
        return
    with tempfile.TemporaryDirectory(dir=bench.root) as folder:
        baselines.write_for_hugo(Path(folder), bench.incidents)
        took = bench.time(hugo, "--quiet", "--source", folder, "--destination", f"{folder}/public")
    yield from _line("Hugo", took, markdown)


def _sizes(bench: Bench, build: list[str]) -> Iterator[tuple[str, str, str]]:
    files, held = size(bench.out)
    yield "site", f"{files:,} files", f"{held / 1e6:.1f} MB"
    bench.remove_site()
    memory = peak_memory(build)
    yield "peak memory, cold", "unknown" if memory is None else f"{memory / 1e6:.0f} MB", ""


def _print(title: str, rows: Iterator[tuple[str, str, str]]) -> None:
    sys.stdout.write(f"\n{title:<24}{'':>14}{'x Markdown':>14}\n")
    for what, value, ratio in rows:
        sys.stdout.write(f"{what:<24}{value:>14}{ratio:>14}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
