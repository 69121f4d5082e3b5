"""`python -m tests.crashes [NAME ...]`: lets every call to the disk fail in every way, and counts.

The names are those of the scenarios; `--whole` builds sites with all of their files, which takes
half a second for each crash point.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.crashes.enumeration import CrashPoint, Enumeration, sampled
from tests.crashes.few_files import few_files
from tests.crashes.scenarios import SCENARIOS

_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it


def main() -> int:
    """Try the scenarios in turn; return whether anything is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.crashes", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", default=[*SCENARIOS])
    parser.add_argument("--whole", action="store_true", help="build all files of a site")
    parser.add_argument("--sample", type=int, metavar="N", help="try N crash points of each")
    parser.add_argument("--seed", type=int, default=1, help="choose the sample (default: 1)")
    given = parser.parse_args()
    found = 0
    with nullcontext() if given.whole else few_files():
        for name in given.names:
            found += _tried(name, given.sample, given.seed)
    return min(found, 1)


def _tried(name: str, sample: int | None, seed: int) -> int:
    memory = _MEMORY if _MEMORY.is_dir() else None
    with TemporaryDirectory(dir=memory) as folder:
        began = time.perf_counter()
        tried = Enumeration(SCENARIOS[name](), Path(folder))
        points = tried.points if sample is None else sampled(tried.points, sample, seed)
        faults = tried.faults(points)
    took = f"{len(points)} tried in {time.perf_counter() - began:.0f} s"
    lines = (*faults, f"{name}: {_counted(tried.points)}: {took}, {len(faults)} faults")
    sys.stdout.write("\n".join(lines) + "\n")
    return len(faults)


def _counted(points: Sequence[CrashPoint]) -> str:
    calls = {each.number: each.call.name for each in points}
    names = ", ".join(f"{count} {name}" for name, count in Counter(calls.values()).most_common())
    return f"{len(calls)} calls ({names}), {len(points)} crash points"


if __name__ == "__main__":
    sys.exit(main())
