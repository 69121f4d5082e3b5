"""What goes out with a link: the card of a page, its picture, its icon, and schema.org's words."""

import functools
import json
import re
from io import BytesIO
from typing import Any

import pytest
from lxml import etree, html
from msgspec.structs import replace
from PIL import Image

from statusgen.model import Content, MaintenanceUpdate, State, Text, Update
from statusgen.outputs import assets, pages, pictures, web
from statusgen.render.palette import DARK, LIGHT, SHAPES
from statusgen.serve.redirects import read_redirects
from tests.contexts import context, rendered
from tests.outputs.sites import KINDS, all_pages, parsed, sample
from tests.outputs.test_pages import outage
from tests.samples import content, group, incident, maintenance, text, update, word

ADDRESS = "https://status.example/"
SAMPLE_ADDRESS = "https://statuspage.wildix.com/"
SHOWN = assets.OUTPUT, pages.OUTPUT, pictures.OUTPUT
UPDATE = "incidents/outage/20261120T131500Z/index.html"

each_kind = pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)


def made(
    source: Content, now: str = "2026-11-20 15:00", base_url: str | None = None
) -> dict[str, bytes]:
    """Return the pages of a test's own content by path, with all that their heads name."""
    texts = context(source, now, base_url=base_url)
    return {each.path: each.content for output in SHOWN for each in rendered(output, texts)}


def card(page: html.HtmlElement) -> dict[str, str]:
    """Return what the head of a page says to whoever shows a preview of it."""
    texts = page.xpath("//meta[starts-with(@property, 'og:') or starts-with(@name, 'twitter:')]")
    return {each.get("property") or each.get("name"): each.get("content") for each in texts}


def shared(source: Content, path: str = "index.html", now: str = "2026-11-20 15:00") -> str:
    """Return what one page shows of itself in a preview, as it stands in its head."""
    (written,) = (
        each for each in rendered(pages.OUTPUT, context(source, now)) if each.path == path
    )
    return etree.tostring(parsed(written.content).find("head"), encoding="unicode")


def shape_of(picture: str) -> str:
    """Return the state that a picture is about, from its address."""
    found = re.search(r"/pictures/([a-z]+)(/[a-z]{2}/[\w-]+)?\.[0-9a-f]{8}\.png$", picture)
    assert found, picture
    return found[1]


# --- cards -------------------------------------------------------------------------------------


def test_every_page_has_a_complete_card_with_a_picture_that_is_there() -> None:
    for path, page in all_pages():
        texts = card(page)
        assert texts["og:title"], path
        assert texts["og:description"], path
        assert texts["og:site_name"] == "Wildix Status", path
        assert texts["og:url"] == SAMPLE_ADDRESS + path.removesuffix("index.html"), path
        assert texts["og:type"] in {"website", "article"}, path
        assert texts["og:locale"] == "en_GB", path
        assert texts["twitter:card"] == "summary_large_image", path
        assert texts["og:image"].removeprefix(SAMPLE_ADDRESS) in sample(), path


@each_kind
def test_a_card_describes_its_picture(path: str) -> None:
    texts = card(parsed(sample()[path]))
    picture = sample()[texts["og:image"].removeprefix(SAMPLE_ADDRESS)]
    size = int(texts["og:image:width"]), int(texts["og:image:height"])
    assert Image.open(BytesIO(picture)).size == size == (1200, 630)
    assert texts["og:image:type"] == "image/png"
    assert texts["og:image:alt"].startswith("Wildix Status: ")


@pytest.mark.parametrize(
    ("path", "shape"),
    [
        ("index.html", "major"),
        (UPDATE, "major"),
        ("components/wmp/index.html", "operational"),
        ("history/index.html", "plain"),
        ("404.html", "plain"),
    ],
)
def test_a_page_shows_the_picture_of_its_state(path: str, shape: str) -> None:
    page = parsed(made(outage())[path])
    assert shape_of(card(page)["og:image"]) == shape


