"""What has another id, or a site that has another address, stays the same for its subscribers."""

import re
from datetime import date

import pytest
from msgspec.structs import replace

from statusgen.model import Component, Content
from statusgen.outputs import (
    badges,
    calendar,
    feeds,
    maintnote,
    pages,
    shields,
    statuspage_api,
    web,
)
from statusgen.outputs.jobs import Output
from statusgen.serve.redirects import read_redirects
from tests.contexts import context, rendered
from tests.samples import content, group, incident, maintenance, update

NOW = "2026-12-10 12:00"
PBX_PAGE = "components/pbx/index.html"
IDS = re.compile(
    r"<guid[^>]*>([^<]+)|<id>([^<]+)|UID:(\S+)|MAINTENANCE-ID:(\S+)|\"(?:page_)?id\": ?\"([^\"]+)"
)


def ids(output: Output, source: Content) -> set[str]:
    """Return every id that subscribers may hold on to."""
    made = rendered(output, context(source, NOW))
    return {"".join(each) for file in made for each in IDS.findall(file.content.decode())}


def site(outage: str = "outage", work: str = "upgrade", pbx: str = "pbx") -> Content:
    """Return a site whose things have these ids; their first ones are aliases of others."""
    work_on = f"{pbx}: under_maintenance"
    broken = incident(outage, f"{pbx}: major_outage", update("2026-11-20 13:15", "identified"))
    made = content(
        replace(broken, aliases=_former(outage, "outage")),
        replace(maintenance(name=work, affects=work_on), aliases=_former(work, "upgrade")),
        names=f"{pbx} wmp",
        groups=(group("tw", "global_problem", "maintenance"),),
    )
    (components,) = made.component_groups
    first, other = components.components
    first = Component(pbx, first.name, aliases=_former(pbx, "pbx"))
    return replace(made, component_groups=(replace(components, components=(first, other)),))


def _former(now: str, first: str) -> tuple[str, ...]:
    return () if now == first else (first, f"{first}-between")


@pytest.mark.parametrize(
    "output", [feeds.OUTPUT, calendar.OUTPUT, maintnote.OUTPUT, statuspage_api.OUTPUT]
)
def test_no_id_of_subscribers_changes_with_a_renaming(output: Output) -> None:
    assert ids(output, site())
    assert ids(output, site()) == ids(output, site("outage-2", "upgrade-2", "pbx-2"))


@pytest.mark.parametrize(
    "output", [feeds.OUTPUT, calendar.OUTPUT, maintnote.OUTPUT, statuspage_api.OUTPUT]
)
def test_no_id_changes_with_the_address_of_a_site_that_keeps_its_identity(output: Output) -> None:
    before = site()
    moved = replace(before.site, url="https://new.example/", identity="status.example")
    after = replace(before, site=moved)
    assert ids(output, before)
    assert ids(output, before) == ids(output, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("/incidents/outage/", "/incidents/outage-2/"),
        ("/incidents/outage-between/", "/incidents/outage-2/"),
        ("/incidents/outage/20261120T131500Z/", "/incidents/outage-2/20261120T131500Z/"),
        ("/maintenance/upgrade/event.ics", "/maintenance/upgrade-2/event.ics"),
        (
            "/posts/tw/outage-20261120T131500Z.txt",
            "/posts/tw/outage-2-20261120T131500Z.txt",
        ),
        ("/components/pbx/feed.rss", "/components/pbx-2/feed.rss"),
        (
            "/api/statusgen/v1/incidents/outage.json",
            "/api/statusgen/v1/incidents/outage-2.json",
        ),
    ],
)
def test_a_former_address_leads_to_that_of_today(before: str, after: str) -> None:
    files = rendered(web.OUTPUT, context(site("outage-2", "upgrade-2", "pbx-2"), NOW))
    written = next(each.content for each in files if each.path == "_redirects")
    found = (each.applied(before) for each in read_redirects(written))
    assert next(filter(None, found)) == after


def test_a_component_keeps_the_id_that_it_had_on_statuspage() -> None:
    made = content(names="pbx")
    (components,) = made.component_groups
    (pbx,) = components.components
    known = replace(pbx, statuspage_id="kctbh9vrtdwd")
    source = replace(made, component_groups=(replace(components, components=(known,)),))
    assert "kctbh9vrtdwd" in ids(statuspage_api.OUTPUT, source)


def retired(on: str) -> Content:
    """Return a site with an outage of a component that is retired on a day."""
    made = content(incident("x", "pbx: major_outage", update("2026-11-20 13:15", "identified")))
    (components,) = made.component_groups
    pbx, wmp = components.components
    old = replace(pbx, retired=date.fromisoformat(on))
    return replace(made, component_groups=(replace(components, components=(old, wmp)),))


def test_a_retired_component_is_no_part_of_the_lists_and_of_the_overall_state() -> None:
    files = {
        each.path: each.content
        for each in rendered(statuspage_api.OUTPUT, context(retired("2026-12-10"), NOW))
    }
    assert b"PBX" not in files["api/v2/components.json"]
    assert b'"An Incident Is Open"' in files["api/v2/status.json"], "not its outage, and not green"


@pytest.mark.parametrize("output", [badges.OUTPUT, shields.OUTPUT, calendar.OUTPUT, feeds.OUTPUT])
def test_files_of_a_component_keep_their_addresses_when_it_is_retired(output: Output) -> None:
    before, after = (
        {each.path for each in rendered(output, context(retired(on), NOW))}
        for on in ("2026-12-11", "2026-12-10")
    )
    assert before == after


def test_a_component_is_listed_until_the_day_on_which_it_is_retired() -> None:
    world = context(retired("2026-12-11"), NOW).world
    assert [each.component.id for each in world.components] == ["pbx", "wmp"]


def test_the_page_of_a_retired_component_says_so_and_claims_no_state() -> None:
    made = context(retired("2026-12-10"), NOW)
    (file,) = (each for each in rendered(pages.OUTPUT, made) if each.path == PBX_PAGE)
    page = file.content.decode()
    assert "No longer in service since Thursday 10 December 2026." in page
    assert 'data-live="kicker"' not in page
