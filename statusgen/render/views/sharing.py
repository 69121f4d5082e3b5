"""Previews of shared links: the picture of a page's state."""

from collections.abc import Mapping

from msgspec import Struct

from statusgen.model import State
from statusgen.render import urls
from statusgen.render.context import SiteContext
from statusgen.render.palette import PLAIN, SHAPES
from statusgen.render.pictures import MEDIA_TYPE, SIZE, PictureCard, key

_LOCALES = {"en": "en_GB", "it": "it_IT", "de": "de_DE", "fr": "fr_FR", "es": "es_ES"}
"""OpenGraph locales of languages: with the territory whose dates and spelling are used."""


class SharePicture(Struct, frozen=True):
    """A picture in the head of a page; `words` describe it, width and height are in pixels."""

    address: str
    words: str
    kind: str
    width: int
    height: int


def previews(context: SiteContext) -> Mapping[str, SharePicture]:
    """Return the picture of each state and of none, by the name of its shape."""
    return {
        about: SharePicture(context.url + path, _words(card), MEDIA_TYPE, *SIZE)
        for about, (path, card) in pictures(context).items()
    }


def pictures(context: SiteContext) -> Mapping[str, tuple[str, PictureCard]]:
    """Return the path and the content of each picture, by the name of its shape.

    All states have one: lasting pages show past states, and a picture that is published before it
    is needed cannot be missing when a link is shared.
    """
    about: dict[str, State | None] = {PLAIN: None, **{SHAPES[state]: state for state in State}}
    cards = {name: _card(context, state) for name, state in about.items()}
    return {name: (urls.picture(name, key(card)), card) for name, card in cards.items()}


def _card(context: SiteContext, state: State | None) -> PictureCard:
    words = context.words
    return PictureCard(
        state=state,
        word=words.say("Service status") if state is None else words.state(state),
        name=context.text(context.content.site.name),
        note=sample_note(context),
    )


def sample_note(context: SiteContext) -> str:
    """Return what a picture says of a site of sample content; empty for any other site."""
    is_sample = context.content.site.sample
    return context.words.say("Sample: components and events are invented.") if is_sample else ""


def _words(card: PictureCard) -> str:
    return ". ".join(filter(None, (f"{card.name}: {card.word}", card.note)))


def locale(language: str) -> str:
    """Return the OpenGraph locale of a language."""
    return _LOCALES.get(language, language)
