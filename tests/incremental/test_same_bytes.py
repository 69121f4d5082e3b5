"""A build with any cache gives the bytes of a build without one, of every file.

So does a preview. Each test walks one site through all that may become of a cache.
"""

from pathlib import Path

import pytest

from tests.incremental.builds import steps
from tests.incremental.program import differing
from tests.incremental.rich import rich
from tests.incremental.sites import Site, of_history, sample, sixty, thousand
from tests.outputs.real import needs_history

SITES = (
    pytest.param(sample(), marks=pytest.mark.slow),
    pytest.param(rich(), marks=pytest.mark.slow),
    pytest.param(rich(is_quick=True), marks=pytest.mark.slow),
    pytest.param(sixty()),
    *(pytest.param(each, marks=(pytest.mark.slow, needs_history)) for each in of_history()),
    pytest.param(thousand(), marks=pytest.mark.slow),
)


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_the_cache_leaves_no_trace(tmp_path: Path, site: Site) -> None:
    made = steps(tmp_path / "site", site)
    wrong = {step: differing(found, expected) for step, found, expected in made}
    assert {step: paths[:3] for step, paths in wrong.items() if paths} == {}
