"""Texts that options give in one language or in several: `TEXT`, `it=TEXT`."""

import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from statusgen.console import echo, reject
from statusgen.content.markdown import shows_nothing
from statusgen.content.schema.errors import refuse
from statusgen.content.source.parse import MAX_BYTES
from statusgen.limits import mebibytes
from statusgen.model import Announcement, Content, EntryKind, Site, Text
from statusgen.model.lazy_message import LazyMessage
from statusgen.problems import quoted
from statusgen.text.wording import Wording

EMPTY_TEXT = LazyMessage("this text is empty")
WHAT_READERS_SEE = LazyMessage("expected what readers see")

_LANGUAGE = re.compile(r"([a-z]{2})=(.*)", re.DOTALL)


_ANNOUNCED_AS = {
    EntryKind.INCIDENT: Announcement.GLOBAL_PROBLEM,
    EntryKind.MAINTENANCE: Announcement.MAINTENANCE,
}


def languages_of_posts(content: Content, kind: EntryKind) -> tuple[str, ...]:
    """Return the site's first language, and those of the groups that announce a kind of entry."""
    announced = _ANNOUNCED_AS[kind]
    posted = (each.languages for each in content.groups if announced in each.announces)
    names = (name for languages in posted for name in languages)
    return tuple(dict.fromkeys((content.site.language, *names)))


def text_by_language(written: Iterable[str], site: Site) -> Text:
    """Return the text of an option; one without a language is in the site's first.

    Raises InputError as `given_texts`, or if the first language has none.
    """
    texts = given_texts(written, site)
    if site.language not in texts:
        refuse(f"the text in {quoted(site.language)} is missing", "expected it first")
    return Text(site.language, texts)


def given_texts(written: Iterable[str], site: Site) -> dict[str, str]:
    """Return the texts of an option by their languages.

    Raises InputError if a text is empty or in a language that the site does not have, or a language
    has two texts.
    """
    texts: dict[str, str] = {}
    for each in written:
        language, text = _parted(each, site)
        if shows_nothing(text):
            refuse(EMPTY_TEXT, WHAT_READERS_SEE)
        if language in texts:
            refuse(f"there are two texts in {quoted(language)}", "expected one per language")
        texts[language] = text
    return texts


def _parted(written: str, site: Site) -> tuple[str, str]:
    found = _LANGUAGE.fullmatch(written.strip())
    if not found:
        return site.language, written.strip()
    if found[1] not in site.languages:
        refuse(f"this site is not in {quoted(found[1])}", f"expected {', '.join(site.languages)}")
    return found[1], found[2].strip()


def standard_input() -> str:
    """Return the text that standard input has.

    Raises click.BadParameter if it is no UTF-8, or larger than a file of content may be.
    """
    data: bytes = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        reject("--text", f"standard input is larger than {mebibytes(MAX_BYTES)}.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        reject("--text", "standard input is no UTF-8 text.")


@contextmanager
def shown_if_lost(typed_words: str, words: Wording) -> Iterator[None]:
    """Print a text that a person has typed if an error keeps it from the file."""
    try:
        yield
    except Exception:
        if typed_words.strip():
            heading = words.lead_in(words.say("Your text, which was not written"))
            echo(f"{heading}\n\n{typed_words.strip()}\n")
        raise
