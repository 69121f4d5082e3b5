import errno
import os
from datetime import timedelta
from pathlib import Path

import pytest

from statusgen.content.load import load
from statusgen.domain.world import derive
from tests.importers.sites import entries, imported, new_site, only, report, updates
from tests.samples import at

CONFIG = """\
title: Our status
timeZone: Europe/Rome
params:
  categories:
    - {name: Network}
  systems:
    - name: Router
      category: Network
      description: The one in the cellar
    - name: API
"""
OUTAGE = """\
---
title: Calls fail
date: 2026-11-10 10:00:00
resolved: true
resolvedWhen: 2026-11-10 12:00:00
# Possible severity levels: down, disrupted, notice
severity: down
affected:
  - API
  - Media Proxy
section: issue
---

*Resolved* - All calls work. {{< track "2026-11-10 12:00:00" >}}

**Monitoring**: It is mended.
We watch it. {{< track "2026-11-10 11:30:00" >}}

**Update**: A disk is full. {{% track '2026-11-10 10:40:00' %}}

_Investigating_ - We look into it. {{< track "2026-11-10 10:00:00" >}}
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return new_site(tmp_path / "site")


def brought(site: Path, text: str, *options: str, name: str = "2026-11-10-calls.md") -> int:
    issues = site.parent / "theirs" / "content" / "issues"
    issues.mkdir(parents=True, exist_ok=True)
    (issues / "_index.md").write_text("---\ntitle: Issues\n---\n")
    (issues / name).write_text(text, encoding="utf-8")
    return imported(site, "cstate", str(site.parent / "theirs"), *options)


def with_front(*lines: str, body: str = "It began.") -> str:
    """Return an issue of 10 November, 10:00 UTC, with more lines of front matter."""
    front = ["title: Calls fail", "date: 2026-11-10 10:00", "affected: [API]", *lines]
    return "---\n" + "\n".join(front) + f"\n---\n{body}\n"


def test_an_issue_with_tracks_becomes_an_incident(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert brought(site, OUTAGE) == 0
    assert report(capsys) == ["1 entry imported, 0 already there, 0 components added"]
    entry = only(site)
    assert entry["affects"] == {"api": "major_outage", "media": "major_outage"}
    assert updates(entry) == [
        ("2026-11-10 11:00", "investigating", "We look into it."),
        ("2026-11-10 11:40", "investigating", "A disk is full."),
        ("2026-11-10 12:30", "monitoring", "It is mended.\nWe watch it."),
        ("2026-11-10 13:00", "resolved", "All calls work."),
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2026-11-10-calls.md", "2026-11-10-calls"),
        ("Calls fail.md", "2026-11-10-calls-fail"),
        ("\N{GREEK SMALL LETTER ALPHA}.md", "2026-11-10"),
    ],
)
def test_the_id_is_the_name_of_the_file_with_its_day(name: str, expected: str, site: Path) -> None:
    brought(site, OUTAGE, name=name)
    assert [*entries(site)] == [expected]


def test_the_folder_of_the_issues_will_do(site: Path) -> None:
    brought(site, OUTAGE)
    assert imported(site, "cstate", str(site.parent / "theirs" / "content" / "issues")) == 0


@pytest.mark.parametrize(
    ("severity", "state"),
    [
        ("down", "major_outage"),
        ("disrupted", "partial_outage"),
        ("notice", "degraded_performance"),
        ("dire", "degraded_performance"),
    ],
)
def test_every_severity_is_a_state(severity: str, state: str, site: Path) -> None:
    brought(site, with_front(f"severity: {severity}"))
    assert only(site)["affects"] == {"api": state}


def test_an_issue_without_tracks_has_updates_at_its_beginning_and_end(site: Path) -> None:
    brought(site, with_front("resolved: true", "resolvedWhen: 2026-11-10T11:00:00+00:00"))
    assert updates(only(site)) == [
        ("2026-11-10 11:00", "investigating", "It began."),
        ("2026-11-10 12:00", "resolved", "This issue is resolved."),
    ]


def test_the_update_of_its_end_resolves_it(site: Path) -> None:
    body = 'We look.\n\nIt was a disk. {{< track "2026-11-10 11:00:00" >}}'
    brought(site, with_front("resolved: true", "resolvedWhen: 2026-11-10 11:00", body=body))
    assert updates(only(site)) == [
        ("2026-11-10 12:00", "resolved", "We look.\n\nIt was a disk."),
    ]


@pytest.mark.parametrize("word", ["yes", "On", "TRUE", "no", "[]", "", "'false '"])
def test_anything_but_false_is_resolved(word: str, site: Path) -> None:
    brought(site, with_front(f"resolved: {word}", "resolvedWhen: 2026-11-10 9:30:00 -0200"))
    assert updates(only(site))[-1][:2] == ("2026-11-10 12:30", "resolved")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            '*Resolved* - Well. {{< track "2026-11-10 12:10" >}}',
            [("13:00", "resolved")],
        ),
        (
            '*Investigating* - Hm. {{< track "2026-11-10 13:00" >}}',
            [("13:00", "resolved"), ("14:00", "resolved")],
        ),
        (
            'Early. {{< track "2026-11-10 9:00" >}}',
            [("11:00", "investigating"), ("13:00", "resolved")],
        ),
    ],
)
def test_it_lasts_from_its_date_to_its_resolved_when(
    body: str, expected: list[tuple[str, str]], site: Path
) -> None:
    brought(site, with_front("resolved: yes", "resolvedWhen: 2026-11-10 12:00", body=body))
    assert [(at[11:], status) for at, status, _ in updates(only(site))] == expected
    assert only(site).get("began", "2026-11-10 11:00") == "2026-11-10 11:00"


def test_an_issue_whose_only_text_is_of_its_end_lasts_from_its_date(site: Path) -> None:
    body = '*Resolved* - Well. {{< track "2026-11-10 12:00" >}}'
    brought(site, with_front("resolved: yes", "resolvedWhen: 2026-11-10 12:00", body=body))
    content = load(site, at("2026-11-20 15:00")).content
    assert content is not None
    (incident,) = derive(content, at("2026-11-20 15:00")).incidents
    assert incident.resolved is not None
    assert incident.resolved - incident.started == timedelta(hours=2)


def test_an_end_before_the_beginning_is_no_length_of_zero(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    brought(site, with_front("resolved: true", "resolvedWhen: 2026-11-10 09:00"))
    assert entries(site) == {}
    assert (
        "- Calls fail: not carried over, its resolvedWhen, 2026-11-10 09:00 UTC, is before its "
        in (capsys.readouterr().out)
    )


def test_issues_in_folders_and_bundles_are_read(site: Path) -> None:
    issues = site.parent / "theirs" / "content" / "issues"
    (issues / "2025" / "2025-11-10-disk").mkdir(parents=True)
    (issues / "2025" / "2025-11-10-disk" / "index.md").write_text(with_front("resolved: false"))
    brought(site, with_front("resolved: false"), name="2025/2026-11-10-calls.md")
    assert entries(site).keys() == {"2026-11-10-2025-11-10-disk", "2026-11-10-calls"}


def test_remarks_are_grouped_and_what_is_lost_comes_first(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(2):
        body = with_front("severity: down", f"resolvedWhen: '{number}'").replace(
            "Calls", "{number}"
        )
        brought(
            site, body.format(number=number) + "<b>x</b> <https://a.example>", name=f"{number}.md"
        )
    capsys.readouterr()
    for file in site.glob("content/incidents/**/*.yml"):
        file.unlink()
    brought(site, "lost")
    lines = capsys.readouterr().out.splitlines()
    assert lines[2:4] == [
        "Not carried over (1):",
        "- 2026-11-10-calls.md: not carried over, it has no front matter between two lines of ---",
    ]
    assert "- its resolvedWhen cannot be read: \N{HORIZONTAL ELLIPSIS} (2):" in lines
    assert "  - 1 fail: its resolvedWhen cannot be read: '1'" in lines


def test_an_address_is_no_html(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    brought(site, with_front("resolved: false", body="See <https://a.example> or <a@b.example>."))
    assert "HTML" not in capsys.readouterr().out


def test_an_open_issue_stays_open(site: Path) -> None:
    brought(site, with_front("resolved: false"))
    assert [each[1] for each in updates(only(site))] == ["investigating"]


def test_what_has_no_time_comes_before_what_has_one(site: Path) -> None:
    body = 'Later. {{< track "2026-11-10 11:00:00" >}}\n\nAt first.'
    brought(site, with_front(body=body))
    assert [each[2] for each in updates(only(site))] == ["At first.", "Later."]


def test_an_issue_still_to_come_is_a_maintenance(site: Path) -> None:
    front = OUTAGE.replace("2026-11-10", "2026-12-10").replace("resolved: true", "resolved: false")
    assert brought(site, front) == 0
    entry = only(site)
    assert (entry["announced"], entry["starts"], entry["ends"]) == (
        "2026-11-20 16:00",
        "2026-12-10 11:00",
        "2026-12-10 13:00",
    )


def test_a_postmortem_has_the_time_of_the_end(site: Path) -> None:
    body = (
        "*Post-mortem*\n\nA disk was full.\n\n---\n\n"
        '*Update* - It works again. {{< track "2026-11-10 12:00:00" >}}\n\n'
        '*Investigating* - We look. {{< track "2026-11-10 10:00:00" >}}\n'
    )
    brought(site, with_front("resolved: true", "resolvedWhen: 2026-11-10 12:00", body=body))
    assert updates(only(site)) == [
        ("2026-11-10 11:00", "investigating", "We look."),
        ("2026-11-10 13:00", "resolved", "It works again."),
        ("2026-11-10 13:00", "postmortem", "A disk was full."),
    ]


def test_comments_and_a_draft(site: Path) -> None:
    hidden = "Seen.<!-- Not seen. -->"
    brought(site, with_front("draft: true", "<!-- resolvedWhen: x -->", body=hidden))
    entry = only(site)
    assert (entry["draft"], updates(entry)[0][2]) == ("true", "Seen.")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("No front matter.", "it has no front matter"),
        ("+++\ntitle = 'x'\n+++\n", "it has no front matter"),
        ("---\ntitle: x\n---\n", "has no title and date to be read"),
        ("---\ntitle: [\n---\n", "has no title and date to be read"),
        (with_front("informational: true"), "it is an announcement"),
        (with_front("severity: dire"), "its severity 'dire' is unknown"),
        (with_front(body="A <b>disk</b>."), "the HTML in it will be shown as it was typed"),
        (with_front(body="{{< youtube 5 >}}"), "the shortcode {{< youtube 5 >}} was left out"),
        (with_front(body='x {{< track "then" >}}'), "the time 'then' of an update cannot be read"),
        (with_front("resolved: true", "resolvedWhen: 2026-11-11"), "no update says that it is"),
        (OUTAGE.replace("n: 2026-11-10 12", "n: 2026-11-10 13"), "is that of no update"),
        (
            with_front().replace("-11-10", "-12-10"),
            "still to come and its resolvedWhen names no end",
        ),
    ],
)
def test_what_cannot_be_carried_over_is_reported(
    text: str, sentence: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert brought(site, text) == 0
    assert any(sentence in line for line in report(capsys))


def test_systems_and_their_zone_come_from_the_configuration(site: Path) -> None:
    (site.parent / "theirs").mkdir()
    (site.parent / "theirs" / "config.yml").write_text(CONFIG, encoding="utf-8")
    text = OUTAGE.replace("Media Proxy", "Router")
    assert brought(site, text) == 1
    assert brought(site, text, "--add-components") == 0
    entry = only(site)
    assert entry["affects"] == {"api": "major_outage", "router": "major_outage"}
    assert entry["updates"][0]["at"] == "2026-11-10 10:00"
    added = (site / "content" / "components.yml").read_text("utf-8")
    assert added.endswith("name: Router\n        description: The one in the cellar\n")


TOML = """\
title = "Our status"
TimeZone = "Europe/Rome"
[params]
[[params.systems]]
name = "Media Proxy"
category = "Network"
"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("config.toml", TOML),
        ("config/_default/hugo.toml", TOML),
        ("hugo.json", '{"timeZone": "Europe/Rome", "params": {"systems": [{"name": "API"}]}}'),
        ("config.yaml", "timezone: Europe/Rome\n"),
    ],
)
def test_the_zone_comes_from_any_configuration_of_hugo(site: Path, name: str, text: str) -> None:
    path = site.parent / "theirs" / name
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    assert brought(site, OUTAGE) == 0
    assert updates(only(site))[0][0] == "2026-11-10 10:00"


