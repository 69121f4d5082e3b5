import pytest

from statusgen.cache import memoize
from statusgen.cache.memoize import Remembered


def counting() -> tuple[list[str], Remembered[str, str]]:
    """Return a function that notes what it was called with, as it is remembered."""
    calls: list[str] = []

    def shout(word: str) -> str:
        calls.append(word)
        return word.upper()

    return calls, Remembered(shout)


def test_what_was_worked_out_is_not_worked_out_again() -> None:
    calls, shout = counting()
    assert [shout("a"), shout("b"), shout("a")] == ["A", "B", "A"]
    assert calls == ["a", "b"]


def test_what_others_found_out_is_believed() -> None:
    calls, shout = counting()
    shout.learn("A", "a")
    assert (shout("a"), calls) == ("A", [])


def test_it_begins_anew_before_it_knows_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memoize, "_KEPT", 2)
    calls, shout = counting()
    for word in "abca":
        shout(word)
    assert calls == ["a", "b", "c", "a"]
