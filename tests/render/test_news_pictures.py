"""The pictures of announced updates: legible at half their size, the same wherever drawn."""

from io import BytesIO

import pytest
from msgspec.structs import replace
from PIL import Image, ImageChops

from statusgen.model import State
from statusgen.render.palette import LIGHT
from statusgen.render.pictures import SIZE
from statusgen.render.pictures.lettering import fitted, font_of, wrapped
from statusgen.render.pictures.news_card import (
    _DRAWING,
    NewsCard,
    draw_news,
    has_letters,
    news_key,
)
from tests.render.test_pictures import colours, extent

OUTAGE = NewsCard(
    state=State.MAJOR_OUTAGE,
    word="Major outage",
    title="Cloud PBX unreachable in Europe",
    status="Identified, 20 Nov 2026, 14:40 CET",
    name="Wildix Status",
)
GERMAN = (
    "Anmeldung am Verwaltungsportal und an den Partner-Dashboards mit "
    "Zwei-Faktor-Authentifizierung schlägt fehl"
)
NOTE = "Sample: components and events are invented."

VERSION_1 = (
    "b1b4b4b4b3b3b4b3b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1ffe2e5e8eef1eaf1ffffffff"
    "fffffffffffffffffffffffffddcdadae1e5d3dafbfafdfffffffffffbfffdfbfefdfcfc"
    "fedfc9cfd3c5d9bbb7bfe3cccccdcecfc6ccc4bcc4f3fdfcfde9ded6d1d7e8e6dcdde9d2"
    "d7ddd8d5ddd6d4d4d5f7fdfcfedac5dcc8cacbc8c0d9fffffffffffffffffffffffcfcfc"
    "fdebe0ede3dce8d4d2ecfdfcfcfcfcfcfcfcfcfcfcfcfcfcfcfefffefffffefefffefcfc"
    "fcfcfcfcfcfcfcfcfcfcfcfcfcfcfcfcfcfcfcfcfcfcfcfcfcfcfcfcfcfcfdfdfcfcfcfc"
    "fcfbfbfafbfbfbfbfafbfbfbfafcfcfcfcfbf7f8f9fafbfcfdede4e3e7eae6ece5ede7e8"
    "e9fafcfcfdf5c3beccc2defdfcfcfcfcfcfcfcfcfcfcfcfcfcfcfcfcfcfcfcfbfbfbfbfc"
)
"""The picture of OUTAGE in 24 by 12 grey pixels, as version 1 of the drawing makes it."""


def opened(card: NewsCard) -> Image.Image:
    return Image.open(BytesIO(draw_news(card)))


@pytest.mark.parametrize("state", [*State, None], ids=str)
def test_a_picture_is_as_large_as_previews_are_and_quickly_fetched(state: State | None) -> None:
    card = replace(OUTAGE, state=state, title=GERMAN, note=NOTE)
    assert (opened(card).format, opened(card).size) == ("PNG", SIZE)
    assert len(draw_news(card)) < 40_000


def test_pictures_that_look_different_get_another_version_and_so_another_address() -> None:
    small = opened(OUTAGE).convert("L").resize((24, 12)).tobytes()
    pairs = zip(small, bytes.fromhex(VERSION_1), strict=True)
    furthest = max(abs(one - other) for one, other in pairs)
    assert (_DRAWING, furthest < 12) == ("1", True), "raise _DRAWING, and renew VERSION_1"


def test_the_rule_and_the_word_have_the_colour_of_the_state() -> None:
    red = LIGHT.states[State.MAJOR_OUTAGE]
    assert colours(draw_news(OUTAGE), (0, 0, SIZE[0], 24)) == {red}
    left, _, right, bottom = extent(draw_news(OUTAGE), red)
    assert (left, right) == (0, SIZE[0])
    assert bottom < 146


@pytest.mark.parametrize(("letters", "size"), [(1, 88), (50, 68), (100, 60)])
def test_a_title_can_be_read_at_half_the_size(letters: int, size: int) -> None:
    """Capitals are 0.71 of the size of the letters, of which there are fewer the larger it is."""
    title = ("H " * 50)[:letters].ljust(letters, "H")
    drawn = opened(replace(OUTAGE, title=title, name="")).convert("L")
    line = drawn.crop((72, 146, 100, 146 + size)).point(lambda grey: 255 * (grey < 80)).getbbox()
    assert line is not None
    assert line[3] - line[1] >= 0.7 * size


def test_a_line_ends_at_a_word_or_after_a_hyphen() -> None:
    lines = wrapped(GERMAN, font_of(60), 1056, 4)
    assert "".join(lines).replace(" ", "") == GERMAN.replace(" ", "")
    assert all(font_of(60).getlength(line) <= 1056 for line in lines)
    words = GERMAN.replace("-", "- ").split()
    assert all(line.replace("-", "- ").split()[-1] in words for line in lines)


def test_a_title_of_more_than_four_lines_is_cut_at_a_word() -> None:
    lines = wrapped(" ".join([GERMAN] * 3), font_of(60), 1056, 4)
    assert len(lines) == 4
    assert lines[-1].rstrip("…").split()[-1] in GERMAN.split()


def test_a_word_without_end_is_cut() -> None:
    assert all(
        font_of(60).getlength(each) <= 1056 for each in wrapped("W" * 300, font_of(60), 1056, 4)
    )


@pytest.mark.parametrize("name", ["Wildix Status", "The Status of All Services of a Company"])
def test_the_name_of_the_site_lies_over_nothing_else(name: str) -> None:
    nameless, named = (opened(replace(OUTAGE, name=each)).convert("L") for each in ("", name))
    changed = ImageChops.difference(named, nameless).point(lambda grey: 255 * (grey > 0))
    other = nameless.point(lambda grey: 255 * (grey < 240))
    assert changed.getbbox() is not None
    assert ImageChops.multiply(changed, other).getbbox() is None


def test_sample_content_is_marked() -> None:
    band = (0, SIZE[1] - 60, SIZE[0], SIZE[1])
    assert colours(draw_news(OUTAGE), band) == {LIGHT.paper}
    assert {LIGHT.ink, LIGHT.paper} <= colours(draw_news(replace(OUTAGE, note=NOTE)), band)


def test_the_letters_that_are_known_are_those_of_the_font() -> None:
    every = [chr(code) for code in range(0x21, 0x3000) if not chr(code).isspace()]
    assert [a for a in every if has_letters(a) != bool(fitted(a, 1000, 24, 24).lines)] == []


@pytest.mark.parametrize("title", ["حالة الخدمة", "服务状态", "Status 🚨", ""])
def test_what_cannot_be_drawn_is_known_before(title: str) -> None:
    assert not replace(OUTAGE, title=title).is_drawable
    assert OUTAGE.is_drawable


@pytest.mark.parametrize(
    "other",
    [
        replace(OUTAGE, state=State.PARTIAL_OUTAGE),
        replace(OUTAGE, title="Another"),
        replace(OUTAGE, status="Resolved, 20 Nov 2026, 15:40 CET"),
        replace(OUTAGE, note=NOTE),
    ],
)
def test_another_picture_has_another_key(other: NewsCard) -> None:
    assert news_key(other) != news_key(OUTAGE)
    assert news_key(replace(other)) == news_key(other)
