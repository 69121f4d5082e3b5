import io
import subprocess
import sys
from pathlib import Path

import pytest

from statusgen.authoring.new.answers import chosen
from statusgen.cli.main import run
from statusgen.content.load import load
from statusgen.content.schema.errors import InputError
from statusgen.content.schema.names import slug
from statusgen.problems import Severity
from tests.paths import REPOSITORY
from tests.samples import at
from tests.terminals import session

NOW = "2026-11-23 14:15"
INCIDENT = ("new", "incident")
MAINTENANCE = ("new", "maintenance")
WORDS = ("--title", "Calls fail", "--affects", "pbx=major_outage", "--text", "They do.")
WINDOW = ("--starts", "2026-12-01 22:00", "--ends", "4h")

_POLICY = """\
name: Policy
created: 2018-04
updated: 2020-07
permalink: https://docs.example/policy
mission: {offers: [Help]}
regions:
  - {id: emea, label: Europe, timezone: Europe/Rome, support_hours: {monday: 09:00-18:00}}
  - {id: west, label: West, timezone: America/New_York, support_hours: {monday: 09:00-18:00}}
classes:
  - {id: critical, name: Critical, conditions: [All fails], goal: {within: 30m, during: always}}
  - {id: standard, name: Standard, conditions: [Else], goal: {by: end_of_working_day}}
tiers: [{id: gold, name: Gold, support: direct}]
channels: [{id: phone, name: Phone, who: everyone, used_for: [All]}]
"""
_GROUPS = """\
groups:
  - {id: wizards, name: Wizards, url: "https://groups.example/", announces: [global_problem]}
"""
_COMPONENTS = """\
groups:
  - id: all
    name: All
    components: [{id: pbx, name: PBX Rome, region: emea}, {id: na, name: PBX NA, region: west}]
"""


@pytest.fixture
def site(small_site: Path) -> Path:
    (small_site / "content/incidents/calls-fail.yml").unlink()
    (small_site / "content/sla.yml").write_text(_POLICY)
    (small_site / "content/groups.yml").write_text(_GROUPS)
    (small_site / "content/components.yml").write_text(_COMPONENTS)
    return small_site


def end(root: Path, *arguments: str) -> int:
    command, kind, *more = arguments
    return run([command, kind, "--root", str(root), "--now", NOW, *more])


def test_a_text_comes_from_standard_input(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("It fails.\u0085\n".encode())))
    assert end(site, *INCIDENT, *WORDS[:4], "--text", "-", "--cos", "standard") == 0
    (path,) = (site / "content/incidents").rglob("*.yml")
    assert path.read_text().endswith("    text: It fails.\n")


def written(root: Path) -> dict[str, str]:
    """Return the entries below `root`, by the names of their files."""
    return {path.stem: path.read_text() for path in root.glob("content/*/2*/*.yml")}


def the_only(root: Path) -> str:
    (text,) = written(root).values()
    return text


def errors(root: Path) -> list[str]:
    problems = load(root, at("2026-11-23 13:15")).problems
    return [each.message for each in problems if each.severity is Severity.ERROR]


# --- what is written -----------------------------------------------------------------------------


