"""Notices, the templates of entries: fills in their placeholders."""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from statusgen.authoring.words import placeholder_name
from statusgen.content.schema.placeholders import PLACEHOLDER
from statusgen.model import IncidentStatus, MaintenanceAction, Notice, Text

# --- filling in --------------------------------------------------------------------------------

Words = Mapping[str, Text]
"""The value of each placeholder, by its name."""


def placeholders_in(*texts: Text | str) -> tuple[str, ...]:
    """Return the names of the placeholders in texts, in order."""
    wordings = ([each] if isinstance(each, str) else each.by_language.values() for each in texts)
    found = (PLACEHOLDER.findall(text) for each in wordings for text in each)
    return tuple(dict.fromkeys(name for names in found for name in names))


def filled(text: Text, words: Words) -> Text:
    """Return a text with the placeholders replaced for which there are words in its language."""
    return Text(
        text.first,
        {language: _filled(each, words, language) for language, each in text.by_language.items()},
    )


def stage_text(
    notice: Notice, status: IncidentStatus | MaintenanceAction | str, words: Words | None = None
) -> Text | None:
    """Return the text of a notice for a status, or None if it has none.

    `words` are those of the entry, as `noted` returns them; others have their default, or stay
    placeholders.
    """
    stage = status if isinstance(status, str) else status.value
    if stage not in notice.texts:
        return None
    return filled(notice.texts[stage], {**defaults(notice), **(words or {})})


def defaults(notice: Notice) -> dict[str, Text]:
    """Return the default of each placeholder that has one."""
    found = {name: each.default for name, each in notice.placeholders.items()}
    return {name: default for name, default in found.items() if default is not None}


def _filled(template: str, words: Words, language: str) -> str:
    def value(found: re.Match[str]) -> str:
        word = words[found[1]].by_language.get(language) if found[1] in words else None
        if word is None:
            return found[0]
        is_at_full_stop = template.startswith(".", found.end())
        return word.removesuffix(".") if is_at_full_stop else word

    return PLACEHOLDER.sub(value, template)


# --- the comment of an entry that names its notice -----------------------------------------------

_NOTE = re.compile(r"# ([^:\r\n]+): (.*)")
_NOTICE = "notice"


class Noted(Struct, frozen=True):
    """The notice that an entry was made from, and the values of its placeholders."""

    notice: str
    words: Words


def as_note(noted: Noted) -> str:
    """Return the comment at the top of an entry; later texts take their words from it."""
    lines = [(_NOTICE, noted.notice)]
    lines += [pair for name, text in noted.words.items() for pair in _notes(name, text)]
    return "".join(f"# {name}: {' '.join(words.split())}\n" for name, words in lines)


def _notes(name: str, text: Text) -> Iterator[tuple[str, str]]:
    yield name, text.default
    for language, words in text.by_language.items():
        if words != text.default:
            yield f"{name}.{language}", words


def noted(source: str, language: str = "en") -> Noted | None:
    """Return the notice in the first comment of a file, or None if it names none."""
    lines = iter(source.removeprefix("\N{BYTE ORDER MARK}").splitlines())
    pairs: list[tuple[str, str]] = []
    for line in lines:
        found = _NOTE.fullmatch(line.rstrip())
        if found is None and pairs:
            break
        if found is not None and (pairs or found[1] == _NOTICE):
            pairs.append((found[1], found[2]))
        elif not line.startswith("#"):
            break
    if not pairs:
        return None
    words: dict[str, Text] = {}
    for key, value in pairs[1:]:
        name = placeholder_name(key)
        if name == key:
            words[name] = Text(language, {language: value})
        elif name in words:
            own = {**words[name].by_language, key.rpartition(".")[2]: value}
            words[name] = Text(language, own)
    return Noted(pairs[0][1], words)
