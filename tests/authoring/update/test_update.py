import io
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from statusgen.authoring.splice import Edit, plan_edit
from statusgen.cli.main import run
from statusgen.content.load import load
from tests.authoring.test_git import git
from tests.samples import at

NOW = "2026-11-20 14:40:25"
INCIDENT = "content/incidents/calls-fail.yml"

Captured = pytest.CaptureFixture[str]


SHOWN = """\
{path}: monitoring

{added}
--- Wizards: https://groups.example/w/
--- Partners: https://groups.example/p/
Calls fail
Monitoring: Fri 20 Nov, 14:40 Rome time (13:40 UTC)
Back.
https://status.example/incidents/calls-fail/20261120T134000Z/
"""


def update(root: Path, entry: str, *options: str) -> int:
    return run(["update", "--root", str(root), "--now", NOW, entry, *options])


def files(root: Path) -> dict[str, bytes]:
    return {f"{each}": each.read_bytes() for each in root.rglob("*.yml")}


# --- what goes well ------------------------------------------------------------------------------


def test_an_update_is_written_and_shown_with_its_posts(site: Path, capsys: Captured) -> None:
    before = (site / INCIDENT).read_text()
    options = ["--status", "monitoring", "--text", "Back.", "--affects", "pbx=operational"]
    assert update(site, "calls-fail", *options, "--next-update", "30m") == 0
    added = (
        "  - at: 2026-11-20 14:40\n    status: monitoring\n    affects:\n      pbx: operational\n"
        "    text: Back.\n    next_update: 2026-11-20 15:10\n"
    )
    assert (site / INCIDENT).read_text() == before + added
    said = (
        "--next-update 30m: 2026-11-20 15:10 Europe/Rome\n"
        "Page: https://status.example/incidents/calls-fail/\nTo post when it is pushed:\n"
    )
    assert capsys.readouterr() == (SHOWN.format(path=INCIDENT, added=added), said)


def test_a_script_hears_that_a_component_stays_affected(site: Path, capsys: Captured) -> None:
    (site / INCIDENT).write_text((site / INCIDENT).read_text().partition("Europe\n")[2])
    assert update(site, "calls-fail", "--status", "monitoring", "--text", "It works again.") == 0
    assert "if it works again: --affects pbx=operational\n" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "states"),
    [
        ([], "pbx: operational\n      wmp: operational\n"),
        (["--affects", "pbx=partial_outage"], "pbx: partial_outage\n"),
    ],
)
def test_a_text_of_a_script_has_the_states_of_the_notice_if_it_gives_none(
    site: Path, options: list[str], states: str
) -> None:
    text = ("--status", "monitoring", "--text", "It works again.")
    assert update(site, "calls-fail", *text, *options) == 0
    assert f"    affects:\n      {states}    text: " in (site / INCIDENT).read_text()


def test_a_script_hears_of_the_states_that_the_notice_sets(site: Path, capsys: Captured) -> None:
    assert update(site, "calls-fail", "--status", "monitoring", "--text", "It works again.") == 0
    message = "pbx is operational by the notice; if it is not: --affects pbx=STATE\n"
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("entry", "options", "added"),
    [
        ("upgrade", ["--extend-to", "2026-11-20 17:00"], "extended\n    ends: 2026-11-20 17:00"),
        (
            "upgrade",
            ["--reschedule", "2026-11-27 22:00", "2026-11-28 01:00"],
            "rescheduled\n    starts: 2026-11-27 22:00\n    ends: 2026-11-28 01:00",
        ),
        ("upgrade", ["--extend-to", "1h"], "extended\n    ends: 2026-11-20 17:00"),
        ("upgrade", ["--extend-to", "18:30"], "extended\n    ends: 2026-11-20 18:30"),
        (
            "upgrade",
            ["--reschedule", "22:00", "3h"],
            "rescheduled\n    starts: 2026-11-20 22:00\n    ends: 2026-11-21 01:00",
        ),
        ("upgrade", ["--cancel"], "cancelled"),
        ("upgrade", ["--status", "completed"], "completed"),
        ("moved", ["--status", "rescheduled", "--reopen", "--reschedule", "2026-11-27 22:00",
                   "2026-11-28 01:00"], "rescheduled\n    starts: 2026-11-27 22:00"),
        ("calls-fail", ["--status", "investigating", "--reopen"], "investigating"),
    ],
)  # fmt: skip
def test_each_step_has_its_words(site: Path, entry: str, options: list[str], added: str) -> None:
    assert update(site, entry, *options, "--text", "x") == 0
    (path,) = (site / "content").rglob(f"{entry}.yml")
    assert f"  - at: 2026-11-20 14:40\n    status: {added}" in path.read_text()
    assert load(site, at("2026-11-20 14:00")).content is not None


