"""Lighthouse, as npm installs it: what it thinks of a page.

By hand, with performance, which needs a machine that does nothing else:

    python -m tests.outputs.lighthouse
"""

import json
import os
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.fonts import fonts_alone
from tests.outputs.browser_sites import QUIET_DAY, built_now, content_at, with_open_incidents
from tests.outputs.hosting import served
from tests.outputs.npm import installed
from tests.outputs.sites import BAD_NIGHT

CATEGORIES = ("accessibility", "best-practices", "seo")
_CHROME = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)


def scores(url: str, chromium: str, *categories: str) -> dict[str, tuple[int, list[str]]]:
    """Return for each category what the page at `url` reaches of 100, and what it lacks."""
    folder = installed("lighthouse", "lighthouse@13")
    command = [
        "node",
        str(folder / "node_modules" / "lighthouse" / "cli" / "index.js"),
        url,
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(categories)}",
        f"--chrome-flags={_CHROME}",
    ]
    with tempfile.TemporaryDirectory() as fonts:
        environment = {**os.environ, "CHROME_PATH": chromium, **fonts_alone(Path(fonts))}
        run = subprocess.run(command, check=True, capture_output=True, env=environment)  # noqa: S603 - a program that the tests install
    return {name: _score(json.loads(run.stdout), name) for name in categories}


def _score(report: Mapping[str, Any], category: str) -> tuple[int, list[str]]:
    found = report["categories"][category]
    audits = (report["audits"][each["id"]] for each in found["auditRefs"] if each["weight"])
    lacking = [each["id"] for each in audits if each["score"] not in (None, 1)]
    return round(found["score"] * 100), lacking


def main() -> None:
    """Print all scores of the home page at three instants."""
    chromium = os.environ.get("CHROME_PATH", "/usr/bin/chromium")
    for name, content, instant in (
        ("a quiet day", content_at(QUIET_DAY), QUIET_DAY),
        ("a bad night", content_at(), BAD_NIGHT),
        ("twelve open incidents", with_open_incidents(content_at(), 12), BAD_NIGHT),
    ):
        with served(built_now(content, instant)) as url:
            for category, (score, lacking) in scores(
                url, chromium, "performance", *CATEGORIES
            ).items():
                print(f"{name}: {category} {score} {' '.join(lacking)}")  # noqa: T201 - a command


if __name__ == "__main__":
    main()
