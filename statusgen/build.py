"""The program: content is read and validated, what is true now is derived, rendered, published."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from statusgen.artefact import OutputError, Progress
from statusgen.cache.store import Store
from statusgen.console import counted
from statusgen.content.find import INCIDENTS, MAINTENANCE
from statusgen.domain.world import World, derive
from statusgen.incremental.load import load
from statusgen.incremental.render import RenderedSite, render, site_contexts
from statusgen.incremental.workers import ALL_CORES, Workers
from statusgen.problems import Place, Problem, Severity
from statusgen.publish.errors import RefusedError
from statusgen.publish.ledger import NOTHING, put_ledger, stored_ledger
from statusgen.publish.manifest import read_manifest
from statusgen.publish.paths import prefix_of
from statusgen.publish.site import Published, publish


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
    """The result of a build: the problems of content and templates, and the site.

    `world` is None if the content has errors, `site` if there is any error, `published` if
    nothing was written. `used` are the kinds and keys of its stored values.
    """

    problems: tuple[Problem, ...]
    world: World | None = None
    site: RenderedSite | None = None
    published: Published | None = None
    used: frozenset[tuple[str, str]] = frozenset()


def build(
    request: BuildRequest,
    out: Path | None,
    store: Store,
    workers: Workers = ALL_CORES,
    progress: Progress = lambda _: None,
) -> BuildResult:
    """Bring the folder `out`, if there is one, to what the content says.

    Content or templates with an error leave the disk as it is. Raises `PublishError`.
    """
    loaded = load(request.root, request.now, store, workers)
    if loaded.content is None:
        return BuildResult(loaded.problems)
    world = derive(loaded.content, request.now, drafts=request.drafts, settled=loaded.settled)
    ledger = NOTHING if out is None else stored_ledger(store, out)
    try:
        contexts = site_contexts(request.root, world, request.base_url, store)
        site = render(contexts, ledger.listed, store, workers, progress)
    except OutputError as wrong:
        return BuildResult((*loaded.problems, *wrong.problems), world)
    used = loaded.used | site.used
    if out is None:
        return BuildResult(loaded.problems, world, site, None, used)
    problems = (*loaded.problems, *deleted_folders(request.root, out))
    published = publish(site.current, out, site.fragments, ledger, workers)
    if published.ledger != ledger:
        put_ledger(store, out, published.ledger)
    return BuildResult(problems, world, site, published, used)


def deleted_folders(root: Path, out: Path) -> Iterator[Problem]:
    """Warn of each folder of entries that is gone, while the site in `out` has pages of some."""
    gone = [each for each in (INCIDENTS, MAINTENANCE) if not (root / each).exists()]
    published: frozenset[str] = frozenset()
    with suppress(RefusedError, OSError):  # then publishing says so
        published = (read_manifest(prefix_of(out)) if gone else None) or published
    for folder in gone:
        pages = re.compile(rf"{folder.rpartition('/')[2]}/[^/]+/index\.html")
        count = sum(pages.fullmatch(path) is not None for path in published)
        if count:
            pages_of = f"{counted(count, 'page')} of its entries"
            message = f"this folder is gone, and the last build had {pages_of}"
            hint = "their addresses disappear with it; if this is not intended, restore the folder"
            yield Problem(Place(folder), message, hint, Severity.WARNING)
