"""The page on which the NOC writes an entry, and the file that its form is drawn from."""

import json
from functools import cache
from typing import Any

import pytest
from msgspec.structs import replace

from statusgen.content.schema.entries import IncidentFile, MaintenanceFile
from statusgen.model import Content
from statusgen.model.site import Repository
from statusgen.outputs.compose import OUTPUT
from statusgen.render.views.compose import forge
from tests.contexts import context, rendered
from tests.outputs.sites import all_pages, page, parsed, sample, site
from tests.samples import content, incident, maintenance, update

PATH = "compose/index.html"
NOT_DRAWN = {"affects", "aliases", "draft", "repeats", "announce_before", "updates"}
"""Keys that only an editor should write."""


@cache
def data() -> Any:  # noqa: ANN401 - a document of JSON
    (made,) = rendered(OUTPUT, context(content()))
    return json.loads(made.content)


def at(repository: str) -> Content:
    made = content()
    return replace(made, site=replace(made.site, repository=Repository(repository)))


def test_the_data_has_every_notice_with_its_texts() -> None:
    named = {each["name"]: each for each in data()["notices"]}
    assert len(named) >= 20
    begun = {*named["cloud-unreachable"]["texts"]} & {*data()["first"]}
    assert begun == {"investigating", "identified", "monitoring"}
    assert {*named["system-upgrade"]["texts"]} >= {"announced", "extended", "cancelled"}


def test_the_data_has_the_schemas_that_editors_have() -> None:
    schema = data()["schemas"]["incident"]
    assert schema["required"] == ["title", "updates"]
    assert list(schema["properties"]["affects"]["properties"]) == ["pbx", "wmp"]


def test_the_data_is_the_same_whatever_the_time() -> None:
    (job,) = OUTPUT.jobs(context(content()))
    assert job.inputs is not None


def test_no_page_leads_there_and_no_search_engine_lists_it() -> None:
    assert not [path for path, root in all_pages() if root.xpath("//a[contains(@href,'/compose')]")]
    assert b"compose" not in sample()["sitemap-pages.xml"]
    assert page(content(), PATH).xpath("//meta[@name='robots']/@content") == ["noindex"]


@pytest.mark.parametrize("shape", [IncidentFile, MaintenanceFile])
def test_every_key_of_the_form_has_a_label(shape: type[IncidentFile | MaintenanceFile]) -> None:
    (labels,) = page(content(), PATH).xpath("//*[@id='labels']/text()")
    assert set(shape.model_fields) - NOT_DRAWN - set(json.loads(labels)) == set()


def test_an_open_or_coming_entry_can_be_chosen_by_its_file() -> None:
    over = incident("over", "pbx: major_outage", update("2026-11-20 13:15", "resolved"))
    still = incident("still", "pbx: major_outage", update("2026-11-20 13:15", "identified"))
    made = content(over, still, maintenance(announced="2026-11-20 10:00"))
    assert page(made, PATH).xpath("//select[@id='entry']//option/@value") == [
        "content/incidents/still.yml",
        "content/maintenance/upgrade.yml",
    ]


def test_what_a_page_shows_later_is_not_seen_before() -> None:
    made = content(maintenance(ends="2026-12-01 22:30"))
    for path, source in site(made, "2026-12-01 21:00").items():
        if path.endswith(".html"):
            known = parsed(source).xpath("//@id")
            assert len(known) == len(set(known)), path


def test_an_occurrence_of_work_that_repeats_is_not_offered() -> None:
    """Its file has no updates: what happens to it stands in a file of its own."""
    work = replace(maintenance(announced="2026-11-20 10:00"), path="content/maintenance/every.yml")
    assert page(content(work), PATH).xpath("//select[@id='entry']//option") == []


def test_without_a_repository_the_file_is_only_copied() -> None:
    root = page(content(), PATH)
    assert (len(root.xpath("//*[@id='forge']")), len(root.xpath("//*[@id='copy']"))) == (0, 1)


@pytest.mark.parametrize(
    ("url", "name", "new", "edit"),
    [
        (
            "https://github.com/acme/status.git",
            "GitHub",
            "https://github.com/acme/status/new/main?filename={path}&value={text}",
            "https://github.com/acme/status/edit/main/{path}",
        ),
        (
            "https://gitlab.example.com/acme/status/",
            "GitLab",
            "https://gitlab.example.com/acme/status/-/new/main?file_name={path}&content={text}",
            "https://gitlab.example.com/acme/status/-/edit/main/{path}",
        ),
    ],
)
def test_a_forge_is_addressed_in_its_own_way(url: str, name: str, new: str, edit: str) -> None:
    made = forge(Repository(url))
    assert (made.name, made.new, made.edit) == (name, new, edit)


def test_the_button_names_the_forge() -> None:
    (button,) = page(at("https://github.com/acme/status"), PATH).xpath("//*[@id='forge']")
    assert button.text_content() == "Continue on GitHub"


def test_without_scripts_there_is_a_list_of_the_notices() -> None:
    names = page(content(), PATH).xpath("//noscript//code/text()")
    assert {each["name"] for each in data()["notices"]} <= set(names)
