from pathlib import Path

import pytest

from statusgen.content.load import load
from tests.benchmarks import history, hugo_content
from tests.benchmarks.bench_site import CACHE, Site
from tests.benchmarks.invented import NOW
from tests.benchmarks.measure import stamps


@pytest.fixture
def site(tmp_path: Path) -> Site:
    history.write(tmp_path / "root", 40)
    return Site(tmp_path / "root", 40)


def test_the_invented_history_is_valid_content(site: Site) -> None:
    content = load(site.root, NOW).content
    assert content is not None
    assert (len(content.incidents), len(content.maintenances)) == (40, 2)


def test_the_history_is_the_same_each_time() -> None:
    assert list(history.files(20)) == list(history.files(20))


def test_a_correction_is_in_the_incident_whose_page_is_asked_for(site: Site) -> None:
    site.change(39, "Correction 1")
    changed = site.root / history.incident(39, 40).path
    assert "Correction 1. We are sorry" in changed.read_text(encoding="utf-8")
    assert site.page(39) == f"/incidents/{changed.stem}/"


def test_a_fresh_checkout_has_the_store_and_no_site(site: Site, tmp_path: Path) -> None:
    for folder in (site.out, site.root / CACHE):
        folder.mkdir()
        (folder / "made").write_text("made")
    other = site.check_out(tmp_path / "other")
    assert {each.name for each in other.root.iterdir()} == {"content", CACHE}


def test_a_file_written_again_has_another_stamp(tmp_path: Path) -> None:
    for name in ("kept", "written"):
        (tmp_path / name).write_text(name)
    before = stamps(tmp_path)
    (tmp_path / "new").write_text("written")
    (tmp_path / "new").replace(tmp_path / "written")
    assert [path.name for path, _ in stamps(tmp_path).items() - before.items()] == ["written"]


def test_hugo_gets_a_page_for_each_update_that_is_announced(tmp_path: Path) -> None:
    hugo_content.write_equal(tmp_path / "equal", 40)
    pages = list((tmp_path / "equal/content/updates").rglob("*.md"))
    assert len(pages) == 4 * (4 + 2)


def test_the_thin_site_has_a_page_for_each_entry(tmp_path: Path) -> None:
    hugo_content.write_thin(tmp_path / "thin", 40)
    assert len(list((tmp_path / "thin/content").rglob("*.md"))) == 40 + 2
