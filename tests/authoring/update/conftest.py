"""A site with an open incident, a maintenance and two groups, for the commands of the NOC.

Its posts have a template of their own, so that no test here hangs on how they are worded.
"""

from pathlib import Path

import pytest

_FILES = {
    "content/site.yml": """\
name: Status
url: https://status.example/
timezone: Europe/Rome
languages: [en]
""",
    "templates/posts/post.txt": """\
{{ post.headline }}
{{ post.dateline }}
{{ post.text }}
{{ post.address }}
""",
    "content/components.yml": """\
groups:
  - {id: all, name: All, components: [{id: pbx, name: PBX}, {id: wmp, name: WMP}]}
""",
    "content/groups.yml": """\
groups:
  - {id: wizards, name: Wizards, url: "https://groups.example/w/", announces: [global_problem]}
  - id: partners
    name: Partners
    url: https://groups.example/p/
    announces: [global_problem, maintenance]
""",
    "content/incidents/calls-fail.yml": """\
# notice: cloud-unreachable
# component: PBX
# region: Europe
title: Calls fail
scope: global
affects: {pbx: major_outage, wmp: degraded_performance}
updates:
  - at: 2026-11-20 14:15   # the first alarm
    status: identified
    text: We look into it.
""",
    "content/incidents/slow.yml": """\
title: WMP is slow
updates:
  - {at: "2026-11-20 09:00", status: resolved, text: It is over.}
""",
    "content/maintenance/upgrade.yml": """\
title: Upgrade
affects: {wmp: under_maintenance}
announced: 2026-11-10 10:00
starts: 2026-11-20 14:00
ends: 2026-11-20 16:00
text: WMP is upgraded.
""",
    "content/maintenance/moved.yml": """\
title: Move
announced: 2026-11-10 10:00
starts: 2026-11-22 14:00
ends: 2026-11-22 16:00
text: We move.
updates:
  - at: 2026-11-19 10:00
    status: cancelled
    text: We stay.
""",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    for name, words in _FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, encoding="utf-8")
    return root
