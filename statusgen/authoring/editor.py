"""The editor of a person, with one section for each language of a text."""

import re
from collections.abc import Iterator, Mapping, Sequence

import click
from babel import Locale

from statusgen.console import reject

EDITOR = "e"
"""The answer that opens the editor."""

_CUT = "# ----- What stands below this line is not published. -----"
_SECTION = re.compile(r"\s*#\s*-{3,}\s*([a-z]{2})\b.*")
"""The heading of a section, also where a person has changed what stands behind its language."""


def edited(texts: Mapping[str, str], languages: Sequence[str], about: str) -> dict[str, str]:
    """Return what a person writes in $VISUAL or $EDITOR, by language, from `texts` on.

    The first language is always there; another one is left out where its section is empty. Raises
    click.BadParameter if nothing is saved.
    """
    written = click.edit(_page(texts, languages, about), extension=".md")
    if written is None:
        reject("--text", "nothing was saved in the editor.")
    return _by_section(written.partition(_CUT)[0], languages)


def _page(texts: Mapping[str, str], languages: Sequence[str], about: str) -> str:
    """Return the file that the editor opens; there are sections if there are several languages."""
    parts = [texts.get(languages[0], "")]
    if len(languages) > 1:
        parts = [f"{_heading(each)}\n{texts.get(each, '')}".strip() for each in languages]
    return "\n\n".join((*parts, "\n".join(_notes(languages, about))))


def _heading(language: str) -> str:
    return f"# ----- {language}: {Locale(language).get_display_name(language)} -----"


def _notes(languages: Sequence[str], about: str) -> Iterator[str]:
    yield _CUT
    yield f"# {about}"
    if len(languages) > 1:
        yield "# A section that is empty: there is no text, and no post, in that language."
    yield "# To write nothing, leave without saving.\n"


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
