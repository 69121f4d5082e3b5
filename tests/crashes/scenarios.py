"""All scenarios, by their names."""

from collections.abc import Callable, Mapping
from functools import partial

from tests.crashes.authors import NOW, AuthorsFiles, MoreAlarms, OwnFile, update
from tests.crashes.builds import BuildWithWorkers, FirstBuild, NextBuild
from tests.crashes.enumeration import Scenario
from tests.crashes.messages import FirstRun, NextRun
from tests.crashes.published import Published
from tests.crashes.reading import Reading
from tests.crashes.setting_up import NewSite, Schemas

NEW = (
    *("new", "incident", "--title", "Chat fails", "--text", "It fails."),
    *("--affects", "pbx=major_outage", "--yes"),
)
READING = (
    ("check",),
    ("list",),
    ("show", "calls-fail"),
    ("post", "calls-fail"),
    ("next",),
    ("goal", "--class", "critical", "--reported", NOW),
    ("report",),
    ("notices",),
)
"""Commands that write nothing."""
SCENARIOS: Mapping[str, Callable[[], Scenario]] = {
    "first-build": FirstBuild,
    "next-build": NextBuild,
    "build-with-workers": BuildWithWorkers,
    "update": partial(AuthorsFiles, *update("calls-fail", "--status", "identified")),
    "update-of-occurrence": partial(
        OwnFile, *update("restart@2026-11-20", "--status", "in_progress")
    ),
    "new": partial(AuthorsFiles, *NEW),
    "update-of-fields": partial(AuthorsFiles, "update", "calls-fail", "--ticket", "T-1", "--yes"),
    "edit": partial(AuthorsFiles, "edit", "calls-fail", "--yes"),
    "edit-of-occurrence": partial(OwnFile, "edit", "restart@2026-11-20", "--yes"),
    "draft": partial(AuthorsFiles, "draft", "fax-fails", "--yes"),
    "draft-from-alarms": MoreAlarms,
    "import": partial(AuthorsFiles, "import", "statuspage", "ROOT/old.json"),
    "import-with-components": partial(
        AuthorsFiles, "import", "statuspage", "ROOT/other.json", "--add-components"
    ),
    "init": partial(
        NewSite, "init", "--name", "Status", "--statusgen", "https://example.org/statusgen.whl"
    ),
    "schema": partial(Schemas, "schema", "--out", "ROOT/.schema"),
    "update-and-push": partial(
        Published, *update("calls-fail", "--status", "identified"), "--push"
    ),
    "update-of-fields-and-push": partial(
        Published, "update", "calls-fail", "--ticket", "T-1", "--yes", "--push"
    ),
    "new-and-push": partial(Published, *NEW, "--push"),
    "new-resolved-and-push": partial(Published, *NEW, "--status", "resolved", "--push"),
    "new-draft-and-push": partial(Published, *NEW, "--draft", "--push"),
    "edit-and-push": partial(Published, "edit", "calls-fail", "--yes", "--push"),
    "draft-and-push": partial(Published, "draft", "fax-fails", "--yes", "--push"),
    **{f"read-{arguments[0]}": partial(Reading, *arguments) for arguments in READING},
    "notify": NextRun,
    "notify-first-run": FirstRun,
}
PUSHING = frozenset(name for name in SCENARIOS if name.endswith("-and-push"))
"""Names of those that run git, which take ten times as long."""
WRITING = frozenset(name for name in SCENARIOS if not name.startswith("read-"))
"""Names of those that write files."""
