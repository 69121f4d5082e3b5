"""`python -m tests.digests BASE [HEAD]`: whether two commits build the same bytes.

Everything that the program of each commit publishes and serves of the same content is compared,
in this environment and by the command line alone. HEAD is the work tree as it stands if it is not
given; the content of the sample is that of BASE. Without `--case` or `--all`, the long ones are
left out. The exit code is 1 if anything differs, and 2 if a program fails.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.digests import compare
from tests.digests.commits import check_out, name_of
from tests.digests.steps import Side, side, steps
from tests.incremental.program import Failed, Files, Program, differing, free_port
from tests.incremental.sites import Site, of_history, sample, sixty, thousand
from tests.outputs.real import HISTORY

_QUICK = ("sample", "sixty", "history-2022")

Steps = dict[str, Files]


def main() -> int:
    """Compare two commits; return the exit code."""
    given = _arguments()
    with TemporaryDirectory(prefix="digests-") as folder:
        programs = tuple(
            Program(check_out(commit, Path(folder, name)))
            for name, commit in (("base", given.base), ("head", given.head))
        )
        _write(f"base: {name_of(given.base)}\nhead: {name_of(given.head)}")
        sites = list(_chosen(given, programs[0].folder))
        return max([_compare(programs, each, Path(folder), given) for each in sites], default=0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.digests", description=__doc__)
    parser.add_argument("base", help="a commit")
    parser.add_argument("head", nargs="?", help="another one; the work tree if it is left out")
    parser.add_argument("--case", action="append", help="the name of a site; may be repeated")
    parser.add_argument("--all", action="store_true", help="compare all sites")
    parser.add_argument("--mask-hashes", action="store_true", help="pass over hashes in names")
    parser.add_argument(
        "--show", type=int, nargs="?", const=3, default=0, metavar="N", help="show N differences"
    )
    return parser.parse_args()


def _chosen(given: argparse.Namespace, base: Path) -> Iterator[Site]:
    """Yield the sites that are asked for."""
    sites = {each.name: each for each in (sample(base), sixty(), *of_history(), thousand())}
    names = list(sites) if given.all else given.case or _QUICK
    if unknown := set(names) - sites.keys():
        sys.exit(f"no case {', '.join(sorted(unknown))}; there are {', '.join(sites)}")
    for name in names:
        if name.startswith("history") and not HISTORY.is_dir():
            _write(f"{name}: skipped, the history is not on this machine")
        else:
            yield sites[name]


def _compare(
    programs: tuple[Program, ...], site: Site, folder: Path, given: argparse.Namespace
) -> int:
    """Print how the steps of one site differ; return whether any does."""
    began = time.monotonic()
    with TemporaryDirectory(dir=folder) as parent:
        sides = _sides(programs, site, Path(parent))
        with ThreadPoolExecutor(len(sides)) as threads:
            base, head = threads.map(partial(_made, site, given.mask_hashes, {}), sides)
    _print_steps(site.name, base, head, given.show)
    _write(f"{site.name}: {time.monotonic() - began:.0f} s")
    return int(base != head)


def _sides(programs: tuple[Program, ...], site: Site, folder: Path) -> list[Side]:
    content, port = folder / "content", free_port()
    site.write(content)
    return [side(each, content, folder / each.folder.name, port) for each in programs]


def _made(site: Site, mask: bool, seen: dict[bytes, bytes], by: Side) -> Steps:  # noqa: FBT001
    """Return the files after each step; equal ones are held only once."""
    return {
        step: {path: seen.setdefault(each, each) for path, each in _masked(files, mask).items()}
        for step, files in steps(by, site)
    }


def _masked(files: Files, mask: bool) -> Files:  # noqa: FBT001 - one of two
    return compare.masked(files) if mask else files


def _print_steps(name: str, base: Steps, head: Steps, shown: int) -> None:
    """Print how each step differs; the same paths are listed only once."""
    listed: dict[tuple[str, ...], str] = {(): ""}
    for step in base:
        paths = tuple(differing(base[step], head[step]))
        _write(f"{name}, {step}: {_result(base[step], head[step], paths)}")
        if same := listed.get(paths):
            _write(f"  the same paths as {same}")
        elif paths:
            _print_paths(base[step], head[step], paths, shown)
        listed.setdefault(paths, step)


def _result(base: Files, head: Files, paths: tuple[str, ...]) -> str:
    if paths:
        return f"{len(paths):,} of {len(base | head):,} files differ"
    return f"equal, {len(base):,} files, {compare.digest(base)}"


def _print_paths(base: Files, head: Files, paths: tuple[str, ...], shown: int) -> None:
    for line in compare.groups(base, head, paths):
        _write(f"  {line}")
    for path in paths[:shown]:
        for line in compare.differences(base, head, path):
            _write(f"    {line}")


def _write(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failed as failed:
        _write(str(failed))
        sys.exit(2)
