"""Content and words of other shapes: three times as long, or from right to left."""

import gettext
from collections.abc import Callable
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import asdict, replace

from statusgen.domain.world import derive
from statusgen.model import Content, Text
from statusgen.render.context import contexts
from statusgen.render.templates import Templates
from statusgen.render.theme import read_theme
from statusgen.text.wording import Wording
from tests.contexts import NO_TEMPLATES, rendered
from tests.outputs.browser_sites import SHOWN
from tests.samples import at

_T = TypeVar("_T")

ARABIC = "تعذّر الوصول إلى نظام الهاتف السحابي في أوروبا"


class Thrice(gettext.NullTranslations):
    """Says everything of ours three times."""

    def gettext(self, message: str) -> str:
        return thrice(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return thrice(msgid1 if n == 1 else msgid2)


_CATALOGUE = Thrice()


class LongWording(Wording, frozen=True):
    """Words of ours, three times as long."""

    @property
    def catalogue(self) -> gettext.NullTranslations:
        return _CATALOGUE


def thrice(words: str) -> str:
    """Return a text three times as long."""
    return f"{words} {words} {words}" if words.strip() else words


def arabic(words: str) -> str:
    """Return an Arabic text of about the same length."""
    return (f"{ARABIC} " * (len(words) // len(ARABIC) + 1)).strip()


def reworded(content: Content, reword: Callable[[str], str]) -> Content:
    """Return content with every text that people read in other words."""

    def changed(text: Text) -> Text:
        return replace(text, by_language={k: reword(t) for k, t in text.by_language.items()})

    return with_texts(content, changed)


def with_texts(value: _T, change: Callable[[Text], Text]) -> _T:
    """Return any part of the content with every text that people read changed."""
    changed: _T = _with_texts(value, change)
    return changed


def _with_texts(value: Any, change: Callable[[Text], Text]) -> Any:  # noqa: ANN401 - whatever content is made of
    if isinstance(value, Text):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_with_texts(each, change) for each in value)
    if isinstance(value, Struct):
        parts = {name: _with_texts(each, change) for name, each in asdict(value).items()}
        return replace(value, **parts)
    return value


def rendered_thrice(content: Content, now: str) -> dict[str, bytes]:
    """Return the site with every text three times as long: the NOC's and ours."""
    words = LongWording(content.site.language, content.site.timezone)
    templates = Templates(read_theme(NO_TEMPLATES), _CATALOGUE)
    made, *_ = contexts(derive(reworded(content, thrice), at(now)), templates)
    made = replace(made, words=words, templates=templates)
    return {each.path: each.content for output in SHOWN for each in rendered(output, made)}
