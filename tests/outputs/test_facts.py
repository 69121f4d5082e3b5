"""Holds every output to print the facts of an entry: its ticket stands for all of them."""

import json
import re
from pathlib import Path

import pytest
from msgspec.structs import replace
from pydantic import TypeAdapter

from statusgen.cli.main import run
from statusgen.content.load import load
from statusgen.content.schema.scalars import TicketReference
from statusgen.model import Content, Incident, Maintenance
from statusgen.render.facts import facts
from tests.contexts import context, everywhere
from tests.samples import at, content, group, incident, maintenance, update

NOW = "2026-11-25 12:00"
UPDATE = update("2026-11-20 13:15", "identified")
LINK = "https://tickets.example/NOC%2F4711"


def site(*entries: Incident | Maintenance, url: str | None) -> Content:
    made = content(*(replace(each, ticket="NOC/4711") for each in entries), groups=(GROUP,))
    return replace(made, site=replace(made.site, ticket_url=url))


GROUP = group("tw", "global_problem", "maintenance")
SITE = site(
    incident("outage", "pbx: major_outage", UPDATE),
    maintenance(),
    url="https://tickets.example/{ticket}",
)


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    made = everywhere(context(SITE, NOW))
    texts = (each for each in made if not each.path.endswith((".png", ".ico", ".woff2")))
    return {each.path: each.content.decode() for each in texts}


@pytest.mark.parametrize(
    "page", ["incidents/outage/", "maintenance/upgrade/", f"incidents/outage/{UPDATE.id}/"]
)
def test_pages_link_to_the_ticket(files: dict[str, str], page: str) -> None:
    assert f'<dt>Ticket</dt><dd><a href="{LINK}">NOC/4711</a>' in files[f"{page}index.html"]


@pytest.mark.parametrize("news", [f"outage-{UPDATE.id}", "upgrade-announced"])
def test_a_post_has_a_line_for_it(files: dict[str, str], news: str) -> None:
    assert "\nTicket: NOC/4711\n\n" in files[f"posts/tw/{news}.txt"]


def test_feeds_have_a_paragraph_for_it(files: dict[str, str]) -> None:
    for item in json.loads(files["feed.json"])["items"]:
        line = f'<p><strong>Ticket:</strong> <a href="{LINK}">NOC/4711</a></p>'
        assert line in item["content_html"]


@pytest.mark.parametrize("path", ["incidents/outage", "maintenance/upgrade"])
def test_our_own_json_lists_it(files: dict[str, str], path: str) -> None:
    (fact,) = json.loads(files[f"api/statusgen/v1/{path}.json"])["facts"]
    assert fact == {"key": "ticket", "label": "Ticket", "text": "NOC/4711", "link": LINK}


def test_bodies_of_statuspage_end_with_it(files: dict[str, str]) -> None:
    (found,) = json.loads(files["api/v2/incidents.json"])["incidents"]
    assert found["incident_updates"][0]["body"] == "identified.\n\nTicket: NOC/4711"


def test_a_calendar_shows_it(files: dict[str, str]) -> None:
    assert "\\nTicket: NOC/4711" in files["maintenance.ics"].replace("\r\n ", "")


def test_it_is_no_link_where_the_site_names_no_address() -> None:
    made = context(site(incident("outage", "pbx: major_outage", UPDATE), url=None), NOW)
    (fact,) = facts(made, made.world.incidents[0])
    assert (fact.text, fact.link) == ("NOC/4711", None)


# --- what may be written -----------------------------------------------------------------------


def test_new_writes_it_and_check_takes_it(small_site: Path) -> None:
    words = ("--title", "Faxes fail", "--affects", "pbx=major_outage", "--text", "They do.")
    arguments = ("--root", str(small_site), "--now", "2026-11-23 14:15", *words)
    assert run(["new", "incident", *arguments, "--ticket", "NOC-4711"]) == 0
    (file,) = small_site.glob("content/incidents/2026/*.yml")
    assert "\nticket: NOC-4711\n" in file.read_text()


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("tickets", "'{ticket}' is missing in 'tickets'"),
        ("https://tickets.example/", "'{ticket}' is missing in 'https://tickets.example/'"),
        ("tickets/{ticket}", "'tickets/{ticket}' is not an http or https address"),
        (
            "https://{ticket}.a.b/",
            "'{ticket}' is not allowed in the host of 'https://{ticket}.a.b/'",
        ),
        ("https://a.b:{ticket}", "'{ticket}' is not allowed in the host of 'https://a.b:{ticket}'"),
        ("https://me:pw@a.b/{ticket}", "the address of tickets cannot have a user or a password"),
    ],
)
def test_an_address_of_tickets_has_a_place_for_one(
    small_site: Path, url: str, message: str
) -> None:
    with (small_site / "content/site.yml").open("a") as file:
        file.write(f'ticket_url: "{url}"\n')
    (problem, *_) = load(small_site, at(NOW)).problems
    assert (problem.place.path, problem.message) == ("content/site.yml", message)
    assert problem.hint == "expected an address such as https://tickets.example.com/{ticket}"


@pytest.mark.parametrize("ticket", [".", "..", "x" * 101, "NOC\\u202e4711", "NOC\\t4711"])
def test_a_reference_can_be_a_part_of_an_address(small_site: Path, ticket: str) -> None:
    (file,) = small_site.glob("content/incidents/*.yml")
    file.write_text(f'ticket: "{ticket}"\n{file.read_text()}')
    (problem, *_) = load(small_site, at(NOW)).problems
    assert (problem.place.line, problem.hint) == (
        1,
        "expected a value such as NOC-4711, at most 100 characters",
    )
    schema = TypeAdapter(TicketReference).json_schema()["pattern"]
    assert not re.search(schema, ticket.encode().decode("unicode_escape"))
    assert re.search(schema, "NOC 4711")
    assert re.search(schema, "x" * 100)


def test_the_reference_is_one_line(small_site: Path) -> None:
    (file,) = small_site.glob("content/incidents/*.yml")
    file.write_text(f'ticket: "NOC\\n4711"\n{file.read_text()}')
    (problem, *_) = load(small_site, at(NOW)).problems
    assert problem.message == "this must be a single line, without a line break"
