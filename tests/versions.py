"""Runs the core of the suite with other versions of the libraries; renews the tested versions.

    python -m tests.versions lowest     with the lower bounds of pyproject.toml
    python -m tests.versions newest     with the newest version of everything
    python -m tests.versions tested     with the versions that everything was tested with
    python -m tests.versions renew      writes the files of tested versions anew, from the newest

Further words of the first three go to pytest. It needs nothing but Python, and makes an
environment in a temporary folder each time.
"""

import re
import subprocess
import sys
import tempfile
import tomllib
import venv
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from tests.paths import REPOSITORY, TESTS

RUNTIME = REPOSITORY / "statusgen" / "starter" / "constraints.txt"
"""Versions of what the product and its extras need; it is part of the wheel and of a new site."""

TOOLS = TESTS / "constraints.txt"
"""Versions of what the tests need in addition; it includes `RUNTIME`."""

MAINTNOTE_READER = TESTS / "outputs" / "maintnote-reader.txt"
"""The reader of our notices and what it needs: an environment of its own."""

CORE = ("-m", "not machine and not slow", f"--ignore={TESTS / 'test_code.py'}")
"""Options of pytest for the core: no browser, Java and npm, no large sites, no linters."""


def main(arguments: list[str]) -> int:
    """Do what the first argument says; returns the exit code, which is that of pip if it fails."""
    try:
        return _done(arguments)
    except subprocess.CalledProcessError as error:
        return error.returncode


def _done(arguments: list[str]) -> int:
    match arguments:
        case ["lowest" | "newest" | "tested" as which, *options]:
            return _core(which, options)
        case ["renew"]:
            _renew()
            return 0
        case _:
            sys.stderr.write(__doc__ or "")
            return 2


# --- the core of the suite ---------------------------------------------------------------------


def _core(which: str, options: list[str]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        bounds = Path(folder) / "bounds.txt"
        bounds.write_text("".join(f"{each}\n" for each in lower_bounds()), encoding="utf-8")
        chosen = {"lowest": ("-c", str(bounds)), "newest": (), "tested": ("-c", str(TOOLS))}[which]
        environment = Environment(Path(folder) / "venv")
        environment.install(*chosen, "-e", f"{REPOSITORY}[test]")
        sys.stdout.write("".join(f"{each}\n" for each in environment.versions()))
        return environment.run("pytest", *CORE, *options)


def requirements() -> tuple[list[str], list[str]]:
    """Return the direct dependencies of the product, and those of its tests, in pyproject.toml."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return project["dependencies"], project["optional-dependencies"]["test"]


_BOUND = re.compile(r"([\w.-]+)>=([\w.]+)")


def lower_bounds() -> Iterator[str]:
    """Yield a constraint to its lower bound for each direct dependency that has one."""
    for bound in filter(None, map(_BOUND.match, chain(*requirements()))):
        yield f"{bound[1]}=={bound[2]}"


class Environment:
    """A virtual environment in a new folder, filled by the pip that it brings."""

    def __init__(self, folder: Path) -> None:
        is_windows = sys.platform == "win32"
        venv.create(folder, symlinks=not is_windows, with_pip=True)
        self.python = folder / ("Scripts/python.exe" if is_windows else "bin/python")

    def install(self, *arguments: str) -> None:
        """Install with these arguments of pip; raises CalledProcessError."""
        self._pip("install", "--quiet", *arguments)

    def versions(self) -> list[str]:
        """Return `name==version` of each package, except the product."""
        return self._pip("freeze", "--exclude", "statusgen").splitlines()

    def run(self, *module: str) -> int:
        """Run a module in the repository; returns the exit code."""
        return subprocess.call([self.python, "-m", *module], cwd=REPOSITORY)  # noqa: S603 - ours

    def _pip(self, *arguments: str) -> str:
        command = [str(self.python), "-m", "pip", *arguments]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603 - ours
        return done.stdout


# --- the files of tested versions --------------------------------------------------------------


def _renew() -> None:
    with tempfile.TemporaryDirectory() as folder:
        main_environment = Environment(Path(folder) / "main")
        main_environment.install(f"{REPOSITORY}[notify]")
        of_the_product = set(map(_name, main_environment.versions()))
        main_environment.install(f"{REPOSITORY}[test]")
        everything = main_environment.versions()
        write(RUNTIME, (each for each in everything if _name(each) in of_the_product))
        write(TOOLS, (each for each in everything if _name(each) not in of_the_product))

        reader = Environment(Path(folder) / "reader")
        reader.install("circuit-maintenance-parser")
        write(MAINTNOTE_READER, reader.versions())


def _name(pinned: str) -> str:
    return pinned.partition("==")[0]


def write(path: Path, pinned: Iterable[str]) -> None:
    """Write these versions in the place of those in a file, below its comments and options."""
    lines = path.read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if not pinned_version(line)]
    path.write_text("".join(f"{each}\n" for each in [*head, *pinned]), encoding="utf-8")


def pinned_version(line: str) -> re.Match[str] | None:
    """Return the name and the version of a line that has nothing else, or None."""
    return re.fullmatch(r"(?P<name>[\w.-]+)==(?P<version>[\w.]+)", line)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
