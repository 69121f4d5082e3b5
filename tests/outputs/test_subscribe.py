"""The page on which a reader subscribes, without scripts: by need, each with its addresses."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html
from msgspec.structs import replace

from statusgen.model import Content
from tests.outputs.sites import page, sample, site, texts_at
from tests.samples import content

PATH = "subscribe/index.html"


def mailed(address: str | None) -> Content:
    made = content()
    return replace(made, site=replace(made.site, mail_list=address))


def need(source: Content, name: str) -> html.HtmlElement:
    (found,) = page(source, PATH).xpath(f"//*[@id='{name}']")
    return found


def addresses(source: Content, name: str) -> list[str]:
    return [str(each) for each in need(source, name).xpath(".//a/@href")]


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("reader", "https://status.example/feed.rss"),
        ("reader", "https://status.example/feed.atom"),
        ("reader", "https://status.example/incidents/feed.rss"),
        ("calendar", "webcal://status.example/maintenance.ics"),
        ("operators", "https://status.example/maintnote.ics"),
        ("scripts", "https://status.example/feed.json"),
        ("scripts", "https://status.example/api/v2/summary.json"),
        ("scripts", "https://status.example/metrics.txt"),
    ],
)
def test_a_need_has_its_address(name: str, address: str) -> None:
    assert address in addresses(content(), name)


@pytest.mark.parametrize(
    ("host", "parameter", "address"),
    [
        ("outlook.office.com", "url", "https://status.example/maintenance.ics"),
        ("calendar.google.com", "cid", "webcal://status.example/maintenance.ics"),
    ],
)
def test_a_calendar_on_the_web_gets_ours(host: str, parameter: str, address: str) -> None:
    (link,) = (urlsplit(each) for each in addresses(content(), "calendar") if host in each)
    assert parse_qs(link.query)[parameter] == [address]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("slack", "/feed subscribe https://status.example/feed.rss"),
        ("teams", "https://status.example/feed.rss"),
    ],
)
def test_a_chat_gets_a_line_to_paste(name: str, line: str) -> None:
    assert texts_at(need(content(), name), ".//code") == [line]


def test_no_row_stands_for_mail_where_the_site_names_no_list() -> None:
    assert page(mailed(None), PATH).xpath("//*[@id='mail']") == []


def test_a_mailing_list_is_one_for_all() -> None:
    (link,) = need(mailed("https://lists.example/status"), "mail").xpath(".//a")
    assert dict(link.attrib) == {"href": "https://lists.example/status"}


def test_a_service_that_mails_feeds_gets_the_feed() -> None:
    (link,) = addresses(mailed("https://mail.example/?to=me&feed={feed}"), "mail")
    assert parse_qs(urlsplit(link).query)["feed"] == ["https://status.example/feed.rss"]


def test_the_page_says_which_feed_carries_every_update() -> None:
    assert "RSS carries every update." in need(content(), "reader").text_content()


def test_every_address_is_that_of_a_file_also_of_a_component() -> None:
    root = page(content(), PATH)
    whole = {str(each) for each in root.xpath("//*[@class='needs']//a/@href")}
    each = {str(found) for found in root.xpath("//*[@class='needs']//a/@data-each")}
    ours = [url for url in whole if url.startswith("https://status.example/")]
    own = [url.replace("{}", "components/pbx/") for url in each]
    own = [url for url in own if url.startswith("https://status.example/")]
    paths = {url.removeprefix("https://status.example/") for url in (*ours, *own)}
    known = {path.replace("cloud-eu", "pbx") for path in sample()}
    assert len(paths) >= 12
    assert paths - known == set()


def test_without_scripts_components_are_links_to_their_own_addresses() -> None:
    root = page(content(), PATH)
    assert root.xpath("//*[@data-whole]//a/@href") == [
        "/components/pbx/#follow",
        "/components/wmp/#follow",
    ]
    component = page(content(), "components/pbx/index.html")
    assert component.xpath("//*[@id='follow']//a/@href")[0] == "/components/pbx/feed.rss"


def test_a_retired_component_cannot_be_chosen() -> None:
    made = content(names="pbx old")
    (group,) = made.component_groups
    components = (group.components[0], replace(group.components[1], retired=date(2026, 1, 1)))
    source = replace(made, component_groups=(replace(group, components=components),))
    assert page(source, PATH).xpath("//input[@type='checkbox']/@value") == ["components/pbx/"]


def test_the_home_page_names_four_needs_and_no_format() -> None:
    links = page(content()).xpath("//*[@id='subscribe']//li//a/@href")
    assert links == [
        "/subscribe/#calendar",
        "/subscribe/#slack",
        "/subscribe/#teams",
        "/subscribe/#reader",
    ]


def test_every_need_on_the_home_page_is_on_the_page() -> None:
    links = page(content()).xpath("//*[@id='subscribe']//li//a/@href")
    root = page(content(), PATH)
    assert all(root.xpath(f"//*[@id='{link.partition('#')[2]}']") for link in links)


def test_search_engines_may_list_the_page() -> None:
    assert PATH in site(content())
    assert page(content(), PATH).xpath("//meta[@name='robots']") == []
