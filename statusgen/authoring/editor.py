"""The editor of a person, with one section for each language of a text."""

import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import gettempdir

import click
from babel import Locale

from statusgen.console import CommandError, echo, reject
from statusgen.model.states import to_say
from statusgen.text.messages import catalogue

EDITOR = "e"
"""The answer that opens the editor."""

_NOT_PUBLISHED = to_say("What stands below this line is not published.")
_NO_TEXT = to_say("A section that is empty: there is no text, and no post, in that language.")
_TO_LEAVE = to_say("To write nothing, leave without saving.")
_SECTION = re.compile(r"\s*#\s*-{3,}\s*([a-z]{2})\b.*")
"""The heading of a section, also where a person has changed what stands behind its language."""


_OF_SYSTEM = ("editor", "nano", "vim", "vi")
"""Editors for a person who has named none: the first that is installed is opened."""

_EXAMPLE = "export EDITOR=nano"
_HOW = f"such as: {_EXAMPLE}"
_LEAVE_VI = to_say("In vi: Esc, then {save} saves and leaves, and {leave} leaves without saving.")
_OPENED = to_say("EDITOR is not set, so {editor} is opened; for another one, such as: {command}")


def edited(texts: Mapping[str, str], languages: Sequence[str], about: str) -> dict[str, str]:
    """Return what a person writes in $VISUAL or $EDITOR, by language, from `texts` on.

    The first language, that of the page's headings, is always there; another one is left out where
    its section is empty. Where no editor is named, it is that of the system. Raises
    click.BadParameter if nothing is saved, and CommandError if there is no editor, it cannot be
    run, or the disk refuses its file.
    """
    say = catalogue(languages[0]).gettext
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    editor = named or _of_system(say)
    is_vi = not named and Path(os.path.realpath(editor)).name.startswith("vi")
    leaving = say(_LEAVE_VI).format(save=":wq", leave=":q!")
    page = _page(texts, languages, about) + (f"# {leaving}\n" if is_vi else "")
    written = _saved(page, editor)
    if written is None:
        reject("--text", "nothing was saved in the editor.")
    return _by_section(written.partition(_cut(say))[0], languages)


def _saved(page: str, editor: str) -> str | None:
    """Return what a person saves of a page in an editor, None if that is nothing."""
    try:
        return click.edit(page, editor, extension=".md")
    except click.ClickException as error:
        message = f"{error.format_message()}. Nothing was written. Set another editor, {_HOW}"
        raise CommandError(message) from None
    except OSError as error:
        message = (
            f"The folder {gettempdir()} could not be used for the editor's file: "
            f"{error.strerror or error}. Nothing was written; run the command again once that is"
            " solved."
        )
        raise CommandError(message) from error


def _of_system(say: Callable[[str], str]) -> str:
    """Return the path of an editor that is installed, and print how to choose another one."""
    found = next(filter(None, map(shutil.which, _OF_SYSTEM)), None)
    if found is None:
        message = f"There is no editor here: install one, and set EDITOR, {_HOW}"
        raise CommandError(message)
    name = Path(os.path.realpath(found)).name
    echo(say(_OPENED).format(editor=name, command=_EXAMPLE))
    return found


def _page(texts: Mapping[str, str], languages: Sequence[str], about: str) -> str:
    """Return the file that the editor opens; there are sections if there are several languages."""
    parts = [texts.get(languages[0], "")]
    if len(languages) > 1:
        parts = [f"{_heading(each)}\n{texts.get(each, '')}".strip() for each in languages]
    return "\n\n".join((*parts, "\n".join(_notes(languages, about))))


def _cut(say: Callable[[str], str]) -> str:
    return f"# ----- {say(_NOT_PUBLISHED)} -----"


def _heading(language: str) -> str:
    return f"# ----- {language}: {Locale(language).get_display_name(language)} -----"


def _notes(languages: Sequence[str], about: str) -> Iterator[str]:
    say = catalogue(languages[0]).gettext
    yield _cut(say)
    yield f"# {about}"
    if len(languages) > 1:
        yield f"# {say(_NO_TEXT)}"
    yield f"# {say(_TO_LEAVE)}\n"


def _by_section(written: str, languages: Sequence[str]) -> dict[str, str]:
    """Return the texts of the sections; what stands above all headings is in the first language."""
    lines: dict[str, list[str]] = {languages[0]: []}
    current = languages[0]
    for line in written.splitlines(keepends=True):
        found = _SECTION.fullmatch(line.rstrip()) if len(languages) > 1 else None
        if found and found[1] in languages:
            current = found[1]
        else:
            lines.setdefault(current, []).append(line)
    texts = {language: "".join(each).strip() for language, each in lines.items()}
    return {name: text for name, text in texts.items() if text or name == languages[0]}
