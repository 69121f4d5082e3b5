"""Commands that write nothing, of which a call to the disk fails: they end with a sentence."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.crashes.authors import AuthorsFiles, files
from tests.crashes.child import Ending
from tests.paths import REPOSITORY


class Reading(AuthorsFiles):
    """A command that reads the site, and leaves it as it is."""

    codes = (0, 1, 2)

    def prepare(self, root: Path) -> None:
        self.lay_out(root)
        self._before = self._after = files(root)

    def lay_out(self, root: Path) -> None:
        super().lay_out(root)
        for name in ("sla.yml", "groups.yml"):
            shutil.copy(REPOSITORY / "content" / name, root / "content" / name)
        with (root / "content/incidents/calls-fail.yml").open("a") as file:
            file.write("scope: global\n")

    def faults(self, root: Path, ending: Ending) -> Iterator[str]:
        del ending
        if files(root) != self._before:
            yield "it has written something"