def test_the_folder_of_the_issues_has_the_configuration_of_its_site(site: Path) -> None:
    issues = site.parent / "theirs" / "content" / "issues"
    issues.mkdir(parents=True)
    (issues / "calls.md").write_text(OUTAGE, encoding="utf-8")
    (site.parent / "theirs" / "config.yml").write_text("timeZone: Europe/Rome\n")
    assert imported(site, "cstate", str(issues)) == 0
    assert updates(only(site))[0][0] == "2026-11-10 10:00"


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("config.yml", "timeZone: Europe/Rom\n", "config.yml:1:1: there is no time zone 'Europe/"),
        ("config.yml", "params: {}\ntimeZone: [a]\n", "config.yml:2:1: expected a time zone"),
        ("config.yml", "timeZone: Europe/Rome\na: @b\n", "config.yml:2:4: a value cannot begin"),
        ("config.yml", "- timeZone\n", "config.yml:1:1: this is no configuration of Hugo"),
        ("config.yml", "#" * (2**20 + 1), "config.yml:1:1: this file is larger than 1 MiB"),
        ("config.toml", "a = 1\nb = c\n", "config.toml:2:5: this is no TOML: Invalid value"),
        ("config.toml", f"a = {'9' * 5000}", "config.toml:1:1: this is no TOML: Exceeds"),
        ("config.toml", f"a = {'[' * 5000}", "config.toml:1:1: this is no TOML: "),
        ("config.toml", 'timeZone = "Europe/Rom"\n', "config.toml:1:1: there is no time zone"),
        ("config.json", '{\n"a": b}', "config.json:2:6: this is no JSON: Expecting value"),
        ("config.json", "[" * 100_000, "config.json:1:1: this is no JSON: "),
        ("config.yml/x", "", "config.yml:1:1: this is a folder"),
    ],
)
def test_a_configuration_that_cannot_be_read_is_refused(
    site: Path, name: str, text: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = site.parent / "theirs" / name
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    assert brought(site, OUTAGE) == 1
    shown = capsys.readouterr().err
    assert sentence in shown
    assert shown.endswith("1 problem in 1 file; nothing was imported\n")
    assert entries(site) == {}


def test_an_issue_of_more_than_1_mib_is_not_cut(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    size = len(OUTAGE.encode())
    assert brought(site, OUTAGE + "x" * (2**20 + 1 - size)) == 0
    lost = "2026-11-10-calls.md: not carried over: this file is larger than 1 MiB"
    assert lost in report(capsys)


def test_a_folder_without_issues_ends_in_a_sentence(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert imported(site, "cstate", str(site)) == 1
    assert "holds no issues of cState" in capsys.readouterr().err


FRONT = ("severity: down", "resolved: true", "resolvedWhen: 2026-11-10 11:00")


@pytest.mark.parametrize("lead", ["*False_alarm* - ", "**False alarm**: ", "__False-alarm__ "])
def test_a_false_alarm_ends_an_issue(
    lead: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = f'{lead}it was nothing {{{{< track "2026-11-10 11:00:00" >}}}}\n\nWe look.'
    brought(site, with_front(*FRONT, body=body))
    assert report(capsys) == ["1 entry imported, 0 already there, 0 components added"]
    assert updates(only(site))[1:] == [("2026-11-10 12:00", "false_alarm", "it was nothing")]


def test_files_with_the_line_ends_of_windows_say_the_same(tmp_path: Path) -> None:
    plain, windows = (new_site(tmp_path / name / "site") for name in ("plain", "windows"))
    assert brought(plain, OUTAGE) == 0
    assert brought(windows, OUTAGE.replace("\n", "\r\n")) == 0
    (entry,) = plain.rglob("2026-11-10-*.yml")
    assert (windows / entry.relative_to(plain)).read_bytes() == entry.read_bytes()


def test_a_folder_that_cannot_be_read_is_not_passed_over(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("/2025"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return real(path)

    (site.parent / "theirs/content/issues/2025").mkdir(parents=True)
    monkeypatch.setattr("os.scandir", scandir)
    assert brought(site, OUTAGE) == 1
    assert "2025 cannot be read: Permission denied. Nothing was" in capsys.readouterr().err
