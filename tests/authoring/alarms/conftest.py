from pathlib import Path

import pytest

from tests.authoring.alarms.payloads import Site, lay_out


@pytest.fixture
def site(small_site: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    lay_out(small_site)
    return Site(small_site, monkeypatch)
