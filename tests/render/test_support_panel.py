"""The support panel at the instants at which a reader needs it."""

from datetime import datetime

import pytest
from lxml import html
from msgspec.structs import replace

from statusgen.domain.support_hours import in_support_hours
from statusgen.model import Content, Holiday, Policy
from statusgen.render.views.support import PanelView, panel
from tests.content.test_policy_facts import LOADED
from tests.contexts import context
from tests.outputs.sites import page, texts_at
from tests.samples import at, content, incident, text, update


def sample_policy() -> Policy:
    assert LOADED.content is not None
    assert LOADED.content.policy is not None
    return LOADED.content.policy


def with_incident(cos: str | None = "critical", region: str | None = None) -> Content:
    opened = incident("outage", "pbx: major_outage", update("2026-11-20 02:31", "identified"))
    entry = replace(opened, cos=cos, region=region)
    return replace(content(entry), policy=sample_policy())


def panel_at(now: str, source: Content | None = None) -> PanelView:
    found = panel(context(source or replace(content(), policy=sample_policy()), now))
    assert found is not None
    return found


def regions(view: PanelView) -> list[str]:
    return [
        " / ".join(filter(None, (str(each.now.words.striptags()), str(each.now.here.striptags()))))
        for each in view.regions
    ]


# --- open now ----------------------------------------------------------------------------------

OPEN = [
    ("2026-11-18 09:42", "Open until 18:00 CET", "Opens at 09:00 EST / 15:00 CET"),
    ("2026-11-18 14:30", "Open until 18:00 CET", "Open until 18:00 EST / Thu 00:00 CET"),
    ("2026-11-18 17:00", "Opens Thu 09:00 CET", "Open until 18:00 EST / Thu 00:00 CET"),
    ("2026-11-18 02:37", "Opens at 09:00 CET", "Opens Wed 09:00 EST / 15:00 CET"),
    ("2026-11-20 23:30", "Opens Mon 09:00 CET", "Opens Mon 09:00 EST / Mon 15:00 CET"),
    ("2026-11-22 12:00", "Opens Mon 09:00 CET", "Opens Mon 09:00 EST / Mon 15:00 CET"),
    ("2026-03-27 18:00", "Opens Mon 09:00 CEST", "Open until 18:00 EDT / 23:00 CET"),
    ("2026-10-26 12:00", "Open until 18:00 CET", "Opens at 09:00 EDT / 14:00 CET"),
    ("2026-07-01 08:00", "Open until 18:00 CEST", "Opens at 09:00 EDT / 15:00 CEST"),
]


@pytest.mark.parametrize(("now", "europe", "americas"), OPEN)
def test_each_region_says_until_when_by_its_own_clock(now: str, europe: str, americas: str) -> None:
    assert regions(panel_at(now)) == [europe, americas]


def test_a_holiday_is_a_day_off() -> None:
    policy = sample_policy()
    rest = Holiday(at("2026-12-25 00:00").date(), text("Christmas Day"))
    first = replace(policy.regions[0], holidays=(rest,))
    source = replace(content(), policy=replace(policy, regions=(first, *policy.regions[1:])))
    assert regions(panel_at("2026-12-25 10:00", source))[0] == "Opens Mon 09:00 CET"


@pytest.mark.parametrize("now", ["2026-11-20 13:50", "2026-11-21 12:00", "2026-10-23 20:00"])
def test_a_region_carries_its_next_hours(now: str) -> None:
    for view, region in zip(panel_at(now).regions, sample_policy().regions, strict=True):
        opens, closes = map(datetime.fromisoformat, view.next_hours.split())
        assert at(now) < opens < closes
        assert [in_support_hours(region, each) for each in (opens, closes)] == [True, False]


# --- whom to call ------------------------------------------------------------------------------


def test_on_a_quiet_day_the_phone_is_one_link() -> None:
    view = panel_at("2026-11-18 09:42")
    assert (view.title, view.phones) == ("Support now", ())
    assert view.extended is not None
    assert (view.extended.note, view.extended.label) == (
        "Critical, outside support hours",
        "By phone, 24/7",
    )


def test_while_a_critical_incident_is_open_the_numbers_lead() -> None:
    view = panel_at("2026-11-20 02:37", with_incident())
    assert view.title == "Critical issue? Please call."
    assert [each.href for each in view.phones][:2] == ["tel:+443300563663", "tel:+3904611715112"]
    assert len(view.phones) == 6


