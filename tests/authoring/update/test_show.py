"""`statusgen show`: one entry with its updates, addresses and posts."""

import json
from pathlib import Path

import pytest

from statusgen.cli.main import run

Captured = pytest.CaptureFixture[str]

SHOWN = """\
calls-fail
  Calls fail
  Identified since 2026-11-20 14:15 Europe/Rome
  pbx: major_outage, wmp: degraded_performance
  2026-11-20 14:15 Europe/Rome: We look into it.

  content/incidents/calls-fail.yml
  https://status.example/incidents/calls-fail/
  scope: global

Identified, 2026-11-20 14:15 Europe/Rome  (20261120T131500Z)
  We look into it.
  https://status.example/incidents/calls-fail/20261120T131500Z/
  wizards (en): https://status.example/posts/wizards/calls-fail-20261120T131500Z.en.txt
  partners (en): https://status.example/posts/partners/calls-fail-20261120T131500Z.en.txt
"""


def show(root: Path, *arguments: str, now: str = "2026-11-20 14:50") -> int:
    return run(["show", "--root", str(root), "--now", now, *arguments])


def test_an_entry_is_shown_with_addresses_and_posts(site: Path, capsys: Captured) -> None:
    assert show(site, "calls") == 0
    shown, *posts = capsys.readouterr().out.split("\n---")
    assert shown == SHOWN
    assert posts[0].startswith(" wizards (en)\nCalls fail\nIdentified: Fri 20 Nov")


def test_headings_are_in_the_first_language_of_the_site(site: Path, capsys: Captured) -> None:
    config = site / "content/site.yml"
    config.write_text(config.read_text().replace("[en]", "[it]"))
    assert show(site, "calls") == 0
    assert "\nCausa individuata, 2026-11-20 14:15 Europe/Rome" in capsys.readouterr().out


def test_json_has_the_keys_of_the_list_and_times_in_utc(site: Path, capsys: Captured) -> None:
    show(site, "upgrade", "--format", "json")
    found = json.loads(capsys.readouterr().out)
    run(["list", "--root", str(site), "--now", "2026-11-20 14:50", "--format", "json"])
    (listed,) = (row for row in json.loads(capsys.readouterr().out) if row["id"] == "upgrade")
    assert {**found, **listed} == found
    assert [each["id"] for each in found["updates"]] == ["started-20261120T130000Z", "announced"]
    assert found["updates"][0]["posts"][0]["text"].startswith("Upgrade\nMaintenance started")


def test_what_is_not_published_yet_is_shown_as_it_will_be(site: Path, capsys: Captured) -> None:
    assert show(site, "moved", now="2026-11-01 10:00") == 0
    shown = capsys.readouterr().out
    assert "  not published before 2026-11-10 10:00 Europe/Rome\n" in shown
    assert "We move." in shown
    assert "We stay." not in shown


def test_without_a_name_it_is_the_only_open_entry(site: Path, capsys: Captured) -> None:
    assert show(site) == 2
    assert "this means more than one entry" in capsys.readouterr().err
    assert show(site, now="2026-11-20 16:30") == 0
    assert capsys.readouterr().out.startswith("calls-fail\n")
