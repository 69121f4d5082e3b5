"""Builds whose sites have few files, so that each of them takes milliseconds."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from statusgen.artefact import Artefact, Job
from statusgen.cache.store import Store, digest
from statusgen.domain.entry import Entry
from statusgen.domain.incident import IncidentNow
from statusgen.domain.world import World
from statusgen.outputs.jobs import EntryInputs, Output, current, entry_jobs
from statusgen.render.context import RenderContext, contexts
from statusgen.render.templates import Templates
from statusgen.render.theme import read_theme


@contextmanager
def few_files() -> Iterator[None]:
    """Let builds have a home page, a style sheet, a feed, and a page and a record an entry."""
    templates = Templates(read_theme(Path("nowhere")))

    def site_contexts(
        _root: Path, world: World, base_url: str | None, _store: Store
    ) -> tuple[RenderContext, ...]:
        return contexts(world, templates, base_url)

    with (
        patch("statusgen.outputs.OUTPUTS", (Output("now", _now), Output("entry", _entries))),
        patch("statusgen.build.site_contexts", site_contexts),
    ):
        yield


def _now(context: RenderContext) -> Iterator[Job]:
    yield current(context, "now", lambda: _files_of_now(context))


def _files_of_now(context: RenderContext) -> Iterator[Artefact]:
    titles = [_title(each) for each in context.world.entries]
    style = f"style.{digest(*titles)[:8]}.css"
    links = "".join(f'<a href="incidents/{each.id}/">' for each in context.world.entries)
    yield Artefact("index.html", f'<link href="{style}">{links}'.encode())
    yield Artefact(style, b"p { color: black }")
    yield Artefact("feed.json", f"{titles}".encode())


def _entries(context: RenderContext) -> Iterator[Job]:
    yield from entry_jobs(context, _files_of_entries, "entry")


def _files_of_entries(inputs: EntryInputs) -> Iterator[Artefact]:
    for each in inputs.entries:
        yield Artefact(f"incidents/{each.id}/index.html", f"<h1>{_title(each)}".encode())
        yield Artefact(f"incidents/{each.id}/incident.json", each.id.encode())


def _title(entry: Entry) -> str:
    known = entry.incident if isinstance(entry, IncidentNow) else entry.maintenance
    return known.title.default