def test_two_updates_of_one_minute_differ_by_their_seconds(site: Path) -> None:
    for _ in range(2):
        update(site, "calls-fail", "--status", "monitoring", "--text", "x")
        options = ["--now", "2026-11-20 14:40:50", "--status", "monitoring", "--text", "y"]
        run(["update", "--root", str(site), "calls-fail", *options])
    assert (site / INCIDENT).read_text().count("- at: 2026-11-20 14:40:50\n") == 1


def test_an_incident_that_no_group_hears_of_says_so(site: Path, capsys: Captured) -> None:
    assert update(site, "slow", "--status", "postmortem", "--text", "x") == 0
    assert "slow is not announced to the groups" in capsys.readouterr().err


def test_a_draft_gets_a_note(site: Path, capsys: Captured) -> None:
    with (site / INCIDENT).open("a") as file:
        file.write("draft: true\n")
    assert update(site, "calls-fail", "--status", "resolved", "--text", "x") == 0
    output = capsys.readouterr()
    assert "calls-fail is a draft: nothing of it is published yet." in output.err
    assert "\nResolved: " in output.out


def test_a_text_comes_from_standard_input(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("È finita.\r\n".encode())))
    assert update(site, "calls-fail", "--status", "resolved", "--text", "-") == 0
    assert (site / INCIDENT).read_text().endswith("    text: È finita.\n")


@pytest.mark.parametrize("char", ["\x85", "\u2028", "\u2029"])
def test_line_breaks_of_unicode_stay_in_a_text(site: Path, char: str) -> None:
    written = f"One{char}two"
    assert update(site, "calls-fail", "--status", "resolved", "--text", written) == 0
    content = load(site, at("2026-11-20 18:00")).content
    assert content is not None
    updates = {each.id: each.updates for each in content.incidents}["calls-fail"]
    assert updates[-1].text.default == written


def test_the_text_of_the_notice_remembers_what_was_filled_in(site: Path) -> None:
    assert update(site, "calls-fail", "--status", "identified", "--stage-text") == 0
    assert "We have found why PBX cannot be reached." in (site / INCIDENT).read_text()


# --- what is refused -----------------------------------------------------------------------------

