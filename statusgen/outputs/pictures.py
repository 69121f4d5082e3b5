"""The pictures that previews of shared links show: one for each state in each language."""

from collections.abc import Iterator

from statusgen.artefact import Artefact
from statusgen.edition import Edition
from statusgen.output import Output
from statusgen.pictures import draw
from statusgen.views.sharing import pictures


def of_site(edition: Edition) -> Iterator[Artefact]:
    """Yield the pictures of all languages; what is the same in two of them is there once."""
    languages = edition.world.content.site.languages
    every = (pictures(edition.in_language(language)) for language in languages)
    cards = {path: card for told in every for path, card in told.values()}
    yield from (Artefact(path, draw(card)) for path, card in cards.items())


OUTPUT = Output("pictures", of_site, is_shared=True)
