"""The pictures that previews of links show: legible, small, the same wherever they are drawn."""

import re
from io import BytesIO

import pytest
from msgspec.structs import replace
from PIL import Image, ImageChops

from statusgen.model import State
from statusgen.render.palette import DARK, LIGHT, Scheme
from statusgen.render.pictures import _DRAWING, SIZE, PictureCard, draw, key
from statusgen.render.pictures.drawing import drawn
from statusgen.render.pictures.lettering import fitted
from tests.paths import REPOSITORY

OUTAGE = PictureCard(State.MAJOR_OUTAGE, "Major outage", "Wildix Status")
SAMPLE = replace(OUTAGE, note="Sample content: none of this has happened.")
LETTERS = "ÀÂÄÆÇÈÉÊËÌÎÏÒÔÖŒÙÛÜŸ àâäæçèéêëìîïòôöœùûüÿ ß ñÑ ¿¡ áíóú «»„“”’ – … ·"  # noqa: RUF001 - as they are printed

VERSION_1 = (
    "93939393939393939393978f8f9793939393939393939393ffffffffffffffffffffcc67"
    "67ccfffffffffffffffffffffcfcfcfcfcfcfcfcfef4598a8a58f3fefcfcfcfcfcfcfcfc"
    "fcfcfcfcfcfcfcfcfef45c84845bf4fefcfcfcfcfcfcfcfcfcfcfcfcfcfdfdfcfdfece67"
    "67cefefcfcfcfcfcfcfcfcfcfcfcfcfcf9faf8fffafffffdfffffffefffffffdfcfcfcfc"
    "fcfcfcfee4b1b9cdc6d0c8e9d0cfc7cccdc7c5ecfdfcfcfcfcfcfcfdedbdc0bab6c7c6f1"
    "c8c5c0c7b5a5bdeffdfcfcfcfcfcfcfcfdfffffae0eeedf3f3f3f3f6f9e9fcfdfcfcfcfc"
    "fffffffefefffffce1ded9e1e8dbdddffbfffffefeffffff53535d60615e5d60615d605e"
    "5f6562615e605f5f605a5253111026393d2c2e35342734302c3233323037403435221011"
)
"""The picture of SAMPLE in 24 by 12 grey pixels, as version 1 of the drawing makes it."""

each_state = pytest.mark.parametrize("state", [*State, None], ids=str)


def opened(picture: bytes) -> Image.Image:
    return Image.open(BytesIO(picture))


def colours(picture: bytes, box: tuple[int, int, int, int] = (0, 0, *SIZE)) -> set[str]:
    """Return every colour in a part of a picture as `#rrggbb`."""
    found = opened(picture).convert("RGB").crop(box).getcolors(maxcolors=1 << 24) or []
    return {"#{:02x}{:02x}{:02x}".format(*rgb) for _, rgb in found if isinstance(rgb, tuple)}


def extent(picture: bytes, colour: str) -> tuple[int, int, int, int]:
    """Return the box around all that is of exactly one colour."""
    image = opened(picture).convert("RGB")
    red, green, blue = ImageChops.difference(image, Image.new("RGB", SIZE, colour)).split()
    other = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return ImageChops.invert(other.point(lambda value: 255 * bool(value))).getbbox() or (0, 0, 0, 0)


@each_state
def test_a_picture_is_as_large_as_previews_are_and_quickly_fetched(state: State | None) -> None:
    picture = draw(PictureCard(state, "Degraded performance", "Wildix Status", SAMPLE.note))
    image = opened(picture)
    assert (image.format, image.size) == ("PNG", SIZE)
    assert len(picture) < 40_000


def test_drawing_twice_gives_the_same_bytes() -> None:
    assert drawn(SAMPLE) == drawn(SAMPLE) == draw(SAMPLE)


def test_pictures_that_look_different_get_another_version_and_so_another_address() -> None:
    small = opened(drawn(SAMPLE)).convert("L").resize((24, 12)).tobytes()
    furthest = max(
        abs(one - other) for one, other in zip(small, bytes.fromhex(VERSION_1), strict=True)
    )
    assert (_DRAWING, furthest < 12) == ("1", True), "raise _DRAWING, and renew VERSION_1"


@each_state
def test_a_state_is_shown_in_its_colour_on_paper(state: State | None) -> None:
    found = colours(draw(PictureCard(state, "Word", "Name")))
    assert {LIGHT.paper, LIGHT.ink, LIGHT.states[state] if state else LIGHT.ink} <= found


