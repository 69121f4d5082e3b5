"""The pictures that previews of shared links show: one for each state in each language."""

from collections.abc import Iterator
from functools import partial

from statusgen.artefact import Artefact, Work
from statusgen.edition import Edition
from statusgen.output import Output
from statusgen.pictures import Card, draw
from statusgen.views.sharing import pictures


def for_good(edition: Edition) -> Iterator[Work]:
    """Yield how to draw the pictures of all languages; what is the same in two is there once."""
    languages = edition.world.content.site.languages
    every = (pictures(edition.in_language(language)) for language in languages)
    cards = {path: card for told in every for path, card in told.values()}
    yield from (partial(_picture, path, card) for path, card in cards.items())


def _picture(path: str, card: Card) -> Artefact:
    return Artefact(path, draw(card))


OUTPUT = Output("pictures", for_good=for_good, is_shared=True)
