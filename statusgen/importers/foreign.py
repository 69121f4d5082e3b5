"""What another status page says, as far as it can be said in our words."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from msgspec import Struct, field

from statusgen.content.schema.names import ID_PATTERN
from statusgen.model import Incident, Maintenance

ImportedEntry = Incident | Maintenance

_LONGEST_ID = 80


class ForeignComponent(Struct, frozen=True):
    """A component of another page; `key` is what its entries call it."""

    key: str
    name: str
    group: str | None = None
    description: str | None = None


class Remarks(Struct):
    """What could not be carried over, each in a sentence that begins with what it is about."""

    said: list[str] = field(default_factory=list)
    kept: int = 0

    def add(self, about: str, sentence: str) -> None:
        """Note something once."""
        line = f"{about}: {sentence}"
        if line not in self.said:
            self.said.append(line)

    def keep(self) -> None:
        """Hold on to all that was noted so far."""
        self.kept = len(self.said)

    def take_back(self) -> None:
        """Forget what was noted since."""
        del self.said[self.kept :]


class ForeignHistory(Struct, frozen=True):
    """What another page says.

    `entries` makes its entries ours one by one, given our id of each component's key; None stands
    for one that cannot be carried over. What it remarks on an entry is said by then.
    """

    components: tuple[ForeignComponent, ...]
    entries: Callable[[Mapping[str, str]], Iterable[ImportedEntry | None]]


def slug(name: str) -> str:
    """Return a name in the letters of an id: "API errors (EU)" is `api-errors-eu`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def entry_id(began: datetime, name: str, taken: set[str]) -> str:
    """Return the id of an entry, its day in UTC and its name, and note that it is taken."""
    start = f"{began:%Y-%m-%d}"
    words = slug(name)
    whole = words if words.startswith(start) else f"{start}-{words}".strip("-")
    found = unused(whole[:_LONGEST_ID].rstrip("-"), taken)
    taken.add(found)
    return found


def unused(name: str, taken: set[str]) -> str:
    """Return an id, numbered where it is taken; raises ValueError for what can be none."""
    numbered = (f"{name[: _LONGEST_ID - 4]}-{number}" for number in range(2, 1000))
    found = name if name not in taken else next(each for each in numbered if each not in taken)
    if not ID_PATTERN.fullmatch(found):
        message = f"{found!r} cannot be an id"
        raise ValueError(message)
    return found