def test_every_state_looks_different_without_its_colour_too() -> None:
    pictures = (opened(draw(PictureCard(each, "Word", "Name"))) for each in State)
    assert len({each.convert("1").tobytes() for each in pictures}) == len(State)


def test_the_word_can_be_read_in_the_preview_of_a_telephone() -> None:
    """Of 1,200 pixels a telephone shows about 360: capitals of 80 are 24 there."""
    _, top, _, bottom = extent(draw(replace(OUTAGE, name="", word="H")), LIGHT.ink)
    assert (bottom - top) >= 80


def test_what_matters_is_in_the_square_that_some_previews_cut_out() -> None:
    left, _, right, _ = extent(draw(OUTAGE), LIGHT.mute)
    assert (SIZE[0] - SIZE[1]) // 2 < left
    assert right < (SIZE[0] + SIZE[1]) // 2


def test_sample_content_is_marked() -> None:
    band = (0, SIZE[1] - 60, SIZE[0], SIZE[1])
    assert colours(draw(OUTAGE), band) == {LIGHT.paper}
    assert {LIGHT.ink, LIGHT.paper} <= colours(draw(SAMPLE), band)


# --- letters -----------------------------------------------------------------------------------


@pytest.mark.parametrize("letter", sorted(set(LETTERS) - {" "}))
def test_every_letter_of_our_languages_is_drawn(letter: str) -> None:
    assert fitted(letter, 1000, 60, 40).lines == (letter,)


@pytest.mark.parametrize("name", ["Статус услуг", "Κατάσταση υπηρεσιών", "Stav služeb"])
def test_a_name_in_other_letters_of_europe_is_drawn(name: str) -> None:
    assert fitted(name, 1000, 60, 40).lines == (name,)


@pytest.mark.parametrize("name", ["حالة الخدمة", "服务状态", "Status 🚨", "", "  "])
def test_a_name_that_cannot_be_drawn_is_left_out_and_the_state_remains(name: str) -> None:
    assert draw(replace(OUTAGE, name=name)) == draw(replace(OUTAGE, name=""))
    assert LIGHT.ink in colours(draw(replace(OUTAGE, name=name)))


def test_a_space_of_any_kind_is_a_space() -> None:
    assert fitted("Exemple\u202f: rien\u00a0ici ", 1000, 60, 40).lines == ("Exemple : rien ici",)


def test_a_long_line_becomes_smaller_and_then_two_that_end_in_an_ellipsis() -> None:
    name = "Unified communications for hospitals"
    assert fitted(name, 1000, 64, 48).lines == (name,)
    first, second = fitted(" ".join([name] * 4), 1000, 64, 48).lines
    assert first.startswith("Unified")
    assert second.endswith("…")


def test_a_word_without_end_is_cut() -> None:
    lettering = fitted("W" * 300, 1000, 64, 48)
    assert all(lettering.font.getlength(line) <= 1000 for line in lettering.lines)


def test_the_longest_lines_leave_room_for_the_shape() -> None:
    crowded = replace(SAMPLE, word="Very long state " * 9, name="Very long name " * 9)
    _, top, _, bottom = extent(draw(crowded), LIGHT.mute)
    assert LIGHT.states[State.MAJOR_OUTAGE] in colours(draw(crowded), (0, 40, SIZE[0], top))
    assert bottom < SIZE[1] - 92


# --- what it is known by -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "other",
    [
        replace(SAMPLE, state=State.PARTIAL_OUTAGE),
        replace(SAMPLE, word="Grave interruzione"),
        replace(SAMPLE, name="Another"),
        replace(SAMPLE, note=""),
    ],
)
def test_another_picture_has_another_key(other: PictureCard) -> None:
    assert key(other) != key(SAMPLE)
    assert key(replace(other)) == key(other)


# --- colours -----------------------------------------------------------------------------------

STYLE = REPOSITORY / "templates" / "site" / "style.css"


@pytest.mark.parametrize(("scheme", "rule"), [(LIGHT, 0), (DARK, 1)])
def test_the_style_sheet_has_the_same_colours(scheme: Scheme, rule: int) -> None:
    texts = re.findall(r":root\s*\{([^}]*)\}", STYLE.read_text(encoding="utf-8"))[rule]
    for colour in (scheme.paper, scheme.ink, scheme.mute, scheme.hair, *scheme.states.values()):
        assert colour in texts
