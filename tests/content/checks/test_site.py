"""Ids and former ids are held against those of all files."""

from pathlib import Path

from statusgen.problems import Severity
from tests.content.checks.sites import COMPONENTS, FIRST, incident, problems_of, spot


def test_an_id_is_unique_over_both_folders_also_where_a_file_is_broken(tmp_path: Path) -> None:
    problems = problems_of(tmp_path, incident_x="title: [", maintenance_x=FIRST)
    (duplicate,) = [each for each in problems if "duplicate" in each.message]
    assert duplicate.place.path == "content/maintenance/x.yml"
    assert "content/incidents/x.yml" in duplicate.hint


def test_an_alias_that_is_an_id_or_an_alias_in_use_is_refused_in_its_place(tmp_path: Path) -> None:
    more = "aliases: [y, old]\n"
    problems = problems_of(
        tmp_path,
        incident_x=more + incident("2026-11-01 10:00", "resolved"),
        maintenance_y="aliases: [old]\n" + FIRST,
    )
    found = [(spot(each), each.severity) for each in problems if "alias" in each.message]
    assert found == [
        ("content/incidents/x.yml:1:11", Severity.ERROR),
        ("content/maintenance/y.yml:1:11", Severity.ERROR),
    ]


def test_a_file_may_go_on_naming_a_component_by_a_former_id(tmp_path: Path) -> None:
    renamed = COMPONENTS.replace("{id: a, name: A}", "{id: a2, name: A, aliases: [a]}")
    assert not problems_of(tmp_path, components=renamed, maintenance_y=FIRST)
