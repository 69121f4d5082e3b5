"""How answers are read: choices, yes and no, and what is said of a wrong one."""

import re
import unicodedata
from typing import TypeAlias

from statusgen.content.schema.errors import InputError, refuse
from statusgen.model.lazy_message import LazyMessage
from statusgen.model.states import to_say
from statusgen.problems import quoted
from statusgen.text.wording import Wording

Choices: TypeAlias = tuple[tuple[str, str], ...]
"""Words to choose from, each with what it means."""

YES, NO = to_say("yes"), to_say("no")


def in_words(text: str | LazyMessage, words: Wording) -> str:
    """Return a message in the language of a site; a plain text is in it already."""
    return words.say(text) if isinstance(text, LazyMessage) else text


def refusal(error: InputError, words: Wording) -> str:
    """Return the sentence for a wrong answer: what is wrong, and what was expected."""
    message, hint = (in_words(each, words) for each in error.parts)
    sentence = words.labelled(message, hint) if hint else message
    return sentence if sentence.endswith("?") else f"{sentence}."


# --- yes and no --------------------------------------------------------------------------------


def is_yes(written: str, words: Wording) -> bool:
    """Return whether an answer is yes, or its first letter, in English or the site's language."""
    return _is_word(written, YES, words)


def yes_or_no(written: str, words: Wording) -> bool:
    """Return whether an answer is yes; raises InputError if it is neither yes nor no."""
    if not (is_yes(written, words) or _is_word(written, NO, words)):
        yes, no = (words.say(each) for each in (YES, NO))
        message = LazyMessage("{answer} is neither yes nor no", {"answer": quoted(written)})
        refuse(message, LazyMessage("expected {yes} or {no}", {"yes": yes, "no": no}))
    return is_yes(written, words)


def _is_word(written: str, word: str, words: Wording) -> bool:
    typed = _plain(written.strip())
    return bool(typed) and any(typed in (each, each[0]) for each in (word, _plain(words.say(word))))


def _plain(word: str) -> str:
    """Return a word in small letters without accents, as it is typed in haste."""
    parts = unicodedata.normalize("NFD", word.casefold())
    return "".join(each for each in parts if not unicodedata.combining(each))


# --- choices -----------------------------------------------------------------------------------


def all_chosen(written: str, choices: Choices) -> str:
    """Return the choices that an answer names with commas between them, as `chosen` each."""
    return ", ".join(chosen(each.strip(), choices) for each in written.split(","))


def chosen(written: str, choices: Choices) -> str:
    """Return the choice that its number, or the beginning of one of its words, names.

    What names none is returned as it is; raises InputError for the beginning of several.
    """
    names = [name for name, _ in choices]
    if not written or written in names:
        return written
    if written.isdecimal() and 1 <= int(written) <= len(names):
        return names[int(written) - 1]
    found = [name for name in names if name.casefold().startswith(written.casefold())]
    found = found or [name for name, about in choices if _begins_word(written, f"{name} {about}")]
    if len(found) > 1:
        values = {"word": quoted(written), "names": ", ".join(found[:-1]), "last": found[-1]}
        message = LazyMessage("{word} can be {names} or {last}", values)
        refuse(message, LazyMessage("type more of it, or its number"))
    return found[0] if found else written


def _begins_word(written: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(written)}", text, re.IGNORECASE) is not None
