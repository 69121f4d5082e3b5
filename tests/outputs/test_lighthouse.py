import os
import shutil

import pytest

from tests.browser import CHROMIUM
from tests.outputs.browser_sites import built_now, content_at, with_open_incidents
from tests.outputs.hosting import served
from tests.outputs.lighthouse import CATEGORIES, scores
from tests.outputs.sites import BAD_NIGHT


@pytest.mark.machine
@pytest.mark.slow
def test_lighthouse_misses_nothing_with_twelve_open_incidents() -> None:
    chromium = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if chromium is None or not shutil.which("node"):
        message = "Lighthouse needs node and chromium on the PATH"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with served(built_now(with_open_incidents(content_at(), 12), BAD_NIGHT)) as url:
        reached = scores(url, chromium, *CATEGORIES)
    assert reached == dict.fromkeys(CATEGORIES, (100, []))
