"""The page on which the NOC writes an entry, in a browser: from a notice to the published page."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, expect

from statusgen.cli.main import run
from statusgen.content.load import load
from statusgen.domain.world import derive
from statusgen.model import EntryKind, Incident
from statusgen.model.site import Repository
from statusgen.render.context import contexts
from statusgen.render.templates import Templates
from statusgen.render.theme import read_theme
from tests.browser import Scheme
from tests.contexts import rendered
from tests.notices_reader import notices
from tests.outputs.browser_sites import SHOWN, built
from tests.outputs.forge import bare_repository, forge, git
from tests.outputs.hosting import served
from tests.outputs.sites import BAD_NIGHT
from tests.outputs.test_pages_browser import SCHEMES, audited, opened, overflow
from tests.paths import REPOSITORY

LATER = "2026-11-20T15:30:00+01:00"


OPEN = """\
title: Calls fail
affects: {kite: major_outage}
updates:
  - at: 2026-11-20 14:15
    status: investigating
    text: We look into it.
"""


def site(
    repository: str = "https://github.com/acme/status", root: Path = REPOSITORY
) -> dict[str, bytes]:
    content = load(root, datetime.fromisoformat(BAD_NIGHT)).content
    assert content is not None
    own = replace(content, site=replace(content.site, repository=Repository(repository)))
    world = derive(own, datetime.fromisoformat(BAD_NIGHT))
    (made, *_) = contexts(world, Templates(read_theme(root)))
    return {each.path: each.content for output in SHOWN for each in rendered(output, made)}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(site()) as url:
        yield f"{url}compose/"


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    with opened(chromium, address, 390) as page:
        expect(page.locator("#fields input").first).to_be_visible()
        yield page


def root_in(folder: Path) -> Path:
    """Return a folder with the sample content."""
    shutil.copytree(REPOSITORY / "content", folder / "root" / "content")
    return folder / "root"


def choose(page: Page, name: str, kind: EntryKind = EntryKind.INCIDENT) -> None:
    page.locator(f"[name=kind][value={kind.value}]").check()
    page.locator("#notice").select_option(name)


def complete(page: Page) -> None:
    """Fill in what has no default, and the window of a maintenance."""
    for field in page.locator("#fields input[type=text]").all():
        if not field.input_value():
            field.fill("Europe")
    for name, time in (("starts", "2026-12-10T22:00"), ("ends", "2026-12-11T02:00")):
        if page.locator(f"#fields #{name}").count():
            page.locator(f"#{name}").fill(time)


def written(page: Page) -> tuple[str, str]:
    """Return the path and the text of the file that the page shows."""
    path, text = (page.locator(each).text_content() or "" for each in ("#path", "#written"))
    return path, text


def checked(root: Path, *options: str) -> int:
    """Return the exit code of `check`: 0 where it passes the content of a site."""
    return run(["check", *options, "--root", str(root), "--now", BAD_NIGHT])


@pytest.mark.slow
def test_every_notice_yields_a_file_that_check_passes(page: Page, tmp_path: Path) -> None:
    root = root_in(tmp_path)
    found = notices("en", "it", "de", "fr", "es").by_name
    for name, notice in found.items():
        choose(page, name, notice.kind)
        complete(page)
        path, text = written(page)
        assert f"# notice: {name}\n" in text
        assert "??" not in text
        target = root / path.replace(".yml", f"-{name}.yml")
        target.parent.mkdir(exist_ok=True)
        target.write_text(text, encoding="utf-8")
    assert len(found) >= 25
    assert checked(root) == 0


def test_the_entry_is_that_of_new(page: Page, tmp_path: Path) -> None:
    """The command line and the page write the same of one notice with its defaults."""
    choose(page, "wmp-unavailable")
    path, text = written(page)
    root = root_in(tmp_path)
    (root / path).write_text(text, encoding="utf-8")
    now = datetime.fromisoformat(BAD_NIGHT)
    ours = loaded(root, now)[Path(path).stem]
    (root / path).unlink()
    command = ("new", "incident", "--notice", "wmp-unavailable", "--began", "2026-11-20 14:52")
    assert run([*command, "--root", str(root), "--now", BAD_NIGHT]) == 0
    assert replace(loaded(root, now)[Path(path).stem], began=None) == replace(ours, began=None)


def loaded(root: Path, now: datetime) -> dict[str, Incident]:
    content = load(root, now).content
    assert content is not None
    return {each.id: each for each in content.incidents}


def test_own_words_are_enough(page: Page, tmp_path: Path) -> None:
    page.get_by_label("Title").fill('Phones: no "ring" # tone')
    page.get_by_label("Text", exact=True).fill("First line.\n\n- a list\n  - deeper: yes")
    path, text = written(page)
    root = root_in(tmp_path)
    (root / path).write_text(text, encoding="utf-8")
    assert checked(root, "--content-only") == 0
    incident = loaded(root, datetime.fromisoformat(BAD_NIGHT))[Path(path).stem]
    assert incident.title.default == 'Phones: no "ring" # tone'
    assert incident.updates[0].text.default.strip() == "First line.\n\n- a list\n  - deeper: yes"


def test_words_of_ones_own_are_not_mixed_with_other_languages(page: Page) -> None:
    choose(page, "calls-dropping")
    assert "  it: " in written(page)[1]
    page.get_by_label("Which calls").fill("calls to Mars")
    _, text = written(page)
    assert "calls to Mars on Cloud PBX Europe" in text
    assert "Problema dalle" not in text


def test_the_page_shows_state_and_title(page: Page) -> None:
    choose(page, "cloud-unreachable")
    expect(page.locator("#shown")).to_have_text("Cloud PBX unreachable in …")
    page.locator("#word-0").fill("Europe")
    expect(page.locator("#shown")).to_have_text("Cloud PBX unreachable in Europe")
    expect(page.locator("[data-state=major_outage]")).to_be_visible()
    expect(page.locator("[data-state]:visible")).to_have_count(1)


# --- mistakes ----------------------------------------------------------------------------------


def test_what_is_missing_is_named_at_its_field(page: Page) -> None:
    page.locator("#forge").click()
    expect(page.locator("#title-error")).to_have_text("Fill this in.")
    assert page.evaluate("document.activeElement.id") == "title"
    assert len(page.context.pages) == 1


def test_what_the_schema_refuses_is_named_at_its_field(page: Page) -> None:
    choose(page, "wmp-unavailable")
    page.get_by_text("More", exact=True).click()
    page.get_by_role("textbox", name="Ticket").fill("x" * 101)
    page.locator("#copy").click()
    expect(page.locator("#ticket-error")).to_be_visible()
    page.get_by_role("textbox", name="Ticket").fill("NOC-1")
    expect(page.locator("#ticket-error")).to_be_hidden()


# --- the forge ---------------------------------------------------------------------------------


def test_a_file_too_long_for_an_address_is_copied(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_label("Title").fill("Long")
    page.get_by_label("Text", exact=True).fill("ä" * 2000)
    expect(page.locator("#forge")).to_be_hidden()
    page.locator("#copy").click()
    expect(page.locator("#copy")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == written(page)[1]


def published(bare: Path, folder: Path) -> dict[str, bytes]:
    """Return the site that is built from what a bare repository has."""
    git(folder, "clone", "-q", str(bare), "deployed")
    content = load(folder / "deployed", datetime.fromisoformat(LATER)).content
    assert content is not None
    return built(content, LATER)


def test_a_new_entry_goes_through_the_forge_to_the_published_page(
    chromium: Browser, tmp_path: Path
) -> None:
    bare = bare_repository(tmp_path, root_in(tmp_path))
    with (
        forge(bare, tmp_path) as repository,
        served(site(repository)) as url,
        opened(chromium, f"{url}compose/", 390) as page,
    ):
        choose(page, "wmp-unavailable")
        path, text = written(page)
        with page.expect_popup() as opening:
            page.locator("#forge").click()
        opening.value.get_by_role("button").click()
        expect(opening.value.locator("p")).to_have_text("Committed")
        opening.value.close()
    assert git(bare, "show", f"main:{path}") == text
    assert f"incidents/{Path(path).stem}/index.html" in published(bare, tmp_path)


@pytest.mark.slow
def test_an_update_goes_through_the_forge_to_the_published_page(
    chromium: Browser, tmp_path: Path
) -> None:
    root = root_in(tmp_path)
    (root / "content/incidents/2026/calls-fail.yml").write_text(OPEN, encoding="utf-8")
    bare = bare_repository(tmp_path, root)
    with (
        forge(bare, tmp_path) as repository,
        served(site(repository, root)) as url,
        opened(chromium, f"{url}compose/", 390) as page,
    ):
        page.locator("[name=kind][value=update]").check()
        page.locator("#entry").select_option(label="Calls fail")
        page.locator("#status").select_option("monitoring")
        page.locator("#text").fill("Calls work again.")
        expect(page.locator("#shown")).to_have_text("Monitoring: Calls fail")
        path, text = written(page)
        with page.expect_popup() as opening:
            page.locator("#forge").click()
        file = opening.value.locator("textarea")
        file.fill(file.input_value() + text)
        opening.value.get_by_role("button").click()
        expect(opening.value.locator("p")).to_have_text("Committed")
        opening.value.close()
    page_of = published(bare, tmp_path)[f"incidents/{Path(path).stem}/index.html"]
    assert b"Calls work again." in page_of


# --- readers -----------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", SCHEMES)
def test_everyone_can_use_the_form(chromium: Browser, address: str, scheme: Scheme) -> None:
    with opened(chromium, address, 320, scheme) as page:
        choose(page, "calls-dropping")
        page.get_by_text("More", exact=True).click()
        page.locator("#file summary").click()
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert (audited(page), overflow(page)) == ("", 0), width


@pytest.mark.parametrize("kind", ["incident", "maintenance", "update"])
def test_a_thumb_hits_what_it_means(kind: str, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.locator(f"[name=kind][value={kind}]").check()
    small = page.evaluate(
        """[...document.querySelectorAll('#compose :is(input, select, textarea, button, a, label)')]
           .filter(each => each.checkVisibility() && each.type !== 'radio' &&
                           each.closest('.field label') === null &&
                           each.getBoundingClientRect().height < 44)
           .map(each => each.outerHTML)"""
    )
    assert small == []


def test_buttons_stay_in_sight_but_not_over_a_keyboard(page: Page) -> None:
    actions = page.locator(".actions")
    assert actions.evaluate("each => getComputedStyle(each).position") == "sticky"
    page.set_viewport_size({"width": 390, "height": 400})
    assert actions.evaluate("each => getComputedStyle(each).position") == "static"


def test_a_field_that_is_reached_by_keyboard_is_not_behind_the_buttons(page: Page) -> None:
    choose(page, "cloud-unreachable")
    page.get_by_text("More", exact=True).click()
    page.locator("[name=kind]").first.focus()
    hidden = []
    for _ in range(40):
        page.keyboard.press("Tab")
        hidden += page.evaluate(
            """() => {
              const [bar, at] = [document.querySelector('.actions'), document.activeElement];
              const isAside = bar.contains(at) || !at.closest('main');
              const top = (each) => each.getBoundingClientRect().top;
              return isAside || top(at) < top(bar) - 24 ? [] : [at.id];
            }"""
        )
    assert hidden == []