def test_the_numbers_of_the_region_of_an_incident_come_first() -> None:
    view = panel_at("2026-11-20 02:37", with_incident(region="americas"))
    assert view.phones[0].label.text == "USA"


@pytest.mark.parametrize("cos", [None, "standard"])
def test_an_incident_of_another_class_is_no_reason_to_call(cos: str | None) -> None:
    assert panel_at("2026-11-20 02:37", with_incident(cos)).phones == ()


def test_a_policy_without_numbers_has_none_to_call() -> None:
    source = with_incident()
    silent = replace(source, policy=replace(sample_policy(), phones=()))
    assert panel_at("2026-11-20 02:37", silent).title == "Support now"


def test_what_not_to_use_is_shown_in_short() -> None:
    never = [str(each.striptags()) for each in panel_at("2026-11-18 09:42").never]
    assert never == ["Facebook groups: not for Critical issues", "Email: not for new tickets"]


# --- on the pages ------------------------------------------------------------------------------


def shown(path: str, now: str = "2026-11-20 02:37") -> html.HtmlElement:
    return page(with_incident(), path, now)


@pytest.mark.parametrize("path", ["index.html", "incidents/outage/index.html"])
def test_each_row_of_a_number_is_wholly_a_link(path: str) -> None:
    rows = shown(path).xpath("//aside//ul[@class='phones']/li")
    assert len(rows) == 6
    assert all(
        row[0].tag == "a" and row[0].get("href").startswith("tel:+") and len(row) == 1
        for row in rows
    )


def test_a_script_finds_what_it_needs() -> None:
    first = shown("sla/index.html").xpath("//*[@data-times]")[0]
    assert first.get("data-zone") == "Europe/Rome"
    assert first.get("data-times") == "2026-11-20T08:00:00Z 2026-11-20T17:00:00Z"


def test_the_page_of_an_incident_that_is_over_has_no_panel() -> None:
    source = with_incident()
    over = update("2026-11-20 03:30", "resolved")
    entry = replace(source.incidents[0], updates=(*source.incidents[0].updates, over))
    root = page(replace(source, incidents=(entry,)), "incidents/outage/index.html")
    assert root.xpath("//aside") == []


# --- how it was answered -----------------------------------------------------------------------


def answered(reported: str, first: str, cos: str = "critical") -> html.HtmlElement:
    opened = incident(
        "outage", "pbx: major_outage", update(first, "identified"), reported=reported or None
    )
    source = replace(content(replace(opened, cos=cos)), policy=sample_policy())
    return page(source, "incidents/outage/index.html", first)


def test_the_first_figures_of_a_running_outage_have_no_goal() -> None:
    root = answered("2026-11-20 13:03", "2026-11-20 13:39")
    assert texts_at(root, "//dl[@class='facts']//dt") == ["Last update", "Reported"]


def test_the_page_shows_class_goal_and_times() -> None:
    found = texts_at(answered("2026-11-20 13:03", "2026-11-20 13:15"), "//*[@id='response']//dd")
    assert found == [
        "Critical",
        "30 min to a response, in support hours. Outside support hours: by phone, 24/7.",
        "Answered in 12 min; goal 30 min.",
        "Reported 14:03 CET, answered 14:15 CET, goal 14:33 CET",
    ]


def test_no_verdict_is_claimed_where_nobody_reported() -> None:
    root = answered("", "2026-11-20 13:15")
    assert len(texts_at(root, "//*[@id='response']//dd")) == 2


def test_a_cadence_of_the_policy_promises_the_next_update() -> None:
    policy = sample_policy()
    often = replace(policy.classes[0], update_every=at("2026-01-01 00:30") - at("2026-01-01 00:00"))
    source = with_incident()
    source = replace(source, policy=replace(policy, classes=(often, *policy.classes[1:])))
    for now, expected in (
        ("2026-11-20 02:40", "Next update due 04:01 CET"),
        ("2026-11-20 03:11", "Next update was due 04:01 CET, overdue by 10 min"),
    ):
        root = page(source, "incidents/outage/index.html", now)
        assert texts_at(root, "//ol[@class='updates']//p[@class='small']")[-1] == expected
