"""Real content for tests of outputs: the sample and a real history, each at five instants."""

import functools
from pathlib import Path

import pytest

from statusgen.render.context import RenderContext
from tests.contexts import of_root
from tests.paths import REPOSITORY
from tests.samples import at

SAMPLE = REPOSITORY
HISTORY = SAMPLE.parent / "shared" / "data" / "fedora-history"
INSTANTS = {
    SAMPLE: (
        "2026-07-25 00:00",
        "2026-08-28 00:00",
        "2026-10-07 00:30",
        "2026-11-21 12:00",
        "2027-12-01 00:00",
    ),
    HISTORY: (
        "2020-01-01 00:00",
        "2021-05-13 11:00",
        "2022-10-29 12:00",
        "2024-05-15 20:00",
        "2026-08-20 23:00",
    ),
}
"""Before, in and between windows, and long after; in UTC."""

needs_history = pytest.mark.skipif(
    not HISTORY.is_dir(), reason="the history is not on this machine"
)
each_instant = pytest.mark.parametrize(
    ("root", "now"),
    [
        pytest.param(
            root, now, id=f"{root.name} {now}", marks=needs_history if root == HISTORY else ()
        )
        for root, instants in INSTANTS.items()
        for now in instants
    ],
)


@functools.cache
def context_at(root: Path, now: str) -> RenderContext:
    """Return the context of real content at `now`, in UTC."""
    return of_root(root, at(now))
