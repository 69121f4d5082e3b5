import os

from statusgen.cache.store import digest


def test_a_digest_tells_parts_from_their_whole() -> None:
    assert len({digest("ab", "c"), digest("a", "bc"), digest("abc"), digest("abc", "")}) == 4


def test_a_text_counts_as_its_bytes() -> None:
    assert digest("ü") == digest("ü".encode())


def test_a_path_may_hold_what_is_no_text() -> None:
    assert digest(os.fsdecode(b"b\xff.png")) == digest(b"b\xff.png")
