import pytest

from statusgen.cache import memoize
from statusgen.cache.memoize import Remembered


def counting() -> tuple[list[str], Remembered[str, str]]:
    """Return a memoized function, and the list of the arguments of its calls."""
    calls: list[str] = []

    def shout(word: str) -> str:
        calls.append(word)
        return word.upper()

    return calls, Remembered(shout)


def test_a_function_is_called_once_for_each_argument() -> None:
    calls, shout = counting()
    assert [shout("a"), shout("b"), shout("a")] == ["A", "B", "A"]
    assert calls == ["a", "b"]


def test_what_others_found_out_is_believed() -> None:
    calls, shout = counting()
    shout.learn("A", "a")
    assert (shout("a"), calls) == ("A", [])


def test_all_results_are_dropped_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memoize, "_KEPT", 2)
    calls, shout = counting()
    for word in "abca":
        shout(word)
    assert calls == ["a", "b", "c", "a"]
