"""`python -m tests.benchmarks [N ...]`: how long builds of N incidents take, beside baselines.

Everything is a whole process on a memory file system where there is one. The same history is
built cold, after one file was changed, and with nothing changed, at one instant (`--now`).
Baselines and cold builds run in turn, so that whatever else the machine does strikes them alike.
"""

import argparse
import compileall
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import statusgen
from tests.benchmarks import history, hugo_content, markdown_alone, sample
from tests.benchmarks.bench_site import Site
from tests.benchmarks.measure import Command, Took, in_turn, repeated, size, stamps
from tests.benchmarks.memory import peak_memory
from tests.benchmarks.watching import save_to_served

_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
_FEW = 1_000
"""What a build takes after a change is also printed as a ratio to that at so many incidents."""

_MARKDOWN, _COLD = "Markdown alone", "cold build"
_AGAINST = {"Markdown": _MARKDOWN, "Hugo": hugo_content.EQUAL, "cold": _COLD}

Baselines = Mapping[str, Took]


def main() -> None:
    """Measure each size in turn and print one table for it, and one for the sample content."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("incidents", type=int, nargs="*", default=[100, 1_000, 10_000])
    parser.add_argument("--runs", type=int, default=3, help="number of runs; the median is printed")
    given = parser.parse_args()
    _compile()
    with _folder() as root:
        _print_head("sample content")
        for what, took in sample.measured(root, 2 * given.runs + 1):
            _print_times(what, took, {})
    for incidents in given.incidents:
        with _folder() as root:
            _measure(root, incidents, given.runs)


def _compile() -> None:
    """Have the program's own code compiled, as pip does where it installs; a checkout's is not."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    compileall.compile_dir(Path(statusgen.__file__).parent, quiet=1)


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
        yield Path(folder)


def _measure(root: Path, incidents: int, runs: int) -> None:
    site = Site(root / "statusgen", incidents)
    history.write(site.root, incidents)
    _print_head(f"{incidents:,} incidents", *_AGAINST)
    hugo = hugo_content.builds(root, incidents)
    took = in_turn(_compared(site) | hugo, runs)
    for what, each in took.items():
        _print_times(what, each, took)
    for what, each in _warm(site, runs):
        _print_times(what, each, took)
    if incidents > _FEW:
        _print("changed, to 1,000", _against_few(root / "few", site, runs))
    for what, value in _sizes(site, hugo):
        _print(what, value)


def _compared(site: Site) -> dict[str, Command]:
    alone = Command((sys.executable, "-m", markdown_alone.__name__, str(site.incidents)))
    one_job = site.cold_build("--jobs", "1")
    return {_MARKDOWN: alone, f"{_COLD}, one job": one_job, _COLD: site.cold_build()}


def _against_few(root: Path, site: Site, runs: int) -> str:
    """Return what a build after a change takes as a ratio to the same at 1,000, run in turn."""
    few = Site(root, _FEW)
    history.write(few.root, _FEW)
    repeated(Command(few.words("build")), 1)
    changed = {each.incidents: _after_change(each, each.incidents - 1) for each in (few, site)}
    took = in_turn({f"{count}": each for count, each in changed.items()}, 2 * runs + 1)
    much, little = took[f"{site.incidents}"], took[f"{_FEW}"]
    return f"{much.wall:.2f} s to {little.wall:.2f} s, in turn: {much.wall / little.wall:.2f}"


def _warm(site: Site, runs: int) -> Iterator[tuple[str, Took]]:
    """Yield what each command takes that follows a build; the last build was a cold one."""
    for what, number in (("newest", site.incidents - 1), ("settled", site.incidents // 2)):
        yield f"{what} incident changed", repeated(_after_change(site, number), runs)
    yield "nothing changed", repeated(Command(site.words("build")), runs)
    yield "fresh checkout, cache", repeated(_on_fresh_checkout(site), runs)
    yield "check", repeated(Command(site.words("check")), runs)
    yield "save to served", save_to_served(site, 2 * runs + 1)


def _after_change(site: Site, number: int) -> Command:
    turn = count(1)
    return Command(site.words("build"), lambda: site.change(number, f"Correction {next(turn)}"))


def _on_fresh_checkout(site: Site) -> Command:
    other = Site(site.root.with_name("checkout"), site.incidents)
    return Command(other.words("build"), lambda: site.check_out(other.root))


def _sizes(site: Site, hugo: Mapping[str, Command]) -> Iterator[tuple[str, str]]:
    """Yield numbers of files that a build writes, sizes of sites, and peaks of memory."""
    repeated(Command(site.words("build")), 1)
    before = stamps(site.out)
    repeated(Command(site.words("build")), 1)
    written = stamps(site.out).items() - before.items()
    yield "written, nothing changed", f"{len(written)} files"
    yield "site", _size(site.out)
    yield "peak memory, cold build", _peak(site.cold_build())
    for what, build in hugo.items():
        yield what, f"{_peak(build)}, {_size(hugo_content.out(build))}"


def _size(folder: Path) -> str:
    files, held = size(folder)
    return f"{files:,} files, {held / 1e6:.1f} MB"


def _peak(command: Command) -> str:
    command.before()
    held = peak_memory(command.words)
    return "peak unknown" if held is None else f"{held / 1e6:.0f} MB at its peak"


def _print_head(title: str, *against: str) -> None:
    names = "".join(f"{f'x {name}':>12}" for name in against)
    _write(f"\n{title:<26}{'wall s':>9}{'least to most':>17}{'cores s':>9}{names}")


def _print_times(what: str, took: Took, baselines: Baselines) -> None:
    between = f"{min(took.walls):.2f} to {max(took.walls):.2f}"
    cores = f"{took.core:.2f}" if took.cores else ""
    ratios = "".join(_ratio(took, baselines.get(name)) for name in _AGAINST.values() if baselines)
    _write(f"{what:<26}{took.wall:>9.2f}{between:>17}{cores:>9}{ratios}")


def _ratio(took: Took, to: Took | None) -> str:
    return f"{'-' if to is None else f'{took.wall / to.wall:.3f}':>12}"


def _print(what: str, value: str) -> None:
    _write(f"{what:<26}  {value}")


def _write(line: str) -> None:
    sys.stdout.write(f"{line.rstrip()}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
