"""A group of alarms has one draft, which changes with it and is nobody's but a machine's."""

import shutil
import subprocess
import sys

import pytest

from statusgen.cli.main import run
from tests.authoring.alarms.payloads import Site, alert, webhook

DOWN, UK = alert("13:03"), alert("13:05", region="uk")


def test_a_draft_is_the_notice_of_the_first_rule_that_matches(site: Site) -> None:
    assert site.fire("13:04", DOWN) == 0
    assert site.paths[0].stem == "2026-11-20-cloud-pbx-unreachable-in-europe"
    head, _, body = site.text.partition("title: ")
    assert head.splitlines()[:5] == [
        "# notice: cloud-unreachable",
        "# component: PBX",
        "# region: Europe",
        "# since: 14:03 CET",
        "#",
    ]
    assert '#   {"alertname": "PbxDown", "region": "eu"} since 2026-11-20 13:03 UTC\n' in head
    assert body.startswith(
        "Cloud PBX unreachable in Europe\nscope: global\n"
        "reported: 2026-11-20 14:03\naffects:\n  pbx: major_outage\ndraft: true\nupdates:\n"
        "  - at: 2026-11-20 14:04\n    status: investigating\n    text: |\n      Since 14:03 CET,"
    )


def test_nothing_is_drafted_where_the_notices_of_the_site_cannot_be_listed(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(site.root / "content/notices", ignore_errors=True)
    (site.root / "content/notices").write_text("")
    assert site.fire("13:04", DOWN) == 1
    assert "content/notices:1:1: this folder cannot be read: " in capsys.readouterr().err
    assert not site.paths


def test_a_repeated_payload_changes_nothing(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.fire("13:04", DOWN)
    before = site.text, site.paths[0].stat().st_mtime_ns
    capsys.readouterr()
    assert site.fire("15:00", DOWN) == 0
    assert (site.text, site.paths[0].stat().st_mtime_ns) == before
    assert capsys.readouterr() == (
        "",
        "2026-11-20-cloud-pbx-unreachable-in-europe is drafted already, and nothing has changed.\n",
    )


def test_a_group_that_grows_changes_its_draft(site: Site) -> None:
    site.fire("13:04", DOWN)
    site.fire("13:06", UK, DOWN)
    assert "affects:\n  pbx: major_outage\n  pbx-uk: major_outage\n" in site.text
    assert "phones and apps on PBX and PBX UK have been offline" in site.text
    assert "reported: 2026-11-20 14:03\n" in site.text
    assert "  - at: 2026-11-20 14:04\n" in site.text


def test_a_draft_keeps_its_line_ends(site: Site) -> None:
    site.fire("13:04", DOWN)
    (path,) = site.paths
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    site.fire("13:05", DOWN)
    assert path.read_bytes() == before
    site.fire("13:06", DOWN, UK)
    assert b"pbx-uk: major_outage\r\n" in path.read_bytes()
    assert b"\n" not in path.read_bytes().replace(b"\r\n", b"")


def test_an_earlier_alarm_moves_the_first_report(site: Site) -> None:
    site.fire("13:10", UK)
    site.fire("13:11", UK, DOWN)
    assert "reported: 2026-11-20 14:03\n" in site.text
    assert "title: Cloud PBX unreachable in United Kingdom\n" in site.text


def test_what_was_affected_stays_when_its_alarm_is_gone(site: Site) -> None:
    site.fire("13:06", DOWN, UK)
    site.fire("13:30", UK)
    assert "  pbx: major_outage\n  pbx-uk: major_outage\n" in site.text
    assert "title: Cloud PBX unreachable in Europe\n" in site.text


def test_a_draft_keeps_its_notice(site: Site) -> None:
    site.fire("13:06", DOWN, alert("13:01", alertname="CallsDrop"))
    title = site.text.partition("title: ")[2].splitlines()[0]
    site.fire("13:30", DOWN)
    assert f"title: {title}\n" in site.text
    assert "# notice: calls-dropping\n" in site.text


def test_a_group_of_thirty_has_one_draft(site: Site) -> None:
    site.fire("13:04", *(alert("13:03", instance=f"pbx-{number:02}") for number in range(30)))
    assert site.text.count("since 2026-11-20 13:03 UTC") == 10
    assert "#   and 20 more\n" in site.text
    site.fire("13:05", *(alert("13:03", instance=f"pbx-{number:02}") for number in range(31)))
    assert "#   and 21 more\n" in site.text


def test_two_groups_have_two_drafts(site: Site) -> None:
    site.send(webhook([DOWN], "one"), "13:04")
    site.send(webhook([DOWN], "other"), "13:04")
    name = "2026-11-20-cloud-pbx-unreachable-in-europe"
    assert [path.stem for path in site.paths] == [name, f"{name}-2"]


# --- the end -------------------------------------------------------------------------------------


def test_an_end_proposes_that_service_is_monitored(site: Site) -> None:
    site.fire("13:04", DOWN)
    site.fire("13:20", alert("13:03", "13:19"))
    assert (
        "  - at: 2026-11-20 14:19\n    status: monitoring\n    affects:\n      pbx: operational\n"
        "    text: |\n      PBX can be reached again."
    ) in site.text
    before = site.text
    site.fire("14:00", alert("13:03", "13:19"))
    assert site.text == before


def test_an_end_within_the_minute_comes_after_the_beginning(site: Site) -> None:
    site.fire("13:03", DOWN)
    site.fire("13:04", alert("13:03", "13:03"))
    assert "  - at: 2026-11-20 14:03:01\n    status: monitoring\n" in site.text


def test_an_alarm_that_flaps_has_one_draft(site: Site) -> None:
    site.fire("13:04", DOWN)
    before = site.text
    for minute in range(20, 50, 10):
        site.fire(f"13:{minute}", alert("13:03", f"13:{minute - 1}"))
        assert "status: monitoring" in site.text
        site.fire(f"13:{minute + 5}", alert(f"13:{minute + 4}"))
    assert before.partition("title:")[2] == site.text.partition("title:")[2]


def test_an_alarm_that_comes_back_later_is_another_problem(site: Site) -> None:
    site.fire("13:04", DOWN)
    site.fire("13:20", alert("13:03", "13:19"))
    site.fire("15:02", alert("15:01"))
    assert len(site.paths) == 2
    assert "reported: 2026-11-20 16:01\n" in site.paths[1].read_text("utf-8")
    site.fire("15:10", alert("15:01", "15:09"))
    assert "status: monitoring" in site.paths[1].read_text("utf-8")


def test_alarms_that_have_ended_already_are_no_draft(site: Site) -> None:
    assert site.fire("13:20", alert("13:03", "13:19")) == 0
    assert site.paths == []


# --- what a person has taken over ----------------------------------------------------------------


def _proposed(site: Site, capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    """Return what is printed when the alarms of an entry end; the entry stays as it is."""
    before = site.text
    site.fire("13:10", DOWN, UK)
    capsys.readouterr()
    site.fire("13:20", alert("13:03", "13:19"))
    assert site.text == before
    printed = capsys.readouterr()
    return printed.out, printed.err


def test_a_draft_that_somebody_edited_stays_as_it_is(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.fire("13:04", DOWN)
    site.edit("unreachable in Europe", "down")
    text, sentence = _proposed(site, capsys)
    assert text.startswith("PBX can be reached again.")
    assert "is a draft that somebody has edited, and stays as it is" in sentence


def test_what_is_published_stays_as_it_is(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.fire("13:04", DOWN)
    site.edit("draft: true\n", "")
    text, sentence = _proposed(site, capsys)
    assert text.startswith("PBX can be reached again.")
    (command,) = sentence.strip().split("ended: statusgen ")[1:]
    where = ("--root", str(site.root), "--now", "2026-11-20 13:25Z")
    assert run([*command.split(), *where]) == 0
    assert f"    text: |\n      {text.splitlines()[0]}\n" in site.text


def test_an_alarm_after_the_resolution_is_another_problem(site: Site) -> None:
    site.fire("13:04", DOWN)
    site.edit("draft: true\n", "")
    over = "  - {at: 2026-11-20 14:30, status: resolved, text: Over.}\n"
    site.paths[0].write_text(f"{site.text}{over}", "utf-8")
    site.fire("13:40", DOWN)
    assert len(site.paths) == 1
    site.fire("13:50", alert("13:45"))
    assert len(site.paths) == 2


# --- nothing is published ------------------------------------------------------------------------


def test_a_draft_is_in_no_build_and_check_names_it(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.fire("13:04", DOWN)
    where = ("--root", str(site.root), "--now", "2026-11-20 13:10Z")
    capsys.readouterr()
    assert run(["check", *where]) == 0
    path = site.paths[0].relative_to(site.root)
    said = f"1 draft, of which nothing is published:\n  {path}\n"
    assert capsys.readouterr() == ("No problems\n", said)
    assert run(["build", *where]) == 0
    pages = [path.read_bytes() for path in (site.root / "site").rglob("*") if path.is_file()]
    assert not any(site.paths[0].stem.encode() in page for page in pages)


def test_an_alarm_without_a_rule_is_no_draft(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    assert site.fire("13:04", alert("13:03", region="mars")) == 0
    assert site.paths == []
    assert "No rule of content/alarms.yml matches" in capsys.readouterr().err


def test_a_site_without_rules_says_so(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    (site.root / "content/alarms.yml").unlink()
    assert site.fire("13:04", DOWN) == 1
    assert "no alarm becomes a draft" in capsys.readouterr().err


def test_payloads_at_the_same_time_make_one_draft(site: Site) -> None:
    where = ("--root", str(site.root), "--now", "2026-11-20 13:04Z")
    command = [sys.executable, "-m", "statusgen", "draft", "--from", "alertmanager", *where]
    running = [subprocess.Popen(command, stdin=subprocess.PIPE) for _ in range(4)]  # noqa: S603 - ours
    for each in running:
        assert each.stdin
        each.stdin.write(webhook([DOWN]))
        each.stdin.close()
    assert [each.wait(60) for each in running] == [0] * 4
    assert len(site.paths) == 1
