"""The picture of the front page of the manual: `python -m tests.picture` draws it anew.

It shows a site of sample content, which says so, of a company that does not exist.
"""

import shutil
from datetime import datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import ViewportSize, sync_playwright

from statusgen.build import BuildRequest, build
from statusgen.cache.store import MemoryStore
from tests.browser import CHROMIUM
from tests.paths import REPOSITORY

PICTURE = REPOSITORY / ".github" / "status-page.png"
NOW = datetime.fromisoformat("2026-11-20T14:52:00+01:00")
WIDTH, HEIGHT = 1000, 830
COLOURS = 128
ADDRESS = "http://status.example/"

FILES = {
    "site.yml": """\
name: Example Telecom Status
url: https://status.example/
timezone: Europe/Berlin
languages: [en]
sample: true
""",
    "components.yml": """\
groups:
  - id: voice
    name: Voice
    components:
      - {id: calls, name: Calls to other networks}
      - {id: pbx, name: Cloud PBX}
      - {id: apps, name: Apps for phones}
  - id: portals
    name: Portals
    components:
      - {id: portal, name: Customer portal}
      - {id: invoices, name: Invoices}
""",
    "groups.yml": """\
groups:
  - id: customers
    name: Customers
    url: https://groups.example/
    announces: [global_problem, maintenance]
""",
    "incidents/2026-11-20-apps-offline.yml": """\
title: Apps for phones are offline
scope: global
affects: {apps: major_outage, pbx: degraded_performance}
updates:
  - at: 2026-11-20 14:15
    status: investigating
    text: Apps cannot connect since 14:03. Desk phones work. We are looking for the cause.
  - at: 2026-11-20 14:40
    status: identified
    affects: {pbx: operational}
    text: A certificate was not renewed. We are replacing it now.
    next_update: 2026-11-20 15:10
""",
    "incidents/2026-10-14-calls-drop.yml": """\
title: Calls to other networks end after a minute
affects: {calls: partial_outage}
updates:
  - {at: 2026-10-14 09:20, status: investigating, text: Some calls end after a minute.}
  - {at: 2026-10-14 12:05, status: resolved, text: Calls last again.}
""",
    "incidents/2026-08-04-invoices-late.yml": """\
title: Invoices are sent a day late
affects: {invoices: degraded_performance}
updates:
  - {at: 2026-08-04 09:00, status: identified, text: Invoices are sent tomorrow.}
  - {at: 2026-08-05 08:00, status: resolved, text: All invoices are sent.}
""",
    "incidents/2026-09-03-portal-slow.yml": """\
title: The customer portal is slow
affects: {portal: degraded_performance}
updates:
  - {at: 2026-09-03 10:00, status: identified, text: Pages take long to load.}
  - {at: 2026-09-03 16:30, status: resolved, text: The portal is as fast as usual.}
""",
    "maintenance/2026-11-24-portal-upgrade.yml": """\
title: Upgrade of the customer portal
affects: {portal: under_maintenance}
announced: 2026-11-17 10:00
starts: 2026-11-24 22:00
ends: 2026-11-25 01:00
text: The portal will not be available for up to an hour. Calls are not affected.
""",
}


def built(folder: Path) -> Path:
    """Build the sample in a folder; return the folder of the site."""
    for name, text in FILES.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    result = build(BuildRequest(folder, NOW), None, MemoryStore())
    assert result.site, result.problems
    for each in result.site.artefacts:
        path = folder / "site" / each.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(each.content)
    return folder / "site"


def drawn(site: Path) -> bytes:
    """Return the home page of a site as a browser shows it, as a small PNG."""
    browser = next(filter(None, map(shutil.which, CHROMIUM)))
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        size: ViewportSize = {"width": WIDTH, "height": HEIGHT}
        page = opened.new_page(viewport=size, timezone_id="Europe/Berlin")
        page.clock.set_fixed_time(NOW)
        page.route(f"{ADDRESS}**", lambda route: route.fulfill(path=_file(site, route.request.url)))
        page.goto(ADDRESS)
        taken = page.screenshot()
        opened.close()
    small = BytesIO()
    with Image.open(BytesIO(taken)) as picture:
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(small, "PNG", optimize=True)
    return small.getvalue()


def _file(site: Path, url: str) -> Path:
    path = site / url.removeprefix(ADDRESS).partition("?")[0]
    return path / "index.html" if path.is_dir() else path


def main() -> None:
    """Draw the picture."""
    with TemporaryDirectory() as folder:
        PICTURE.write_bytes(drawn(built(Path(folder))))


if __name__ == "__main__":
    main()