def test_an_incident_from_a_notice(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = ("--notice", "cloud-unreachable", "--set", "component=pbx", "--set", "region=Rome")
    assert end(site, *INCIDENT, *output, "--reported", "2026-11-23 14:03") == 0
    assert written(site) == {
        "2026-11-23-cloud-pbx-unreachable-in-rome": (
            "# notice: cloud-unreachable\n"
            "# component: PBX Rome\n"
            "# region: Rome\n"
            "# since: 14:03 CET\n"
            "title: Cloud PBX unreachable in Rome\n"
            "cos: critical\n"
            "scope: global\n"
            "region: emea\n"
            "reported: 2026-11-23 14:03\n"
            "affects:\n"
            "  pbx: major_outage\n"
            "updates:\n"
            "  - at: 2026-11-23 14:15\n"
            "    status: investigating\n"
            "    text: |\n"
            "      Since 14:03 CET, phones and apps on PBX Rome have been offline: calls can be"
            " neither made nor received. As far as we know, other regions and PBXs on site are not"
            " affected.\n"
            "\n"
            "      Urgent calls can be made from a mobile phone over the mobile network. Our"
            " engineers are looking for the cause. Please do not restart or change anything on"
            " your side.\n"
        )
    }
    printed = capsys.readouterr()
    path, _, post = printed.out.partition("\n\n")
    assert path == "content/incidents/2026/2026-11-23-cloud-pbx-unreachable-in-rome.yml"
    assert post.startswith("Cloud PBX unreachable in Rome\nInvestigating: Mon 23 Nov, 14:15 Rome")
    assert "Commit and push it to publish it.\n" in printed.err
    assert not errors(site)


def languages_of_texts(root: Path) -> list[set[str]]:
    """Return the languages of the title and of the last text of the only new incident."""
    content = load(root, at("2026-11-24 12:00")).content
    assert content is not None
    (incident,) = content.incidents
    return [set(text.by_language) for text in (incident.title, incident.updates[-1].text)]


@pytest.mark.parametrize(
    ("affects", "states"),
    [
        (("na=degraded_performance",), "  pbx: major_outage\n  na: degraded_performance\n"),
        (
            ("na=partial_outage", "pbx=partial_outage"),
            "  pbx: partial_outage\n  na: partial_outage\n",
        ),
    ],
)
def test_affects_adds_to_the_component_of_a_notice(
    site: Path, affects: tuple[str, ...], states: str
) -> None:
    words = ("--set", "component=pbx", "--set", "region=Rome", "--began", "2026-11-23 14:03")
    more = [word for each in affects for word in ("--affects", each)]
    assert end(site, *INCIDENT, "--notice", "cloud-unreachable", *words, *more) == 0
    assert f"affects:\n{states}updates:" in the_only(site)
    assert "apps on PBX Rome have been offline" in the_only(site)


def test_an_incident_from_a_notice_has_all_languages_of_the_site(site: Path) -> None:
    file = site / "content/site.yml"
    file.write_text(file.read_text().replace("languages: [en]", "languages: [en, it, de, fr, es]"))
    words = ("--set", "component=pbx", "--set", "region=Europe", "--began", "2026-11-23 14:03")
    assert end(site, *INCIDENT, "--notice", "cloud-unreachable", *words) == 0
    assert languages_of_texts(site) == [{"en", "it", "de", "fr", "es"}] * 2
    assert "Dalle 14:03 CET i telefoni" in the_only(site)
    assert "it: Cloud PBX non raggiungibile (Europa)\n" in the_only(site)


def test_a_text_is_left_out_in_a_language_whose_words_are_not_known(site: Path) -> None:
    file = site / "content/site.yml"
    file.write_text(file.read_text().replace("languages: [en]", "languages: [en, it, de]"))
    words = ("--set", "component=pbx", "--set", "region=our house", "--set", "region.it=casa")
    began = ("--began", "2026-11-23 14:03")
    assert end(site, *INCIDENT, "--notice", "cloud-unreachable", *words, *began) == 0
    assert languages_of_texts(site) == [{"en", "it"}, {"en", "it", "de"}]


def test_the_effect_in_a_notice_is_a_fact_of_the_maintenance(site: Path) -> None:
    words = ("--set", "component=pbx", "--set", "purpose=replace a disk", "--set", "effect=Pause.")
    window = ("--starts", "2026-11-23 22:00", "--ends", "1h", "--yes")
    assert end(site, *MAINTENANCE, "--notice", "emergency-maintenance", *words, *window) == 0
    assert "\neffect: Pause.\n" in the_only(site)


def test_a_notice_says_since_when_in_the_zone_of_the_region(site: Path) -> None:
    words = ("--set", "component=na", "--set", "region=the USA", "--began", "2026-11-23 14:03")
    assert end(site, *INCIDENT, "--notice", "cloud-unreachable", *words) == 0
    assert "Since 08:03 EST, phones and apps" in the_only(site)


def test_a_problem_does_not_begin_now_because_nobody_said_when(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--set", "component=pbx", "--set", "region=Rome")
    assert end(site, *INCIDENT, "--notice", "cloud-unreachable", *words) == 2
    assert "--began TIME  Since when" in capsys.readouterr().err


def test_an_editor_gets_the_schema_where_there_is_one(site: Path) -> None:
    assert run(["schema", "--root", str(site), "--out", str(site / ".schema")]) == 0
    output = ("--notice", "cloud-unreachable", "--set", "component=pbx", "--set", "region=Rome")
    assert end(site, *INCIDENT, *output, "--began", "2026-11-23 14:03") == 0
    (path,) = site.glob("content/incidents/2*/*.yml")
    first, second = path.read_text().splitlines()[:2]
    assert path.parent.joinpath(first.partition("=")[2]).is_file()
    assert second == "# notice: cloud-unreachable"


def test_an_incident_in_ones_own_words(site: Path) -> None:
    more = ("--cos", "standard", "--scope", "limited", "--cause", "upstream", "--region", "west")
    times = ("--at", "2026-11-23 14:00", "--next-update", "30m", "--status", "identified")
    assert end(site, *INCIDENT, *WORDS, *more, *times) == 0
    assert the_only(site) == (
        "title: Calls fail\ncos: standard\nscope: limited\ncause: upstream\nregion: west\n"
        "affects:\n  pbx: major_outage\n"
        "updates:\n  - at: 2026-11-23 14:00\n    status: identified\n    text: They do.\n"
        "    next_update: 2026-11-23 14:30\n"
    )


def test_a_maintenance(site: Path) -> None:
    assert end(site, *MAINTENANCE, *WORDS, *WINDOW, "--announced", "2026-11-23 10:00") == 0
    assert the_only(site) == (
        "title: Calls fail\naffects:\n  pbx: major_outage\n"
        "announced: 2026-11-23 10:00\nstarts: 2026-12-01 22:00\nends: 2026-12-02 02:00\n"
        "text: They do.\n"
    )
    assert [*written(site)] == ["2026-12-01-calls-fail"]


def test_a_component_of_maintenance_needs_no_state(site: Path) -> None:
    assert end(site, *MAINTENANCE, *WORDS[:2], "--affects", "na", *WORDS[4:], *WINDOW) == 0
    assert "affects:\n  na: under_maintenance\n" in the_only(site)


def test_an_option_replaces_the_text_of_the_notice(site: Path) -> None:
    output = (
        "--notice",
        "calls-dropping",
        "--title",
        "Drops",
        "--text",
        "Short.",
        "--cos",
        "standard",
    )
    assert end(site, *INCIDENT, *output, "--affects", "pbx=degraded_performance") == 0
    text = the_only(site)
    assert "title: Drops\ncos: standard\n" in text
    assert "  pbx: degraded_performance\n" in text
    assert "text: Short.\n" in text


def test_several_components_stand_for_one_placeholder(site: Path) -> None:
    assert (
        end(site, *MAINTENANCE, "--notice", "system-upgrade", "--set", "component=pbx, na", *WINDOW)
        == 0
    )
    text = the_only(site)
    assert "title: Upgrade of PBX Rome and PBX NA\n" in text
    assert "  pbx: under_maintenance\n  na: under_maintenance\n" in text


def test_components_that_are_given_name_those_of_a_notice(site: Path) -> None:
    began = ("--began", "2026-11-23 14:03")
    affects = ("--affects", "na=major_outage")
    assert end(site, *INCIDENT, "--notice", "calls-dropping", *affects, *began) == 0
    text = the_only(site)
    assert "title: Calls drop on PBX NA\n" in text
    assert "region: west\n" in text


def test_an_id_that_is_taken_gets_a_number(site: Path) -> None:
    for _ in range(3):
        assert end(site, *INCIDENT, *WORDS, "--yes") == 0
    name = "2026-11-23-calls-fail"
    assert sorted(written(site)) == [name, f"{name}-2", f"{name}-3"]


def test_an_id_has_at_most_80_characters(site: Path) -> None:
    title = ("--title", "Words without end " * 9)
    for _ in range(2):
        assert end(site, *INCIDENT, *WORDS[2:], *title, "--yes") == 0
    first, second = sorted(written(site))
    assert (len(first) <= 80, second) == (True, f"{first}-2")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Störung in Köln: Teil 2", "storung-in-koln-teil-2"),
        ("故障", ""),
    ],
)
def test_a_title_becomes_part_of_an_address(title: str, name: str) -> None:
    assert slug(title) == name