def test_there_is_one_picture_a_state_and_one_an_announced_update() -> None:
    pictures = [shape_of(f"/{path}") for path in made(night()) if "pictures/" in path]
    assert sorted(pictures) == sorted(["major", "plain", *(SHAPES[state] for state in State)])


def test_a_picture_has_another_address_when_something_else_is_drawn() -> None:
    named = replace(outage().site, name=text("Another name"))
    sources = outage(), replace(outage(), site=named)
    before, after = (card(parsed(made(each)["index.html"])) for each in sources)
    assert shape_of(before["og:image"]) == shape_of(after["og:image"])
    assert before["og:image"] != after["og:image"]


def test_a_preview_shows_pictures_of_its_own() -> None:
    files = made(outage(), base_url="https://preview.example/below/")
    picture = card(parsed(files["index.html"]))["og:image"]
    assert picture.removeprefix("https://preview.example/below/") in files


# --- for good ----------------------------------------------------------------------------------


def night(*later: Update) -> Content:
    first = update("2026-11-20 13:15", "investigating")
    entry = incident("outage", "pbx: major_outage", first, *later)
    return content(entry, groups=(group("all", "global_problem"),))


def test_the_card_of_an_announced_update_never_changes() -> None:
    """Previews are kept by address for weeks: what comes later must not make them wrong."""
    later = (
        update("2026-11-20 14:00", "identified", "pbx: partial_outage"),
        update("2026-11-20 15:00", "resolved"),
    )
    texts = {
        shared(night(), UPDATE, "2026-11-20 13:20"),
        shared(night(*later), UPDATE, "2026-11-20 14:30"),
        shared(night(*later), UPDATE, "2027-11-20 14:30"),
    }
    assert len(texts) == 1


def test_the_picture_of_an_announced_update_never_changes() -> None:
    later = update("2026-11-20 15:00", "resolved")
    at_once = made(night(), "2026-11-20 13:20")
    path = card(parsed(at_once[UPDATE]))["og:image"].removeprefix(ADDRESS)
    assert at_once[path] == made(night(later), "2027-11-20 12:00")[path]


def test_the_card_of_an_update_says_what_its_picture_shows() -> None:
    texts = card(parsed(made(night())[UPDATE]))
    assert texts["og:image:alt"] == (
        "Status: Major outage. outage. Investigating, 20 Nov 2026, 14:15 CET"
    )


def test_each_update_shows_the_state_after_it() -> None:
    files = made(night(update("2026-11-20 14:00", "identified", "pbx: partial_outage")))
    paths = UPDATE, "incidents/outage/20261120T140000Z/index.html"
    images = [card(parsed(files[path]))["og:image"] for path in paths]
    assert [shape_of(each) for each in images] == ["major", "partial"]
    assert {each.removeprefix(ADDRESS) for each in images} <= set(files)


def test_a_title_that_cannot_be_drawn_leaves_the_picture_of_the_state() -> None:
    source = night()
    named = replace(source.incidents[0], title=text("服务中断"))
    files = made(replace(source, incidents=(named,)))
    images = [card(parsed(files[path]))["og:image"] for path in (UPDATE, "index.html")]
    assert images[0] == images[1]


def test_the_picture_of_an_old_update_leads_to_that_of_its_state() -> None:
    """Its page names it for good; a long history is not drawn in every new folder."""
    source, later = night(update("2026-11-20 15:00", "resolved")), "2027-12-01 12:00"
    files = made(source, later)
    path = card(parsed(files[UPDATE]))["og:image"].removeprefix(ADDRESS)
    (rules,) = (e for e in rendered(web.OUTPUT, context(source, later)) if e.path == "_redirects")
    targets = (each.applied(f"/{path}") for each in read_redirects(rules.content))
    target = next(filter(None, targets)).lstrip("/")
    assert path not in files
    assert shape_of(f"/{target}") == "major"
    assert target in files


