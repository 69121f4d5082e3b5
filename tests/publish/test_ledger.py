from pathlib import Path

import pytest

from statusgen.artefact import Paths
from statusgen.cache.disk import Cache
from statusgen.cache.encoding import freeze
from statusgen.cache.store import Forgetful
from statusgen.publish.ledger import standing
from statusgen.publish.site import NOTHING, Ledger, keep_ledger, publish, recall_ledger, survey
from tests.publish.test_pieces import ONE, TWO, piece

LEDGER = Ledger(
    {"1": standing(Paths.of(("a", "bü")), ((1, 2, 3), (4, 5, 2**62))), "2": standing(Paths(), ())},
    frozenset({"index.html"}),
    (7, 8, 9),
)


class Planted(Forgetful):
    """A memory that has always the same to say."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def recall(self, _kind: str, _key: str, /) -> bytes:
        return self.content


@pytest.mark.parametrize("ledger", [NOTHING, LEDGER])
def test_a_ledger_is_remembered(tmp_path: Path, ledger: Ledger) -> None:
    keep_ledger(Cache(tmp_path), Path("site"), ledger)
    assert recall_ledger(Cache(tmp_path), Path("site")) == ledger


def test_a_ledger_is_that_of_one_folder(tmp_path: Path) -> None:
    keep_ledger(Cache(tmp_path), Path("site"), LEDGER)
    assert recall_ledger(Cache(tmp_path), Path("other")) == NOTHING


def test_two_ways_to_a_folder_have_one_ledger(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("site")
    keep_ledger(Cache(tmp_path / "cache"), tmp_path / "site", LEDGER)
    assert recall_ledger(Cache(tmp_path / "cache"), tmp_path / "link") == LEDGER


def test_where_nothing_is_remembered_nothing_is_known() -> None:
    keep_ledger(Forgetful(), Path("site"), LEDGER)
    assert recall_ledger(Forgetful(), Path("site")) == NOTHING


@pytest.mark.parametrize(
    "value",
    [
        None,
        (),
        LEDGER.pieces,
        {"pieces": {}, "others": ()},
        {"pieces": {"1": {"paths": ("a",)}}, "others": (), "manifest": None},
        {"pieces": {"1": {"paths": ("a",), "stamps": ((1, 2),)}}, "others": (), "manifest": None},
        {"pieces": {}, "others": (1,), "manifest": None},
        {"pieces": {}, "others": (), "manifest": (1, 2, "3")},
    ],
)
def test_what_has_not_the_form_of_a_ledger_is_nothing(value: object) -> None:
    assert recall_ledger(Planted(freeze(value)), Path("site")) == NOTHING


def test_a_ledger_with_a_path_that_is_no_text_is_not_remembered(tmp_path: Path) -> None:
    odd = Ledger({}, frozenset({"b\udcff"}), None)
    keep_ledger(Cache(tmp_path), Path("site"), odd)
    assert recall_ledger(Cache(tmp_path), Path("site")) == NOTHING


def test_what_is_no_value_at_all_is_nothing() -> None:
    assert recall_ledger(Planted(b"nonsense"), Path("site")) == NOTHING


def test_a_survey_names_the_pieces_of_which_every_file_stands(tmp_path: Path) -> None:
    ledger = publish([], tmp_path, pieces=[piece(ONE), piece(TWO)]).ledger
    assert survey(tmp_path, ledger) == {piece(ONE).key, piece(TWO).key}
    (tmp_path / "a/data.json").write_bytes(b"more")
    assert survey(tmp_path, ledger) == {piece(TWO).key}


@pytest.mark.parametrize("path", ["", "../outside", "x" * 5000])
def test_a_survey_takes_any_path(tmp_path: Path, path: str) -> None:
    assert (
        survey(
            tmp_path, Ledger({"1": standing(Paths.of((path,)), ((1, 2, 3),))}, frozenset(), None)
        )
        == set()
    )
