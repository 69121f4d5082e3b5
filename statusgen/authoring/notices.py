"""Ready-made notices: finds them among the files of a theme, and fills in what a person says."""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from statusgen.content.schema.names import ID_PATTERN, ID_RULE
from statusgen.content.schema.notice import read_notice
from statusgen.content.schema.placeholders import PLACEHOLDER
from statusgen.content.schema.setting import Setting
from statusgen.content.source.parse import parse
from statusgen.model import IncidentStatus, MaintenanceAction, Notice, Text
from statusgen.problems import Place, Problem

FOLDER = "notices/"
"""Where notices are in a theme: one file a notice, named after it."""


class Notices(Struct, frozen=True):
    """The notices of a site by name, in the order of their names, and what is wrong with others."""

    by_name: Mapping[str, Notice]
    problems: tuple[Problem, ...] = ()


def read_notices(
    files: Mapping[str, bytes], origins: Mapping[str, str], setting: Setting
) -> Notices:
    """Return the notices among the files of a theme; `origins` has the paths to show."""
    by_name: dict[str, Notice] = {}
    problems: list[Problem] = []
    for path in sorted(each for each in files if each.startswith(FOLDER)):
        name = path.removeprefix(FOLDER).removesuffix(".yml")
        if not (path.endswith(".yml") and ID_PATTERN.fullmatch(name)):
            problems += _misnamed(path, origins[path])
            continue
        notice, wrong = read_notice(name, parse(origins[path], files[path]), setting)
        problems += wrong
        if notice is not None:
            by_name[name] = notice
    return Notices(by_name, tuple(problems))


def _misnamed(path: str, shown: str) -> Iterator[Problem]:
    if path.removeprefix(FOLDER) != "README.md":
        hint = f"expected <name>.yml, its name of {ID_RULE}"
        yield Problem(Place(shown), "this is no <name>.yml of a notice", hint)


# --- filling in --------------------------------------------------------------------------------

Words = Mapping[str, Text]
"""What stands for each placeholder, by its name."""


def placeholders_in(*texts: Text | str) -> tuple[str, ...]:
    """Return the names of the placeholders in texts, in the order in which they stand there."""
    whole = [
        each for text in texts for each in ([text] if isinstance(text, str) else _wordings(text))
    ]
    return tuple(dict.fromkeys(name for text in whole for name in PLACEHOLDER.findall(text)))


def filled(text: Text, words: Words) -> Text:
    """Return a text with every placeholder filled in for which there are words."""
    return Text(
        text.first,
        {language: _filled(told, words, language) for language, told in text.by_language.items()},
    )


def stage_text(
    notice: Notice, status: IncidentStatus | MaintenanceAction | str, words: Words | None = None
) -> Text | None:
    """Return what a notice says at a stage, or None where it says nothing at that one.

    `words` are those of the entry, as `noted` finds them; defaults stand for what they leave out,
    and what has none stays a placeholder.
    """
    stage = status if isinstance(status, str) else status.value
    if stage not in notice.texts:
        return None
    return filled(notice.texts[stage], {**defaults(notice), **(words or {})})


def defaults(notice: Notice) -> dict[str, Text]:
    """Return the words that stand where nothing is said."""
    found = {name: each.default for name, each in notice.placeholders.items()}
    return {name: default for name, default in found.items() if default is not None}


def _wordings(text: Text) -> list[str]:
    return list(text.by_language.values())


def _filled(told: str, words: Words, language: str) -> str:
    def said(found: re.Match[str]) -> str:
        if found[1] not in words:
            return found[0]
        word = words[found[1]].for_language(language)[0]
        is_at_full_stop = told.startswith(".", found.end())
        return word.removesuffix(".") if is_at_full_stop else word

    return PLACEHOLDER.sub(said, told)


# --- what an entry remembers of its notice -------------------------------------------------------

_NOTE = re.compile(r"# ([^:\r\n]+): (.*)")
_NOTICE = "notice"


class Noted(Struct, frozen=True):
    """From which notice an entry was made, and what was filled in."""

    notice: str
    words: Words


def as_note(noted: Noted) -> str:
    """Return the comment lines that an entry begins with, so that later texts fit to the first."""
    lines = [(_NOTICE, noted.notice)]
    lines += [(name, text.for_language(text.first)[0]) for name, text in noted.words.items()]
    return "".join(f"# {name}: {' '.join(words.split())}\n" for name, words in lines)


def noted(source: str, language: str = "en") -> Noted | None:
    """Return what the first comment of a file remembers, or None where it names no notice."""
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
    words = {name: Text(language, {language: said}) for name, said in pairs[1:]}
    return Noted(pairs[0][1], words)