_TEXT = ("--text", "x")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["calls-fial", "--status", "resolved", *_TEXT], "unknown entry 'calls-fial'; did you"),
        (["calls-fail", *_TEXT], "--status: it is needed"),
        (["calls-fail", "--status", "monitored", *_TEXT], "did you mean 'monitoring'?"),
        (["calls-fail", "--status", "investigating", *_TEXT], "'investigating' goes back: add"),
        (["slow", "--status", "monitoring", *_TEXT], "'monitoring' opens it again: add --reopen"),
        (["slow", "--status", "postmortem", "--reopen", *_TEXT], "does not go back"),
        (["calls-fail", "--status", "postmortem", *_TEXT], "still 'identified': resolve it first"),
        (["calls-fail", "--status", "resolved", "--text", " \n"], "the text is empty"),
        (["calls-fail", "--status", "resolved", "--text", "\u200b"], "is empty"),
        (["calls-fail", "--status", "resolved", "--text", "[a]: http://x"], "is empty"),
        (["calls-fail", "--status", "resolved"], "--text: it is needed"),
        (["calls-fail", "--status", "resolved", "--text", "??a??"], "still to be filled in: ??a??"),
        (["calls-fail", "--status", "resolved", "--at", "2026-11-20 14:15", *_TEXT], "not after"),
        (["calls-fail", "--status", "resolved", "--at", "soon", *_TEXT], "neither a time"),
        (["calls-fail", "--status", "monitoring", "--affects", "pbx", *_TEXT], "=operational"),
        (["calls-fail", "--status", "monitoring", "--affects", "pxb=operational", *_TEXT],
         "unknown component 'pxb'; did you mean 'pbx'?"),
        (["calls-fail", "--status", "monitoring", "--affects", "pbx=fine", *_TEXT],
         "unknown state 'fine'"),
        (["calls-fail", "--status", "resolved", "--affects", "pbx=major_outage", *_TEXT],
         "'pbx' cannot be affected in an incident that is 'resolved'"),
        (["calls-fail", "--status", "resolved", "--stage-text", "--set", "region.fr=Lyon"],
         "region.fr: this site is not in 'fr': expected en."),
        (["calls-fail", "--status", "resolved", "--next-update", "30m", *_TEXT],
         "promises no more updates"),
        (["calls-fail", "--status", "monitoring", "--next-update", "30x", *_TEXT],
         "'30x' is neither a time"),
        (["calls-fail", "--status", "monitoring", "--next-update", "2026-11-20 14:00", *_TEXT],
         "is not after the update"),
        (["calls-fail", "--cancel", *_TEXT], "only a maintenance is cancelled"),
        (["calls-fail", "--extend-to", "2026-11-20 17:00", *_TEXT], "it has no window"),
        (["calls-fail", "--status", "resolved", "--text", "a\x07"], "U+0007 in it cannot"),
        (["calls-fail", "--status", "resolved", "--text", "a\udcff"], "U+DCFF in it cannot"),
        (["upgrade", "--cancel", "--at", "2026-11-20 16:30", *_TEXT], "is completed already"),
        (["upgrade", "--status", "resolved", *_TEXT], "expected one of: in_progress,"),
        (["upgrade", "--status", "extended", *_TEXT], "use --extend-to TIME"),
        (["upgrade", "--status", "rescheduled", *_TEXT], "use --reschedule START END"),
        (["upgrade", "--extend-to", "2026-11-20 13:00", *_TEXT], "is not after the start"),
        (["upgrade", "--extend-to", "2026-11-20 14:30", *_TEXT], "has passed already"),
        (["upgrade", "--extend-to", "2026-11-20 15:00", *_TEXT], "lasts until 2026-11-20 16:00"),
        (["upgrade", "--extend-to", "2026-11-20 15:00", *_TEXT], "with --status completed."),
        (["upgrade", "--reschedule", "2026-11-27 14:00", "2026-11-27 13:00", *_TEXT],
         "--reschedule: the end, 2026-11-27 13:00 Europe/Rome, is not after the start"),
        (["upgrade", "--cancel", "--extend-to", "2026-11-20 17:00", *_TEXT], "cannot be all"),
        (["upgrade", "--status", "completed", "--affects", "wmp=operational", *_TEXT],
         "cannot say that"),
        (["upgrade", "--status", "completed", "--at", "2026-11-20 13:00", *_TEXT], "has not begun"),
        (["upgrade", "--status", "in_progress", "--at", "2026-11-20 13:00", *_TEXT], "not begun"),
        (["moved", "--status", "completed", *_TEXT], "'completed' takes that back: add --reopen"),
        (["moved", "--cancel", "--reopen", *_TEXT], "takes back nothing"),
        (["slow", "--status", "postmortem", "--stage-text"], "does not begin with"),
        (["calls-fail", "--status", "resolved", "--stage-text", *_TEXT], "use one of them"),
        (["calls-fail", "--status", "resolved", "--set", "a=b", *_TEXT], "use it with"),
        (["calls-fail", "--status", "identified", "--stage-text", "--set", "regoin=x"],
         "unknown placeholder of the notice cloud-unreachable 'regoin'; did you mean 'region'?"),
    ],
)  # fmt: skip
def test_wrong_usage_is_a_sentence_and_leaves_the_file(
    site: Path, capsys: Captured, arguments: list[str], expected: str
) -> None:
    before = files(site)
    assert update(site, *arguments) == 2
    assert expected in " ".join(capsys.readouterr().err.split())
    assert files(site) == before


