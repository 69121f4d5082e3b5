from pathlib import Path

import pytest

from statusgen.artefact import Paths
from statusgen.cache.disk import DiskStore
from statusgen.cache.encoding import encode
from statusgen.publish.ledger import (
    NOTHING,
    Ledger,
    is_unchanged,
    published_fragment,
    put_ledger,
    stored_ledger,
)
from statusgen.publish.paths import prefix_of
from statusgen.publish.site import publish
from tests.publish.test_fragments import ONE, TWO, fragment
from tests.stores import NullStore

LEDGER = Ledger(
    {
        "1": published_fragment(Paths.of(("a", "bü")), ((1, 2, 3), (4, 5, 2**62))),
        "2": published_fragment(Paths(), ()),
    },
)


class ConstantStore(NullStore):
    """A store that returns the same bytes for every key."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def get(self, _kind: str, _key: str, /) -> bytes:
        return self.content


@pytest.mark.parametrize("ledger", [NOTHING, LEDGER])
def test_a_ledger_is_stored(tmp_path: Path, ledger: Ledger) -> None:
    put_ledger(DiskStore(tmp_path), Path("site"), ledger)
    assert stored_ledger(DiskStore(tmp_path), Path("site")) == ledger


def test_a_ledger_is_that_of_one_folder(tmp_path: Path) -> None:
    put_ledger(DiskStore(tmp_path), Path("site"), LEDGER)
    assert stored_ledger(DiskStore(tmp_path), Path("other")) == NOTHING


def test_two_paths_to_a_folder_have_one_ledger(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("site")
    put_ledger(DiskStore(tmp_path / "cache"), tmp_path / "site", LEDGER)
    assert stored_ledger(DiskStore(tmp_path / "cache"), tmp_path / "link") == LEDGER


def test_a_store_that_keeps_nothing_has_no_ledger() -> None:
    put_ledger(NullStore(), Path("site"), LEDGER)
    assert stored_ledger(NullStore(), Path("site")) == NOTHING


@pytest.mark.parametrize(
    "value",
    [
        None,
        (),
        LEDGER.fragments,
        {"others": ()},
        {"fragments": {"1": {"paths": ("a",)}}},
        {"fragments": {"1": {"paths": ("a",), "stamps": ((1, 2),)}}},
    ],
)
def test_a_value_that_is_no_ledger_is_ignored(value: object) -> None:
    assert stored_ledger(ConstantStore(encode(value)), Path("site")) == NOTHING


def test_a_ledger_with_a_path_that_is_no_text_is_not_stored(tmp_path: Path) -> None:
    odd = Ledger({"1": published_fragment(Paths.of(("b\udcff",)), ((1, 2, 3),))})
    put_ledger(DiskStore(tmp_path), Path("site"), odd)
    assert stored_ledger(DiskStore(tmp_path), Path("site")) == NOTHING


def test_bytes_that_are_no_value_are_ignored() -> None:
    assert stored_ledger(ConstantStore(b"nonsense"), Path("site")) == NOTHING


def test_fragments_of_which_every_file_is_unchanged_are_found(tmp_path: Path) -> None:
    ledger = publish([], tmp_path, fragments=[fragment(ONE), fragment(TWO)]).ledger
    folder, known = prefix_of(tmp_path), ledger.fragments
    assert all(is_unchanged(folder, each) for each in known.values())
    (tmp_path / "a/data.json").write_bytes(b"more")
    assert [is_unchanged(folder, known[fragment(each).key]) for each in (ONE, TWO)] == [False, True]


@pytest.mark.parametrize("path", ["", "../outside", "x" * 5000])
def test_a_ledger_may_have_any_path(tmp_path: Path, path: str) -> None:
    known = published_fragment(Paths.of((path,)), ((1, 2, 3),))
    assert not is_unchanged(prefix_of(tmp_path), known)
