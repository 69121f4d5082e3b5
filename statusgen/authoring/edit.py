"""Opens one text of an entry in an editor, and plans the edit of its file that writes it back."""

import sys
from collections.abc import Mapping
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from statusgen.authoring import editor
from statusgen.authoring.new.asking import Questions
from statusgen.authoring.splice import Edit, EntryFile, entries_in, plan_words
from statusgen.authoring.splice.languages import languages_at
from statusgen.authoring.splice.layout import LayoutError
from statusgen.authoring.splice.values import Location
from statusgen.authoring.texts import shown_if_lost
from statusgen.authoring.update.request import Entry, EntryUpdate
from statusgen.authoring.update.texts import tidied
from statusgen.console import CommandError, echo_problems, problems_error, reject, reject_unknown
from statusgen.model import Incident, Text
from statusgen.model.lazy_message import LazyMessage
from statusgen.problems import Severity
from statusgen.text.wording import site_wording

_ANNOUNCED = "announced"

E = TypeVar("E", bound=Struct)


class EditedText(Struct, frozen=True):
    """A text of an entry: of the update at `index`, or of the maintenance itself if that is None.

    `name` is the update's id; `written` are the languages that the file has.
    """

    name: str
    index: int | None
    text: Text
    written: tuple[str, ...]

    @property
    def location(self) -> Location:
        """The location of the text in the file."""
        return ("text",) if self.index is None else ("updates", self.index, "text")


def edited_text(file: EntryFile, update: str | None) -> EditedText:
    """Return the text of the update that `update` means, by default the newest.

    An unambiguous part of the id is enough; `announced` is the text of a maintenance itself. Raises
    click.BadParameter, and CommandError if the file says the text by an alias.
    """
    entry = file.entry
    updates: tuple[EntryUpdate, ...] = entry.updates
    texts: dict[str, tuple[int | None, Text]] = {}
    if not isinstance(entry, Incident):
        texts[_ANNOUNCED] = None, entry.text
    texts |= {each.id: (index, each.text) for index, each in enumerate(updates)}
    name = _meant(update, entry.id, [*texts])
    edited = EditedText(name, *texts[name], ())
    try:
        found = languages_at(file.text, edited.location, file.content.site.language)
    except LayoutError:
        message = f"{entry.path} has this text from another place in it: change it there by hand."
        raise CommandError(message) from None
    known = tuple(language for language in found if language in edited.text.by_language)
    return replace(edited, written=known)


def _meant(update: str | None, entry_id: str, names: list[str]) -> str:
    if update is None:
        return names[-1]
    found = [each for each in names if update == each] or [each for each in names if update in each]
    if len(found) > 1:
        reject("UPDATE", f"this means more than one update: {', '.join(found)}.")
    return found[0] if found else reject_unknown("UPDATE", f"update of {entry_id}", update, names)


def edit_text(file: EntryFile, edited: EditedText) -> Edit:
    """Return the edit of a file that gives a text the words that a person writes in an editor.

    There is a section for each language of the site, so that one can be added. What check refuses
    can be edited again at a terminal. Raises click.BadParameter if nothing is saved, and
    CommandError, with the text on standard error, if what is saved cannot be written.
    """
    site = file.content.site
    words = site_wording(site)
    about = f"{edited.name}: {file.entry.title.default} ({file.entry.id})"
    texts = {each: edited.text.by_language[each].strip("\n") for each in edited.written}
    languages = tuple(dict.fromkeys((*site.languages, *edited.written)))
    while True:
        texts = editor.edited(texts, languages, about)
        with shown_if_lost("\n\n".join(texts.values()), words):
            edit = _planned(file, edited, _whole(texts, edited))
            if edit.content is not None:
                return edit
            questions = Questions(words, sys.stdin.isatty())
            if not (questions.is_terminal and _goes_on(edit, questions)):
                raise problems_error(edit.problems)


def _goes_on(edit: Edit, questions: Questions) -> bool:
    echo_problems([each for each in edit.problems if each.severity is Severity.ERROR])
    return questions.confirm(LazyMessage("Edit it again"))


def _whole(texts: Mapping[str, str], edited: EditedText) -> Mapping[str, str]:
    """Return the texts, if none is missing that the file has; else raise click.BadParameter."""
    if not texts.keys() >= {*edited.written}:
        names = ", ".join(edited.written)
        reject("UPDATE", f"expected a text below the heading of each language it has: {names}.")
    return texts


# --- the file ----------------------------------------------------------------------------------


def _planned(file: EntryFile, edited: EditedText, words: Mapping[str, str]) -> Edit:
    before = edited.text.by_language
    text = tidied(Text(edited.text.first, {**before, **words}))
    expected = [_with_text(each, edited, text) for each in entries_in(file)]
    changed = {
        name: text.by_language[name]
        for name, each in words.items()
        if each.strip() != before.get(name, "").strip()
    }
    return plan_words(file, edited.location, changed, expected)


def _with_text(entry: Entry, edited: EditedText, text: Text) -> Entry:
    if edited.index is None:
        return replace(entry, text=text)
    updates = list(entry.updates)
    updates[edited.index] = replace(updates[edited.index], text=text)
    return replace(entry, updates=tuple(updates))
