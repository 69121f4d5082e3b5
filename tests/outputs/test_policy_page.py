"""The page of the policy has every fact of it, and follows any other company's policy."""

import re

import pytest
from lxml import html
from msgspec.structs import replace

from statusgen.model import Content, Policy, Turn
from statusgen.outputs import sitemap
from tests.content.schema.policy.other_company import OTHER_COMPANY, read_text
from tests.content.test_policy_facts import CHANNELS, KITE, LIMITS, LOADED, PHONES, SAID, TIERS
from tests.contexts import context, rendered
from tests.outputs.sites import page, parsed, sample, site, texts_at
from tests.policies import rows
from tests.samples import content, incident, update

PAGE = "sla/index.html"


def policy_page() -> html.HtmlElement:
    return parsed(sample()[PAGE])


def shown(root: html.HtmlElement) -> str:
    """Return everything that a page says or leads to."""
    links = " ".join(str(each) for each in root.xpath("//main//@href"))
    return " ".join([*texts_at(root, "//main"), links])


# --- every fact --------------------------------------------------------------------------------


@pytest.mark.parametrize("fact", sorted({words for _, words in rows(SAID)}))
def test_a_fact_is_on_the_page(fact: str) -> None:
    assert fact in shown(policy_page())


def test_every_number_can_be_called() -> None:
    found = [
        (label, link.removeprefix("tel:"), display)
        for label, link, display in zip(
            texts_at(policy_page(), "//aside//li/a/span"),
            policy_page().xpath("//aside//li/a/@href"),
            texts_at(policy_page(), "//aside//li/a/strong"),
            strict=True,
        )
    ]
    assert sorted(found) == sorted(rows(PHONES))


def test_every_chat_can_be_opened() -> None:
    links = "//*[@id='channel-chat']//ul//a"
    found = list(
        zip(texts_at(policy_page(), links), policy_page().xpath(f"{links}/@href"), strict=True)
    )
    assert found == rows(KITE)


def turned(root: html.HtmlElement) -> list[list[str]]:
    """Return the rows with the contact of each tier, cell by cell."""
    return [texts_at(row, "dt|dd") for row in root.xpath("//*[@id='who']//dl/div")]


TURNS = {"direct": "Support directly", "unclear": "The policy makes two different statements"}


@pytest.mark.parametrize(("tier", "turns", "who"), rows(TIERS))
def test_every_tier_has_its_contact(tier: str, turns: str, who: str) -> None:
    name = tier.replace("-", " ").capitalize()
    (texts,) = [texts for names, *texts in turned(policy_page()) if name in names]
    assert TURNS.get(turns, "") in texts[0]
    assert who in " ".join(texts)


BOTH = (
    "The policy makes two different statements. Section 1: support directly. "
    "Section 3: the assigned Platinum or Gold Partner."
)


def test_a_contradiction_is_shown_until_it_is_settled() -> None:
    assert (
        "Section 1: support directly. Section 3: the assigned Platinum or Gold Partner. "
        "Until this is decided, contact the assigned Platinum or Gold Partner."
    ) in shown(policy_page())


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Turn.DIRECT, "Support directly"),
        (Turn.REFER, "the assigned Platinum or Gold Partner"),
    ],
)
def test_a_settled_contradiction_is_followed_and_still_shown(choice: Turn, expected: str) -> None:
    texts = sample_policy()
    tiers = tuple(
        replace(each, support=choice) if each.id == "silver" else each for each in texts.tiers
    )
    root = page(with_policy(replace(texts, tiers=tiers)), PAGE)
    (found,) = [texts for names, *texts in turned(root) if names == "Silver Business Partner"]
    assert found == [expected, BOTH]


@pytest.mark.parametrize(("channel", "words"), rows(LIMITS))
def test_the_limits_of_a_channel_are_shown(channel: str, words: str) -> None:
    (row,) = texts_at(policy_page(), f"//*[@id='channel-{channel}']")
    assert words in row


