"""The text of an update: an option, standard input, the entry's notice, or an editor."""

import re
import sys
from collections.abc import Callable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from statusgen.authoring.editor import edited
from statusgen.authoring.new.asking import Question, Questions
from statusgen.authoring.new.translations import in_other_languages
from statusgen.authoring.notice_files import refuse_broken
from statusgen.authoring.notices import Noted, filled, noted, placeholders_in, stage_text
from statusgen.authoring.texts import standard_input, text_by_language
from statusgen.authoring.update.request import Addition
from statusgen.authoring.words import (
    fact_words,
    in_all_languages,
    in_whole_languages,
    not_in_language,
    other_language,
    placeholder_name,
    question_about,
    words_of,
)
from statusgen.console import reject, reject_unknown
from statusgen.content.markdown import shows_nothing
from statusgen.content.schema.errors import InputError
from statusgen.content.source.tree import UNPUBLISHABLE
from statusgen.model import Incident, Notice, Site, Text, Update
from statusgen.problems import quoted
from statusgen.render.notices import Notices
from statusgen.text.wording import site_wording


class TextSource(Struct, frozen=True):
    """The options for the text: the text itself, `-` for standard input, or the notice's text.

    `words` are the values for placeholders of the notice; `workaround` is that option's texts.
    """

    texts: tuple[str, ...]
    is_ready_made: bool
    words: Mapping[str, str]
    workaround: tuple[str, ...] = ()

    @property
    def is_given(self) -> bool:
        """Whether an option gives the text."""
        return bool(self.texts or self.is_ready_made)


class GivenText(Struct, frozen=True):
    """The text of an update: that of the notice, from an option, or typed by a person now.

    With `has_states`, the states that the notice has at this stage go with it.
    """

    text: Text
    has_states: bool = False
    is_typed: bool = False

    @property
    def typed_words(self) -> str:
        """The words that a person has typed, in all languages, or ""."""
        return "\n\n".join(self.text.by_language.values()) if self.is_typed else ""


class UpdateContext(Struct, frozen=True):
    """The inputs of a text besides the options: the site, the entry's file, the notices.

    `languages` are those of the entry's posts, the site's first one before them.
    """

    site: Site
    file_text: str
    notices: Callable[[], Notices]
    languages: tuple[str, ...]


def text_of(addition: Addition, source: TextSource, context: UpdateContext) -> GivenText:
    """Return the text of an update that options give; raises click.BadParameter.

    The words that a notice leaves open are asked for at a terminal.
    """
    language = context.site.language
    if source.is_ready_made:
        text = _ready_made(addition, source.words, context)
        return GivenText(_complete(text, language), has_states=True)
    if source.texts == ("-",):
        return GivenText(_complete(Text(language, {language: standard_input()}), language))
    if not source.texts:
        reject("--text", "it is needed: the text, '-' for standard input, or --stage-text.")
    return GivenText(_complete(_given(source.texts, context.site), language))


def typed(texts: Mapping[str, str], site: Site) -> GivenText:
    """Return the text that a person has typed, by language; raises click.BadParameter."""
    return GivenText(_complete(Text(site.language, texts), site.language), is_typed=True)


def _given(written: tuple[str, ...], site: Site) -> Text:
    """Return the texts of the option; one that is empty is refused later, as all texts are."""
    if len(written) == 1 and not written[0].strip():
        return Text(site.language, {site.language: ""})
    try:
        return text_by_language(written, site)
    except InputError as error:
        reject("--text", error.sentence)


def _complete(text: Text, language: str) -> Text:
    """Return a text; raises click.BadParameter if it has placeholders left."""
    left = placeholders_in(text)
    if left:
        names = ", ".join(f"??{name}??" for name in left)
        reject("--text", f"still to be filled in: {names}; --set NAME=WORDS does it for a notice.")
    return Text(language, {language: text.in_language(language), **text.by_language})


def with_text(addition: Addition, text: Text) -> Addition:
    """Return an addition with its text, without blank lines around it.

    Raises click.BadParameter if a text is empty or has a character that cannot be published.
    """
    tidy = tidied(text)
    unprintable = UNPUBLISHABLE.search("".join(tidy.by_language.values()))
    if unprintable:
        sentence = f"the character U+{ord(unprintable[0]):04X} in it cannot be published."
        reject("--text", sentence)
    if any(map(shows_nothing, tidy.by_language.values())):
        reject("--text", "the text is empty: say in a sentence what readers should know.")
    return replace(addition, update=replace(addition.update, text=tidy))


def tidied(text: Text) -> Text:
    """Return a text without blank lines around it, and blanks on lines that have nothing else."""
    return Text(text.first, {name: _tidy(each) for name, each in text.by_language.items()})


