"""The published site is read within limits, and what goes wrong is said with the address."""

from collections.abc import Iterator

import pytest

from statusgen.console import CommandError
from statusgen.notify import site
from statusgen.notify.site import PublishedSite
from tests.notify.servers import Hook, serving


@pytest.fixture
def hook() -> Iterator[Hook]:
    with serving(Hook()) as made:
        made.files = {"feed.json": b"[1, 2, 3]"}
        yield made


def test_a_file_is_fetched_once(hook: Hook) -> None:
    found = PublishedSite(hook.url)
    assert found.json("feed.json", list[int]) == [1, 2, 3]
    hook.files.clear()
    assert found.file("feed.json") == b"[1, 2, 3]"


def test_a_file_that_is_not_there_is_said(hook: Hook) -> None:
    with pytest.raises(CommandError, match=r"/x.json could not be read: it answers 404\."):
        PublishedSite(hook.url).file("x.json")


def test_a_site_that_is_not_there_is_said() -> None:
    with pytest.raises(CommandError, match=r"could not be read: .*refused"):
        PublishedSite("http://127.0.0.1:1/").file("feed.json")


def test_a_file_may_not_be_too_large(hook: Hook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "MAX_BYTES", 8)
    with pytest.raises(CommandError, match="is larger than"):
        PublishedSite(hook.url).file("feed.json")


def test_a_file_may_not_come_too_slowly(hook: Hook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "MAX_TIME", -1.0)
    with pytest.raises(CommandError, match="was not read whole within"):
        PublishedSite(hook.url).file("feed.json")