WHEN = {"always": "At any time", "support_hours": "In support hours", "not said": ""}
WHO = {"direct_support": "Everyone with direct support", "everyone": "Everyone"}


@pytest.mark.parametrize(("channel", "who", "during", "critical"), rows(CHANNELS))
def test_a_channel_is_for_some_people_at_some_times(
    channel: str, who: str, during: str, critical: str
) -> None:
    (row,) = texts_at(policy_page(), f"//*[@id='channel-{channel}']")
    assert f"{WHEN[during]} {WHO[who]}".strip() in row
    assert ("issues can be reported here" in row) == (critical == "yes")


FACTS = [
    "Created April 2018, updated July 2020",
    "https://confluence.wildix.com/x/NgBuAQ",
    "https://statuspage.wildix.com/",
    "https://www.facebook.com/groups/wildixtechwizards/",
    "https://www.facebook.com/groups/194649610873892/",
    "https://confluence.wildix.com/",
    "https://www.wildix.com/new-releases-and-updates/",
    "Europe Monday to Friday, 09:00 to 18:00 CET, Europe/Rome, with daylight saving time",
    "Americas Monday to Friday, 09:00 to 18:00 EST, America/New_York, with daylight saving time",
    "Critical 30 min to a response, in support hours. Outside support hours: by phone, 24/7.",
    "Same working day The next working day for tickets created outside support hours.",
    "opened before support hours begin is answered the same day",
    "Extended support, for Critical issues only: by phone, 24/7, in English.",
    "Tech Wizards Open to everyone",
    "Releases and Integrations Section 0: Open to everyone. Section 3.4: Partners only.",
    "Tech Wizards Global problems with our services Planned maintenance",
    "Releases and Integrations Planned maintenance In addition to the policy, so that partners",
    "Proactive monitoring At any time",
    "Partners are contacted by: Ticket in WMP or Phone",
    "Subject Message PBX name or product info",
]


@pytest.mark.parametrize("fact", FACTS)
def test_a_figure_or_address_is_on_the_page(fact: str) -> None:
    assert fact.replace(" ", "") in shown(policy_page()).replace(" ", "")


# --- finding it --------------------------------------------------------------------------------


def test_every_section_is_listed_and_has_a_place() -> None:
    root = policy_page()
    listed = [
        str(each).removeprefix("#")
        for each in root.xpath("//nav[@aria-label='On this page']//@href")
    ]
    assert listed == root.xpath("//main//section/@id")


@pytest.mark.parametrize("path", ["index.html", "history/index.html", "404.html", PAGE])
def test_every_page_leads_to_support_from_masthead_and_foot(path: str) -> None:
    root = parsed(sample()[path])
    for place in ("header", "footer"):
        assert texts_at(root, f"//{place}//a[@href='/sla/']") == ["Support"]


def test_without_a_policy_there_is_no_page_panel_verdict_or_link() -> None:
    source = content(
        incident("outage", "pbx: major_outage", update("2026-11-20 13:15", "identified"))
    )
    made = site(source)
    assert PAGE not in made
    for path, written in made.items():
        if path.endswith(".html"):
            root = parsed(written)
            assert root.xpath("//aside|//*[contains(@href, 'sla/')]|//*[@id='response']") == [], (
                path
            )


def test_the_page_is_in_the_sitemap_where_there_is_one() -> None:
    for source, expected in ((with_policy(sample_policy()), True), (content(), False)):
        texts = {each.path: each.content for each in rendered(sitemap.OUTPUT, context(source))}
        assert (b"https://status.example/sla/<" in texts["sitemap-pages.xml"]) == expected


# --- another company ---------------------------------------------------------------------------


def sample_policy() -> Policy:
    assert LOADED.content is not None
    assert LOADED.content.policy is not None
    return LOADED.content.policy


def with_policy(policy: Policy) -> Content:
    return replace(content(), policy=policy)


