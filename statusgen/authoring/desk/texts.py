"""Where the text of an update comes from: said, read, ready-made, or written in an editor."""

import sys
from collections.abc import Callable, Mapping

import click
from msgspec import Struct

from statusgen.authoring.desk.steps import stage
from statusgen.authoring.desk.wrong_use import refuse, refuse_unknown
from statusgen.authoring.notices import Noted, Notices, filled, noted, placeholders_in, stage_text
from statusgen.authoring.splice import Addition
from statusgen.model import Notice, Site, Text
from statusgen.problems import quoted

_CUT = "# ----- What stands below this line is not published. -----"


class Saying(Struct, frozen=True):
    """What the command line says of the text: itself, `-` for standard input, or the notice's.

    `words` stand for placeholders of the notice.
    """

    text: str | None
    is_ready_made: bool
    words: Mapping[str, str]

    @property
    def is_typed(self) -> bool:
        """Whether a person writes it in an editor."""
        return self.text is None and not self.is_ready_made


class Desk(Struct, frozen=True):
    """What a text is made at: the site, the entry's file as text, the notices there are."""

    site: Site
    source: str
    notices: Callable[[], Notices]


def text_of(step: Addition, saying: Saying, desk: Desk) -> Text:
    """Return the text of an update; asks only a person at a terminal. Raises WrongUse."""
    language = desk.site.language
    if saying.is_ready_made:
        return _without_gaps(_ready_made(step, saying, desk), language)
    text = saying.text
    if text == "-":
        text = _read()
    elif text is None and sys.stdin.isatty():
        text = _written_in_editor(step, desk)
    elif text is None:
        refuse("--text", "it is needed: the text, '-' for standard input, or --stage-text.")
    return _without_gaps(Text(language, {language: text}), language)


def _without_gaps(text: Text, language: str) -> Text:
    """Return a text; raises WrongUse where there is still something to be filled in."""
    left = placeholders_in(text)
    if left:
        names = ", ".join(f"??{name}??" for name in left)
        refuse("--text", f"still to be filled in: {names}; --set NAME=WORDS does it for a notice.")
    return Text(language, {language: text.for_language(language)[0], **text.by_language})


def _read() -> str:
    data: bytes = sys.stdin.buffer.read()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        refuse("--text", "standard input is no UTF-8 text.")


# --- in an editor ------------------------------------------------------------------------------


def _written_in_editor(step: Addition, desk: Desk) -> str:
    """Return what a person writes in $VISUAL or $EDITOR, where the notice has begun it."""
    below = f"\n\n{_CUT}\n# {_told(step)}\n# To write nothing, leave without saving.\n"
    written = click.edit(f"{_beginning(step, desk)}{below}", extension=".md")
    if written is None:
        refuse("--text", "nothing was saved in the editor.")
    return written.partition(_CUT)[0]


def _beginning(step: Addition, desk: Desk) -> str:
    found = noted(desk.source, desk.site.language)
    notice = desk.notices().by_name.get(found.notice) if found else None
    ready = stage_text(notice, stage(step), found.words) if found and notice else None
    return ready.for_language(desk.site.language)[0].strip("\n") if ready else ""


def _told(step: Addition) -> str:
    entry = step.entry
    return f"{stage(step)}: {entry.title.by_language[entry.title.first]} ({entry.id})"


# --- ready-made --------------------------------------------------------------------------------


def _ready_made(step: Addition, saying: Saying, desk: Desk) -> Text:
    """Return the text of the notice's stage; a person at a terminal is asked for what is open."""
    language = desk.site.language
    found, notice = _notice(step, desk)
    said = {name: Text(language, {language: words}) for name, words in saying.words.items()}
    unknown = next((name for name in said if name not in notice.placeholders), None)
    if unknown is not None:
        kind = f"placeholder of the notice {notice.name}"
        refuse_unknown("--set", kind, unknown, notice.placeholders)
    text = stage_text(notice, stage(step), {**found.words, **said})
    if text is None:
        sentence = f"the notice {notice.name} has no text for {quoted(stage(step))}: use --text."
        refuse("--stage-text", sentence)
    asked = placeholders_in(text) if sys.stdin.isatty() else ()
    answers = {name: _answer(notice, name, language) for name in asked}
    return filled(text, answers)


def _notice(step: Addition, desk: Desk) -> tuple[Noted, Notice]:
    found = noted(desk.source, desk.site.language)
    if found is None:
        sentence = f"{step.entry.path} does not begin with '# notice: NAME': use --text."
        refuse("--stage-text", sentence)
    by_name = desk.notices().by_name
    if found.notice not in by_name:
        refuse_unknown("--stage-text", "notice", found.notice, by_name)
    return found, by_name[found.notice]


def _answer(notice: Notice, name: str, language: str) -> Text:
    """Ask a person for the words of one placeholder."""
    record = notice.placeholders.get(name)
    asked = record.ask.for_language(language)[0] if record else name
    example = f", such as {record.example}" if record and record.example else ""
    return Text(language, {language: click.prompt(f"{asked}{example}", err=True)})
