"""All scenarios, by their names."""

from collections.abc import Callable, Mapping
from functools import partial

from tests.crashes.authors import AuthorsFiles, OwnFile, update
from tests.crashes.builds import BuildWithWorkers, FirstBuild, NextBuild
from tests.crashes.enumeration import Scenario
from tests.crashes.messages import FirstRun, NextRun

SCENARIOS: Mapping[str, Callable[[], Scenario]] = {
    "first-build": FirstBuild,
    "next-build": NextBuild,
    "build-with-workers": BuildWithWorkers,
    "update": partial(AuthorsFiles, *update("calls-fail", "--status", "identified")),
    "update-of-occurrence": partial(
        OwnFile, *update("restart@2026-11-20", "--status", "in_progress")
    ),
    "new": partial(
        AuthorsFiles,
        "new",
        "incident",
        "--title",
        "Fax fails",
        "--text",
        "It fails.",
        "--affects",
        "pbx=major_outage",
        "--yes",
    ),
    "import": partial(AuthorsFiles, "import", "statuspage", "ROOT/old.json"),
    "notify": NextRun,
    "notify-first-run": FirstRun,
}
