"""What would keep an alarm from becoming a sound draft is found when the rule is written."""

import errno
import json
import shutil

import pytest

from statusgen.cli.main import run
from tests.authoring.alarms.payloads import Site, alert

UNREACHABLE = "{match: {a: b}, notice: cloud-unreachable, set: {component: pbx, region: Europe}}"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("cloud-unreachable", "cloud-unreachabel", "2:29: unknown notice 'cloud-unreachabel'"),
        (
            "cloud-unreachable",
            "system-upgrade",
            "2:29: the notice 'system-upgrade' is one of planned work",
        ),
        (
            "region: Europe",
            "regoin: Europe",
            "2:70: the notice 'cloud-unreachable' has no placeholder 'regoin'",
        ),
        ("region: Europe", "works: All.", "2:29: the notice 'cloud-unreachable' needs 'region'"),
        ("component: pbx,", "component: 'pbx, pbs',", "2:65: unknown component 'pbs'"),
        ("component: pbx,", "", "2:29: the notice 'cloud-unreachable' needs 'component'"),
        (
            UNREACHABLE,
            "{match: {a: b}, notice: documentation-unavailable}",
            "2:29: the notice 'documentation-unavailable' is about the component",
        ),
    ],
)
def test_a_rule_that_makes_no_sound_draft_is_refused(
    site: Site, old: str, new: str, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rule = UNREACHABLE.replace(old, new)
    (site.root / "content/alarms.yml").write_text(f"alarms:\n  - {rule}\n")
    assert run(["check", "--root", str(site.root), "--now", "2026-11-20 13:00Z"]) == 1
    assert f"content/alarms.yml:{expected}" in capsys.readouterr().err
    assert site.fire("13:04", alert("13:03")) == 1
    assert site.paths == []


def test_a_rule_without_labels_matches_every_alarm(site: Site) -> None:
    rule = UNREACHABLE.replace("{a: b}", "{}")
    (site.root / "content/alarms.yml").write_text(f"alarms:\n  - {rule}\n")
    assert site.fire("13:04", alert("13:03", alertname="Whatever")) == 0
    assert len(site.paths) == 1


def test_words_in_a_language_that_the_site_has_not_are_left_out_with_a_warning(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    rule = UNREACHABLE.replace("region: Europe", "region: Europe, region.fr: Europe")
    (site.root / "content/alarms.yml").write_text(f"alarms:\n  - {rule}\n")
    assert run(["check", "--root", str(site.root), "--now", "2026-11-20 13:00Z"]) == 0
    assert "2:86: warning: this site is not in 'fr': expected en\n" in capsys.readouterr().err
    assert site.fire("13:04", alert("13:03", a="b")) == 0
    assert len(site.paths) == 1


BROKEN = """\
alarms:
  - {match: {alertname: Odd}, notice: own}
  - {match: {alertname: PbxDown}, notice: cloud-unreachable, set: {component: pbx, region: Europe}}
"""


@pytest.fixture
def broken(site: Site) -> Site:
    """Return a site of which a rule names a notice with a mistake."""
    (site.root / "content/alarms.yml").write_text(BROKEN)
    (site.root / "content/notices").mkdir()
    (site.root / "content/notices/own.yml").write_text("title: [\n")
    return site


def test_a_group_whose_notice_has_a_mistake_stops_no_other(
    broken: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    alerts = [alert("13:03", alertname="Odd"), alert("13:03")]
    assert broken.send(json.dumps(alerts).encode(), "13:04", "json") == 1
    error = capsys.readouterr().err
    assert "content/notices/own.yml:1:8: a value is missing" in error
    assert "The notice own has mistakes: 1 problem in 1 file." in error
    assert [each.stem for each in broken.paths] == ["2026-11-20-cloud-pbx-unreachable-in-europe"]


def test_the_mistake_of_a_notice_is_shown_where_it_is_named(
    broken: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["notices", "own", "--root", str(broken.root)]) == 1
    assert "The notice own has mistakes: 1 problem in 1 file." in capsys.readouterr().err


def test_a_site_without_content_is_no_bug(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(site.root / "content")
    assert site.fire("13:04", alert("13:03")) == 1
    assert "there is no folder 'content'" in capsys.readouterr().err


def test_a_disk_without_locks_is_no_bug(
    site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", refuse)
    assert site.fire("13:04", alert("13:03")) == 1
    expected = f"{site.root} could not be used: No locks available. Every file is whole; "
    assert capsys.readouterr().err.startswith(expected)
