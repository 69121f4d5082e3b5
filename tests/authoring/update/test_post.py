from pathlib import Path

import pytest

from statusgen.cli.main import run

TEXT = """\
Calls fail
Identified: Fri 20 Nov, 14:15 Rome time (13:15 UTC)
We look into it.
https://status.example/incidents/calls-fail/20261120T131500Z/
"""


def post(root: Path, *arguments: str, now: str = "2026-11-20 15:00") -> int:
    return run(["post", "--root", str(root), "--now", now, *arguments])


def test_for_one_group_it_is_the_text_alone(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert post(site, "calls-fail", "--group", "wizards") == 0
    assert capsys.readouterr() == (TEXT, "")


def test_for_several_groups_each_has_a_line_above(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    heads = "--- Wizards: https://groups.example/w/\n--- Partners: https://groups.example/p/\n"
    assert post(site, "calls-fail") == 0
    assert capsys.readouterr().out == heads + TEXT


@pytest.mark.parametrize(
    ("options", "now", "expected"),
    [
        ([], "2026-11-20 15:00", "/started-20261120T130000Z/"),
        ([], "2026-11-20 17:00", "/completed-20261120T150000Z/"),
        (["--update", "announced"], "2026-11-20 17:00", "/announced/"),
    ],
)
def test_the_newest_update_is_shown_or_the_one_that_is_named(
    site: Path, capsys: pytest.CaptureFixture[str], options: list[str], now: str, expected: str
) -> None:
    assert post(site, "upgrade", *options, now=now) == 0
    assert f"/upgrade{expected}\n" in capsys.readouterr().out


def test_a_draft_is_shown_with_a_note(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (site / "content/incidents/calls-fail.yml").open("a") as file:
        file.write("draft: true\n")
    assert post(site, "calls-fail", "--group", "wizards") == 0
    assert capsys.readouterr() == (
        TEXT,
        "calls-fail is a draft: nothing of it is published yet.\n",
    )


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["upgrdae"], "unknown entry 'upgrdae'; did you mean 'upgrade'?"),
        (["cals"], "unknown entry 'cals'; did you mean 'calls-fail'?"),
        (["calls-fial"], "unknown entry 'calls-fial'; did you mean 'calls-fail'?"),
        (["calls-fail", "--group", "wizard"], "unknown group 'wizard'; did you mean 'wizards'?"),
        (["upgrade", "--update", "anounced"], "'anounced'; did you mean 'announced'?"),
    ],
)
def test_an_unknown_name_is_wrong_usage(
    site: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], expected: str
) -> None:
    assert post(site, *arguments) == 2
    assert expected in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["slow"], "slow is not announced to the groups: it does not have 'scope: global'."),
        (["upgrade", "--group", "wizards"], "The group wizards does not announce what upgrade is."),
        (["calls-fail", "--now", "2026-11-20 14:00"], "Nothing of calls-fail is published yet."),
    ],
)
def test_what_no_group_hears_of_ends_in_1(
    site: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], expected: str
) -> None:
    assert post(site, *arguments) == 1
    assert capsys.readouterr() == ("", f"{expected}\n")


def test_a_site_without_groups_has_no_posts(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "content/groups.yml").unlink()
    assert post(site, "upgrade") == 1
    assert "No group of content/groups.yml announces" in capsys.readouterr().err
