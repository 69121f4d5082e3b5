"""The program: content is read and validated, what is true now is derived, rendered, published."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from statusgen.artefact import OutputProblem, Paths, Progress
from statusgen.cache.store import Store
from statusgen.domain.world import World, derive
from statusgen.incremental.load import load
from statusgen.incremental.render import RenderedSite, render, site_contexts
from statusgen.incremental.workers import Workers
from statusgen.problems import Problem
from statusgen.publish.ledger import put_ledger, stored_ledger
from statusgen.publish.site import Published, publish

NOTHING_KNOWN: Mapping[str, Paths] = {}


class BuildRequest(Struct, frozen=True):
    """The site of the folder `root` as it is at `now`, an aware instant.

    `base_url` is the address to build for where it is not the site's own; with `drafts`, drafts
    are part of the site.
    """

    root: Path
    now: datetime
    base_url: str | None = None
    drafts: bool = False


class BuildResult(Struct, frozen=True):
    """What came of a build: all that there is to say about content and templates, and files.

    `world` is None where the content has an error, `site` where anything has, `published` where
    nothing was brought to disk. `used` are the kinds and keys of what is stored of it.
    """

    problems: tuple[Problem, ...]
    world: World | None = None
    site: RenderedSite | None = None
    published: Published | None = None
    used: frozenset[tuple[str, str]] = frozenset()


def build(
    request: BuildRequest,
    out: Path,
    store: Store,
    workers: Workers = Workers(),  # noqa: B008 - a frozen record
    progress: Progress = lambda _: None,
) -> BuildResult:
    """Bring the folder `out` to what the content says.

    Content or templates with an error leave the disk as it is. Raises `PublishError`.
    """
    ledger = stored_ledger(store, out)
    made = render_site(request, store, workers, progress, known=ledger.listed)
    if made.site is None:
        return made
    published = publish(made.site.current, out, made.site.fragments, ledger, workers)
    if published.ledger != ledger:
        put_ledger(store, out, published.ledger)
    return replace(made, published=published)


def render_site(
    request: BuildRequest,
    store: Store,
    workers: Workers = Workers(),  # noqa: B008 - a frozen record
    progress: Progress = lambda _: None,
    *,
    known: Mapping[str, Paths] = NOTHING_KNOWN,
) -> BuildResult:
    """Return the site, all but published; `known` are paths of files by the keys of their jobs."""
    loaded = load(request.root, request.now, store, workers)
    if loaded.content is None:
        return BuildResult(loaded.problems)
    world = derive(loaded.content, request.now, drafts=request.drafts, settled=loaded.settled)
    try:
        contexts = site_contexts(request.root, world, request.base_url, store)
        site = render(contexts, known, store, workers, progress)
    except OutputProblem as wrong:
        return BuildResult((*loaded.problems, *wrong.problems), world)
    return BuildResult(loaded.problems, world, site, used=loaded.used | site.used)
