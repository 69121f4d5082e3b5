"""The small records that every page is made of, and how a context makes them."""

from collections.abc import Iterable, Mapping

from markupsafe import Markup, escape
from msgspec import Struct

from statusgen.model import State, Text
from statusgen.render.context import SiteContext
from statusgen.render.palette import SHAPES
from statusgen.render.views.markup import isolated, safe
from statusgen.text.markdown import summary, to_html, to_plain

_SHOWN_NAMES = 3


class Sign(Struct, frozen=True):
    """A word with the shape of a state beside it; `shape` is None where the word is no state."""

    shape: str | None
    label: str


class Phrase(Struct, frozen=True):
    """A line that the NOC wrote.

    Where it is not in the page's language, `lang` is the code of its own, and `mark` its name.
    """

    text: str
    lang: str | None = None
    mark: str = ""


class Prose(Struct, frozen=True):
    """A text that the NOC wrote, as safe HTML; `lang` and `mark` as in a phrase."""

    html: Markup
    lang: str | None = None
    mark: str = ""


class Kicker(Struct, frozen=True):
    """The line over a headline: what it is, and of what."""

    sign: Sign
    about: Markup


class KeyFigure(Struct, frozen=True):
    """A figure with its name and what makes it exact."""

    label: str
    value: Markup
    note: Markup | str = ""


class LinkView(Struct, frozen=True):
    """A link with its label, and a note on its target."""

    label: str
    href: str
    note: str = ""


def sign(context: SiteContext, state: State | None) -> Sign:
    """Return the shape and the word of a state; of None, which means that nothing is known."""
    return Sign(SHAPES[state], context.words.state(state))


def phrase(context: SiteContext, text: Text) -> Phrase:
    """Return a line in the context's language, or in the one that it falls back to."""
    return Phrase(*context.text_with_language(text))


def phrases(context: SiteContext, texts: Iterable[Text]) -> tuple[Phrase, ...]:
    """Return lines in the context's language, or in the one that each falls back to."""
    return tuple(phrase(context, text) for text in texts)


def prose(context: SiteContext, text: Text) -> Prose:
    """Return a text as HTML; its relative links lead to the public site."""
    found, lang, mark = context.text_with_language(text)
    return Prose(_html(context, found), lang, mark)


def ours(context: SiteContext, text: str) -> Prose:
    """Return a text of ours, or one that is known to be in the context's language, as HTML."""
    return Prose(_html(context, text))


def _html(context: SiteContext, text: str) -> Markup:
    return safe(to_html(text, context.url))


def brief(context: SiteContext, text: Text, limit: int = 400) -> Prose:
    """Return a text as HTML; one of more than `limit` characters as its beginning, in one line."""
    found, lang, mark = context.text_with_language(text)
    if len(to_plain(found)) <= limit:
        return Prose(_html(context, found), lang, mark)
    return Prose(Markup("<p>{}</p>").format(summary(found, limit)), lang, mark)


def inline(context: SiteContext, text: Text) -> Markup:
    """Return a line for the middle of a sentence of ours, whichever way it is written."""
    found, lang, _ = context.text_with_language(text)
    return isolated(found, lang)


def inline_names(context: SiteContext) -> Mapping[str, Markup]:
    """Return what every component is called, by its id, in the order of the site."""
    return {each.id: inline(context, each.name) for each in context.content.components}


def listed(context: SiteContext, names: Iterable[Markup]) -> Markup:
    """Return names as a list in a sentence, the last ones counted where there are many."""
    shown = list(names)
    if len(shown) > _SHOWN_NAMES + 1:
        rest = len(shown) - _SHOWN_NAMES
        more = context.words.count("{n} more", "{n} more", rest)
        shown = [*shown[:_SHOWN_NAMES], escape(more)]
    return joined(context, shown)


def either(context: SiteContext, names: Iterable[Markup]) -> Markup:
    """Return names as alternatives in a sentence: "a or b"."""
    shown = [str(name) for name in names]
    return safe(context.words.either(shown)) if shown else Markup()


def joined(context: SiteContext, names: Iterable[Markup]) -> Markup:
    """Return names as a list in a sentence."""
    shown = [str(name) for name in names]
    return safe(context.words.joined(shown)) if shown else Markup()
