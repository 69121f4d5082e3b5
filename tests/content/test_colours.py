import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statusgen.content.colours import DARK_PAPER, MIN_CONTRAST, PAPER, contrast, for_dark_scheme
from tests.paths import REPOSITORY

STYLE = REPOSITORY / "templates" / "site" / "style.css"
colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def test_black_on_white_has_the_contrast_that_wcag_gives() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#767676") == pytest.approx(4.54, abs=0.005)


@given(colours)
def test_every_colour_can_be_read_in_the_dark_scheme(colour: str) -> None:
    assert contrast(for_dark_scheme(colour), DARK_PAPER) >= MIN_CONTRAST


def test_a_colour_that_can_be_read_in_the_dark_scheme_stays_as_it_is() -> None:
    assert for_dark_scheme("#58bb88") == "#58bb88"


def test_the_papers_are_those_of_the_style_sheet() -> None:
    assert re.findall(r"--paper: (#\w+);", STYLE.read_text())[:2] == [PAPER, DARK_PAPER]


@pytest.mark.parametrize("scheme", [0, 1])
def test_every_colour_of_a_text_in_the_style_sheet_can_be_read(scheme: int) -> None:
    rules = STYLE.read_text().split("@media (prefers-color-scheme: dark)")[scheme].split("*,")[0]
    paper = (PAPER, DARK_PAPER)[scheme]
    drawn = {"paper", "hair", "rule", "line", "focus", "tick"}
    texts = {name: c for name, c in re.findall(r"--(\w+): (#\w+);", rules) if name not in drawn}
    assert len(texts) == 8
    assert {name for name, c in texts.items() if contrast(c, paper) < MIN_CONTRAST} == set()
