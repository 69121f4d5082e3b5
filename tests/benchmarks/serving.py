"""`python -m tests.benchmarks.serving [N ...]`: the memory of `statusgen serve` over many saves.

A client saves an incident again and again and waits for its page each time: 1,500 times in a site
of one incident, 200 times in one of 1,000. Memory has a plateau if its last rows are alike.
"""

import argparse
import sys
import tempfile
from pathlib import Path

import click

from tests.benchmarks import history
from tests.benchmarks.bench_site import Site
from tests.benchmarks.memory import own_memory
from tests.benchmarks.watching import Saves, saved, served

SAVES = {1: 1_500, 1_000: 200}
ROWS = 10

_SMALL = {
    "content/site.yml": """\
name: Status
url: https://status.example/
timezone: Europe/Rome
languages: [en]
""",
    "content/components.yml": """\
groups:
  - {id: all, name: All, components: [{id: pbx, name: PBX}]}
""",
    "content/incidents/calls-fail.yml": """\
title: Calls fail
affects: {pbx: major_outage}
updates:
  - at: 2026-11-20 12:15
    status: investigating
    text: Calls fail. We are sorry.
""",
}


class SmallSite:
    """The smallest site, with one incident."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for path, text in _SMALL.items():
            self._write(path, text)

    def words(self, command: str, *options: str) -> list[str]:
        start = [sys.executable, "-m", "statusgen", command, "--root", str(self.root)]
        return [*start, "--now", "2026-11-20T12:30Z", *options]

    def page(self, _number: int) -> str:
        return "/incidents/calls-fail/"

    def change(self, _number: int, correction: str) -> None:
        path = "content/incidents/calls-fail.yml"
        self._write(path, _SMALL[path].replace("We are sorry", f"{correction}. We are sorry"))

    def _write(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")


def main() -> None:
    """Measure each size in turn, and print the memory after each tenth of the saves."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.serving")
    parser.add_argument("incidents", type=int, nargs="*", default=[*SAVES])
    parser.add_argument("--saves", type=int, help="number of saves")
    given = parser.parse_args()
    for incidents in given.incidents:
        with tempfile.TemporaryDirectory() as folder:
            _measure(Path(folder), incidents, given.saves or SAVES.get(incidents, 200))


def _measure(root: Path, incidents: int, saves: int) -> None:
    site = _site(root, incidents)
    newest = incidents - 1
    click.echo(f"{incidents} incidents: saves, MB, seconds of the last save")
    with served(site, newest) as (port, process):
        for number in range(1, saves + 1):
            took = saved(site, newest, port, f"Correction {number} of the bench")
            if number == 1 or number % max(saves // ROWS, 1) == 0:
                click.echo(f"{number:6} {own_memory(process) / 2**20:7.1f} {took:7.2f}")


def _site(root: Path, incidents: int) -> Saves:
    if incidents == 1:
        return SmallSite(root)
    history.write(root, incidents)
    return Site(root, incidents)


if __name__ == "__main__":
    main()
