"""`python -m tests.mutants.fresh MODULE OPTION...`: run tests with another source of a module.

The source is read from the standard input. Nothing has imported the module before, so that a
changed class or constant is everywhere, where a fork can change the code of functions only.
"""

import importlib.util
import subprocess
import sys
from collections.abc import Sequence

import pytest


def is_noticed_afresh(module: str, source: str, options: Sequence[str]) -> bool:
    """Return whether a test fails in a process of its own in which a module has another source."""
    command = [sys.executable, "-m", "tests.mutants.fresh", module, *options]
    done = subprocess.run(command, input=source, text=True, check=False, capture_output=True)  # noqa: S603 - ours
    return done.returncode != 0


def main(module: str, options: Sequence[str], source: str) -> int:
    """Run the tests; return 0 if all pass."""
    spec = importlib.util.find_spec(module)
    if spec is None or spec.origin is None:
        return 2
    changed = importlib.util.module_from_spec(spec)
    sys.modules[module] = changed
    exec(compile(source, spec.origin, "exec"), changed.__dict__)  # noqa: S102 - ours
    parent, _, name = module.rpartition(".")
    setattr(sys.modules[parent], name, changed)
    return int(pytest.main([*options]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:], sys.stdin.read()))
