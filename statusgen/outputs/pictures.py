"""The pictures for previews of shared links: one for each state in each language."""

from collections.abc import Iterator

from msgspec import Struct

from statusgen.artefact import Artefact, Job
from statusgen.outputs.jobs import Output
from statusgen.render.context import RenderContext
from statusgen.render.pictures import PictureCard, draw
from statusgen.render.views.sharing import pictures


class PictureInputs(Struct, frozen=True):
    """A picture: its path, and its content."""

    path: str
    card: PictureCard


def jobs(context: RenderContext) -> Iterator[Job]:
    """Yield the jobs of the pictures of all languages; equal ones are drawn once."""
    languages = context.content.site.languages
    every = (pictures(context.in_language(language)) for language in languages)
    cards = {path: card for found in every for path, card in found.values()}
    for path, card in cards.items():
        yield Job(f"picture {path}", render, PictureInputs(path, card))


def render(inputs: PictureInputs) -> Iterator[Artefact]:
    """Yield one picture."""
    yield Artefact(inputs.path, draw(inputs.card))


OUTPUT = Output("pictures", jobs, is_shared=True)
