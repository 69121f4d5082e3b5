"""The pictures that previews of shared links show: one for each state in each language."""

from collections.abc import Iterator
from functools import partial

from statusgen.artefact import Artefact
from statusgen.outputs.output import Output, Part
from statusgen.render.context import RenderContext
from statusgen.render.pictures import Card, draw
from statusgen.render.views.sharing import pictures


def in_parts(context: RenderContext) -> Iterator[Part]:
    """Yield how to draw the pictures of all languages; what is the same in two is there once."""
    languages = context.world.content.site.languages
    every = (pictures(context.in_language(language)) for language in languages)
    cards = {path: card for told in every for path, card in told.values()}
    for path, card in cards.items():
        yield Part(path, (), partial(_picture, path, card))


def _picture(path: str, card: Card) -> Iterator[Artefact]:
    yield Artefact(path, draw(card))


OUTPUT = Output("pictures", in_parts=in_parts, is_shared=True)
