"""`new` and `update` take what readers can do meanwhile; `new` asks for it where it is urgent."""

import sys
from pathlib import Path

import click
import pytest
from msgspec import to_builtins

from statusgen.authoring.texts import text_by_language
from statusgen.cli.main import run
from statusgen.content.load import load
from statusgen.content.schema.errors import InputError
from statusgen.model import Site
from tests.paths import REPOSITORY
from tests.samples import at, content
from tests.terminals import session

NOW = ("--now", "2026-11-23 14:15")
CLOUD = (
    *("--notice", "cloud-unreachable", "--set", "component=pbx", "--set", "region=Rome"),
    *("--reported", "2026-11-23 14:00"),
)


def site() -> Site:
    return content().site


@pytest.fixture
def root(small_site: Path) -> Path:
    policy = (REPOSITORY / "content/sla.yml").read_text().partition("\ngroups:")[0]
    (small_site / "content/sla.yml").write_text(policy)
    return small_site


def the_new(root: Path) -> str:
    (file,) = root.glob("content/incidents/2026/*.yml")
    return file.read_text()


def test_new_asks_for_it_where_the_class_is_critical(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = {
        "Whether emergency calls": "unknown",
        "What still works": "",
        "What readers can do": "Use the mobile app.",
    }
    asked: list[str] = []

    def prompt(question: str, **options: object) -> object:
        asked.append(question)
        answer = next(words for start, words in answers.items() if question.startswith(start))
        read = options["value_proc"]
        assert callable(read)
        return read(answer)

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(click, "prompt", prompt)
    assert run(["new", "incident", "--root", str(root), *NOW, *CLOUD]) == 0
    assert len(asked) == 3
    assert "\nemergency_calls: unknown\nworkaround: Use the mobile app.\n" in the_new(root)


def test_options_give_it_in_several_languages(root: Path) -> None:
    file = root / "content/site.yml"
    file.write_text(file.read_text().replace("languages: [en]", "languages: [en, it]"))
    texts = ("--workaround", "Use the app.", "--workaround", "it=Usate l'app.")
    more = ("--emergency-calls", "affected", "--not-affected", "Calls between PBXs")
    assert run(["new", "incident", "--root", str(root), *NOW, *CLOUD, *texts, *more]) == 0
    content = load(root, at("2026-11-23 15:00")).content
    assert content is not None
    entry = next(each for each in content.incidents if each.workaround)
    assert to_builtins(entry.workaround)["by_language"] == {
        "en": "Use the app.",
        "it": "Usate l'app.",
    }


def test_an_update_gives_another_workaround(root: Path) -> None:
    words = ("--status", "identified", "--text", "Found.", "--workaround", "Dial 0 first.")
    assert run(["update", "--root", str(root), *NOW, "calls-fail", *words]) == 0
    assert "    text: Found.\n" in (root / "content/incidents/calls-fail.yml").read_text()
    assert (
        "    workaround: Dial 0 first.\n" in (root / "content/incidents/calls-fail.yml").read_text()
    )


def test_a_text_in_no_language_of_the_site_is_refused(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--status", "identified", "--text", "xx=Found.")
    assert run(["update", "--root", str(root), *NOW, "calls-fail", *words]) == 2
    assert "this site is not in 'xx': expected en." in capsys.readouterr().err


def test_a_resolution_needs_none(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--status", "resolved", "--text", "Over.", "--workaround", "Dial 0 first.")
    assert run(["update", "--root", str(root), *NOW, "calls-fail", *words]) == 2
    assert "an incident that is 'resolved' needs none." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("written", "fault"),
    [(("a", "b"), "two texts"), ((" ",), "empty"), (("sp=no",), "not in 'sp'")],
)
def test_what_cannot_be_a_text_is_refused(written: tuple[str, ...], fault: str) -> None:
    with pytest.raises(InputError, match=fault):
        text_by_language(written, site())


def italian(root: Path) -> Path:
    site, groups = root / "content/site.yml", root / "content/groups.yml"
    site.write_text(site.read_text().replace("languages: [en]", "languages: [en, it]"))
    groups.write_text(
        "groups:\n  - {id: all, name: All, url: 'https://groups.example/',"
        " announces: [global_problem], languages: [en, it]}\n"
    )
    return root


def test_what_an_empty_translation_leaves_out_is_said(root: Path) -> None:
    answers = "Roma\nunknown\nChat\n\nUse the app.\nUsate l'app.\nwrite\n"
    code, shown = session(answers, "new", "incident", "--root", str(italian(root)), *NOW, *CLOUD)
    assert code == 0, shown
    assert "What still works (en), empty for none:" in shown
    assert "What still works (it), empty: no post in this language:" in shown


def test_the_words_of_a_placeholder_are_asked_for_in_each_language_of_the_posts(root: Path) -> None:
    given = ("--notice", "cloud-unreachable", "--set", "component=pbx", *CLOUD[-2:])
    answers = "the UK\nRegno Unito\nunknown\n\n\nwrite\n"
    arguments = ("--root", str(italian(root)), *NOW)
    code, shown = session(answers, "new", "incident", *arguments, *given)
    assert code == 0, shown
    assert "such as Europa (it) [the UK]:" in shown
    assert "no post in" not in shown
    assert "  it: Cloud PBX non raggiungibile (Regno Unito)\n" in the_new(root)
    assert "# region: the UK\n# region.it: Regno Unito\n" in the_new(root)


def test_an_update_asks_for_words_that_a_language_of_the_posts_lacks(root: Path) -> None:
    arguments = ("--root", str(italian(root)), *NOW)
    assert run(["new", "incident", *arguments, *CLOUD, "--id", "cloud"]) == 0
    stage = ("--status", "identified", "--stage-text", "--set", "works=Chat works.")
    later = ("--root", str(root), "--now", "2026-11-23 15:00")
    code, shown = session("La chat funziona.\n", "update", *later, "cloud", *stage)
    assert code == 0, shown
    assert "(it) [Chat works.]:" in shown
    assert "La chat funziona." in the_new(root)


def test_the_text_of_a_notice_says_the_workaround_that_is_given(root: Path) -> None:
    arguments = ("--root", str(root), *NOW, *CLOUD, "--id", "cloud")
    assert run(["new", "incident", *arguments, "--workaround", "Use the app"]) == 0
    assert "      Use the app. Our engineers are" in the_new(root)
    assert "workaround: Use the app\n" in the_new(root)
    assert "mobile phone" not in the_new(root)
    later = ("--root", str(root), "--now", "2026-11-23 15:00", "--workaround", "Dial 0 first.")
    stage = ("--status", "identified", "--stage-text")
    assert run(["update", *later, "cloud", *stage]) == 0
    assert the_new(root).count("Dial 0 first.") == 2
    assert the_new(root).count("Use the app") == 2


def test_the_text_of_a_notice_says_the_workaround_that_is_answered(root: Path) -> None:
    answers = "unknown\n\nUse the app.\nwrite\n"
    code, shown = session(answers, "new", "incident", "--root", str(root), *NOW, *CLOUD)
    assert code == 0, shown
    assert "      Use the app. Our engineers are" in the_new(root)


def test_the_text_of_a_notice_says_the_effect_that_is_given(root: Path) -> None:
    words = ("--notice", "datacentre-work", "--affects", "pbx", "--effect", "Phones restart once")
    window = ("--starts", "2026-12-08 22:00", "--ends", "4h", "--set", "work=the power")
    assert run(["new", "maintenance", "--root", str(root), *NOW, *words, *window]) == 0
    (file,) = root.glob("content/maintenance/2026/*.yml")
    assert "effect: Phones restart once\n" in file.read_text()
    assert "Phones restart once." in file.read_text()
    assert "no interruption" not in file.read_text()
