"""The rules of alarms.yml: the first match counts, and every mistake has its place."""

from pathlib import Path

import pytest

from statusgen.content.alarms import read_alarms
from statusgen.problems import has_error

RULE = "{match: {alertname: PbxDown, severity: 1}, notice: cloud-unreachable}"


def read(root: Path, *rules: str) -> list[str]:
    """Return the problems of a file with these rules: place and message."""
    lines = "".join(f"  - {each}\n" for each in rules)
    (root / "content/alarms.yml").write_text(f"alarms:\n{lines}")
    found = read_alarms(root).problems
    return [f"{each.place.line}:{each.place.column}: {each.message}" for each in found]


def test_values_of_labels_are_the_text_that_was_typed(small_site: Path) -> None:
    assert read(small_site, RULE) == []
    (rule,) = read_alarms(small_site).rules
    labels = {"alertname": "PbxDown", "severity": "1"}
    assert rule.is_for({**labels, "more": "x"})
    assert not rule.is_for({"alertname": "PbxDown"})
    assert not rule.is_for({**labels, "severity": "01"})


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("notice:", "notce:", "2:48: unknown key 'notce'"),
        ("severity: 1", "severity: ''", "2:44: this value is empty"),
        ("cloud-unreachable", "Cloud down", "2:56: 'Cloud down' cannot be an id"),
        ("reachable}", "reachable, set: {a: [b]}}", "2:84: expected text, found a list"),
        ("reachable}", "reachable, region: emae}", "2:83: unknown region 'emae'"),
        ("{alertname: PbxDown, severity: 1}", "[a]", "2:13: expected a mapping, found a list"),
        ("match: {alertname: PbxDown, severity: 1}, ", "", "2:5: 'match' is missing"),
    ],
)
def test_a_mistake_has_its_place(small_site: Path, old: str, new: str, expected: str) -> None:
    assert read(small_site, RULE.replace(old, new)) == [expected]
    assert read_alarms(small_site).rules == ()


def test_a_rule_that_an_earlier_one_hides_is_warned_about(small_site: Path) -> None:
    wide = RULE.replace(", severity: 1", "")
    assert read(small_site, RULE, wide, wide.replace("PbxDown", "Other")) == []
    message = "rule 1 matches all that this one does, so it never counts"
    assert read(small_site, wide, RULE) == [f"3:13: {message}"]
    assert not has_error(read_alarms(small_site).problems)


def test_a_site_without_the_file_has_no_rules(small_site: Path) -> None:
    assert read_alarms(small_site).rules == ()
    assert read_alarms(small_site).problems == ()