def other(now: str) -> html.HtmlElement:
    """Return the page of another company's policy, which a site in Rome follows."""
    policy, problems = read_text(OTHER_COMPANY)
    assert policy is not None, problems
    return page(with_policy(policy), PAGE, now)


OTHER_FACTS = [
    "Monday, 10:00 to 17:00",
    "Tuesday, 09:00 to 12:30 and 13:30 to 18:00",
    "Wednesday to Thursday, 10:00 to 17:00",
    "Friday, 10:00 to 24:00",
    "Sunday, 10:00 to 17:00",
    "Asia/Kathmandu",
    "Closed Sunday 8 November 2026: Tihar",
    "Closed Monday 9 November 2026: Bhai Tika",
    "Blocker 15 min to a response, at any time. Updates every 30 min while the incident is open.",
    "Urgent 4 h to a response, in support hours.",
    "Outside support hours, the time starts when support opens.",
    "Updates every 2 h while the incident is open.",
    "Question Same working day",
    "Customer Support directly",
    "Guest a shop",
]


@pytest.mark.parametrize(("now", "name"), [("2026-01-15", "CET"), ("2026-07-15", "CEST")])
def test_the_hours_are_in_the_time_that_is_in_force(now: str, name: str) -> None:
    texts = shown(page(with_policy(sample_policy()), PAGE, f"{now} 10:00"))
    assert f"09:00 to 18:00 {name}, Europe/Rome, with daylight saving time" in texts
    assert re.findall(r"\bCES?T\b", texts) == [name] * len(re.findall(r"\bCES?T\b", texts))


def test_a_zone_without_summer_time_does_not_follow_it() -> None:
    assert "daylight" not in shown(other("2026-11-10 06:00"))


@pytest.mark.parametrize("fact", OTHER_FACTS)
def test_another_policy_is_shown(fact: str) -> None:
    found = shown(other("2026-11-10 06:00")).replace(" ", "")
    assert fact.replace(" ", "") in found


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-08 06:00", "Opens Tue 09:00 UTC+05:45 Tue 04:15 CET"),
        ("2026-11-10 06:00", "Open until 12:30 UTC+05:45 07:45 CET"),
        ("2026-11-10 07:00", "Opens at 13:30 UTC+05:45 08:45 CET"),
        ("2026-11-13 12:00", "Open until Sat 00:00 UTC+05:45 19:15 CET"),
        ("2026-11-14 12:00", "Opens Sun 10:00 UTC+05:45 Sun 05:15 CET"),
    ],
)
def test_the_clocks_of_the_page_follow_another_policy(now: str, expected: str) -> None:
    assert texts_at(other(now), "//*[@id='region-nepal']/p") == [expected]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-10 06:00", "Open 04:15 to 07:45 and 08:45 to 13:15"),
        ("2026-11-13 06:00", "Open 05:15 to 19:15"),
        ("2026-11-08 06:00", "Closed"),
    ],
)
def test_the_day_is_drawn_by_the_clock_of_the_site(now: str, expected: str) -> None:
    assert other(now).xpath("//svg[@class='day']/@aria-label") == [expected]


def test_what_a_policy_leaves_out_has_no_section() -> None:
    assert other("2026-11-10 06:00").xpath("//main//section/@id") == [
        "hours",
        "goals",
        "channels",
        "who",
        "mission",
        "source",
    ]


DRAWN = [
    ("2026-11-18 12:00", ["Open 09:00 to 18:00", "Open 15:00 to 24:00", "Open 00:00 to 24:00"]),
    ("2026-10-28 12:00", ["Open 09:00 to 18:00", "Open 14:00 to 23:00", "Open 00:00 to 24:00"]),
    ("2026-11-21 12:00", ["Closed", "Closed", "Open 00:00 to 24:00"]),
]


@pytest.mark.parametrize(("now", "expected"), DRAWN)
def test_a_day_follows_the_clock_changes_of_both_zones(now: str, expected: list[str]) -> None:
    root = page(with_policy(sample_policy()), PAGE, now)
    assert root.xpath("//svg[@class='day']/@aria-label") == expected
