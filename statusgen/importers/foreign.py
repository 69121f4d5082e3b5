"""The records that every importer reads a foreign page into, and the context of one import."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from msgspec import Struct, field

from statusgen.console import CommandError
from statusgen.content.markdown import shows_nothing
from statusgen.content.schema.names import ID_PATTERN, MAX_ID, is_of_windows, slug, update_id
from statusgen.content.source.tree import UNPUBLISHABLE
from statusgen.importers.prose import to_markdown
from statusgen.model import Incident, Maintenance, Site, State, Text

MAX_ALIKE = 999
"""Maximum number of things of an import whose ids differ by a number alone."""

ImportedEntry = Incident | Maintenance

LOST = "not carried over"
"""The beginning of the remark on an entry that is left out."""

_VARIABLE = re.compile(
    r"'[^']*'|\"[^\"]*\"|<[^>]*>|\{\{.*?\}\}|\d+(?:[-: ]\d+)*(?: UTC)?|(?<=: ).*", re.DOTALL
)


class ForeignComponent(Struct, frozen=True):
    """A component of another page; its entries refer to it by `key`."""

    key: str
    name: str
    group: str | None = None
    description: str | None = None
    statuspage_id: str | None = None


class Remark(Struct, frozen=True):
    """A sentence about an entry, or about a file, that `about` names."""

    about: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.about}: {self.sentence}"

    @property
    def is_lost(self) -> bool:
        """Whether the whole entry was not carried over."""
        return self.sentence.startswith(LOST)

    @property
    def kind(self) -> str:
        """The sentence without names, times and numbers."""
        return _VARIABLE.sub("\N{HORIZONTAL ELLIPSIS}", self.sentence)


class Remarks(Struct):
    """Notes on what could not be carried over; each begins with its subject.

    Notes are provisional until `commit`; `rollback` drops those since the last commit.
    """

    notes: list[Remark] = field(default_factory=list)
    committed: int = 0
    known: set[Remark] = field(default_factory=set)

    def add(self, about: str, sentence: str) -> None:
        """Add a note unless it is there already."""
        note = Remark(" ".join(about.split()), sentence)
        if note not in self.known:
            self.known.add(note)
            self.notes.append(note)

    def commit(self) -> None:
        """Keep all notes so far."""
        self.committed = len(self.notes)

    def rollback(self) -> None:
        """Drop the notes since the last commit."""
        self.known.difference_update(self.notes[self.committed :])
        del self.notes[self.committed :]


class ForeignHistory(Struct, frozen=True):
    """The history of another page.

    `entries` converts its entries one by one, given our id for the key of each component; it
    yields None for an entry that cannot be carried over. The remarks on an entry are added before
    it is yielded. `adds_all` is whether components are new although no entry refers to them.
    """

    components: tuple[ForeignComponent, ...]
    entries: Callable[[Mapping[str, str]], Iterable[ImportedEntry | None]]
    adds_all: bool = False


def entry_id(began: datetime, name: str, taken: set[str]) -> str:
    """Return the id of an entry, from its date in UTC and its name, and add it to `taken`."""
    start = f"{began:%Y-%m-%d}"
    words = slug(name)
    whole = words if words.startswith(start) else f"{start}-{words}".strip("-")
    found = unused(whole[:MAX_ID].rstrip("-"), taken)
    taken.add(found)
    return found


def unused(name: str, taken: set[str]) -> str:
    """Return an id, with a number if it is taken; raises ValueError if it is not valid.

    Raises CommandError if too many things would have it.
    """
    room = MAX_ID - len(f"-{MAX_ALIKE}")
    numbered = (f"{name[:room]}-{number}" for number in range(2, MAX_ALIKE + 1))
    is_free = name not in taken and not is_of_windows(name)
    found = name if is_free else next((each for each in numbered if each not in taken), None)
    if found is None:
        message = f"More than {MAX_ALIKE} things would have the id '{name}'; nothing was imported."
        raise CommandError(message)
    if not ID_PATTERN.fullmatch(found):
        message = f"{found!r} cannot be an id"
        raise ValueError(message)
    return found


def new_update_id(at: datetime, suffix: str, taken: set[str]) -> str:
    """Return the id of an update, with a suffix if its time is taken, and add it to `taken`."""
    name = update_id(at)
    found = name if name not in taken else f"{name}-{suffix}"
    taken.add(found)
    return found


class ImportContext(Struct, frozen=True):
    """The site, our ids by the keys of foreign components, the remarks, and the ids in use."""

    site: Site
    ids: Mapping[str, str]
    remarks: Remarks
    taken: set[str] = field(default_factory=set)

    def title(self, name: str) -> Text:
        """Return a title: one line without characters that cannot be published."""
        return self.text(" ".join(UNPUBLISHABLE.sub("", name).split()))

    def prose(self, about: str, body: str, instead: str) -> Text:
        """Return a text that may contain HTML as Markdown, or `instead` if it is empty."""
        converted, lost = to_markdown(body)
        for tag in sorted(lost):
            self.remarks.add(about, f"of the tag <{tag}> only the text was kept")
        return self.markdown(about, converted, instead)

    def markdown(self, about: str, body: str, instead: str) -> Text:
        """Return a text in Markdown, or `instead` if it is empty, because one is required."""
        published = UNPUBLISHABLE.sub("", body).strip()
        if shows_nothing(published):
            self.remarks.add(about, f"a text was empty and now reads {instead!r}")
            return self.text(instead)
        return self.text(published)

    def text(self, words: str) -> Text:
        """Return a text in the first language of the site."""
        return Text(self.site.language, {self.site.language: words})

    def new_id(self, began: datetime, name: str) -> str:
        """Return an unused id for an entry."""
        return entry_id(began, name, self.taken)


def known_state(word: str | None) -> State | None:
    """Return the state with this value, or None if there is none."""
    return next((each for each in State if each.value == word), None)
