"""What other files say is held against sla.yml, and sla.yml against groups.yml."""

from pathlib import Path

import pytest

from statusgen.content.load import load
from statusgen.problems import Severity
from tests.samples import at

FILES = {
    "site.yml": """
        name: Status
        url: https://status.example/
        timezone: Europe/Rome
        languages: [en]
        """,
    "components.yml": """
        groups:
          - id: all
            name: All
            components: [{id: pbx, name: PBX, region: emea}]
        """,
    "groups.yml": """
        groups:
          - {id: wizards, name: Wizards, url: https://a.example/, announces: [global_problem]}
        """,
    "sla.yml": """
        name: Support policy
        created: 2018-04
        updated: 2020-07
        permalink: https://policy.example/
        mission: {offers: [Help]}
        regions:
          - id: emea
            label: Europe
            timezone: Europe/Rome
            support_hours: {monday: 09:00-18:00}
        classes:
          - id: critical
            name: Critical
            conditions: [The cloud is down]
            goal: {within: 30m, during: always}
        tiers: [{id: gold, name: Gold, support: direct}]
        channels: [{id: phone, name: Phone, who: everyone, used_for: [All]}]
        groups:
          - name: Wizards
            group: wizards
            url: https://a.example/
            audience: everyone
            used_for: [Ideas]
            announces: [global_problem]
        """,
    "incidents/outage.yml": """
        title: Outage
        cos: critical
        region: emea
        updates: [{at: 2026-11-20 14:15, status: resolved, text: Over.}]
        """,
}


def problems_of(
    folder: Path, file: str = "", right: str = "", wrong: str = ""
) -> list[tuple[str, ...]]:
    """Return the problems of a small site after one change: file, severity, message and hint."""
    for name, text in FILES.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        assert name != file or right in text
        path.write_text(text.replace(right, wrong) if name == file else text, encoding="utf-8")
    found = load(folder, at("2026-11-23 12:00")).problems
    return [(each.place.path, each.severity.value, each.message, each.hint) for each in found]


def test_a_site_whose_files_agree_has_no_problem(tmp_path: Path) -> None:
    assert problems_of(tmp_path) == []


UNKNOWN = [
    ("components.yml", "region: emea", "region: emae", "unknown region 'emae' … 'emea'"),
    ("incidents/outage.yml", "region: emea", "region: emae", "unknown region 'emae' … 'emea'"),
    (
        "incidents/outage.yml",
        "cos: critical",
        "cos: citical",
        "unknown class of service 'citical' … 'critical'",
    ),
    ("sla.yml", "group: wizards", "group: wizard", "unknown group 'wizard' … 'wizards'"),
]


@pytest.mark.parametrize(("file", "right", "wrong", "told_of"), UNKNOWN)
def test_an_unknown_name_is_refused_with_the_nearest(
    tmp_path: Path, file: str, right: str, wrong: str, told_of: str
) -> None:
    ((path, severity, message, hint),) = problems_of(tmp_path, file, right, wrong)
    nearest = hint.partition("; did you mean ")[2].removesuffix("?")
    assert (path, severity) == (f"content/{file}", Severity.ERROR.value)
    assert f"{message} … {nearest}" == told_of


def test_a_group_that_leaves_out_what_the_policy_announces_is_warned_about(tmp_path: Path) -> None:
    both = "[maintenance, global_problem]"
    assert problems_of(tmp_path, "sla.yml", "[global_problem]", both) == [
        (
            "content/sla.yml",
            Severity.WARNING.value,
            "the policy announces 'maintenance' in this group, and groups.yml does not",
            "add maintenance to 'announces' of 'wizards' in groups.yml, or a 'remark' why not",
        )
    ]


TESTERS = """
          - {id: testers, name: Testers, url: https://b.example/, announces: [global_problem]}
"""


def test_a_group_that_announces_what_the_policy_gives_to_others_is_warned_about(
    tmp_path: Path,
) -> None:
    groups = FILES["groups.yml"].rstrip()
    assert problems_of(tmp_path, "groups.yml", groups, groups + TESTERS) == [
        (
            "content/groups.yml",
            Severity.WARNING.value,
            "this group announces 'global_problem', and the policy names only others for it",
            "remove global_problem from 'announces', or say in 'remark' why it is here too",
        )
    ]


def test_a_remark_says_why(tmp_path: Path) -> None:
    groups, remark = FILES["groups.yml"].rstrip(), "url: https://b.example/, remark: They asked,"
    more = TESTERS.replace("url: https://b.example/,", remark)
    assert problems_of(tmp_path, "groups.yml", groups, groups + more) == []
    less = groups.replace("announces: [global_problem]", "remark: It is read by nobody now")
    assert problems_of(tmp_path, "groups.yml", groups, less) == []