_OPTIONS = ["--status", "--text", "--stage-text", "--set", "--affects", "--next-update", "--at"]
_VALUES = ["resolved", "investigating", "a=b", "pbx=operational", "30m", "2026-11-20 15:00", "-"]
_WORDS = st.one_of(
    st.sampled_from([*_OPTIONS, "--extend-to", "--reschedule", "--cancel", "--reopen", *_VALUES]),
    st.text(max_size=10),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    command=st.sampled_from(["update", "post"]),
    entry=st.sampled_from(["calls-fail", "slow", "upgrade", "moved", "x"]),
    rest=st.lists(_WORDS, max_size=6),
)
def test_nonsense_is_no_bug(
    site: Path, monkeypatch: pytest.MonkeyPatch, command: str, entry: str, rest: list[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x")))
    assert run([command, "--root", str(site), "--now", NOW, entry, *rest]) in {0, 1, 2}


def refusal(root: Path, capsys: Captured, *options: str) -> str:
    """Return the errors of an update that ends in 1 and changes nothing."""
    before = files(root)
    assert update(root, "calls-fail", "--status", "resolved", *_TEXT, *options) == 1
    assert files(root) == before
    return capsys.readouterr().err


def test_a_mistake_elsewhere_is_shown_first(site: Path, capsys: Captured) -> None:
    (site / "content/incidents/half.yml").write_text("title: Half\n")
    output = refusal(site, capsys)
    assert "content/incidents/half.yml:1:1: " in output
    assert "1 problem in 1 file; nothing was written" in output


def test_a_post_that_no_group_takes_is_refused_before_it_is_written(
    site: Path, capsys: Captured
) -> None:
    groups = site / "content/groups.yml"
    groups.write_text(groups.read_text() + "    max_length: 20\n")
    assert "and the group takes 20" in refusal(site, capsys)


def test_a_broken_template_is_shown(site: Path, capsys: Captured) -> None:
    (site / "templates/posts/post.txt").write_text("{{ post.nonsense }}")
    assert "templates/posts/post.txt:1" in refusal(site, capsys)


def test_a_file_that_changes_underneath_is_left_to_who_changed_it(
    site: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(*arguments: Any) -> Edit:  # noqa: ANN401 - as they are
        edit = plan_edit(*arguments)
        (site / INCIDENT).write_bytes(edit.before + b"# a colleague\n")
        return edit

    monkeypatch.setattr("statusgen.authoring.update.add.plan_edit", meanwhile)
    assert update(site, "calls-fail", "--status", "resolved", *_TEXT) == 1
    assert "calls-fail.yml was changed by somebody else" in capsys.readouterr().err
    assert (site / INCIDENT).read_text().endswith("We look into it.\n# a colleague\n")


def test_a_folder_without_git_is_refused_before_anything_is_written(
    site: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(site.parent))
    assert "is in no git repository" in refusal(site, capsys, "--publish")


def test_an_update_is_committed_in_one_form(site: Path, capsys: Captured) -> None:
    git(site, "init", "--quiet")
    git(site, "add", "--all")
    git(site, "commit", "--quiet", "-m", "Begin")
    assert update(site, "calls-fail", "--status", "resolved", *_TEXT, "--publish") == 0
    assert git(site, "log", "-1", "--format=%s") == "incident calls-fail: resolved\n"
    assert "Committed: incident calls-fail: resolved" in capsys.readouterr().err


# --- on a terminal -------------------------------------------------------------------------------


def at_a_terminal(
    root: Path, *options: str, editor: str = "false", typed: str = "e\n"
) -> tuple[int, str]:
    """Return how `update` ends, and what it says, where standard input is a terminal."""
    script = root.parent / "editor.sh"
    script.write_text(f"#!/bin/sh\n{editor}\n")
    script.chmod(0o755)
    ours, theirs = pty.openpty()
    os.write(ours, typed.encode())
    arguments = ["update", "--root", str(root), "--now", NOW, "calls-fail", *options]
    ended = subprocess.run(  # noqa: S603 - ours
        [sys.executable, "-m", "statusgen", *arguments],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "EDITOR": str(script), "VISUAL": str(script)},
        check=False,
    )
    os.close(ours)
    os.close(theirs)
    return ended.returncode, ended.stdout.decode()


def test_an_editor_supplies_the_text(site: Path) -> None:
    editor = 'printf "It rings again.\\n\\nReally.\\n" | cat - "$1" > "$1.new"; cat "$1.new" > "$1"'
    (site / INCIDENT).write_text((site / INCIDENT).read_text().replace("# notice", "# from"))
    code, output = at_a_terminal(site, "--status", "resolved", editor=editor)
    assert code == 0, output
    ending = "    text: |\n      It rings again.\n\n      Really.\n"
    assert (site / INCIDENT).read_text().endswith(ending)
    assert "\nIt rings again.\n" in output


def test_the_editor_begins_with_the_words_of_the_notice(site: Path) -> None:
    code, output = at_a_terminal(site, "--status", "resolved", editor='echo >> "$1"')
    assert code == 0, output
    assert "PBX works normally." in (site / INCIDENT).read_text()
    assert "not published" not in (site / INCIDENT).read_text()


def test_the_editor_has_a_section_for_each_language(site: Path) -> None:
    file = site / "content/site.yml"
    file.write_text(file.read_text().replace("[en]", "[en, it, de]"))
    change = "s/^Everything/Really everything/; /^# ----- de/,/^# ----- What/{/^Auf/d}"
    editor = f"""cp "$1" "{site}/opened"; sed -i '{change}' "$1\""""
    code, output = at_a_terminal(site, "--status", "resolved", editor=editor)
    assert code == 0, output
    headings = re.findall("^# ----- (..):", (site / "opened").read_text(), re.MULTILINE)
    assert headings == ["en", "it", "de"]
    added = (site / INCIDENT).read_text().partition("status: resolved")[2]
    assert "Really everything" in added
    assert "Tutto funziona normalmente" in added
    assert "de:" not in added


def test_an_editor_that_is_left_without_saving_writes_nothing(site: Path) -> None:
    before = files(site)
    code, output = at_a_terminal(site, "--status", "resolved", editor="true")
    assert (code, files(site)) == (2, before)
    assert "nothing was saved in the editor" in output


def test_a_typed_text_is_shown_again_where_it_cannot_be_written(site: Path) -> None:
    editor = f'echo "Typed with care." > "$1"; echo "# mine" >> "{site / INCIDENT}"'
    code, output = at_a_terminal(site, "--status", "resolved", editor=editor)
    assert code == 1
    assert "Your text, which was not written:\n\nTyped with care.\n" in output
    assert "was changed by somebody else" in output


def test_a_person_is_asked_for_what_the_notice_leaves_open(site: Path) -> None:
    notice = site / "templates/notices/cloud-unreachable.yml"
    notice.parent.mkdir(parents=True)
    notice.write_text(NOTICE)
    options = ["--status", "identified", "--stage-text"]
    code, output = at_a_terminal(site, *options, typed="a disk\n")
    assert code == 0, output
    assert "What has failed, such as a fan: " in output
    assert (site / INCIDENT).read_text().endswith("    text: It is a disk.\n")


def test_elsewhere_what_the_notice_leaves_open_is_named(site: Path, capsys: Captured) -> None:
    notice = site / "templates/notices/cloud-unreachable.yml"
    notice.parent.mkdir(parents=True)
    notice.write_text(NOTICE)
    assert update(site, "calls-fail", "--status", "identified", "--stage-text") == 2
    assert "still to be filled in: ??cause??" in capsys.readouterr().err


NOTICE = """\
kind: incident
use_when: In this test.
title: Calls fail
placeholders:
  cause:
    ask: What has failed
    example: a fan
texts:
  investigating: x
  identified: It is ??cause??.
  monitoring: x
  resolved: x
"""


def test_the_states_of_a_stage_come_with_its_text(site: Path) -> None:
    notice = site / "templates/notices/cloud-unreachable.yml"
    notice.parent.mkdir(parents=True)
    states = (
        "affects: {'??component??': major_outage}\n"
        "states: {monitoring: {'??component??': operational}}"
    )
    component = "placeholders:\n  component: {ask: What}\n"
    notice.write_text(NOTICE.replace("placeholders:\n", f"{states}\n{component}"))
    assert update(site, "calls-fail", "--status", "monitoring", "--stage-text") == 0
    added = (site / INCIDENT).read_text().partition("status: monitoring")[2]
    assert "pbx: operational" in added
    assert "wmp: operational" in added


def test_a_text_is_given_in_several_languages(site: Path) -> None:
    file = site / "content/site.yml"
    file.write_text(file.read_text().replace("[en]", "[en, it]"))
    texts = ("--text", "It works.", "--text", "it=Funziona.")
    assert update(site, "calls-fail", "--status", "resolved", *texts) == 0
    assert "      en: It works.\n      it: Funziona.\n" in (site / INCIDENT).read_text()
