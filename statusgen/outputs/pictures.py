"""The pictures for previews of shared links: of each state, and of each recent announced update."""

from collections.abc import Iterator
from datetime import timedelta

from msgspec import Struct

from statusgen.artefact import Artefact, Job
from statusgen.domain.news import news_since
from statusgen.outputs.jobs import Output
from statusgen.render.context import RenderContext
from statusgen.render.pictures import PictureCard, draw
from statusgen.render.pictures.news_card import NewsCard, draw_news
from statusgen.render.views.news_card import news_card, news_picture_path
from statusgen.render.views.sharing import pictures

KEPT = timedelta(days=365)
"""How long an announced update has a picture of its own; later its address leads to its state's.

Whoever showed a preview has kept the picture, and a long history is not drawn anew."""


class PictureInputs(Struct, frozen=True):
    """A picture: its path, and its content."""

    path: str
    card: PictureCard


class NewsPictureInputs(Struct, frozen=True):
    """The picture of an announced update: its path, and its content."""

    path: str
    card: NewsCard


def jobs(context: RenderContext) -> Iterator[Job]:
    """Yield the jobs of the pictures of all languages; equal ones are drawn once."""
    every = [context.in_language(each) for each in context.content.site.languages]
    cards = {path: card for each in every for path, card in pictures(each).values()}
    for path, card in cards.items():
        yield Job(f"picture {path}", render, PictureInputs(path, card))
    for each in every:
        yield from _of_news(each)


def _of_news(context: RenderContext) -> Iterator[Job]:
    """Yield the jobs of announced updates in one language, as far as their letters can be drawn."""
    world = context.world
    for news in news_since(world.entries, world.content.groups, world.now - KEPT):
        if news.groups and (card := news_card(context, news)).is_drawable:
            path = news_picture_path(context, news, card)
            yield Job(f"picture {path}", render_news, NewsPictureInputs(path, card))


def render(inputs: PictureInputs) -> Iterator[Artefact]:
    """Yield one picture."""
    yield Artefact(inputs.path, draw(inputs.card))


def render_news(inputs: NewsPictureInputs) -> Iterator[Artefact]:
    """Yield the picture of an announced update."""
    yield Artefact(inputs.path, draw_news(inputs.card))


OUTPUT = Output("pictures", jobs, is_shared=True)
