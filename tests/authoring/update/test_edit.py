"""`statusgen edit`, and the options of `update` that change an entry and add no update."""

from pathlib import Path

import pytest

from statusgen.cli.main import run
from tests.authoring.test_git import git

Captured = pytest.CaptureFixture[str]

INCIDENT = "content/incidents/calls-fail.yml"
MAINTENANCE = "content/maintenance/upgrade.yml"
MORE = """\
  - at: 2026-11-20 14:30
    status: identified   # by the night shift
    text: |
      One node has failed.

      It is restarted.
    affects: {wmp: operational}
# the end
"""


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the script that stands for a person in an editor; its argument is the file."""
    path = tmp_path / "editor.sh"
    path.touch(mode=0o755)
    monkeypatch.setenv("VISUAL", str(path))
    return path


def edit(root: Path, editor: Path, script: str, *arguments: str) -> int:
    editor.write_text(f"#!/bin/sh\n{script}\n")
    now = ("--now", "2026-11-20 14:40")
    return run(["edit", "--root", str(root), *now, *arguments])


def with_more(root: Path) -> str:
    path = root / INCIDENT
    path.write_text(path.read_text() + MORE)
    return path.read_text()


def test_the_newest_text_is_corrected_and_all_else_stays(
    site: Path, editor: Path, capsys: Captured
) -> None:
    before = with_more(site)
    assert edit(site, editor, "sed -i 's/node has/nodes have/; s/One/Two/' $1", "calls") == 0
    assert (site / INCIDENT).read_text() == before.replace("One node has", "Two nodes have")
    assert capsys.readouterr().out == f"{INCIDENT}: text of 20261120T133000Z\n"


def test_an_update_is_named_by_a_part_of_its_id(site: Path, editor: Path) -> None:
    before = with_more(site)
    assert edit(site, editor, 'echo "Calls fail: all of them." > $1', "calls", "1315") == 0
    expected = before.replace("We look into it.", "|\n      Calls fail: all of them.")
    assert (site / INCIDENT).read_text() == expected


def test_the_text_of_a_maintenance_is_that_of_its_announcement(site: Path, editor: Path) -> None:
    before = (site / MAINTENANCE).read_text()
    assert edit(site, editor, "sed -i s/upgraded/renewed/ $1", "upgrade", "announced") == 0
    assert (site / MAINTENANCE).read_text() == before.replace("is upgraded", "is renewed")


def test_every_language_of_a_text_is_below_its_heading(site: Path, editor: Path) -> None:
    config, path = site / "content/site.yml", site / INCIDENT
    config.write_text(config.read_text().replace("[en]", "[en, it]"))
    texts = "text:\n      en: We look into it. # en\n      it: Verifichiamo.\n"
    path.write_text(path.read_text().replace("text: We look into it.\n", texts))
    before = path.read_text()
    heading = "# ----- it: italiano -----"
    script = f"grep -qx '{heading}' $1 && sed -i 's/Verifichiamo/Stiamo verificando/' $1"
    assert edit(site, editor, script, "calls") == 0
    assert path.read_text() == before.replace("Verifichiamo", "Stiamo verificando")


def test_a_language_that_the_text_lacks_is_added(site: Path, editor: Path) -> None:
    config, path = site / "content/site.yml", site / INCIDENT
    config.write_text(config.read_text().replace("[en]", "[en, it]"))
    before = path.read_text()
    assert edit(site, editor, "sed -i '/ it: /a Verifichiamo.' $1", "calls") == 0
    texts = "text:\n      en: We look into it.\n      it: Verifichiamo.\n"
    assert path.read_text() == before.replace("text: We look into it.\n", texts)


@pytest.mark.parametrize(("words", "column"), [("", 11), ("In ??region?? calls fail.", 14)])
def test_a_wrong_text_is_refused_with_its_place_and_is_not_lost(
    site: Path, editor: Path, capsys: Captured, *, words: str, column: int
) -> None:
    before = (site / INCIDENT).read_text()
    assert edit(site, editor, f'echo "{words}" > $1', "calls") == 1
    error = capsys.readouterr().err
    assert f"{INCIDENT}:10:{column}: " in error
    assert words in error
    assert (site / INCIDENT).read_text() == before


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("true", "calls"), "nothing was saved in the editor"),
        (("echo 'We look into it.' > $1", "calls"), "Nothing is different"),
        (("true", "calls", "1415"), "unknown update of calls-fail '1415'"),
        (("true", "upgrade", "started"), "unknown update of upgrade 'started'"),
    ],
)
def test_what_cannot_be_edited_is_a_sentence(
    site: Path, editor: Path, capsys: Captured, words: tuple[str, ...], expected: str
) -> None:
    script, *arguments = words
    assert edit(site, editor, script, *arguments) in (1, 2)
    assert expected in capsys.readouterr().err


def test_a_correction_is_published_with_its_own_message(site: Path, editor: Path) -> None:
    git(site, "init", "--quiet")
    assert edit(site, editor, 'echo "New." > $1', "calls", "--publish") == 0
    assert git(site, "log", "--format=%s") == "incident calls-fail: text of 20261120T131500Z\n"


# --- keys of an entry ----------------------------------------------------------------------------


def update(root: Path, *arguments: str) -> int:
    return run(["update", "--root", str(root), "--now", "2026-11-20 14:40", *arguments])


def test_keys_are_changed_without_an_update(site: Path, capsys: Captured) -> None:
    before = (site / INCIDENT).read_text()
    assert update(site, "calls", "--title", "All calls fail", "--cause", "upstream") == 0
    expected = before.replace("title: Calls fail", "title: All calls fail")
    expected = expected.replace("scope: global\n", "scope: global\ncause: upstream\n")
    assert (site / INCIDENT).read_text() == expected
    assert capsys.readouterr().out == f"{INCIDENT}: title, cause\n"


def test_a_title_gets_another_language(site: Path) -> None:
    config = site / "content/site.yml"
    config.write_text(config.read_text().replace("[en]", "[en, it]"))
    before = (site / INCIDENT).read_text()
    assert update(site, "calls", "--title", "it=Chiamate interrotte") == 0
    title = "title:\n  en: Calls fail\n  it: Chiamate interrotte\n"
    assert (site / INCIDENT).read_text() == before.replace("title: Calls fail\n", title)


def test_new_keys_stand_in_the_order_of_the_manual(site: Path) -> None:
    path = site / MAINTENANCE
    assert update(site, "upgrade", "--ticket", "NOC-1", "--emergency-calls", "unknown") == 0
    assert "ends: 2026-11-20 16:00\nemergency_calls: unknown\nticket: NOC-1\n" in path.read_text()
    options = ("--status", "completed", "--text", "Done.", "--title", "The upgrade")
    assert update(site, "upgrade", *options) == 0
    assert path.read_text().startswith("title: The upgrade\naffects:")
    assert path.read_text().endswith("status: completed\n    text: Done.\n")


def test_keys_and_an_update_are_one_change(site: Path) -> None:
    options = ("--status", "monitoring", "--text", "Back.", "--scope", "limited")
    assert update(site, "calls", *options, "--began", "14:03") == 0
    text = (site / INCIDENT).read_text()
    assert "scope: limited\nbegan: 2026-11-20 14:03\naffects: {pbx" in text
    states = "affects:\n      pbx: operational\n      wmp: operational\n"
    assert text.endswith(f"status: monitoring\n    {states}    text: Back.\n")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["upgrade", "--scope", "global"], "upgrade is a maintenance, which has no such key."),
        (["calls", "--began", "14:30"], f"{INCIDENT}:6:8: "),
        (["calls", "--title", " "], "this text is empty: expected what readers see."),
        (["calls", "--cos", "critical"], f"{INCIDENT}:5:6: "),
    ],
)
def test_a_wrong_key_is_refused_and_the_file_stays(
    site: Path, capsys: Captured, arguments: list[str], expected: str
) -> None:
    before = (site / INCIDENT).read_bytes()
    update(site, *arguments)
    error = capsys.readouterr().err
    assert (site / INCIDENT).read_bytes() == before, error
    assert expected in error