# --- languages ---------------------------------------------------------------------------------


@functools.cache
def in_two_languages() -> dict[str, bytes]:
    name = Text("en", {"en": "Status", "it": "Stato"})
    source = outage()
    source = replace(source, site=replace(source.site, languages=("en", "it"), name=name))
    first = context(source, "2026-11-20 15:00")
    return {
        each.path: each.content
        for texts in (first, first.in_language("it"))
        for output in SHOWN
        if texts.is_first or not output.is_shared
        for each in rendered(output, texts)
    }


def test_each_language_has_its_own_card_and_picture() -> None:
    files = in_two_languages()
    english, italian = (card(parsed(files[path])) for path in ("index.html", "it/index.html"))
    assert (english["og:locale"], english["og:locale:alternate"]) == ("en_GB", "it_IT")
    assert (italian["og:locale"], italian["og:locale:alternate"]) == ("it_IT", "en_GB")
    assert english["og:image"] != italian["og:image"]
    assert {
        english["og:image"].removeprefix(ADDRESS),
        italian["og:image"].removeprefix(ADDRESS),
    } <= set(files)
    assert italian["og:url"] == f"{ADDRESS}it/"


def test_two_languages_have_two_pictures_a_state_at_most() -> None:
    pictures = [path for path in in_two_languages() if path.count("/") == 1 and "pict" in path]
    assert len(pictures) == 2 * (len(State) + 1)
    assert all(path.startswith("pictures/") for path in pictures)


# --- the icon ----------------------------------------------------------------------------------


def colours(icon: bytes) -> set[str]:
    etree.fromstring(icon)
    return set(re.findall(r"color:(#[0-9a-f]{6})", icon.decode()))


def test_the_icon_shows_the_state_in_light_and_dark() -> None:
    icon = made(outage())["favicon.svg"]
    assert colours(icon) == {LIGHT.states[State.MAJOR_OUTAGE], DARK.states[State.MAJOR_OUTAGE]}


@pytest.mark.parametrize("state", State)
def test_each_state_has_its_icon(state: State) -> None:
    files = made(outage())
    icon = files[f"favicon-{SHAPES[state]}.svg"]
    assert colours(icon) == {LIGHT.states[state], DARK.states[state]}
    assert (icon == files["favicon.svg"]) is (state is State.MAJOR_OUTAGE)


def test_every_page_names_the_icon_of_now() -> None:
    for path, page in all_pages():
        assert page.xpath("//link[@rel='icon']/@href") == ["/favicon.svg"], path


# --- schema.org --------------------------------------------------------------------------------


def linked(page: html.HtmlElement) -> dict[str, dict[str, Any]]:
    """Return the linked data of a page, by types."""
    things: dict[str, dict[str, Any]] = {}
    for script in page.xpath("//script[@type='application/ld+json']"):
        texts = json.loads(script.text)
        assert texts.pop("@context") == "https://schema.org"
        things |= {each["@type"]: each for each in texts.get("@graph", [texts])}
    return things


def of(source: Content, path: str, now: str = "2026-11-20 15:00") -> dict[str, dict[str, Any]]:
    return linked(parsed(made(source, now)[path]))


def test_the_home_page_is_the_site() -> None:
    assert of(outage(), "index.html") == {
        "WebSite": {"@type": "WebSite", "name": "Status", "url": ADDRESS, "inLanguage": "en"}
    }


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("incident", {"LiveBlogPosting", "BreadcrumbList"}),
        ("update", {"BlogPosting", "BreadcrumbList"}),
        ("maintenance", {"Event", "BreadcrumbList"}),
        ("component", {"BreadcrumbList"}),
        ("month", {"BreadcrumbList"}),
        ("report", {"BreadcrumbList"}),
        ("policy", set()),
        ("missing", set()),
        ("posts", set()),
    ],
)
def test_other_pages_have_data_of_their_kind(kind: str, expected: set[str]) -> None:
    assert set(linked(parsed(sample()[KINDS[kind]]))) == expected


