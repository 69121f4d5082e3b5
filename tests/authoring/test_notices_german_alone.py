"""What notices bring to a site in German alone has no English word but names and terms of art."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from statusgen.authoring.words import question_about
from statusgen.cli.main import run
from statusgen.content.schema.context import LANGUAGES
from tests.notices_reader import Stage, notices, stages
from tests.outputs.test_german_alone import english_in, words_in

GERMAN = ("de",)
TERMS = frozenset(
    words_in("""
    Android App Apps Authenticator Browser Carrier CET Chat Chats Cloud Codes Controller Critical
    Fax Gateway Hardware Kite NOC offline online PBX Portal Provisioning Push Release Releases
    Routing Server Session Border SIP SMS Software Support System Ticket Ticketing Tickets
    Trunk Trunks UTC Telecom Update Voicemail Website WMP Business Example Gold Net Partner Platinum
    """)
)
"""Names and terms of art, which are the same in both languages."""
GERMAN_TOO = words_in("an h in migration min minute mobile normal nov so version")
"""Words of both languages."""


def english(text: str) -> set[str]:
    """Return the words of a German text that are English, and no name or term."""
    return english_in(text.replace("Denial-of-Service", "")) - TERMS - GERMAN_TOO


def both_ways(name: str) -> Iterator[Stage]:
    for full in (False, True):
        yield from stages(name, GERMAN, is_full=full)


def readable(stage: Stage) -> str:
    """Return the title and the texts in the file of an entry."""
    entry = yaml.load(stage.file, yaml.BaseLoader)  # noqa: S506 - it makes text of all
    texts = [entry["title"], entry.get("text", "")]
    return "\n".join((*texts, *(each["text"] for each in entry.get("updates", ()))))


of_each = pytest.mark.parametrize("name", sorted(notices(*LANGUAGES).by_name))


@of_each
def test_files_and_posts_have_no_english_word(name: str) -> None:
    for stage in both_ways(name):
        for text in (readable(stage), stage.post("de")):
            assert not english(text), (stage.name, text)


@of_each
def test_files_and_posts_share_no_word_with_the_english_ones(name: str) -> None:
    originals = [each for full in (False, True) for each in stages(name, ("en",), is_full=full)]
    for german, original in zip(both_ways(name), originals, strict=True):
        shared = words_in(readable(german)) & words_in(readable(original))
        shared |= words_in(_body(german, "de")) & words_in(_body(original, "en"))
        assert shared <= TERMS | GERMAN_TOO, (german.name, shared - TERMS - GERMAN_TOO)


def _body(stage: Stage, language: str) -> str:
    return re.sub(r"https?://\S+", "", stage.post(language))


@of_each
def test_questions_are_in_german(name: str) -> None:
    notice = notices(*GERMAN).by_name[name]
    asked = [question_about(each, "de") for each in notice.placeholders.values()]
    for text in (notice.use_when.default, *asked):
        assert not english(text), text


def test_new_and_update_write_german(small_site: Path) -> None:
    site = small_site / "content/site.yml"
    site.write_text(site.read_text().replace("languages: [en]", "languages: [de]"))
    now = ("--root", str(small_site), "--now", "2026-11-23 14:30")
    words = ("--set", "component=pbx", "--set", "region=Europa", "--began", "2026-11-23 14:03")
    assert run(["new", "incident", "--notice", "cloud-unreachable", *words, *now]) == 0
    (path,) = small_site.glob("content/incidents/2026/*.yml")
    later = ("--root", str(small_site), "--now", "2026-11-23 15:00")
    assert run(["update", path.stem, "--status", "identified", "--stage-text", *later]) == 0
    entry = yaml.safe_load(path.read_text())
    assert entry["title"] == "Cloud PBX nicht erreichbar (Europa)"
    first, second = (each["text"] for each in entry["updates"])
    assert first.startswith("Seit 14:03 CET sind Telefone und Apps auf")
    assert second.startswith("Wir kennen die Ursache")
    assert not english(first + second)
