import os

from statusgen.cache.store import digest


def test_a_digest_depends_on_where_parts_end() -> None:
    assert len({digest("ab", "c"), digest("a", "bc"), digest("abc"), digest("abc", "")}) == 4


def test_a_text_has_the_digest_of_its_bytes() -> None:
    assert digest("ü") == digest("ü".encode())


def test_a_path_need_not_be_valid_utf_8() -> None:
    assert digest(os.fsdecode(b"b\xff.png")) == digest(b"b\xff.png")
