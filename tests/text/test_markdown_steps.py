"""Tests of the number of steps that hard texts take: no test measures time."""

import sys
from collections.abc import Callable
from functools import partial
from types import FrameType
from typing import Any

import pytest

from statusgen.text.markdown import to_html, to_plain, without_schemes
from tests.benchmarks.markdown_shapes import PIECES, hard

BASE = "https://status.example/"


def steps(function: Callable[[], object]) -> int:
    """Return the number of lines of Python that a call runs."""
    count = 0

    def trace(_frame: FrameType, _event: str, _argument: object) -> Any:  # noqa: ANN401
        nonlocal count
        count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function()
    finally:
        sys.settrace(before)
    return count


def converted(text: str) -> tuple[str, str]:
    return to_html(text, BASE), to_plain(text)


@pytest.mark.parametrize("piece", PIECES)
def test_twice_the_text_takes_twice_the_steps(piece: str) -> None:
    few, many = (steps(partial(converted, hard(piece, length))) for length in (1000, 2000))
    assert many < 2.5 * few + 200


def test_a_scheme_within_a_scheme_is_removed_in_one_pass() -> None:
    assert without_schemes("ht" * 20_000 + "tp://" * 20_000 + "a") == "a"


@pytest.mark.parametrize("piece", PIECES)
def test_a_long_hard_text_is_converted(piece: str) -> None:
    assert to_plain(hard(piece, 64 * 1024)) or not piece.strip("<>[]()-=#*_`~! \n:ab")
