"""The messages of a sample site say that all of it is invented."""

import json

import pytest
from msgspec.structs import replace

from statusgen.model import Content
from statusgen.notify import webhook
from statusgen.notify.message import Message, message
from tests.notify.published import TARGET, every, news
from tests.samples import content, incident, update

NOTE = "Sample: components and events are invented."
NOW = "2026-11-24 12:00"


def site(*, is_sample: bool) -> Content:
    outage = incident("outage", "pbx: major_outage", update("2026-11-24 11:00", "investigating"))
    made = content(outage)
    return replace(made, site=replace(made.site, sample=is_sample, languages=("en", "it")))


def made(language: str, *, is_sample: bool = True) -> Message:
    found = news(site(is_sample=is_sample), NOW)
    return message(found, replace(TARGET, language=language), next(every(found)))


@pytest.mark.parametrize(
    ("language", "note"), [("en", NOTE), ("it", "Esempio: componenti ed eventi sono inventati.")]
)
def test_a_message_begins_with_it_in_its_language(language: str, note: str) -> None:
    assert made(language).plain.startswith(f"{note}\n\n")
    assert made(language).html.startswith(f"<p>{note}</p>\n")


def test_a_message_of_a_real_site_does_not_have_it() -> None:
    assert NOTE not in made("en", is_sample=False).html


def test_programs_read_it_in_the_update() -> None:
    found = news(site(is_sample=True), NOW)
    body = json.loads(webhook.body(found, next(every(found))))
    assert body["incident"]["incident_updates"][0]["body"].startswith(f"{NOTE}\n\n")
