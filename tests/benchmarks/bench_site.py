"""A site on disk that is built again and again: what is run on it, and what changes it."""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import history, invented
from tests.benchmarks.measure import Command

CACHE = ".statusgen-cache"
"""The folder of the store of a site; a host keeps it from one deploy to the next."""

_NOW = f"{invented.NOW:%Y-%m-%dT%H:%MZ}"


@dataclass(frozen=True, slots=True)
class Site:
    """A site with so many incidents below `root`, looked at when its history ends."""

    root: Path
    incidents: int

    @property
    def out(self) -> Path:
        return self.root / "site"

    def words(self, command: str, *options: str) -> list[str]:
        """Return how a command of statusgen is run on this site."""
        start = [sys.executable, "-m", "statusgen", command]
        return [*start, "--root", str(self.root), "--now", _NOW, *options]

    def cold_build(self, *options: str) -> Command:
        """Return a build without a published site and without a store."""
        return Command(self.words("build", *options), self.remove_site_and_store)

    def remove_site_and_store(self) -> None:
        for name in (self.out, self.root / CACHE):
            shutil.rmtree(name, ignore_errors=True)

    def page(self, number: int) -> str:
        """Return the path of an incident's page."""
        return f"/incidents/{invented.incident(number, self.incidents).id}/"

    def change(self, number: int, correction: str) -> None:
        """Correct the newest text of an incident; the same correction twice changes nothing."""
        file = history.incident(number, self.incidents)
        content = file.content.replace("We are sorry", f"{correction}. We are sorry")
        (self.root / file.path).write_text(content, encoding="utf-8")

    def check_out(self, to: Path) -> "Site":
        """Return the site in a new folder: its content with new times, and its store."""
        shutil.rmtree(to, ignore_errors=True)
        for name in filter(lambda name: (self.root / name).exists(), ("content", CACHE)):
            shutil.copytree(self.root / name, to / name, copy_function=shutil.copyfile)
        return Site(to, self.incidents)