def test_an_incident_is_covered_update_by_update() -> None:
    source = night(update("2026-11-20 15:00", "resolved"))
    texts = of(source, "incidents/outage/index.html", "2026-11-21 12:00")["LiveBlogPosting"]
    assert texts["headline"] == "outage"
    assert texts["datePublished"] == texts["coverageStartTime"] == "2026-11-20T13:15:00Z"
    assert texts["dateModified"] == texts["coverageEndTime"] == "2026-11-20T15:00:00Z"
    assert [each["headline"] for each in texts["liveBlogUpdate"]] == ["Resolved", "Investigating"]
    assert texts["liveBlogUpdate"][1]["url"] == f"{ADDRESS}incidents/outage/20261120T131500Z/"


def test_what_goes_on_has_no_end_of_coverage() -> None:
    texts = of(night(), "incidents/outage/index.html")["LiveBlogPosting"]
    assert "coverageEndTime" not in texts


def event(*words: MaintenanceUpdate, now: str = "2026-11-30 12:00") -> dict[str, Any]:
    source = content(maintenance(*words))
    return of(source, "maintenance/upgrade/index.html", now)["Event"]


def test_a_maintenance_is_an_event_with_all_that_one_needs() -> None:
    page = f"{ADDRESS}maintenance/upgrade/"
    assert event() == {
        "@type": "Event",
        "name": "upgrade",
        "description": "An upgrade.",
        "url": page,
        "startDate": "2026-12-01T22:00:00Z",
        "endDate": "2026-12-02T02:00:00Z",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
        "location": {"@type": "VirtualLocation", "url": page},
        "organizer": {"@type": "Organization", "name": "Status", "url": ADDRESS},
    }


def test_a_moved_maintenance_says_from_when() -> None:
    moved = word(
        "2026-11-29 12:00", "rescheduled", starts="2026-12-08 22:00", ends="2026-12-09 02:00"
    )
    texts = event(moved)
    assert texts["eventStatus"] == "https://schema.org/EventRescheduled"
    assert texts["previousStartDate"] == ["2026-12-01T22:00:00Z"]
    assert texts["startDate"] == "2026-12-08T22:00:00Z"


def test_a_cancelled_maintenance_does_not_take_place() -> None:
    texts = event(word("2026-11-29 12:00", "cancelled"))
    assert texts["eventStatus"] == "https://schema.org/EventCancelled"


def test_a_page_has_breadcrumbs() -> None:
    (home, history, entry) = of(night(), "incidents/outage/index.html")["BreadcrumbList"][
        "itemListElement"
    ]
    assert (home["name"], home["item"]) == ("Status", ADDRESS)
    assert (history["position"], history["item"]) == (2, f"{ADDRESS}history/")
    assert (entry["name"], entry["item"]) == ("outage", f"{ADDRESS}incidents/outage/")


def test_every_address_in_it_is_there() -> None:
    for path, page in all_pages():
        for thing in linked(page).values():
            for address in re.findall(rf'"{SAMPLE_ADDRESS}([^"#]*)', json.dumps(thing)):
                assert f"{address}index.html" in sample(), path


@pytest.mark.parametrize("title", ["</script><script>alert(1)</script>", "<!-- <script>", '"},{"'])
def test_no_title_can_end_it_or_add_to_it(title: str) -> None:
    page = parsed(made(outage(title=title))["incidents/outage/index.html"])
    (script,) = page.xpath("//script[not(@src) and @type!='text/html']")
    assert "<" not in script.text
    assert linked(page)["LiveBlogPosting"]["headline"] == title


def test_a_settled_page_never_changes() -> None:
    source = night(update("2026-11-20 15:00", "resolved"))
    path = "incidents/outage/index.html"
    assert shared(source, path, "2026-12-20 12:00") == shared(source, path, "2028-12-20 12:00")
