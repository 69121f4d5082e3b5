"""`update` at a terminal: what is asked for, and what a person has to type."""

from pathlib import Path

import pytest

from tests.authoring.test_git import git
from tests.terminals import session

NOW = "2026-11-20 14:40:25"
INCIDENT = "content/incidents/calls-fail.yml"


def typed(root: Path, answers: str, *arguments: str, editor: str = "false") -> tuple[int, str]:
    """Return the exit code and what a terminal shows when a person types `answers`."""
    script = root.parent / "editor.sh"
    script.write_text(f"#!/bin/sh\n{editor}\n")
    script.chmod(0o755)
    command = (*arguments, "--root", str(root), "--now", NOW)
    return session(answers, *command, variables={"EDITOR": str(script), "VISUAL": str(script)})


def added(root: Path, path: str = INCIDENT) -> str:
    return (root / path).read_text().rpartition("  - at: 2026-11-20 14:40\n")[2]


@pytest.fixture
def one(site: Path) -> Path:
    """Return a site in which one incident is open, made from a notice, and nothing else."""
    (site / "content/maintenance/upgrade.yml").unlink()
    return site


def test_enter_takes_the_next_status_the_text_of_the_notice_and_its_states(one: Path) -> None:
    code, shown = typed(one, "\n\n2\n\n", "update")
    assert code == 0
    assert "calls-fail\n  Calls fail\n  Identified since 2026-11-20 14:15 Europe/Rome\n" in shown
    assert "  1  monitoring     it works again, and is watched\n" in shown
    assert "PBX can be reached again" in added(one)
    assert added(one).startswith("    status: monitoring\n    affects:\n      pbx: operational\n")


def test_states_text_and_promise_are_asked_for_where_no_notice_has_them(one: Path) -> None:
    path = one / INCIDENT
    path.write_text(path.read_text().removeprefix("# notice: cloud-unreachable\n"))
    code, shown = typed(one, "mon\nThe standby carries all calls.\nwmp, pbx=deg\n30m\n", "update")
    assert code == 0
    assert "Next update (Europe/Rome), such as 30m or 15:30; Enter for none: " in shown
    assert added(one) == (
        "    status: monitoring\n    affects:\n      wmp: operational\n"
        "      pbx: degraded_performance\n    text: The standby carries all calls.\n"
        "    next_update: 2026-11-20 15:10\n"
    )


def test_the_page_and_the_posts_are_shown_before_anything_is_written(one: Path) -> None:
    git(one, "init", "--quiet")
    code, shown = typed(one, "res\n\nnothing\n", "update")
    assert shown.rstrip().endswith("Nothing was written.")
    assert code == 130
    rest = shown.partition("\nResolved, 2026-11-20 14:40 Europe/Rome\n")[2]
    assert "PBX works normally." in rest
    assert "To post:\n\n--- Wizards" in rest
    assert "Publish it [publish]: " in rest
    assert "14:40" not in added(one)


def test_a_typed_text_is_not_lost_where_nothing_is_written(one: Path) -> None:
    git(one, "init", "--quiet")
    code, shown = typed(one, "inv\nWe look again.\n\n\nno\n", "update")
    assert code == 130
    assert "Your text, which was not written:\n\nWe look again.\n" in shown


def test_a_wrong_text_can_be_edited_again(one: Path) -> None:
    script = 'grep -q region "$1" && echo "All of Europe." > "$1" || echo "??region??" > "$1"'
    code, shown = typed(one, "y\n", "edit", "calls", editor=script)
    assert code == 0
    assert "'??region??' is still to be filled in" in shown
    assert "    text: All of Europe.\n" in (one / INCIDENT).read_text()


def test_e_opens_the_editor_with_the_text_of_the_notice(one: Path) -> None:
    code, _ = typed(one, "res\ne\n", "update", editor='sed -i "s/works/really works/" "$1"')
    assert code == 0
    assert "Everything on PBX really works normally." in " ".join(added(one).split())


def test_several_open_entries_are_offered_and_one_is_chosen_by_its_beginning(site: Path) -> None:
    code, shown = typed(site, "up\n\n30m\nIt takes longer.\n", "update")
    assert code == 0
    assert "  1  calls-fail  Calls fail\n  2  upgrade     Upgrade\n" in shown
    assert (
        "  - at: 2026-11-20 14:40\n    status: extended\n    ends: 2026-11-20 16:30\n"
        in (site / "content/maintenance/upgrade.yml").read_text()
    )


def test_an_end_that_is_no_later_one_is_asked_for_again(site: Path) -> None:
    code, shown = typed(site, "up\n\n15:30\n30m\nIt takes longer.\n", "update")
    assert code == 0
    assert "until 2026-11-20 16:00 Europe/Rome already: if work ends earlier" in shown


def test_a_window_is_asked_for_with_its_zone_and_again_where_it_ends_too_early(
    site: Path,
) -> None:
    answers = "resch\n22:00\n2026-11-20 21:00\n3h\nWe move.\n"
    code, shown = typed(site, answers, "update", "upgrade")
    assert code == 0
    assert "2026-11-20 21:00 Europe/Rome is not after the start: expected one after" in shown
    assert "New start (Europe/Rome), such as 22:00: " in shown
    assert "starts: 2026-11-20 22:00\n    ends: 2026-11-21 01:00\n" in added(
        site, "content/maintenance/upgrade.yml"
    )


def test_a_status_before_the_last_one_takes_it_back(one: Path) -> None:
    code, shown = typed(one, "inv\nWe look again.\n\n\n", "update")
    assert code == 0
    assert "investigating  the cause is being looked for (goes back)\n" in shown
    assert added(one).startswith("    status: investigating\n")


@pytest.mark.parametrize(
    ("options", "answers", "commits"),
    [
        (["--publish"], "\n", 2),
        (["--publish"], "y\n", 2),
        (["--publish"], "write\n", 1),
        (["--publish", "--yes"], "", 2),
        ([], "", 1),
    ],
)
def test_publishing_by_options_is_confirmed(
    one: Path, options: list[str], answers: str, commits: int
) -> None:
    git(one, "init", "--quiet")
    git(one, "add", ".")
    git(one, "commit", "--quiet", "-m", "All")
    status = ("--status", "resolved", "--text", "It is over.")
    code, _ = typed(one, answers, "update", *status, *options)
    assert code == 0
    assert git(one, "rev-list", "--count", "HEAD") == f"{commits}\n"


def test_post_offers_what_is_open_too(site: Path) -> None:
    code, shown = typed(site, "2\n", "post", "--group", "partners")
    assert code == 0
    assert "Which entry [calls-fail]: Upgrade\nMaintenance started: " in shown


def test_monitoring_by_option_asks_which_components_work_again(one: Path) -> None:
    code, shown = typed(one, "\n", "update", "--status", "monitoring", "--text", "All works.")
    assert code == 0
    assert "or COMPONENT=STATE [all]: " in shown
    assert "      pbx: operational\n      wmp: operational\n" in added(one)


def test_a_component_of_new_maintenance_is_under_maintenance_by_default(one: Path) -> None:
    words = ("--title", "Work", "--text", "It is upgraded.", "--starts", "22:00", "--ends", "3h")
    _, shown = typed(one, "pbx\n\n", "new", "maintenance", *words)
    assert "State of pbx [under_maintenance]: " in shown
    (path,) = one.glob("content/maintenance/*/*-work.yml")
    assert "  pbx: under_maintenance\n" in path.read_text()