def test_an_apostrophe_ends_no_word_of_an_id(site: Path) -> None:
    assert end(site, *INCIDENT, *WORDS[2:], "--title", "It's “down”") == 0
    assert [name.endswith("-its-down") for name in written(site)] == [True]


def test_a_title_without_latin_letters_leaves_the_kind(site: Path) -> None:
    words = ("--title", "故障", "--affects", "pbx=major_outage", "--text", "They do.")
    assert end(site, *INCIDENT, *words) == 0
    assert [*written(site)] == ["2026-11-23-incident"]


def test_a_site_without_a_policy_has_no_classes(site: Path) -> None:
    (site / "content/sla.yml").unlink()
    (site / "content/components.yml").write_text(
        _COMPONENTS.replace(", region: emea", "").replace(", region: west", "")
    )
    assert (
        end(
            site,
            *INCIDENT,
            "--notice",
            "calls-dropping",
            "--set",
            "component=pbx",
            "--began",
            "2026-11-23 14:03",
        )
        == 0
    )
    assert "cos:" not in the_only(site)


def test_what_is_not_announced_says_so(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert end(site, *INCIDENT, *WORDS) == 0
    printed = capsys.readouterr()
    assert "is not announced to the groups" in printed.err
    assert printed.out.count("\n") == 1


def test_an_entry_may_be_for_later(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert end(site, *INCIDENT, *WORDS, "--at", "2026-11-23 18:00", "--scope", "global") == 0
    printed = capsys.readouterr()
    assert "It is published at 2026-11-23 18:00 Europe/Rome, not before." in printed.err
    assert "Investigating: Mon 23 Nov, 18:00 Rome time" in printed.out


# --- drafts --------------------------------------------------------------------------------------


def test_a_draft_may_have_placeholders_left(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert end(site, *INCIDENT, "--notice", "cloud-unreachable", "--draft") == 1
    assert "draft: true\n" in the_only(site)
    assert "fill in ??region??, ??component??" in capsys.readouterr().err
    assert errors(site)


def test_a_complete_draft_is_fine(site: Path) -> None:
    assert end(site, *INCIDENT, *WORDS, "--draft") == 0
    assert not errors(site)


# --- wrong use -----------------------------------------------------------------------------------

FROM = ("--notice", "cloud-unreachable")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("new", "incidents"), "'incidents' is not one of 'incident', 'maintenance'"),
        ((*INCIDENT, *FROM, "--set", "component=pbx"), "--set region=…"),
        ((*INCIDENT, *FROM, "--set", "region=Rome"), "--set component=…"),
        ((*INCIDENT, *FROM, "--set", "region=Rome"), "one of: pbx, na"),
        ((*INCIDENT, *FROM, "--set", "regoin=Rome"), "did you mean 'region'?"),
        ((*INCIDENT, *FROM, "--set", "component=pxb"), "did you mean 'pbx'?"),
        ((*INCIDENT, *FROM, "--set", "region"), "expected NAME=VALUE"),
        ((*INCIDENT, *FROM, "--set", "region.fr=Lyon"), "this site is not in 'fr': expected en"),
        ((*INCIDENT, *FROM, "--set", "region="), "expected NAME=VALUE"),
        ((*INCIDENT, *FROM, "--set", "region=a\nb"), "has a line break"),
        ((*INCIDENT, *FROM, "--set", "region=a", "--set", "region=b"), "said twice"),
        ((*INCIDENT, *WORDS, "--set", "region=Rome"), "say which with --notice"),
        ((*INCIDENT, "--notice", "cloud-unreachible"), "did you mean 'cloud-unreachable'?"),
        ((*INCIDENT, "--notice", "system-upgrade"), "statusgen new maintenance"),
        (
            (*INCIDENT, "--notice", "documentation-unavailable"),
            "'documentation', which is no component here",
        ),
        (INCIDENT, "--title …"),
        (INCIDENT, "--text …"),
        (INCIDENT, "--affects COMPONENT=STATE"),
        ((*MAINTENANCE, *WORDS), "--starts TIME"),
        ((*MAINTENANCE, *WORDS), "--ends TIME"),
        ((*INCIDENT, *WORDS, "--starts", NOW), "--starts is not for"),
        ((*MAINTENANCE, *WORDS, *WINDOW, "--next-update", "30m"), "--next-update is not for"),
        (
            (*MAINTENANCE, *WORDS, "--starts", NOW, "--ends", "2026-11-23 14:00"),
            "the end is not after",
        ),
        ((*MAINTENANCE, *WORDS, "--starts", NOW, "--ends", "soon"), "neither a time nor a length"),
        ((*INCIDENT, *WORDS, "--next-update", "2026-11-23 14:00"), "is not after this one"),
        ((*INCIDENT, *WORDS, "--at", "today"), "neither a time nor a length"),
        ((*INCIDENT, *WORDS, "--text", "  "), "this text is empty"),
        ((*INCIDENT, *WORDS[2:], "--title", "a\nb"), "must be a single line"),
        ((*INCIDENT, *WORDS, "--affects", "pbx=broken"), "is said twice"),
        ((*INCIDENT, *WORDS, "--affects", "na"), "expected COMPONENT=STATE, such as na=major_out"),
        ((*INCIDENT, *WORDS, "--affects", "na=broken"), "unknown state 'broken'"),
        ((*INCIDENT, *WORDS, "--affects", "pxb=major_outage"), "did you mean 'pbx'?"),
        ((*INCIDENT, *WORDS, "--cos", "critcal"), "did you mean 'critical'?"),
        ((*INCIDENT, *WORDS, "--region", "emae"), "did you mean 'emea'?"),
        ((*INCIDENT, *WORDS, "--status", "solved"), "'solved' is not one of"),
        ((*INCIDENT, *WORDS, "--id", "Not An Id"), "cannot be an id"),
        ((*INCIDENT, *FROM, "--draft", "--id", "x", "--text", "a\x07"), "cannot be published"),
    ],
)
def test_a_wrong_use_is_a_sentence_and_writes_nothing(
    site: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], sentence: str
) -> None:
    assert end(site, *arguments) == 2
    assert sentence in capsys.readouterr().err
    assert written(site) == {}


