"""The file of schemas and notices that the page for writing entries is drawn from."""

from collections.abc import Iterator

from msgspec import Struct

from statusgen.artefact import Artefact, Job
from statusgen.outputs.jobs import Output
from statusgen.render import urls
from statusgen.render.context import RenderContext, SiteContext
from statusgen.render.json_text import document


class ComposeInputs(Struct, frozen=True):
    """Everything that the file depends on: nothing of the present."""

    context: SiteContext


def jobs(context: RenderContext) -> Iterator[Job]:
    """Yield the one job of this file."""
    yield Job("compose", render, ComposeInputs(context.lasting))


def render(inputs: ComposeInputs) -> Iterator[Artefact]:
    """Yield the file of schemas, notices and names."""
    from statusgen.render.compose_data import compose_data  # noqa: PLC0415 - loads the schema

    yield Artefact(urls.COMPOSE_DATA, document(compose_data(inputs.context)))


OUTPUT = Output("compose", jobs, is_shared=True)
