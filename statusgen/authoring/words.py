"""Words for the placeholders of a notice, in the languages of a site, and texts completed by them.

A text whose words are not known in a language is left out in that language: no text is half in
another one.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache

from babel import Locale

from statusgen.content.schema.context import LANGUAGES
from statusgen.content.schema.placeholders import GIVEN, PLACEHOLDER
from statusgen.model import Notice, Placeholder, Text
from statusgen.model.states import to_say
from statusgen.problems import quoted
from statusgen.text.messages import catalogue
from statusgen.text.wording import Wording

_LETTER = re.compile(r"[^\W\d_]")
_CLOCK_TIME = re.compile(r"\d\d?:\d\d(?: (?:[A-Z]{2,5}|UTC[+-][\d:]+))?")
"""A time with the short name of its zone: 14:03 CET."""
_BY_LANGUAGE = re.compile(rf"(.+)\.({'|'.join(LANGUAGES)})")

_SUCH_AS = to_say("{asked}, such as {example}")


def question_about(placeholder: Placeholder, language: str, answered_in: str = "") -> str:
    """Return the question for the words of a placeholder, with an example of an answer.

    `answered_in` is the language of the answer where it is another one.
    """
    asked = placeholder.ask.in_language(language)
    if placeholder.example is None:
        return asked
    return with_example(asked, placeholder.example.in_language(answered_in or language), language)


def with_example(asked: str, example: str, language: str) -> str:
    """Return a question of a notice with an example of an answer."""
    return catalogue(language).gettext(_SUCH_AS).format(asked=asked, example=example)


def placeholder_name(key: str) -> str:
    """Return the placeholder in the key of a value: "region" in "region" and in "region.it"."""
    found = _BY_LANGUAGE.fullmatch(key)
    return found[1] if found else key


def other_language(key: str, languages: Sequence[str]) -> str | None:
    """Return the language in the key of a value, such as `region.it`, if a site has it not."""
    language = key.rpartition(".")[2]
    return None if placeholder_name(key) == key or language in languages else language


def not_in_language(language: str, languages: Sequence[str]) -> str:
    """Return the sentence about words in a language that a site has not."""
    return f"this site is not in {quoted(language)}: expected {', '.join(languages)}"


def words_of(
    values: Mapping[str, str], notice: Notice, languages: Sequence[str]
) -> dict[str, Text]:
    """Return the words in values such as `region` and `region.it`, in the languages known."""
    found: dict[str, dict[str, str]] = {}
    for key, value in values.items():
        name, language = placeholder_name(key), key.rpartition(".")[2]
        own = {language: value} if name != key else _translations(name, value, notice, languages)
        known = found.setdefault(name, {})
        found[name] = {**known, **own} if name != key else {**own, **known}
    first = languages[0]
    return {name: Text(first, texts) for name, texts in found.items() if first in texts}


def _translations(
    name: str, value: str, notice: Notice, languages: Sequence[str]
) -> dict[str, str]:
    if _is_same_everywhere(name, value, notice):
        return dict.fromkeys(languages, value)
    code = _territories(languages[0]).get(value.casefold())
    if code is None:
        return {languages[0]: value}
    return {language: Locale(language).territories[code] for language in languages}


def _is_same_everywhere(name: str, value: str, notice: Notice) -> bool:
    """Return whether a value is a name, a number, or a list of components as their names are."""
    record = notice.placeholders.get(name)
    is_name = record is not None and record.is_name
    is_time = _CLOCK_TIME.fullmatch(value) or not _LETTER.search(value)
    return is_name or name in notice.component_placeholders or bool(is_time)


@cache
def _territories(language: str) -> Mapping[str, str]:
    """Return the codes of countries and continents by their names, in lower case."""
    return {name.casefold(): code for code, name in Locale(language).territories.items()}


_TIME_AND_DAY = to_say("{day}, {time}")
"""A time of another day, as it stands after "since"; its translations may change the order."""


def since_words(at: datetime, first: datetime, wording: Wording, languages: Sequence[str]) -> Text:
    """Return the time since when, with its day where that is not the day of `first`."""
    is_same_day = wording.local_date(at) == wording.local_date(first)
    words = _time_of_day if is_same_day else _time_and_day
    spoken = map(wording.in_language, languages)
    return Text(languages[0], {each.language: words(at, each) for each in spoken})


def _time_of_day(at: datetime, wording: Wording) -> str:
    return wording.time_zoned(at)


def _time_and_day(at: datetime, wording: Wording) -> str:
    day = wording.day(wording.local_date(at))
    return wording.say(_TIME_AND_DAY).format(day=day, time=wording.time_zoned(at))


def needs_time(notice: Notice, name: str) -> bool:
    """Return whether a placeholder stands for the time when the problem began."""
    record = notice.placeholders.get(name)
    default = record.default if record else None
    return default is not None and f"??{GIVEN}??" in default.default


def in_all_languages(
    words: Mapping[str, Text], notice: Notice, languages: Sequence[str]
) -> dict[str, Text]:
    """Return the words that an entry notes, in every language in which they are known."""
    return {name: _in_all_languages(name, text, notice, languages) for name, text in words.items()}


def _in_all_languages(name: str, text: Text, notice: Notice, languages: Sequence[str]) -> Text:
    known = _translations(name, text.default, notice, languages)
    return Text(text.first, {**known, **text.by_language})


FACTS = ("workaround", "effect")
"""The facts of an entry that a notice can have a placeholder for, of the same name."""


def fact_words(facts: Mapping[str, object]) -> dict[str, Text]:
    """Return the facts of an entry as sentences in the texts of its notice, by their placeholders.

    So a text says no other thing than the fact beside it.
    """
    found = {name: facts.get(name) for name in FACTS}
    return {name: _sentence(text) for name, text in found.items() if isinstance(text, Text)}


def _sentence(text: Text) -> Text:
    """Return a text that a sentence may follow."""
    return Text(text.first, {name: _ended(each) for name, each in text.by_language.items()})


def _ended(words: str) -> str:
    return words if not words or words[-1] in ".!?:…。" else f"{words}."


def in_whole_languages(text: Text) -> Text:
    """Return a text without the languages in which more is left open than in the first."""
    left = {name: set(PLACEHOLDER.findall(each)) for name, each in text.by_language.items()}
    kept = {name: each for name, each in text.by_language.items() if left[name] <= left[text.first]}
    return Text(text.first, kept)
