"""One post a language: where a text is missing in it there is none, and everybody says so."""

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from statusgen.cli.main import run
from statusgen.model import Content, Text
from statusgen.outputs.posts import OUTPUT
from statusgen.render.views.posts import PostsView, posts_page
from tests.contexts import context, rendered
from tests.samples import content, group, incident, maintenance, text, update

NOW = "2026-11-20 15:00"
FIRST, SECOND = "20261120T131500Z", "20261120T140000Z"


def both(english: str, italian: str) -> Text:
    return Text("en", {"en": english, "it": italian})


def outage() -> Content:
    first = replace(update("2026-11-20 13:15", "investigating"), text=both("Down.", "Fermo."))
    entry = incident("outage", "pbx: major_outage", first, update("2026-11-20 14:00", "identified"))
    entry = replace(entry, title=both("Calls fail", "Chiamate interrotte"))
    groups = (replace(group("all", "global_problem"), languages=("it", "en")),)
    made = content(entry, groups=groups)
    return replace(made, site=replace(made.site, languages=("en", "it")))


def posts(source: Content) -> dict[str, str]:
    made = rendered(OUTPUT, context(source, NOW))
    return {each.path.removeprefix("posts/all/outage-"): each.content.decode() for each in made}


def test_a_post_a_language_and_the_old_address_for_the_first() -> None:
    made = posts(outage())
    assert set(made) == {
        f"{FIRST}.txt",
        f"{FIRST}.it.txt",
        f"{FIRST}.en.txt",
        f"{SECOND}.txt",
        f"{SECOND}.en.txt",
    }
    assert made[f"{FIRST}.txt"] == made[f"{FIRST}.it.txt"]
    assert made[f"{FIRST}.it.txt"].startswith("Chiamate interrotte\n")
    assert "/it/incidents/outage/" in made[f"{FIRST}.it.txt"]


def test_a_workaround_without_a_translation_is_a_missing_text() -> None:
    (entry,) = outage().incidents
    source = replace(outage(), incidents=(replace(entry, workaround=text("Use the app.")),))
    assert f"{FIRST}.it.txt" not in posts(source)


@pytest.mark.parametrize(
    ("announced", "languages"), [(text("It."), "en"), (both("It.", "Ciò."), "enit")]
)
def test_the_clock_has_no_post_in_a_language_that_the_announcement_lacked(
    announced: Text, languages: str
) -> None:
    work = replace(maintenance(name="work"), title=both("Upgrade", "Aggiornamento"), text=announced)
    groups = (replace(group("all", "maintenance"), languages=("en", "it")),)
    made = content(work, groups=groups)
    made = replace(made, site=replace(made.site, languages=("en", "it")))
    names = [each.path for each in rendered(OUTPUT, context(made, "2026-12-03 15:00"))]
    found = re.findall(r"work-started-\w+\.(\w\w)\.txt", " ".join(sorted(names)))
    assert "".join(found) == languages


def test_the_page_for_the_noc_says_which_language_is_missing() -> None:
    view = posts_page(context(outage(), NOW)).view
    assert isinstance(view, PostsView)
    newest, oldest = view.announcements
    assert newest.missing == ("No post in this language for all: Italian. A text is missing.",)
    assert (oldest.missing, [each.language for each in oldest.posts]) == (
        (),
        ["English", "Italiano"],
    )


# --- commands ----------------------------------------------------------------------------------

GROUPS = """\
groups:
  - {id: all, name: All, url: "https://groups.example/", announces: [global_problem],
     languages: [en, it]}
"""
ENTRY = """\
title: {en: Calls fail, it: Chiamate interrotte}
scope: global
affects: {pbx: major_outage}
updates:
  - {at: "2026-11-20 14:15", status: investigating, text: {en: Down., it: Fermo.}}
  - {at: "2026-11-20 15:00", status: identified, text: Found.}
"""


@pytest.fixture
def root(small_site: Path) -> Path:
    site = small_site / "content/site.yml"
    site.write_text(site.read_text().replace("languages: [en]", "languages: [en, it]"))
    (small_site / "content/groups.yml").write_text(GROUPS)
    (small_site / "content/incidents/calls-fail.yml").write_text(ENTRY)
    return small_site


def command(root: Path, name: str, *more: str) -> int:
    return run([name, "--root", str(root), "--now", "2026-11-20 15:30", *more])


def test_post_gives_each_language_or_one(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(root, "post", "calls-fail", "--update", FIRST) == 0
    headings = re.findall(r"^--- .*", capsys.readouterr().out, re.MULTILINE)
    assert headings == [
        "--- All (en): https://groups.example/",
        "--- All (it): https://groups.example/",
    ]
    assert command(root, "post", "calls-fail", "--update", FIRST, "--language", "it") == 0
    assert capsys.readouterr().out.startswith("Chiamate interrotte\n")


def test_post_says_which_language_is_missing(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(root, "post", "calls-fail") == 0
    output = capsys.readouterr()
    assert output.out.startswith("Calls fail\n")
    assert "no post in 'it' for all: not all of its texts are in that language" in output.err
    assert command(root, "post", "calls-fail", "--language", "it") == 1
    assert command(root, "post", "calls-fail", "--language", "de") == 2


def test_check_warns_of_it(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(root, "check") == 0
    written = "".join(capsys.readouterr())
    place = "content/incidents/calls-fail.yml:6:50"
    assert f"{place}: warning: '{SECOND}': no post in 'it' for all" in written
    assert f"'{FIRST}'" not in written


@pytest.mark.parametrize(("length", "found"), [(100, []), (450, [("en", FIRST), ("it", FIRST)])])
def test_check_warns_of_a_post_to_which_much_is_added(
    root: Path, length: int, found: list[tuple[str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    path = root / "content/components.yml"
    path.write_text(path.read_text().replace("name: PBX", f"name: PBX {'x' * length}"))
    assert command(root, "check") == 0
    written = "".join(capsys.readouterr())
    pattern = r"the post in '(\w\w)' about '(\w+)' has \d+ characters .* and 550 is the most"
    assert [each for each in re.findall(pattern, written) if each[1] == FIRST] == found


def test_check_names_the_title_and_the_fact_that_are_missing_once(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = root / "content/incidents/calls-fail.yml"
    plain = ENTRY.replace("{en: Calls fail, it: Chiamate interrotte}", "Calls fail")
    entry.write_text(f"{plain}workaround: Use the app.\n")
    assert command(root, "check") == 0
    found = re.findall(r"calls-fail\.yml:(\d+:\d+): .*no post", "".join(capsys.readouterr()))
    assert found == ["1:1", "6:50", "7:1"]
