"""The whole program: content is read, what is true now is derived, told, and published.

All that lasts is told in pieces that are remembered, so that a build does the work for what has
changed since the last one, and for the little that is told of now.
"""

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from statusgen.artefact import Crew, Progress, one_by_one
from statusgen.cache.store import Memory, Shelf
from statusgen.incremental.opening import Opening, begin
from statusgen.publish.site import Published, keep_ledger, publish, recall_ledger, survey

if TYPE_CHECKING:
    from statusgen.incremental.rendering import Rendered

_WORTH_A_PROCESS = 10_000
"""So many files are looked at in the time that it takes to have another process do it."""


class Built(Struct, frozen=True):
    """What was rendered, and what came of it on disk: None where nothing was written."""

    rendered: "Rendered"
    published: Published | None


def build(  # noqa: PLR0913 - all but the first three are named where they are given
    root: Path,
    out: Path,
    now: datetime,
    base_url: str | None = None,
    *,
    memory: Memory | None = None,
    crew: Crew = one_by_one,
    progress: Progress = lambda _: None,
) -> Built:
    """Bring the folder `out` to what the content of `root` says at `now`, an aware instant.

    Content or templates with an error leave the disk as it is. Raises `PublishError`.
    """
    memory = memory or Shelf()
    opening = begin(root, base_url, memory, crew)
    ledger = recall_ledger(memory, out)
    seen = partial(survey, out, ledger)
    intact = crew.aside(seen) if ledger.size > _WORTH_A_PROCESS else seen
    rendered = _rendered(opening, now, crew, progress, drafts=False)
    if rendered.current is None or rendered.pieces is None:
        return Built(rendered, None)
    published = publish(
        rendered.current, out, pieces=rendered.pieces, ledger=ledger, intact=intact(), crew=crew
    )
    if published.ledger != ledger:
        keep_ledger(memory, out, published.ledger)
    return Built(rendered, published)


def render(  # noqa: PLR0913 - all but the first two are named where they are given
    root: Path,
    now: datetime,
    base_url: str | None = None,
    *,
    drafts: bool = False,
    memory: Memory | None = None,
    crew: Crew = one_by_one,
    progress: Progress = lambda _: None,
) -> "Rendered":
    """Return the site of `root` as it is at `now`, for its own address or for `base_url`."""
    opening = begin(root, base_url, memory or Shelf(), crew)
    return _rendered(opening, now, crew, progress, drafts=drafts)


def _rendered(
    opening: Opening, now: datetime, crew: Crew, progress: Progress, *, drafts: bool
) -> "Rendered":
    from statusgen.incremental.rendering import rendered  # noqa: PLC0415 - loaded while the others read

    return rendered(opening, now, crew, progress, drafts=drafts)
