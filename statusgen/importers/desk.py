"""Where one import is worked on: the site it goes to, and how texts and names become ours."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct, field

from statusgen.content.source.tree import UNPUBLISHABLE
from statusgen.importers.foreign import Remarks, entry_id
from statusgen.importers.prose import to_markdown
from statusgen.model import Site, State, Text


class ImportContext(Struct, frozen=True):
    """The site, our id of each foreign component, what could not be kept, and the ids in use."""

    site: Site
    ids: Mapping[str, str]
    remarks: Remarks
    taken: set[str] = field(default_factory=set)

    def title(self, name: str) -> Text:
        """Return a title: one line, nothing that cannot be published."""
        return self.text(" ".join(UNPUBLISHABLE.sub("", name).split()))

    def prose(self, about: str, body: str, instead: str) -> Text:
        """Return a text that may have HTML in it, or `instead` where it is empty."""
        told, lost = to_markdown(body)
        for tag in sorted(lost):
            self.remarks.add(about, f"of the tag <{tag}> only the text was kept")
        return self.markdown(about, told, instead)

    def markdown(self, about: str, body: str, instead: str) -> Text:
        """Return a text that is Markdown already, or `instead` where it is empty: we need one."""
        told = UNPUBLISHABLE.sub("", body).strip()
        if not told:
            self.remarks.add(about, f"a text was empty and now reads {instead!r}")
        return self.text(told or instead)

    def text(self, words: str) -> Text:
        """Return words in the first language of the site."""
        return Text(self.site.language, {self.site.language: words})

    def new_id(self, began: datetime, name: str) -> str:
        """Return the id of an entry."""
        return entry_id(began, name, self.taken)


def known_state(word: str | None) -> State | None:
    """Return the state that a word names, or None where it names none."""
    return next((each for each in State if each.value == word), None)
