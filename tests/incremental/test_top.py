from pathlib import Path

import pytest
from msgspec.structs import replace
from statusgen.incremental.top import open_top, top_key

from statusgen.cache.store import Memory, Shelf
from statusgen.content.find import SITE
from statusgen.content.loaded import SiteConfig, read_files
from statusgen.incremental import top


def opened(root: Path, memory: Memory) -> SiteConfig:
    found, raw = read_files(root)
    return open_top(found, raw, top_key(found, raw, "this program"), memory)


def refuse(*_: object) -> SiteConfig:
    raise AssertionError


def test_files_that_are_as_they_were_are_not_read_again(
    small_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = Shelf()
    read = opened(small_site, memory)
    monkeypatch.setattr(top, "read_top", refuse)
    assert opened(small_site, memory) == read


def test_a_file_that_has_changed_is_read(small_site: Path) -> None:
    memory = Shelf()
    before = opened(small_site, memory)
    with (small_site / SITE).open("a") as site:
        site.write("sample: true\n")
    after = opened(small_site, memory).content
    assert after == replace(before.content, site=replace(before.content.site, sample=True))


def test_a_mistake_is_not_remembered(small_site: Path) -> None:
    memory = Shelf()
    (small_site / SITE).write_text("name: Acme\n")
    found, raw = read_files(small_site)
    key = top_key(found, raw, "this program")
    assert open_top(found, raw, key, memory).problems
    assert memory.recall("top", key) is None


@pytest.mark.parametrize("kept", [b"", b"no value", b"\x80\x05K\x01."])
def test_what_is_no_top_is_read_anew(small_site: Path, kept: bytes) -> None:
    found, raw = read_files(small_site)
    key = top_key(found, raw, "this program")
    memory = Shelf()
    memory.keep("top", key, kept)
    assert opened(small_site, memory) == opened(small_site, Shelf())
