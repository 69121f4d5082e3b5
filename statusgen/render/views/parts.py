"""The small records that every page is made of, and how a context makes them."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from markupsafe import Markup, escape
from msgspec import Struct

from statusgen.model import State, Text
from statusgen.render.context import SiteContext
from statusgen.render.json_text import instant
from statusgen.text.markdown import summary, to_html, to_plain

SHAPES: dict[State | None, str] = {**{each: each.shape for each in State}, None: "unknown"}
"""The names by which templates and the style sheet know a state; None is that nothing is known."""

PLAIN = "plain"
"""What templates and the style sheet know a page by that is about no state."""

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
    """A figure with its name and what makes it exact.

    `yours` is how a script tells a time by the reader's clock, where that shows another one.
    """

    label: str
    value: Markup
    note: Markup | str = ""
    yours: str = ""


class LinkView(Struct, frozen=True):
    """A place to go to: what stands there and what that is good for."""

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
    said, lang, mark = context.text_with_language(text)
    return Prose(_html(context, said), lang, mark)


def ours(context: SiteContext, text: str) -> Prose:
    """Return a text of ours, or one that is known to be in the context's language, as HTML."""
    return Prose(_html(context, text))


def _html(context: SiteContext, text: str) -> Markup:
    return Markup(to_html(text, context.url))  # noqa: S704 - nh3 has the last word on it


def brief(context: SiteContext, text: Text, limit: int) -> Prose:
    """Return a text as HTML; one of more than `limit` characters as its beginning, in one line."""
    said, lang, mark = context.text_with_language(text)
    if len(to_plain(said)) <= limit:
        return Prose(_html(context, said), lang, mark)
    return Prose(Markup("<p>{}</p>").format(summary(said, limit)), lang, mark)


def inline(context: SiteContext, text: Text) -> Markup:
    """Return a line for the middle of a sentence of ours, whichever way it is written."""
    said, lang, _ = context.text_with_language(text)
    attribute = f' lang="{escape(lang)}"' if lang else ""
    return Markup(f"<bdi{attribute}>{escape(said)}</bdi>")  # noqa: S704 - escaped here


def inline_names(context: SiteContext) -> Mapping[str, Markup]:
    """Return what every component is called, by its id, in the order of the site."""
    return {each.id: inline(context, each.name) for each in context.content.components}


def moment(at: datetime, label: str, mark: str = "") -> Markup:
    """Return a time as machines and people read it; `label` is what people see.

    `mark` is an attribute of ours that a script looks for.
    """
    return Markup(f'<time datetime="{stamp(at)}"{mark}>{escape(label)}</time>')  # noqa: S704 - escaped here


def stamp(at: datetime) -> str:
    """Return an instant as machines read it in a page: 2026-11-20T13:15:00Z."""
    return instant(at)


def filled(message: str, **parts: Markup | str) -> Markup:
    """Return a message with its named gaps filled in, everything escaped that is not markup."""
    escaped = {name: escape(part) for name, part in parts.items()}
    return Markup(escape(message).format(**escaped))  # noqa: S704 - escaped right here


def listed(context: SiteContext, names: Iterable[Markup]) -> Markup:
    """Return names as a list in a sentence, the last ones counted where there are many."""
    shown = [str(name) for name in names]
    if len(shown) > _SHOWN_NAMES + 1:
        rest = len(shown) - _SHOWN_NAMES
        more = context.words.count("{n} more", "{n} more", rest)
        shown = [*shown[:_SHOWN_NAMES], str(escape(more))]
    return Markup(context.words.joined(shown)) if shown else Markup()  # noqa: S704 - of markup
