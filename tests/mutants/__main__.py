"""`python -m tests.mutants MODULE TEST...`: change each line of a module, and run the tests.

MODULE is a name such as statusgen.domain.maintenance; of the tests, those that are named first run
first. What is printed are the changes that no test notices, and the number of all.
"""

import argparse
import sys

import pytest

from tests.mutants.changes import Mutant
from tests.mutants.fresh import is_noticed_afresh
from tests.mutants.plugin import Durations, MutantTester


def main() -> int:
    """Try the mutants of a module; return 1 if any survives."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("module")
    parser.add_argument("tests", nargs="+")
    parser.add_argument("--lines", nargs=2, type=int, metavar=("FIRST", "LAST"))
    given = parser.parse_args()
    lines = range(given.lines[0], given.lines[1] + 1) if given.lines else None
    options = ["-x", "-q", "-n", "0", "-p", "no:cacheprovider", "--no-header", *given.tests]
    durations = Durations()
    tester = MutantTester(given.module, lines, durations)
    if pytest.main(options, plugins=[durations]) or pytest.main(options, plugins=[tester]):
        return 2
    survivors = survivors_afresh(given.module, tester, options)
    if is_noticed_afresh(given.module, tester.path.read_text(), options):
        sys.stderr.write("the tests fail without a change: they were edited meanwhile\n")
        return 2
    for each in survivors:
        sys.stdout.write(f"{tester.path.name}:{each.line}: {each.change}\n")
    tried, survived = tester.tried, len(survivors)
    sys.stdout.write(
        f"{given.module}: {tried} tried, {tried - survived} killed, {survived} survived\n"
    )
    return 1 if survivors else 0


def survivors_afresh(module: str, tester: MutantTester, options: list[str]) -> list[Mutant]:
    """Return the mutants that no test notices, neither in a fork nor in a process of its own."""
    found = tester.survivors
    return [each for each in found if not is_noticed_afresh(module, each.source, options)]


if __name__ == "__main__":
    sys.exit(main())