_LINE_END = re.compile("\r\n|\n|\r")
"""The line ends of text files; other line breaks of Unicode are part of the text."""


def _tidy(text: str) -> str:
    lines = (line if line.strip() else "" for line in _LINE_END.split(text))
    return "\n".join(lines).strip("\n")


# --- in an editor ------------------------------------------------------------------------------


def written_in_editor(ready: Text | None, addition: Addition, site: Site) -> GivenText:
    """Return the text that a person writes in an editor, from that of the notice on.

    A text that is left incomplete in a language is left out in it, if that of the first language is
    complete. Raises click.BadParameter if nothing is saved.
    """
    begun = {name: text.strip("\n") for name, text in (ready.by_language if ready else {}).items()}
    texts = edited(begun, site.languages, _heading(addition))
    return typed(in_whole_languages(Text(site.language, texts)).by_language, site)


def initial_text(addition: Addition, context: UpdateContext) -> Text | None:
    """Return the text of the notice for an update, to be edited, or None."""
    known = known_notice(context)
    if known is None:
        return None
    found, notice = known
    words = _entry_words(addition, found, notice, context)
    return stage_text(notice, addition.status, words)


def _entry_words(
    addition: Addition, found: Noted, notice: Notice, context: UpdateContext
) -> dict[str, Text]:
    """Return the words that the file notes, and those of its facts as the update has them."""
    noted_words = in_all_languages(found.words, notice, context.site.languages)
    return {**noted_words, **fact_words(_facts(addition))}


def _facts(addition: Addition) -> Mapping[str, Text | None]:
    entry = addition.entry
    if not isinstance(entry, Incident):
        return {"effect": entry.effect}
    update = addition.update
    last = (update,) if isinstance(update, Update) else ()
    given = (entry.workaround, *(each.workaround for each in (*entry.updates, *last)))
    return {"workaround": next(filter(None, reversed(given)), None)}


def known_notice(context: UpdateContext) -> tuple[Noted, Notice] | None:
    """Return what the file notes of its notice, and the notice, None if there is none here."""
    found = noted(context.file_text, context.site.language)
    notice = context.notices().by_name.get(found.notice) if found else None
    return None if found is None or notice is None else (found, notice)


def _heading(addition: Addition) -> str:
    """Return what is written about: the status, and the entry by its title and id."""
    entry = addition.entry
    return f"{addition.status}: {entry.title.default} ({entry.id})"


# --- ready-made --------------------------------------------------------------------------------


def _ready_made(addition: Addition, given: Mapping[str, str], context: UpdateContext) -> Text:
    """Return the notice's text for the status; at a terminal, prompt for missing words."""
    found, notice = notice_of(addition, context)
    names = map(placeholder_name, given)
    unknown = next((name for name in names if name not in notice.placeholders), None)
    if unknown is not None:
        kind = f"placeholder of the notice {notice.name}"
        reject_unknown("--set", kind, unknown, notice.placeholders)
    languages = context.site.languages
    for key in given:
        if other := other_language(key, languages):
            reject("--set", f"{key}: {not_in_language(other, languages)}.")
    words = {
        **_entry_words(addition, found, notice, context),
        **words_of(given, notice, languages),
    }
    text = stage_text(notice, addition.status, words)
    if text is None:
        sentence = (
            f"the notice {notice.name} has no text for {quoted(addition.status)}: use --text."
        )
        reject("--stage-text", sentence)
    questions = Questions(site_wording(context.site), sys.stdin.isatty())
    missing = placeholders_in(text.default) if questions.is_terminal else ()
    answers = {name: _answer(notice, name, questions) for name in missing}
    words |= words_of(answers, notice, languages)
    translated = {
        name: in_other_languages(questions, about, words[name], (text,), context.languages)
        for name, about in notice.placeholders.items()
        if name in words
    }
    return in_whole_languages(filled(text, {**words, **translated}))


def notice_of(addition: Addition, context: UpdateContext) -> tuple[Noted, Notice]:
    """Return what the file notes of its notice, and the notice; raises click.BadParameter."""
    found = noted(context.file_text, context.site.language)
    if found is None:
        sentence = f"{addition.entry.path} does not begin with '# notice: NAME': use --text."
        reject("--stage-text", sentence)
    notices = context.notices()
    refuse_broken(found.notice, notices)
    by_name = notices.by_name
    if found.notice not in by_name:
        reject_unknown("--stage-text", "notice", found.notice, by_name)
    return found, by_name[found.notice]


def _answer(notice: Notice, name: str, questions: Questions) -> str:
    """Return the words of a placeholder, for which a person is asked."""
    record = notice.placeholders.get(name)
    label = question_about(record, questions.words.language) if record else name
    return questions.ask(Question(f"--set {name}=…", label), str) or ""
