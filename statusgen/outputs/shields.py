"""The state of the site and of each component for shields.io, which draws it as a badge.

See https://shields.io/badges/endpoint-badge.
"""

from collections.abc import Iterator
from functools import partial

from statusgen.artefact import Artefact, Job
from statusgen.model import State
from statusgen.outputs.jobs import Output, current
from statusgen.render import urls
from statusgen.render.context import RenderContext, SiteContext
from statusgen.render.json_text import document
from statusgen.render.palette import LIGHT

SCHEMA_VERSION = 1
SECONDS_TO_KEEP = 300
"""How long shields.io may keep an answer, the shortest time that it allows."""


def jobs(context: RenderContext) -> Iterator[Job]:
    """Yield the one job of these files, which depend on the present."""
    yield current(context, "shields", partial(render, context))


def render(context: RenderContext) -> Iterator[Artefact]:
    """Yield the files of a context."""
    words, world = context.words, context.world
    name = context.text(context.content.site.name)
    body = _badge(name, words.say(world.label), world.overall)
    yield _file(context, urls.BADGE_JSON, body)
    for each in world.every_component:
        body = _badge(context.text(each.component.name), words.state(each.state), each.state)
        yield _file(context, urls.component_badge_json(each.component.id), body)


def _badge(label: str, message: str, state: State) -> dict[str, object]:
    return {
        "schemaVersion": SCHEMA_VERSION,
        "label": label,
        "message": message,
        "color": LIGHT.states[state],
        "isError": state.is_outage,
        "cacheSeconds": SECONDS_TO_KEEP,
    }


def _file(context: SiteContext, path: str, body: dict[str, object]) -> Artefact:
    return context.file(path, document(body))


OUTPUT = Output("shields", jobs)