def test_an_id_that_is_given_must_be_free(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert end(site, *INCIDENT, *WORDS, "--id", "outage") == 0
    assert end(site, *MAINTENANCE, *WORDS, *WINDOW, "--id", "outage") == 2
    assert "there is an entry 'outage' already" in capsys.readouterr().err
    assert len(written(site)) == 1


def test_content_with_a_mistake_is_reported_first(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "content/groups.yml").write_text("groups: 1\n")
    assert end(site, *INCIDENT, *WORDS) == 1
    assert "content/groups.yml:1:9: " in capsys.readouterr().err
    assert written(site) == {}


def test_a_mistake_in_a_notice_is_reported(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "templates/notices").mkdir(parents=True)
    (site / "templates/notices/late.yml").write_text("kind: incident\n")
    assert end(site, *INCIDENT, "--notice", "late") == 1
    assert "templates/notices/late.yml:1:1: 'title' is missing" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_to_is_reported(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    assert end(site, *INCIDENT, *WORDS) == 1
    assert "could not be written: Permission denied" in capsys.readouterr().err


def test_a_file_that_came_meanwhile_is_not_overwritten(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = site / "content/incidents/2026"
    folder.mkdir()
    (folder / "x.yml").write_text("theirs")
    monkeypatch.setattr("statusgen.authoring.new.file._id", lambda *_: "x")
    monkeypatch.setattr("statusgen.cli.new.load", lambda root, now: _without(root, folder, now))
    assert end(site, *INCIDENT, *WORDS) == 1
    assert (folder / "x.yml").read_text() == "theirs"


def _without(root: Path, folder: Path, now: object) -> object:
    """Return what is read of a site before somebody else wrote the files in `folder`."""
    hidden = folder.rename(root / "hidden")
    try:
        return load(root, now)  # type: ignore[arg-type] # passed on as it came
    finally:
        hidden.rename(folder)


def test_a_post_that_no_group_takes_is_reported_before_anything_is_written(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "content/groups.yml").write_text(
        _GROUPS.replace("announces", "max_length: 50, announces")
    )
    assert end(site, *INCIDENT, *WORDS, "--scope", "global") == 1
    assert "and the group takes 50" in capsys.readouterr().err
    assert written(site) == {}


# --- publishing ----------------------------------------------------------------------------------


def git(root: Path, *arguments: str) -> str:
    return subprocess.check_output(["git", "-C", str(root), *arguments], text=True)  # noqa: S603, S607 - ours


def test_publishing_commits_the_file_with_a_message_of_one_form(site: Path) -> None:
    git(site, "init", "-q")
    git(site, "config", "user.email", "noc@example.org")
    git(site, "config", "user.name", "NOC")
    assert end(site, *INCIDENT, *WORDS, "--publish") == 0
    assert git(site, "log", "--format=%s", "--name-only").split("\n\n") == [
        "incident 2026-11-23-calls-fail: investigating",
        "content/incidents/2026/2026-11-23-calls-fail.yml\n",
    ]


def test_publishing_where_there_is_no_repository_writes_nothing(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert end(site, *INCIDENT, *WORDS, "--publish") == 1
    assert "is in no git repository" in capsys.readouterr().err
    assert written(site) == {}


def test_what_is_not_complete_is_not_published(site: Path) -> None:
    git(site, "init", "-q")
    assert end(site, *INCIDENT, *FROM, "--draft", "--publish") == 2
    assert written(site) == {}


# --- choices -------------------------------------------------------------------------------------

CHOICES = (("cloud-eu", "Cloud PBX Europe"), ("cloud-uk", "Cloud PBX London"), ("wmp", "Portal"))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        *(("1", "cloud-eu"), ("w", "wmp"), ("cloud-u", "cloud-uk"), ("wmp", "wmp")),
        *(("lon", "cloud-uk"), ("EUROPE", "cloud-eu"), ("4", "4"), ("", ""), ("xyz", "xyz")),
    ],
)
def test_a_number_or_the_beginning_of_a_word_names_a_choice(written: str, expected: str) -> None:
    assert chosen(written, CHOICES) == expected


def test_the_beginning_of_several_choices_is_refused_with_their_names() -> None:
    with pytest.raises(InputError, match="'cl' can be cloud-eu or cloud-uk"):
        chosen("cl", CHOICES)


# --- at a terminal -------------------------------------------------------------------------------


def typed(root: Path, answers: str, *arguments: str) -> tuple[int, str]:
    return session(answers, *arguments, "--root", str(root), "--now", NOW)


def test_questions_explain_class_and_scope_in_half_a_line(site: Path) -> None:
    _, shown = typed(site, "none\n", *INCIDENT, *WORDS)
    assert "  1  critical  Critical: All fails\n" in shown
    _, shown = typed(site, "", *INCIDENT, *WORDS, "--cos", "critical")
    assert "  1  global   many customers: page and feeds, and announced to the groups\n" in shown


def test_a_person_is_asked_whether_an_update_was_meant(site: Path) -> None:
    assert end(site, *INCIDENT, *WORDS) == 0
    code, shown = typed(site, "n\n", *INCIDENT, *WORDS, "--scope", "limited", "--cos", "standard")
    assert "incident 2026-11-23-calls-fail, which is open, has this title. Is this an" in shown
    assert (code, len(written(site))) == (0, 2)


def test_a_person_who_meant_an_update_goes_on_with_it(site: Path) -> None:
    assert end(site, *INCIDENT, *WORDS, "--at", "2026-11-23 14:00") == 0
    code, shown = typed(site, "y\n", *INCIDENT, *WORDS, "--scope", "limited", "--cos", "standard")
    assert "Status [identified]: " in shown
    assert (code, len(written(site))) == (130, 1)


def test_a_text_is_shown_again_where_a_person_leaves_a_later_question(site: Path) -> None:
    code, shown = typed(site, "none\nCalls fail\nNobody hears a thing.\n", *INCIDENT)
    assert "Your text, which was not written:\n\nNobody hears a thing.\n" in shown
    assert code == 130
    assert not written(site)


def test_a_person_is_asked_for_what_a_notice_leaves_open(site: Path) -> None:
    answers = "pxb\npbx\n14:03\nRome\n"
    answers += "\n" * 4
    code, shown = typed(site, answers, *INCIDENT, *FROM)
    assert code == 0
    assert "  pbx  PBX Rome\n" in shown
    assert "did you mean 'pbx'?" in shown
    assert "Where that is, as readers call it, such as Europe: " in shown
    assert "title: Cloud PBX unreachable in Rome\n" in the_only(site)


def test_a_person_is_asked_for_everything(site: Path) -> None:
    answers = "none\nCalls fail\nThey do.\npbx\nmaj\n2\ng\n"
    code, shown = typed(site, answers, *INCIDENT)
    assert code == 0
    assert "  cloud-unreachable" in shown
    assert "  critical  Critical: All fails\n" in shown
    assert the_only(site).startswith(
        "title: Calls fail\ncos: standard\nscope: global\nregion: emea\n"
    )


def test_a_person_is_asked_for_a_window_and_for_a_component_that_is_elsewhere(site: Path) -> None:
    (site / "templates/notices").mkdir(parents=True)
    notice = REPOSITORY / "templates/notices/system-upgrade.yml"
    own = notice.read_text()
    (site / "templates/notices/own.yml").write_text(
        own.replace("affects:\n", "affects:\n  wmp: under_maintenance\n")
    )
    answers = "na\npbx\n2026-12-01 22:00\n2026-12-01 21:00\n4h\n"
    code, _ = typed(site, answers, *MAINTENANCE, "--notice", "own")
    assert code == 0
    assert "  na: under_maintenance\n  pbx: under_maintenance\n" in the_only(site)
    assert "ends: 2026-12-02 02:00\n" in the_only(site)


def in_three_languages(site: Path) -> None:
    """Make a site in three languages whose group announces in two."""
    for name, old, new in (
        ("site", "languages: [en]", "languages: [en, it, de]"),
        (
            "groups",
            "announces: [global_problem]",
            "announces: [global_problem], languages: [en, it]",
        ),
    ):
        file = site / f"content/{name}.yml"
        file.write_text(file.read_text().replace(old, new))


def test_a_person_is_asked_for_the_languages_of_the_posts(site: Path) -> None:
    in_three_languages(site)
    answers = "none\nCalls fail\nNon si chiama\nIt rings not.\nNon squilla.\npbx\nmajor_outage\n"
    code, shown = typed(site, f"{answers}critical\nglobal\n", *INCIDENT)
    assert code == 0, shown
    assert languages_of_texts(site) == [{"en", "it"}] * 2
    assert "(de)" not in shown


def test_the_preview_says_in_which_language_there_is_no_post(site: Path) -> None:
    in_three_languages(site)
    answers = "none\nCalls fail\n\nIt rings not.\n\npbx\nmajor_outage\ncritical\nglobal\n"
    code, shown = typed(site, answers, *INCIDENT)
    assert code == 0, shown
    preview = shown.partition("To post:")[0]
    assert "no post in 'it' for wizards: not all of its texts are in that language" in preview


def test_e_opens_the_editor_with_a_section_for_each_language(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_three_languages(site)
    script = site.parent / "editor.sh"
    script.write_text("""#!/bin/sh\nsed -i 's/^# ----- .*: .*/&\\nText./' "$1"\n""")
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(script))
    answers = "none\nCalls fail\n\ne\npbx\nmajor_outage\ncritical\nglobal\n"
    code, shown = typed(site, answers, *INCIDENT)
    assert code == 0, shown
    assert languages_of_texts(site)[-1] == {"en", "it", "de"}


def test_a_title_is_given_in_several_languages(site: Path) -> None:
    in_three_languages(site)
    title = ("--title", "Calls fail", "--title", "it=Non si chiama")
    text = ("--text", "No.", "--affects", "pbx=major_outage")
    assert end(site, *INCIDENT, *title, *text) == 0
    assert "title:\n  en: Calls fail\n  it: Non si chiama\n" in the_only(site)


def test_a_text_in_a_language_that_the_site_has_not_is_refused(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    in_three_languages(site)
    texts = ("--title", "No", "--text", "No.", "--text", "fr=Non.", "--affects", "pbx=major_outage")
    assert end(site, *INCIDENT, *texts) == 2
    assert "this site is not in 'fr': expected en, it, de" in capsys.readouterr().err


def test_a_person_who_leaves_has_written_nothing(site: Path) -> None:
    code, _ = typed(site, "pbx\n", *INCIDENT, *FROM)
    assert code == 130
    assert written(site) == {}


# --- notices -------------------------------------------------------------------------------------


def test_notices_are_listed_with_when_to_use_which(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["notices", "--root", str(site)]) == 0
    assert "  fax-voicemail              Fax or voicemail fails, and" in capsys.readouterr().out


def test_one_is_shown_with_its_stages_and_placeholders(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["notices", "cloud-unreachable", "--root", str(site)]) == 0
    shown = capsys.readouterr().out
    assert "  since       Since when (default: the time given by --reported)\n" in shown
    assert shown.count("\n[") == 5
    assert shown.endswith("--notice cloud-unreachable --set component=… --set region=…\n")


def test_a_site_adds_a_notice_by_a_file_and_replaces_one_by_its_name(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = site / "templates/notices"
    folder.mkdir(parents=True)
    default = REPOSITORY / "templates/notices/push-delayed.yml"
    for name in ("ours", "website-unavailable"):
        (folder / f"{name}.yml").write_text(default.read_text())
    assert run(["notices", "--root", str(site)]) == 0
    shown = capsys.readouterr().out
    assert "  ours                       Sleeping mobile apps" in shown
    assert "  website-unavailable        Sleeping mobile apps" in shown


@pytest.mark.parametrize(("name", "code"), [("cloud", 2), ("push-delayed", 1)])
def test_what_is_wrong_with_notices_is_reported(site: Path, name: str, code: int) -> None:
    (site / "templates/notices").mkdir(parents=True)
    (site / "templates/notices/late.yml").write_text("kind: incident\n")
    assert run(["notices", name, "--root", str(site)]) == code
