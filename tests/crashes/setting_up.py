"""Commands that set up a site for its authors, of which a call to the disk fails."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from tests.crashes.authors import AuthorsFiles
from tests.crashes.child import Ending


class NewSite(AuthorsFiles):
    """A new site in the clone of a repository that has a README and a list of what git ignores."""

    codes = (0, 1, 2)

    def lay_out(self, root: Path) -> None:
        (root / "README.md").write_text("# Status\n")
        (root / ".gitignore").write_text("*.log\n")


class Schemas(AuthorsFiles):
    """The schemas for editors, without what the site says where its files cannot be read."""

    def faults(self, root: Path, ending: Ending) -> Iterator[str]:
        del ending
        for path in (root / ".schema").glob("[!.]*"):
            if "$schema" not in msgspec.json.decode(path.read_bytes() or b"{}"):
                yield f"{path} is no schema"
